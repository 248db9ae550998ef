"""What a member tells about themselves, and what one asks the people finder."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField
from wtforms.validators import DataRequired, Length, ValidationError

from forum.core.lookalikes import NameRefused, check_display_name
from forum.core.words import lazy
from forum.members.choices import SHOWN, zone_choices
from forum.members.models import ABOUT_LIMIT, EXPERTISE_LIMIT, HANDLE_LIMIT, LINE_LIMIT, NAME_LIMIT
from forum.web.fields import Body, Line


def at_most(most: int) -> Length:
    """No more characters than the row takes."""
    return Length(max=most, message=lazy("Shorten this to %(most)d characters", most=most))


def is_a_name(_form: Any, field: Any) -> None:
    """Raises ValidationError for a name that could be taken for another's, or cannot be read."""
    try:
        check_display_name(field.data)
    except NameRefused as fault:
        raise ValidationError(str(fault)) from fault


def name_field() -> Line:
    """The field for the name that others read."""
    given = DataRequired(lazy("Enter the name that others will read"))
    return Line(lazy("Your name"), validators=[given, at_most(NAME_LIMIT), is_a_name])


def shown_field(label: str) -> SelectField:
    """The field for who may see another field."""
    return SelectField(label, choices=SHOWN)


class ProfileForm(FlaskForm):
    """What others read about a member, and who may read it."""

    name = name_field()
    organisation = Line(lazy("Organisation"), validators=[at_most(LINE_LIMIT)])
    organisation_shown = shown_field(lazy("Who sees your organisation"))
    job_title = Line(lazy("Job title"), validators=[at_most(LINE_LIMIT)])
    job_title_shown = shown_field(lazy("Who sees your job title"))
    place = Line(lazy("Place"), validators=[at_most(LINE_LIMIT)])
    place_shown = shown_field(lazy("Who sees your place"))
    expertise = Line(lazy("What I can help with"), validators=[at_most(EXPERTISE_LIMIT)])
    expertise_shown = shown_field(lazy("Who sees what you can help with"))
    about = Body(lazy("About me"), validators=[at_most(ABOUT_LIMIT)])
    about_shown = shown_field(lazy("Who sees what you say about yourself"))


class HandleForm(FlaskForm):
    """Another handle."""

    handle = Line(lazy("Your handle"), validators=[DataRequired(lazy("Enter a handle")), at_most(HANDLE_LIMIT)])


class PreferencesForm(FlaskForm):
    """How the forum behaves for a member."""

    time_zone = SelectField(lazy("Time zone"), choices=zone_choices)
    in_finder = BooleanField(lazy("Other members find me in the list of members"))


class FinderForm(FlaskForm):
    """What one looks for in people: a GET form, so that each list has an address to share."""

    class Meta:
        csrf = False

    name = Line(lazy("Name"), validators=[at_most(NAME_LIMIT)])
    organisation = Line(lazy("Organisation"), validators=[at_most(LINE_LIMIT)])
    place = Line(lazy("Place"), validators=[at_most(LINE_LIMIT)])
    expertise = Line(lazy("Can help with"), validators=[at_most(EXPERTISE_LIMIT)])
