"""What members say about themselves, and what operators grant them."""

from dataclasses import asdict, dataclass

from sqlalchemy.exc import IntegrityError

from forum.core.db import session
from forum.core.errors import Invalid
from forum.core.log import record
from forum.core.lookalikes import NameRefused, check_handle, skeleton
from forum.core.outbox import emit
from forum.core.words import lazy
from forum.members.events import Appointed, Dismissed
from forum.members.making import taken_skeletons
from forum.members.models import FormerHandle, Member, Role, Shown
from forum.members.offices import RANKS, check_can_hold_office, keep_an_administrator, leave_entered_boards
from forum.members.zones import time_zones
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can

TAKEN = lazy("Somebody has this handle, had it, or has one that looks like it. Choose another.")


@dataclass(frozen=True)
class ProfileTexts:
    """What others read about a member, and to whom each field is shown. The forms measure the texts."""

    name: str
    organisation: str
    organisation_shown: Shown
    job_title: str
    job_title_shown: Shown
    place: str
    place_shown: Shown
    expertise: str
    expertise_shown: Shown
    about: str
    about_shown: Shown


@dataclass(frozen=True)
class Preferences:
    """How the forum behaves for a member: the zone of its clock, and whether the list of members names them."""

    time_zone: str
    in_finder: bool


@action(Can.CHANGE_OWN_PROFILE)
def change_profile(member: Member, _self: Member, texts: ProfileTexts) -> None:
    """Say something else about oneself."""
    for name, value in asdict(texts).items():
        setattr(member, name, value)


@action(Can.CHANGE_OWN_PROFILE)
def change_handle(member: Member, _self: Member, handle: str) -> None:
    """Take another handle; the one given up leads to the member for good.

    Raises Invalid when the handle cannot be, or looks like one that somebody has or had.
    """
    if handle == member.handle:
        return
    try:
        check_handle(handle)
    except NameRefused as fault:
        raise Invalid(str(fault), "handle") from fault
    shape = skeleton(handle)
    if taken_skeletons([shape], but_for=member.id):
        raise Invalid(TAKEN, "handle")
    session.merge(FormerHandle(handle=member.handle, skeleton=member.handle_skeleton, member_id=member.id))
    member.handle, member.handle_skeleton = handle, shape
    try:
        session.flush()
    except IntegrityError as fault:
        raise Invalid(TAKEN, "handle") from fault


@action(Can.CHANGE_OWN_ACCOUNT)
def change_preferences(member: Member, _self: Member, preferences: Preferences) -> None:
    """Choose how the forum behaves. Raises Invalid for a time zone that does not exist."""
    if preferences.time_zone not in time_zones():
        raise Invalid(lazy("Choose a time zone from the list."), "time_zone")
    member.time_zone, member.in_finder = preferences.time_zone, preferences.in_finder


@action(Can.APPOINT)
def appoint(actor: Person, member: Member, role: Role) -> None:
    """Make somebody a moderator or administrator of the whole forum, or a member like others again.

    Who is an administrator no longer is outside again where they had entered a closed board as one.

    Raises Invalid for somebody who cannot hold an office, Refused for the last administrator.
    """
    before = Role(member.role)
    if role == before:
        return
    rises = RANKS.index(role) > RANKS.index(before)
    if rises:
        check_can_hold_office(member)
    left: dict[str, list[int]] = {}
    if before == Role.ADMINISTRATOR:
        keep_an_administrator(member)
        boards = leave_entered_boards(member)
        left = {"boards_left": boards} if boards else {}
    record(actor.id, "appoint" if rises else "dismiss", member, {"role": before}, {"role": role, **left})
    member.role = role
    if not rises:
        emit(Dismissed(member.id, before, None))
    if role != Role.MEMBER:
        emit(Appointed(member.id, role, None))


def _refuse_placeholder(member: Member) -> None:
    if member.is_placeholder or member.is_closed:
        raise Invalid(lazy("Nobody can sign in as this member, so there is nothing to grant."))
