"""What a person may send about coming into a board."""

from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, Length

from forum.boards.models import ASKING_LIMIT
from forum.core.log import REASON_LIMIT
from forum.core.words import lazy
from forum.members.models import HANDLE_LIMIT
from forum.organisations.models import ORGANISATION_NAME_LIMIT
from forum.web.fields import Body, Line

TOO_LONG = lazy("Say it in at most %(most)d characters", most=ASKING_LIMIT)
REASON_TOO_LONG = lazy("Say it in at most %(most)d characters", most=REASON_LIMIT)


class AskForm(FlaskForm):
    """Somebody asks to come in."""

    words = Body(
        lazy("Why you ask"),
        validators=[DataRequired(lazy("Say why you ask")), Length(max=ASKING_LIMIT, message=TOO_LONG)],
    )


class DeclineForm(FlaskForm):
    """Somebody is not let in."""

    reason = Body(
        lazy("Why not; the person reads it"),
        validators=[DataRequired(lazy("Say why not")), Length(max=REASON_LIMIT, message=REASON_TOO_LONG)],
    )


class InviteForm(FlaskForm):
    """A member is let in."""

    handle = Line(
        lazy("Handle of the member"),
        validators=[
            DataRequired(lazy("Write the handle that stands in their profile")),
            Length(max=HANDLE_LIMIT),
        ],
    )


class OrganisationForm(FlaskForm):
    """An organisation is let in."""

    organisation = Line(
        lazy("Name of the organisation"),
        validators=[
            DataRequired(lazy("Which organisation? Write its name as the directory has it")),
            Length(max=ORGANISATION_NAME_LIMIT),
        ],
    )
