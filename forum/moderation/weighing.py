"""What a report counts, and when reports together hide a post until somebody looks."""

from sqlalchemy import func, or_, select

from forum.core.db import session
from forum.core.log import LogEntry
from forum.members.models import Member
from forum.moderation.cases import DEALT_WITH, DECLINED, HIDDEN
from forum.moderation.models import Case, CaseKind, CaseState, ModerationSetting, Report
from forum.permissions.people import Person, uses_account
from forum.threads.models import Post
from forum.threads.newcomers import is_new

FULL = 10  # what a report of a member in good repute counts
LOOKED_AT = (HIDDEN, DEALT_WITH, DECLINED)  # where a moderator has looked: not what its author deleted meanwhile
ENOUGH_TO_JUDGE = 3  # decided reports of one reporter, before they make their reports count less
SETTINGS = {"hide_weight": 3 * FULL, "hide_members": 3}


def settings() -> dict[str, int]:
    """The numbers in force: as administrators have set them, else as the forum comes."""
    stored = {row.name: row.value for row in session.scalars(select(ModerationSetting))}
    return SETTINGS | {name: value for name, value in stored.items() if name in SETTINGS}


def weight_of(reporter: Person) -> int:
    """What a report of this person counts now: of guests, new members and the silenced nothing."""
    if not isinstance(reporter, Member) or is_new(reporter):
        return 0
    if reporter.is_silenced or not uses_account(reporter):
        return 0
    theirs = select(Case.outcome, func.count()).join(Report, Report.case_id == Case.id)
    decided = theirs.where(
        Report.reporter_id == reporter.id, Case.state == CaseState.CLOSED, Case.outcome.in_(LOOKED_AT)
    )
    counts: dict[str, int] = dict(session.execute(decided.group_by(Case.outcome)).all())
    declined, many = counts.get(DECLINED, 0), sum(counts.values())
    if many < ENOUGH_TO_JUDGE or declined * 2 <= many:
        return FULL
    return round(FULL * (many - declined) / many)


def weigh(case: Case) -> int:
    """Give a case the weight of its reports; answers from how many members it comes."""
    session.flush()
    counted = (Report.case_id == case.id, Report.weight > 0)
    columns = (func.coalesce(func.sum(Report.weight), 0), func.count(Report.reporter_id.distinct()))
    case.weight, members = session.execute(select(*columns).where(*counted)).one()
    return int(members)


def is_enough(case: Case, members: int, post: Post) -> bool:
    """Whether a post is to be hidden until somebody looks.

    Never one of a moderator, and never one that a moderator has let stand and nobody has edited since.
    """
    limits = settings()
    if not limits["hide_weight"] or case.weight < limits["hide_weight"] or members < limits["hide_members"]:
        return False
    if post.author.is_moderator or post.board.id in post.author.moderates:
        return False
    about_it = (Case.kind == CaseKind.REPORT, Case.thing == Post.__tablename__, Case.thing_id == post.id)
    looked = select(Case.id).where(*about_it, Case.outcome.in_((DECLINED, DEALT_WITH))).limit(1)
    on_it = (LogEntry.thing == Post.__tablename__, LogEntry.thing_id == post.id, LogEntry.actor_id.is_not(None))
    given_back = or_(LogEntry.deed == "restore a post", LogEntry.undoes_id.is_not(None))
    restored = select(LogEntry.id).where(*on_it, given_back).limit(1)
    if post.edited_at is not None:
        looked = looked.where(Case.closed_at >= post.edited_at)
        restored = restored.where(LogEntry.at >= post.edited_at)
    return session.scalar(looked) is None and session.scalar(restored) is None
