"""What somebody sends who reports a post or a member."""

from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.validators import Length

from forum.core.words import lazy
from forum.moderation.models import WORDS_LIMIT
from forum.moderation.report_reasons import Reason
from forum.web.fields import Body


class ReportForm(FlaskForm):
    """A reason from the list, and words."""

    reason = RadioField(lazy("What is wrong?"), validate_choice=False)
    words = Body(
        lazy("In your own words"),
        validators=[Length(max=WORDS_LIMIT, message=lazy("Say it in at most %(most)d characters", most=WORDS_LIMIT))],
    )

    @classmethod
    def offering(cls, reasons: list[Reason]) -> "ReportForm":
        """The form with these reasons."""
        form = cls()
        form.reason.choices = [(reason.key, reason.label) for reason in reasons]
        return form
