"""What a moderator sends with a deed."""

from typing import Self

from flask import request
from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField
from wtforms.validators import Length

from forum.core.errors import Conflict
from forum.core.log import REASON_LIMIT
from forum.core.words import lazy
from forum.moderation.reasons import PRESETS, reason_of
from forum.moderation.reports_seen import SeenReports
from forum.moderation.seen import NOT_SAID, Seen
from forum.web.fields import Body

WORDS_LIMIT = REASON_LIMIT - 100  # the longest ready sentence has room beside it


class ReasonForm(FlaskForm):
    """Why: a ready sentence, words, or both; the deed itself asks that there be one of them."""

    preset = SelectField(lazy("Reason"))
    words = Body(
        lazy("In your words"),
        validators=[Length(max=WORDS_LIMIT, message=lazy("Say it in at most %(most)d characters", most=WORDS_LIMIT))],
    )

    @property
    def reason(self) -> str:
        """What was said, as one text."""
        return reason_of(self.preset.data or "", self.words.data or "")

    @classmethod
    def offering(cls, *presets: str) -> Self:
        """The form with these ready sentences."""
        form = cls()
        offered = [SelectChoice(name, PRESETS[name]) for name in presets]
        form.preset.choices = [SelectChoice("", lazy("Choose one, or write your own below")), *offered]
        if not presets:  # nothing is offered, so nothing can be chosen wrongly
            form.preset.data, form.preset.validate_choice = "", False
        return form


def seen_by_form() -> Seen | None:
    """The post as the page showed it from which this request comes; None where the form does not say it."""
    return Seen.said(request.form.get("seen"))


def seen_to_publish() -> Seen:
    """The same for a deed that publishes the post. Raises Conflict where the form does not say it."""
    seen = seen_by_form()
    if seen is None:
        raise Conflict(NOT_SAID)
    return seen


def reports_seen_by_form() -> SeenReports | None:
    """The reports that waited when that page was made; None where the form does not say it."""
    return SeenReports.said(request.form.get("reports"))
