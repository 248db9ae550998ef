"""What of the log somebody asks for."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.validators import Length, ValidationError

from forum.admin.log_entries import Sought
from forum.admin.log_words import DEEDS, THINGS
from forum.core.paging import LARGEST
from forum.core.words import lazy
from forum.members.models import HANDLE_LIMIT
from forum.web.days import day_of, is_a_day
from forum.web.fields import Line, clean_line


def is_a_number(_form: FlaskForm, field: Any) -> None:
    """Raises ValidationError for what is the number of nothing."""
    text = field.data
    if text and not (text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= LARGEST):
        raise ValidationError(lazy("A number is digits alone, such as 12"))


def choice(label: Any) -> SelectField:
    """One of the words of the log, or one that has no words yet."""
    return SelectField(label, default="", filters=(clean_line,), validate_choice=False)


class LogForm(FlaskForm):
    """Words that narrow the log; they are sent as an address, so they carry no token."""

    class Meta:
        csrf = False

    deed = choice(lazy("What was done"))
    actor = Line(lazy("Who did it"), validators=[Length(max=HANDLE_LIMIT, message=lazy("No handle is as long"))])
    thing = choice(lazy("To what kind of thing"))
    number = Line(lazy("The number of the thing"), validators=[is_a_number])
    since = Line(lazy("From this day"), validators=[is_a_day])
    until = Line(lazy("To this day"), validators=[is_a_day])

    def __init__(self, **facts: Any) -> None:
        super().__init__(**facts)
        for field, words in ((self.deed, DEEDS), (self.thing, THINGS)):
            known = {"": lazy("Anything"), **words}
            field.choices = list({**known, field.data: known.get(field.data, field.data)}.items())

    def sought(self) -> Sought:
        """What the words ask for."""
        return Sought(
            deed=self.deed.data,
            actor=self.actor.data.lower(),
            thing=self.thing.data,
            number=int(self.number.data) if self.number.data else None,
            since=day_of(self.since.data),
            until=day_of(self.until.data),
        )
