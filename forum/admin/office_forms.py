"""What an administrator sends to look somebody up, and to appoint them."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice, SelectField
from wtforms.validators import InputRequired, ValidationError

from forum.core.words import lazy
from forum.members.forms import at_most
from forum.members.models import NAME_LIMIT, Role
from forum.members.offices import RANKS
from forum.web.fields import Line

ONE_BOARD = "board"
OFFICES = {
    Role.MODERATOR: lazy("Moderator of the whole forum: every board that they may see, members, verification"),
    Role.ADMINISTRATOR: lazy("Administrator: boards, organisations, appointments, settings; also a moderator"),
    ONE_BOARD: lazy("Moderator of one board"),
}


class LookUpForm(FlaskForm):
    """Somebody's handle or name: a GET form."""

    class Meta:
        csrf = False

    who = Line(lazy("Handle or name"), validators=[at_most(NAME_LIMIT)])


class AppointForm(FlaskForm):
    """An office, and the board that it is for where it is for one."""

    office = RadioField(lazy("Appoint as"), validators=[InputRequired(lazy("Choose an office"))])
    board = SelectField(lazy("Which board, when it is for one"))

    def offer(self, role: Role, boards: list[SelectChoice]) -> None:
        """Offer what is more than somebody is already, and the boards that they do not look after yet."""
        higher = RANKS[RANKS.index(role) + 1 :]
        self.office.choices = [
            SelectChoice(office, name) for office, name in OFFICES.items() if office in (*higher, ONE_BOARD)
        ]
        self.board.choices = [SelectChoice("", lazy("Choose a board")), *boards]

    def validate_board(self, field: Any) -> None:
        """Raises ValidationError when the office is for one board and none is chosen."""
        if self.office.data == ONE_BOARD and not field.data:
            raise ValidationError(lazy("Choose the board"))
