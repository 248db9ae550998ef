"""What is told about cases: to those who may act that one waits, to reporters what became of it; in the worker."""

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import undefer_group

from forum.core.db import session
from forum.core.outbox import news
from forum.members.models import Member, Role
from forum.members.named import BoardRole, NamedMember
from forum.moderation.events import CaseClosed, CaseOpened, CaseReopened
from forum.moderation.models import Case, CaseKind, Report
from forum.notifications.access import REPORT, UNATTENDED, URGENT
from forum.notifications.models import Kind
from forum.notifications.telling import News, forget, settle, tell
from forum.permissions.guard import can
from forum.permissions.table import Can

TOLD = (CaseKind.REPORT, CaseKind.HELD, CaseKind.APPEAL)  # of requests, those who decide them are told as ever
AGAIN = f"{REPORT}again"  # the decision was taken back
OUTCOMES = ("hidden", "declined", "dealt with", "gone")  # that reporters are told


@news
def tell_of_case(event: CaseOpened) -> None:
    """Tell those who may act that a case waits, at once when it is urgent; where nobody may, tell administrators so."""
    case = session.get(Case, event.case_id, populate_existing=True)
    if case is None or not case.is_open or case.kind not in TOLD:
        return
    candidates = select(Member).where(_may_look_after(case)).options(undefer_group("named"))
    members = session.scalars(candidates.execution_options(populate_existing=True)).all()
    numbers = [member.id for member in members if can(member, Can.DECIDE_CASE, case)]
    kind, word = (Kind.MODERATION, URGENT) if case.is_urgent else (Kind.CASE, str(case.kind))
    if numbers:
        tell(News(kind, case.id, word, case.board_id), Member.id.in_(numbers))
    else:
        others = and_(Member.role == Role.ADMINISTRATOR, Member.id.is_distinct_from(case.member_id))
        tell(News(kind, case.id, UNATTENDED, case.board_id), others)


@news
def tell_reporters(event: CaseClosed) -> None:
    """Tell each member who reported it what became of it."""
    case = session.get(Case, event.case_id, populate_existing=True)
    if case is None or case.is_open or case.outcome not in OUTCOMES:
        return
    _tell_each(case, f"{REPORT}{case.outcome}", case.closed_by_id)


@news
def tell_reporters_again(event: CaseReopened) -> None:
    """Tell each member who reported it that it waits again; what they were told before holds no longer."""
    case = session.get(Case, event.case_id, populate_existing=True)
    if case is not None and case.is_open:
        _tell_each(case, AGAIN, None)


def settle_notices(event: CaseClosed) -> None:
    """Nobody has to look any more: what told of it counts as read."""
    case = session.get(Case, event.case_id, populate_existing=True)
    if case is not None and not case.is_open:
        settle((Kind.CASE, Kind.MODERATION), (*map(str, CaseKind), URGENT, UNATTENDED), case.id)


def _may_look_after(case: Case) -> ColumnElement[bool]:
    named = select(NamedMember.member_id).where(
        NamedMember.board_id == case.board_id, NamedMember.role == BoardRole.MODERATOR
    )
    return or_(Member.role.in_((Role.MODERATOR, Role.ADMINISTRATOR)), Member.id.in_(named))


def _tell_each(case: Case, word: str, closer_id: int | None) -> None:
    """Each who reported it reads of its last turn alone."""
    theirs = select(Report.id, Report.reporter_id).where(Report.case_id == case.id, Report.reporter_id.is_not(None))
    others = [other for other in (AGAIN, *(f"{REPORT}{one}" for one in OUTCOMES)) if other != word]
    for report_id, reporter_id in session.execute(theirs.order_by(Report.id)).all():
        forget(Kind.MODERATION, others, report_id)
        tell(News(Kind.MODERATION, report_id, word, actor_id=closer_id), Member.id == reporter_id)
