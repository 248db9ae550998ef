"""Opening cases, closing them once, and opening them again when the deed that closed one is undone.

All of this is done within a deed, or a listener, whose transaction is open.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select, update

from forum.core.clock import now
from forum.core.db import lock, one_at_a_time, session
from forum.core.errors import Conflict
from forum.core.log import LogEntry
from forum.core.outbox import emit
from forum.core.words import lazy
from forum.moderation.events import CaseClosed, CaseOpened, CaseReopened
from forum.moderation.models import ORDINARY, URGENT, Case, CaseKind, CaseState
from forum.permissions.people import Person
from forum.threads.models import Post, State, Thread

HIDDEN, DECLINED = "hidden", "declined"  # outcomes of reports
DEALT_WITH = "dealt with"  # the answer was another deed than to hide the post
SETTLED = "settled"  # the outcome of what was decided, or taken back, on a page of its own
DECIDED = lazy("Somebody has decided this already. Nothing was done. Below stands what was decided.")


def open_case(kind: CaseKind, thing: Any, member_id: int | None, *, is_urgent: bool = False) -> Case:
    """The open case of this kind about a row, which is opened now where there is none; `member_id` is whom it is about.

    A case that has become urgent goes to the top. Where it is decided says the row's board, if it has one.
    """
    one_at_a_time(f"case {thing.__tablename__} {thing.id}")
    case = open_case_about(kind, thing)
    if case is not None:
        if is_urgent and not case.is_urgent:
            case.rank = URGENT
            emit(CaseOpened(case.id))
        return case
    board = getattr(thing, "board", None)
    case = Case(
        kind=kind,
        thing=thing.__tablename__,
        thing_id=thing.id,
        member_id=member_id,
        board_id=board.id if board else None,
        rank=URGENT if is_urgent else ORDINARY,
    )
    session.add(case)
    session.flush()
    emit(CaseOpened(case.id))
    return case


def open_case_about(kind: CaseKind, thing: Any) -> Case | None:
    """The case of this kind about a row that waits, if there is one."""
    about = (Case.thing == thing.__tablename__, Case.thing_id == thing.id)
    return session.scalar(select(Case).where(*about, Case.kind == kind, Case.state == CaseState.OPEN))


def case_to_clear(kind: CaseKind, actor: Person, post: Post) -> Case | None:
    """The case of a post that waits, if there is one that this person may decide: nobody does about themselves."""
    case = open_case_about(kind, post)
    return case if case is not None and case.member_id != actor.id else None


def is_hidden_for_now(case: Case) -> bool:
    """Whether reports have hidden the post until somebody looks."""
    return case.is_open and case.hold_id is not None and case.post is not None and case.post.state == State.HIDDEN


def close_case(case: Case, outcome: str, closer_id: int | None, entry: LogEntry | None = None) -> None:
    """Give a case its end; `entry` is the deed that did. Raises Conflict for one that somebody has closed already."""
    lock(case)
    if not case.is_open:
        raise Conflict(DECIDED)
    case.state, case.outcome, case.closed_at, case.closed_by_id = CaseState.CLOSED, outcome, now(), closer_id
    case.entry_id = entry.id if entry else None
    emit(CaseClosed(case.id))


def close_cases_of_posts(actor: Person, posts: Iterable[Post], entry: LogEntry) -> None:
    """Close what waits about posts that one deed has hidden, all together."""
    for post in posts:
        for kind in (CaseKind.REPORT, CaseKind.HELD):
            case = case_to_clear(kind, actor, post)
            if case is not None:
                close_case(case, HIDDEN, actor.id, entry)


def reopen_case_of(entry: LogEntry) -> None:
    """Let the cases wait again that a deed had closed, as it is undone. Raises Conflict where one has its next case."""
    for case in session.scalars(select(Case).where(Case.entry_id == entry.id).order_by(Case.id)).all():
        lock(case)
        again = (Case.thing == case.thing, Case.thing_id == case.thing_id, Case.kind == case.kind)
        if session.scalar(select(Case.id).where(*again, Case.state == CaseState.OPEN)):
            raise Conflict(lazy("The same waits for moderators again by now. Decide that case instead."))
        case.state, case.outcome = CaseState.OPEN, ""
        case.closed_at = case.closed_by_id = case.entry_id = None
        emit(CaseReopened(case.id))


def follow_threads(threads: Iterable[Thread]) -> None:
    """Let the cases of posts be decided where their threads stand now: for deeds that move threads or posts."""
    for thread in threads:
        posts = select(Post.id).where(Post.thread_id == thread.id)
        theirs = update(Case).where(Case.thing == Post.__tablename__, Case.thing_id.in_(posts))
        session.execute(theirs.where(Case.board_id.is_distinct_from(thread.board_id)).values(board_id=thread.board_id))
