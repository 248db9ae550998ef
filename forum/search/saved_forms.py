"""What a member says of a search that is kept."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice
from wtforms.validators import DataRequired, ValidationError

from forum.core.words import lazy
from forum.members.forms import at_most
from forum.search.query import parse
from forum.searches.models import NAME_LIMIT, QUERY_LIMIT, Often
from forum.web.fields import Line

OFTEN = [
    SelectChoice(Often.DAILY.value, lazy("Once a day, in the morning")),
    SelectChoice(Often.WEEKLY.value, lazy("Once a week, on Monday morning")),
    SelectChoice(Often.NEVER.value, lazy("Never: only keep it")),
]


def asks_something(_form: Any, field: Any) -> None:
    """Raises ValidationError for a query that asks nothing."""
    if not parse(field.data).asks:
        raise ValidationError(lazy("Write what to look for: words, or a field such as answered:no"))


class ChangeForm(FlaskForm):
    """What can be changed later."""

    name = Line(lazy("Name"), validators=[DataRequired(lazy("Enter a name")), at_most(NAME_LIMIT)])
    often = RadioField(
        lazy("How often do you want to be told of new posts?"),
        choices=OFTEN,
        default=Often.DAILY.value,
        validate_choice=False,
        validators=[],
    )

    def validate_often(self, field: Any) -> None:
        """Raises ValidationError for what no form of ours sends."""
        if field.data not in list(Often):
            raise ValidationError(lazy("Choose how often"))


class SaveForm(ChangeForm):
    """A search to be kept; its query is as it was typed."""

    query = Line(lazy("Search"), validators=[at_most(QUERY_LIMIT), asks_something])
