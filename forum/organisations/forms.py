"""What one asks the directory of organisations."""

from collections.abc import Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField
from wtforms.validators import Length

from forum.core.words import lazy
from forum.organisations.choices import KINDS, NATIONS
from forum.organisations.models import ORGANISATION_NAME_LIMIT
from forum.organisations.queries import regions
from forum.web.fields import Line

TOO_LONG = lazy("Shorten this to %(most)d characters", most=ORGANISATION_NAME_LIMIT)


def all_or_one(words: Mapping[Any, Any], of_all: Any) -> list[SelectChoice]:
    """The choices of a filter: all, or one of these."""
    return [SelectChoice("", of_all), *(SelectChoice(one.value, label) for one, label in words.items())]


def all_or_one_region() -> list[SelectChoice]:
    """All regions, or one of those that the directory names."""
    return [SelectChoice("", lazy("All regions")), *(SelectChoice(name, name) for name in regions())]


class DirectoryForm(FlaskForm):
    """Which organisations one looks for: a GET form, so that each list has an address to share."""

    class Meta:
        csrf = False

    name = Line(lazy("Name, or e-mail domain"), validators=[Length(max=ORGANISATION_NAME_LIMIT, message=TOO_LONG)])
    kind = SelectField(lazy("Kind"), choices=all_or_one(KINDS, lazy("All kinds")), default="")
    nation = SelectField(lazy("Nation"), choices=all_or_one(NATIONS, lazy("All nations")), default="")
    region = SelectField(lazy("Region"), choices=all_or_one_region, default="")
