"""Letting members and organisations into a board, and taking that back."""

from forum.boards.events import InvitationTakenBack, MemberInvited
from forum.boards.models import Board
from forum.boards.naming import nobody_lets_themselves_in, put_name, take_name
from forum.core.db import session
from forum.core.errors import Invalid
from forum.core.log import record
from forum.core.outbox import emit
from forum.core.words import lazy
from forum.members.models import Member
from forum.members.named import BoardRole, NamedOrganisation
from forum.members.offices import check_can_hold_office, check_is_another
from forum.organisations.models import Organisation
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can


@action(Can.LET_IN)
def invite_member(actor: Person, board: Board, member: Member) -> None:
    """Let a member into a board, and tell them.

    Raises Invalid for an account that cannot be used now, and for who is invited, Refused for oneself.
    """
    check_is_another(actor, member)
    check_can_hold_office(member)
    if not put_name(actor, board, member, BoardRole.INVITED):
        raise Invalid(lazy("%(name)s is invited already.", name=member.name), "handle")
    emit(MemberInvited(board.id, member.id))


@action(Can.LET_IN)
def remove_member(actor: Person, board: Board, member: Member) -> None:
    """Take a member's invitation to a board back, and tell them."""
    if take_name(actor, board, member, BoardRole.INVITED):
        emit(InvitationTakenBack(board.id, member.id))


@action(Can.KEEP_BOARDS)
def invite_organisation(actor: Person, board: Board, organisation: Organisation) -> None:
    """Let into a board whoever is verified at an organisation, as long as they are.

    Raises Invalid for a body that is no more, or is invited, Refused when this would let an administrator in from
    outside.
    """
    if organisation.is_retired:
        raise Invalid(lazy("This organisation is no more, so nobody can come in by it."), "organisation")
    if session.get(NamedOrganisation, (organisation.id, board.id)) is not None:
        raise Invalid(lazy("%(name)s is invited already.", name=organisation.name), "organisation")
    with nobody_lets_themselves_in(actor, board):
        session.add(NamedOrganisation(organisation_id=organisation.id, board_id=board.id))
    record(actor.id, "invite an organisation", board, after={"organisation_id": organisation.id})


@action(Can.KEEP_BOARDS)
def remove_organisation(actor: Person, board: Board, organisation: Organisation) -> None:
    """Take an organisation's invitation to a board back."""
    named = session.get(NamedOrganisation, (organisation.id, board.id))
    if named is not None:
        session.delete(named)
        record(actor.id, "remove an organisation", board, before={"organisation_id": organisation.id})
