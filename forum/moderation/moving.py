"""Taking a whole thread away from its readers, or to another board, and giving it back."""

from sqlalchemy import func, not_, select

from forum.boards.models import Board
from forum.boards.readers import circle_of
from forum.core.db import session
from forum.core.errors import Conflict, Invalid
from forum.core.log import LogEntry
from forum.core.outbox import emit
from forum.core.words import lazy
from forum.members.models import Member
from forum.moderation.cases import follow_threads
from forum.moderation.deeds import Undoing, check_unchanged, done
from forum.moderation.standing import check_not_decided, check_not_own
from forum.moderation.thread_seen import SeenThread, check_thread
from forum.permissions.guard import action, require
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.threads.counting import recounted
from forum.threads.events import ThreadChanged
from forum.threads.following import Level, ThreadFollow
from forum.threads.models import State, Thread

HIDE, RESTORE, MOVE = "hide a thread", "restore a thread", "move a thread"


@action(Can.MODERATE_THREAD)
def hide_thread(actor: Member, thread: Thread, reason: str, case_id: int | None = None) -> LogEntry:
    """Take a published thread away from its readers. Raises Conflict for any other, Invalid."""
    if thread.state != State.PUBLISHED:
        raise Conflict(lazy("This thread is not published any more, so it cannot be hidden."))
    return _give_state(actor, thread, State.HIDDEN, HIDE, reason, case_id)


@action(Can.MODERATE_THREAD)
def restore_thread(
    actor: Member, thread: Thread, reason: str, case_id: int | None = None, seen: SeenThread | None = None
) -> LogEntry:
    """Give a hidden thread back to its readers.

    Raises Conflict for one that is not hidden, or stands on another board than was seen; Refused for one's own that
    somebody else hid, Invalid.
    """
    if thread.state != State.HIDDEN:
        raise Conflict(lazy("This thread is not hidden any more."))
    if not thread.last_number:
        raise Conflict(lazy("Its question was declined, never published. Undo that on the page of the deed."))
    check_not_own(actor, thread, "state")
    check_thread(thread, seen)
    return _give_state(actor, thread, State.PUBLISHED, RESTORE, reason, case_id)


@action(Can.MODERATE_THREAD)
def move_thread(
    actor: Member,
    thread: Thread,
    board: Board,
    reason: str,
    case_id: int | None = None,
    seen: SeenThread | None = None,
) -> LogEntry:
    """Let the thread stand on another board, for those who may read that.

    Raises Conflict when it stands there, or on another than was seen; Invalid for an archived board, Refused for one's
    own that somebody else has moved, and what the guard raises for who does not look after the board.
    """
    require(actor, Can.MODERATE_THREAD, board)
    if board.id == thread.board_id:
        raise Conflict(lazy("The thread stands on this board by now."))
    if board.archived:
        raise Invalid(lazy("This board is archived: nothing is moved there."), "words")
    check_not_decided(actor, thread, "board_id")
    check_thread(thread, seen)
    before = {"board_id": thread.board_id}
    put_on(thread, board)
    numbers = {"member_id": thread.starter_id, "case_id": case_id}
    return done(actor, MOVE, thread, before, {"board_id": board.id}, reason, **numbers)


def put_on(thread: Thread, board: Board) -> None:
    """Let the thread stand on the board, with all that counts it and waits there."""
    with recounted(thread):
        thread.board = board
        session.flush()
    follow_threads([thread])
    emit(ThreadChanged(thread.id))


def followers_left_behind(thread: Thread, board: Board) -> int:
    """How many of those who follow the thread could not read it on the board."""
    following = select(ThreadFollow.member_id).where(ThreadFollow.thread_id == thread.id)
    theirs = Member.id.in_(following.where(ThreadFollow.level == Level.FOLLOWING))
    could_not = not_(circle_of(board.id, board).read)
    return session.scalar(select(func.count()).select_from(Member).where(theirs, could_not)) or 0


def _give_state(actor: Member, thread: Thread, state: State, deed: str, reason: str, case_id: int | None) -> LogEntry:
    before = {"state": thread.state}
    _put_state(thread, state)
    numbers = {"member_id": thread.starter_id, "case_id": case_id}
    return done(actor, deed, thread, before, {"state": state}, reason, **numbers)


def _put_state(thread: Thread, state: State) -> None:
    with recounted(thread):
        thread.state = state
    emit(ThreadChanged(thread.id))


def _put_state_back(_actor: Person, thread: Thread, entry: LogEntry) -> None:
    check_unchanged(thread, entry.after)
    _put_state(thread, State(entry.before["state"]))


def _move_back(actor: Person, thread: Thread, entry: LogEntry) -> None:
    check_unchanged(thread, entry.after)
    board = session.get_one(Board, entry.before["board_id"])
    require(actor, Can.MODERATE_THREAD, board)
    put_on(thread, board)


UNDOINGS: dict[str, Undoing] = {HIDE: _put_state_back, RESTORE: _put_state_back, MOVE: _move_back}
