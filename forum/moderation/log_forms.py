"""What of the log of moderation somebody asks for."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.validators import Length, ValidationError

from forum.core.words import lazy
from forum.members.models import HANDLE_LIMIT
from forum.moderation.log_queries import Sought
from forum.moderation.words import WORDS
from forum.web.days import day_of, is_a_day
from forum.web.fields import Line

NO_HANDLE = lazy("No handle is as long")
WORDS_LIMIT = 60


def _handle(label: Any) -> Line:
    return Line(label, validators=[Length(max=HANDLE_LIMIT, message=NO_HANDLE), _is_one_word])


def _is_one_word(_form: FlaskForm, field: Any) -> None:
    if " " in field.data.strip():
        raise ValidationError(lazy("Write the handle, which stands behind the @ on a profile, and no name"))


class DeedsForm(FlaskForm):
    """Words that narrow the log; they are sent as an address, so they carry no token."""

    class Meta:
        csrf = False

    deed = SelectField(lazy("What was done"), default="")
    by = _handle(lazy("Who did it"))
    about = _handle(lazy("Whom it concerned"))
    words = Line(
        lazy("Words of the reason"), validators=[Length(max=WORDS_LIMIT, message=lazy("Use fewer words to look for"))]
    )
    since = Line(lazy("From this day"), validators=[is_a_day])
    until = Line(lazy("To this day"), validators=[is_a_day])

    def __init__(self, **facts: Any) -> None:
        super().__init__(**facts)
        self.deed.choices = list({"": lazy("Anything"), **WORDS}.items())

    def sought(self) -> Sought:
        """What the words ask for."""
        return Sought(
            deed=self.deed.data,
            by=self.by.data.lower().removeprefix("@"),
            about=self.about.data.lower().removeprefix("@"),
            words=self.words.data,
            since=day_of(self.since.data),
            until=day_of(self.until.data),
        )
