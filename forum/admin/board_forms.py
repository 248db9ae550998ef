"""What an administrator says about a section or a board."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, SelectField
from wtforms.validators import DataRequired

from forum.boards.actions import BoardSettings
from forum.boards.models import BOARD_NAME_LIMIT, PURPOSE_LIMIT, RULES_LIMIT, Audience, ReplyBy, StartBy
from forum.core.words import lazy
from forum.members.forms import at_most
from forum.web.fields import Body, Line

AUDIENCES = [
    SelectChoice(Audience.VERIFIED, lazy("Verified public servants")),
    SelectChoice(Audience.PUBLIC, lazy("Everyone, guests and search engines included")),
    SelectChoice(Audience.MEMBERS, lazy("Members")),
    SelectChoice(Audience.INVITED, lazy("Only members and organisations that were invited")),
]
STARTERS = [
    SelectChoice(StartBy.VERIFIED, lazy("Verified public servants")),
    SelectChoice(StartBy.MEMBERS, lazy("Members")),
    SelectChoice(StartBy.MODERATORS, lazy("Its moderators only")),
]
REPLIERS = [
    SelectChoice(ReplyBy.VERIFIED, lazy("Verified public servants")),
    SelectChoice(ReplyBy.MEMBERS, lazy("Members")),
    SelectChoice(ReplyBy.NOBODY, lazy("Nobody: the board is for announcements")),
]


class SectionForm(FlaskForm):
    """The name of a section."""

    name = Line(lazy("Name of the section"), validators=[DataRequired(lazy("Enter a name")), at_most(BOARD_NAME_LIMIT)])


class BoardForm(FlaskForm):
    """Everything about a board. `seen` marks the settings that were there when the form was made."""

    seen = HiddenField()
    name = Line(lazy("Name"), validators=[DataRequired(lazy("Enter a name")), at_most(BOARD_NAME_LIMIT)])
    section_id = SelectField(lazy("Section"), coerce=int)
    slug = Line(lazy("Address"), validators=[at_most(BOARD_NAME_LIMIT)])
    purpose = Line(lazy("Purpose"), validators=[at_most(PURPOSE_LIMIT)])
    house_rules = Body(lazy("House rules"), validators=[at_most(RULES_LIMIT)])
    audience = RadioField(lazy("Who may see it and what is in it"), choices=AUDIENCES, default=Audience.VERIFIED)
    start_by = RadioField(lazy("Who may start threads"), choices=STARTERS, default=StartBy.VERIFIED)
    reply_by = RadioField(lazy("Who may reply"), choices=REPLIERS, default=ReplyBy.VERIFIED)
    own_threads_only = BooleanField(lazy("Confidential desk: members see only the threads that they started"))
    open_title = BooleanField(lazy("Open title: outsiders see that the board exists, and can ask to come in"))
    archived = BooleanField(lazy("Archived: readable, closed to writing"))

    def settings(self) -> BoardSettings:
        """What was chosen."""
        chosen: dict[str, Any] = {name: self.data[name] for name in BoardSettings.__dataclass_fields__}
        kinds = {"audience": Audience, "start_by": StartBy, "reply_by": ReplyBy}
        kinded: dict[str, Any] = {name: kind(chosen[name]) for name, kind in kinds.items()}
        return BoardSettings(**(chosen | kinded))
