"""What an administrator says about a section or a board."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectChoice, SelectField
from wtforms.validators import DataRequired, NumberRange

from forum.boards.actions import BoardSettings
from forum.boards.models import (
    BOARD_NAME_LIMIT,
    FIRST_POSTS,
    MOST_FIRST_POSTS,
    PURPOSE_LIMIT,
    RULES_LIMIT,
    Approval,
    Audience,
    ReplyBy,
    StartBy,
)
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

WAITING = [
    SelectChoice(Approval.NONE, lazy("None")),
    SelectChoice(Approval.FIRST, lazy("A member’s first posts on the forum")),
    SelectChoice(Approval.ALL, lazy("Every post")),
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
    approval = RadioField(
        lazy("Which posts wait for a moderator before others see them"), choices=WAITING, default=Approval.NONE
    )
    first_posts = IntegerField(
        lazy("How many first posts wait, where they do"),
        default=FIRST_POSTS,
        validators=[NumberRange(1, MOST_FIRST_POSTS, lazy("Enter a number from 1 to %(most)d", most=MOST_FIRST_POSTS))],
    )
    own_threads_only = BooleanField(lazy("Confidential desk: members see only the threads that they started"))
    open_title = BooleanField(lazy("Open title: outsiders see that the board exists, and can ask to come in"))
    archived = BooleanField(lazy("Archived: readable, closed to writing"))

    def settings(self) -> BoardSettings:
        """What was chosen."""
        chosen: dict[str, Any] = {name: self.data[name] for name in BoardSettings.__dataclass_fields__}
        kinds = {"audience": Audience, "start_by": StartBy, "reply_by": ReplyBy, "approval": Approval}
        kinded: dict[str, Any] = {name: kind(chosen[name]) for name, kind in kinds.items()}
        return BoardSettings(**(chosen | kinded))
