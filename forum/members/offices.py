"""Offices: who may be given one, what goes with it, that one administrator always stays; for deeds that appoint."""

from sqlalchemy import func, or_, select

from forum.core.clock import now
from forum.core.db import one_at_a_time, session
from forum.core.errors import Invalid, Refused
from forum.core.words import lazy
from forum.members.entered import boards_entered
from forum.members.models import Member, Role
from forum.members.named import BoardRole, NamedMember
from forum.permissions.people import Person, uses_account

RANKS = (Role.MEMBER, Role.MODERATOR, Role.ADMINISTRATOR)


def check_can_hold_office(member: Member) -> None:
    """Raises Invalid for somebody who cannot sign in, or has been silenced or suspended for now."""
    if member.is_placeholder or member.is_closed:
        raise Invalid(lazy("Nobody can sign in as this member, so there is nothing to grant."))
    if member.is_silenced or member.is_suspended:
        raise Invalid(lazy("A moderator has paused the rights of this member. Wait until that is over."))
    if not uses_account(member):
        raise Invalid(lazy("This member has not confirmed the e-mail address yet."))


def check_is_another(actor: Person, member: Member) -> None:
    """Raises Refused for somebody who decides about themselves."""
    if actor.id == member.id:
        raise Refused(lazy("Nobody decides about their own appointments."))


def leave_entered_boards(leaving: Member) -> list[int]:
    """Take who is no administrator any more off the boards that they entered as one; answers the boards' numbers."""
    invited = select(NamedMember).where(NamedMember.member_id == leaving.id, NamedMember.role == BoardRole.INVITED)
    named = {one.board_id: one for one in session.scalars(invited)}
    entered = sorted(boards_entered(leaving.id, named))
    for board_id in entered:
        session.delete(named[board_id])
    return entered


def keep_an_administrator(leaving: Member) -> None:
    """Raises Refused when there would be no administrator left who can sign in.

    Two who leave at one moment are asked one after the other, so that the second sees that the first has left.
    """
    one_at_a_time("administrators")
    can_sign_in = (Member.confirmed_at.is_not(None), Member.closed_at.is_(None))
    not_suspended = or_(Member.suspended_until.is_(None), Member.suspended_until <= now())
    others = (Member.role == Role.ADMINISTRATOR, Member.id != leaving.id, *can_sign_in, not_suspended)
    if not session.scalar(select(func.count()).select_from(Member).where(*others)):
        raise Refused(lazy("This is the last administrator who can sign in. Appoint another one first."))
