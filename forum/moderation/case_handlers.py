"""Requests that are decided on pages of their own stand in the queue too: their cases are opened and closed here."""

from typing import Any

from sqlalchemy import exists, not_, select

from forum.boards.events import AdmissionAsked, AdmissionDecided
from forum.boards.models import AdmissionRequest, Asked
from forum.core.clock import now
from forum.core.db import session
from forum.moderation.access import still_waits
from forum.moderation.cases import SETTLED, close_case, open_case
from forum.moderation.models import URGENT, Case, CaseKind, CaseState
from forum.permissions.guard import action
from forum.permissions.people import Operator
from forum.permissions.table import Can
from forum.threads.events import PostHeld, PostRemoved
from forum.threads.models import Post, State
from forum.verification.events import VerificationAsked
from forum.verification.models import Means, RequestState, VerificationRequest

GONE = "gone"  # of a post that was deleted, or is no longer held
AT_ONCE = 200


def open_case_of_request(event: AdmissionAsked | VerificationAsked) -> None:
    """Let a request stand in the queue as long as it waits."""
    kind = AdmissionRequest if isinstance(event, AdmissionAsked) else VerificationRequest
    request = session.get(kind, event.request_id, populate_existing=True)
    if request is not None:
        put_into_queue(Operator(), request)


def open_case_of_held_post(event: PostHeld) -> None:
    """Let a post stand in the queue as long as it is held."""
    post = session.get(Post, event.post_id, populate_existing=True)
    if post is not None:
        put_into_queue(Operator(), post)


def close_case_of_request(_event: AdmissionDecided) -> None:
    """Take what was decided out of the queue."""
    close_what_is_settled()


def close_cases_of_gone_post(event: PostRemoved) -> None:
    """Take what its author has deleted out of the queue; what was hidden stays, for its deed knows of its case.

    What is urgent stays too, and says since when the post is gone.
    """
    about = (Case.thing == Post.__tablename__, Case.thing_id == event.post_id, Case.state == CaseState.OPEN)
    for case in session.scalars(select(Case).where(*about, not_(still_waits()))).all():
        take_out_of_queue(Operator(), case)
    for case in session.scalars(select(Case).where(*about, Case.rank == URGENT)).all():
        say_since_when(Operator(), case)


def close_what_is_settled() -> int:
    """Close the cases of what was decided or taken back elsewhere, or is gone; the clock's work. Answers how many."""
    settled = select(Case).where(Case.state == CaseState.OPEN, not_(still_waits()))
    cases = session.scalars(settled.limit(AT_ONCE)).all()
    for case in cases:
        take_out_of_queue(Operator(), case)
    return len(cases)


def open_what_waits() -> int:
    """Give each request that waits and has none its case; the clock's work. Answers how many."""
    evidence = select(VerificationRequest).where(
        VerificationRequest.state == RequestState.OPEN, VerificationRequest.kind == Means.EVIDENCE
    )
    asked = select(AdmissionRequest).where(AdmissionRequest.state == Asked.WAITING)
    requests: list[Any] = []
    held = select(Post).where(Post.state == State.HELD)
    for query, model in ((evidence, VerificationRequest), (asked, AdmissionRequest), (held, Post)):
        has_one = exists().where(Case.thing == model.__tablename__, Case.thing_id == model.id)
        requests += session.scalars(query.where(~has_one.where(Case.state == CaseState.OPEN)).limit(AT_ONCE))
    for request in requests:
        put_into_queue(Operator(), request)
    return len(requests)


@action(Can.KEEP_ACCOUNTS)
def put_into_queue(_operator: Operator, request: Any) -> None:
    """Open the case of a request or a post, if it waits for moderators."""
    if isinstance(request, Post):
        if request.state == State.HELD:
            open_case(CaseKind.HELD, request, request.author_id)
    elif isinstance(request, AdmissionRequest):
        if request.is_waiting:
            open_case(CaseKind.ADMISSION, request, request.member_id)
    elif request.is_open and request.kind == Means.EVIDENCE:
        open_case(CaseKind.VERIFICATION, request, request.member_id)


@action(Can.KEEP_ACCOUNTS)
def say_since_when(_operator: Operator, case: Case) -> None:
    """Note in a case that stays open when its post was deleted; the first time, if it was."""
    if case.is_open and case.is_of_gone_post and case.closed_at is None:
        case.closed_at = now()


@action(Can.KEEP_ACCOUNTS)
def take_out_of_queue(_operator: Operator, case: Case) -> None:
    """Close the case of what waits no longer."""
    if case.is_open:
        close_case(case, GONE if case.thing == Post.__tablename__ else SETTLED, None)
