"""Names on boards, for the deeds that put them there and take them away."""

from collections.abc import Iterator
from contextlib import contextmanager

from forum.boards.models import Board
from forum.core.db import session
from forum.core.errors import Refused
from forum.core.log import record
from forum.core.words import lazy
from forum.members.models import Member
from forum.members.named import NAMING, BoardRole, NamedMember
from forum.permissions.guard import can
from forum.permissions.people import Person
from forum.permissions.table import Can

REMOVING = "remove from a board"  # what the log calls it


def put_name(
    actor: Person, board: Board, member: Member, role: BoardRole, reason: str = "", deed: str = NAMING
) -> bool:
    """Name a member on a board and write down by whom; answers whether the name did not stand there already."""
    if session.get(NamedMember, (member.id, board.id, role)) is not None:
        return False
    session.add(NamedMember(member_id=member.id, board_id=board.id, role=role))
    session.flush()
    session.expire(member)
    record(actor.id, deed, board, after={"member_id": member.id, "role": role}, reason=reason)
    return True


def take_name(actor: Person, board: Board, member: Member, role: BoardRole, deed: str = REMOVING) -> bool:
    """Take a member's name off a board and write down by whom; answers whether it stood there."""
    named = session.get(NamedMember, (member.id, board.id, role))
    if named is None:
        return False
    session.delete(named)
    session.flush()
    session.expire(member)
    record(actor.id, deed, board, before={"member_id": member.id, "role": role})
    return True


@contextmanager
def nobody_lets_themselves_in(actor: Person, *boards: Board) -> Iterator[None]:
    """Raises Refused when what the block does would open to the actor one of the boards that they could not read.

    An administrator enters a closed board by a deed of its own, which asks for a reason and tells its moderators.
    """
    closed = [board for board in boards if not can(actor, Can.READ, board)]
    yield
    if not closed or not isinstance(actor, Member):
        return
    session.flush()
    session.expire(actor)
    if any(can(actor, Can.READ, board) for board in closed):
        raise Refused(
            lazy("This would open the board to yourself. Enter it first, with a reason that is written down.")
        )
