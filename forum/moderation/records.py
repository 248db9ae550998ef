"""What moderators know of a member: the whole record, and its summary beside a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased, joinedload

from forum.accounts.queries import sessions_of
from forum.core.db import session
from forum.core.log import LogEntry
from forum.members.models import Member
from forum.members.one_person import numbers_of
from forum.moderation.access import visible_cases, with_boards
from forum.moderation.concerned import concerns
from forum.moderation.models import Case, Report
from forum.moderation.queries import is_done_where_one_moderates
from forum.moderation.sanction_models import Sanction
from forum.permissions.guard import require
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.threads.access import readable_posts
from forum.threads.models import Post, State, Thread
from forum.threads.queries import readable

POSTS_SHOWN = 20
CASES_SHOWN = 10
MOST = 5  # beside a case


@dataclass(frozen=True)
class Record:
    """What moderators know of a member; of the posts, those that the viewer may read."""

    member: Member
    sanctions: Sequence[Sanction]
    posts: Sequence[Post]
    sessions: int
    cases: Sequence[Case]
    reported: Sequence[Case]


@dataclass(frozen=True)
class Summary:
    """What the page of a case says of whom it is about, as far as the viewer may see it; the newest first."""

    member: Member
    posts: int
    last_at: datetime | None
    cases: Sequence[Case]
    deeds: Sequence[LogEntry]


def record_of(viewer: Person, member: Member) -> Record:
    """What moderators know of the member. Raises Refused for others, and for oneself."""
    require(viewer, Can.SEE_RECORD, member)
    return Record(
        member=member,
        sanctions=sanctions_of(member),
        posts=posts_of(viewer, member),
        sessions=len(sessions_of(member)),
        cases=_cases(viewer, Case.member_id == member.id),
        reported=_cases(viewer, exists().where(Report.case_id == Case.id, Report.reporter_id == member.id)),
    )


def summary_of(viewer: Person, case: Case) -> Summary | None:
    """What is known of the member whom a case is about."""
    member = case.about
    if member is None:
        return None
    there = select(func.count(), func.max(Post.created_at)).join(Post.thread).join(Thread.board)
    published = (Post.author_id == member.id, Post.state == State.PUBLISHED, readable_posts(viewer))
    posts, last_at = session.execute(there.where(*published)).one()
    earlier = and_(Case.member_id == member.id, Case.id != case.id)
    return Summary(member, posts, last_at, _cases(viewer, earlier, MOST), _deeds_about(viewer, member))


def sanctions_of(member: Member) -> Sequence[Sanction]:
    """All that was given to a member and not undone, the latest first."""
    theirs = select(Sanction).where(Sanction.member_id == member.id)
    theirs = theirs.options(joinedload(Sanction.given_by), joinedload(Sanction.appeal))
    return session.scalars(theirs.order_by(Sanction.given_at.desc(), Sanction.id.desc())).all()


def posts_of(viewer: Person, member: Member) -> Sequence[Post]:
    """The newest posts of a member that the viewer may read, hidden and held ones among them."""
    theirs = readable(viewer).where(Post.author_id == member.id)
    return session.scalars(theirs.order_by(Post.created_at.desc(), Post.id.desc()).limit(POSTS_SHOWN)).all()


def _cases(viewer: Person, which: ColumnElement[bool], most: int = CASES_SHOWN) -> Sequence[Case]:
    """The newest of those cases that the viewer may see."""
    query = with_boards(select(Case)).where(which, visible_cases(viewer))
    return session.scalars(query.order_by(Case.id.desc()).limit(most)).all()


def _deeds_about(viewer: Person, member: Member) -> Sequence[LogEntry]:
    undoing = aliased(LogEntry)
    undone: Any = select(undoing.id).where(undoing.undoes_id == LogEntry.id).correlate(LogEntry).exists()
    of_posts = LogEntry.thing.in_(("post", "thread", "member"))
    theirs = concerns(numbers_of(member.id))
    about = select(LogEntry).where(theirs, of_posts, LogEntry.undoes_id.is_(None), ~undone)
    if not viewer.is_moderator:
        about = about.where(LogEntry.thing != "member")
    there = about.where(is_done_where_one_moderates(viewer))
    return session.scalars(there.order_by(LogEntry.id.desc()).limit(MOST)).all()
