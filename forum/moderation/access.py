"""SEE_CASE in SQL, and which cases still wait: what was decided or taken back elsewhere does not."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, true

from forum.boards.models import AdmissionRequest, Asked, Board
from forum.boards.queries import moderated_boards
from forum.moderation.models import URGENT, Case, CaseKind, CaseState
from forum.moderation.sanction_models import Appeal
from forum.permissions.people import Person, uses_account
from forum.threads.models import Post, State, Thread
from forum.verification.models import RequestState, VerificationRequest


def with_boards(query: Select[Any]) -> Select[Any]:
    """The query, which has `Case` in it, joined with the boards on which cases are decided."""
    return query.outerjoin(Board, Board.id == Case.board_id)


def visible_cases(viewer: Person) -> ColumnElement[bool]:
    """SEE_CASE for cases: a condition on what `with_boards` joins. Nobody sees a case about themselves."""
    if not uses_account(viewer):
        return false()
    somebody_else = Case.member_id.is_distinct_from(viewer.id)
    if not viewer.is_moderator:  # by the index of boards: what waits elsewhere costs nothing
        return and_(Case.board_id.in_(viewer.moderates), somebody_else)
    administers = true() if viewer.is_administrator else false()
    lets_in = and_(Case.kind == CaseKind.ADMISSION, Board.open_title, administers)
    of_boards = and_(Case.board_id.is_not(None), or_(moderated_boards(viewer), lets_in))
    return and_(or_(of_boards, Case.board_id.is_(None)), somebody_else)


def still_waits() -> ColumnElement[bool]:
    """Open, and what it is about waits too: a condition on `Case`.

    What is urgent waits until somebody decides it: a worry about someone's safety does not end with what they wrote.
    """
    lives = or_(
        and_(Case.kind == CaseKind.APPEAL, _is(Appeal, Appeal.decided_at.is_(None))),
        and_(Case.kind == CaseKind.REPORT, or_(Case.rank == URGENT, _is_not_deleted())),
        and_(Case.kind == CaseKind.HELD, _is(Post, Post.state == State.HELD)),
        and_(
            Case.kind == CaseKind.VERIFICATION, _is(VerificationRequest, VerificationRequest.state == RequestState.OPEN)
        ),
        and_(Case.kind == CaseKind.ADMISSION, _is(AdmissionRequest, AdmissionRequest.state == Asked.WAITING)),
    )
    return and_(Case.state == CaseState.OPEN, lives)


def _is_not_deleted() -> ColumnElement[bool]:
    """The rule `is_not_deleted`, in SQL."""
    there = exists().where(Post.id == Case.thing_id, Post.state != State.DELETED, Thread.id == Post.thread_id)
    return or_(Case.thing != Post.__tablename__, there.where(Thread.state != State.DELETED).correlate(Case))


def _is(model: Any, so: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(model.id == Case.thing_id, so).correlate(Case)
