"""A case as its page shows it: the reports, and the post in its place."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from forum.core.db import session
from forum.core.errors import Absent
from forum.core.log import LogEntry
from forum.members.models import Member
from forum.moderation.access import still_waits, visible_cases, with_boards
from forum.moderation.models import Case, CaseKind, CaseState, Report
from forum.permissions.people import Person
from forum.threads.models import Post
from forum.threads.queries import readable

AROUND = 2  # posts before and after it
MOST_REPORTS = 100


def readable_case(viewer: Person, case_id: int) -> Case:
    """The case of this number. Raises Absent when there is none that the viewer may see."""
    people = (joinedload(Case.about), joinedload(Case.claimer), joinedload(Case.closer))
    query = with_boards(select(Case)).where(Case.id == case_id, visible_cases(viewer))
    case = session.scalar(query.options(*people))
    if case is None:
        raise Absent()
    return case


def waits(case: Case) -> bool:
    """Whether nobody has decided what the case is about, on its own page either."""
    return bool(session.scalar(select(Case.id).where(Case.id == case.id, still_waits())))


def some_cases(viewer: Person, numbers: Sequence[int]) -> Sequence[Case]:
    """Those of these numbers that the viewer may see, with their posts, the oldest first."""
    query = with_boards(select(Case)).where(Case.id.in_(numbers), visible_cases(viewer))
    return session.scalars(query.options(joinedload(Case.about)).order_by(Case.id)).all()


def reports_of(case: Case, first: Iterable[str] = ()) -> Sequence[Report]:
    """What was said, the newest first, with who said it; before all others for the reasons of these keys."""
    query = select(Report).where(Report.case_id == case.id).options(joinedload(Report.reporter))
    return session.scalars(query.order_by(Report.reason.not_in(first), Report.id.desc()).limit(MOST_REPORTS)).all()


def open_reports_of(viewer: Person, posts: Iterable[Post]) -> Sequence[Case]:
    """The cases of reports of posts that wait, and not of the viewer's own; what is urgent first."""
    about = (Case.thing == Post.__tablename__, Case.thing_id.in_([post.id for post in posts]))
    waits = (Case.kind == CaseKind.REPORT, Case.state == CaseState.OPEN, Case.member_id.is_distinct_from(viewer.id))
    return session.scalars(select(Case).where(*about, *waits).order_by(Case.rank, Case.id)).all()


def posts_around(viewer: Person, case: Case) -> Sequence[Post]:
    """The post of a case in its place: with those before and after it that the viewer may read."""
    post = case.post
    if post is None:
        return []
    number = post.number or post.thread.last_number + 1
    near = or_(Post.id == post.id, Post.number.between(number - AROUND, number + AROUND))
    query = readable(viewer).where(Post.thread_id == post.thread_id, near).options(joinedload(Post.author))
    posts = session.scalars(query).all()
    return sorted(posts, key=lambda one: (one.number or number, one.id))


def deed_that_closed(case: Case) -> LogEntry | None:
    """What was decided, when a deed decided it."""
    return session.get(LogEntry, case.entry_id) if case.entry_id else None


def deed_to_look_at(viewer: Person, case: Case) -> LogEntry | None:
    """The same, for who may look at its page: what was done to a member with their posts, moderators of the forum."""
    entry = deed_that_closed(case)
    to_member = entry is not None and entry.thing == Member.__tablename__
    return None if to_member and not viewer.is_moderator else entry


def own_report_that_waits(viewer: Person, thing: Any) -> Report | None:
    """What the viewer has said about a post or a member, as long as nobody has decided it."""
    if viewer.id is None:
        return None
    about = (Case.kind == CaseKind.REPORT, Case.thing == thing.__tablename__, Case.thing_id == thing.id)
    own = (Case.state == CaseState.OPEN, Report.reporter_id == viewer.id)
    return session.scalar(select(Report).join(Report.case).where(*about, *own).limit(1))


def own_report(viewer: Person, report_id: int) -> tuple[Report, Case]:
    """What the viewer reported, and its case. Raises Absent for what others have."""
    report = session.get(Report, report_id)
    if report is None or viewer.id is None or report.reporter_id != viewer.id:
        raise Absent()
    return report, report.case
