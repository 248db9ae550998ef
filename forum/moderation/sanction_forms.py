"""What a moderator sends to find a member, and to silence or suspend one."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectChoice
from wtforms.validators import InputRequired, ValidationError

from forum.core.words import lazy
from forum.members.forms import at_most
from forum.members.models import NAME_LIMIT
from forum.moderation.forms import ReasonForm
from forum.moderation.ladder import MOST_DAYS, RUNGS
from forum.web.fields import Line

OTHER = "other"
RUNGS_IN_WORDS = {1: lazy("1 day"), 3: lazy("3 days"), 7: lazy("7 days"), 30: lazy("30 days")}


class FindForm(FlaskForm):
    """Somebody's handle or name: a GET form."""

    class Meta:
        csrf = False

    who = Line(lazy("Handle or name"), validators=[at_most(NAME_LIMIT)])


class DecisionForm(ReasonForm):
    """Why; and what was last done to the member when the page was shown, so that nobody decides twice."""

    last = HiddenField()

    @property
    def seen(self) -> int | None:
        """What the page says of it; None where it says nothing."""
        said = self.last.data or ""
        return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else None


class DaysForm(DecisionForm):
    """For how long, and why."""

    days = RadioField(
        lazy("For how long"),
        choices=[
            *(SelectChoice(str(rung), RUNGS_IN_WORDS[rung]) for rung in RUNGS),
            SelectChoice(OTHER, lazy("Another number of days")),
        ],
        validators=[InputRequired(lazy("Choose for how long"))],
    )
    other_days = Line(lazy("Number of days"))

    @property
    def number(self) -> int:
        """The days that were chosen."""
        return int(self.other_days.data if self.days.data == OTHER else self.days.data)

    def validate_other_days(self, field: Any) -> None:
        """Raises ValidationError where another number is chosen and none is given."""
        typed = field.data or ""
        is_number = typed.isascii() and typed.isdigit() and len(typed) <= len(str(MOST_DAYS))
        if self.days.data == OTHER and not (is_number and 1 <= int(typed) <= MOST_DAYS):
            raise ValidationError(lazy("Enter a number of days from 1 to %(most)d", most=MOST_DAYS))
