"""Appealing against a sanction, and deciding it: somebody else than who gave it does."""

from sqlalchemy import or_, select

from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Absent, Conflict, Invalid
from forum.core.log import LogEntry
from forum.core.words import lazy
from forum.members.models import Member, Role
from forum.moderation.appeal_cases import appeal_against, case_of_appeal, reopen_appeal, settle_appeal
from forum.moderation.cases import DECIDED, open_case
from forum.moderation.deeds import MEANWHILE, Undoing, done
from forum.moderation.models import CaseKind
from forum.moderation.sanction_models import APPEAL_LIMIT, Appeal, Sanction
from forum.moderation.sanctions import end, still_theirs
from forum.permissions.guard import action, require
from forum.permissions.people import Person
from forum.permissions.table import Can


@action(Can.ANSWER_SANCTION)
def appeal(member: Member, sanction: Sanction, words: str) -> Appeal:
    """Say once why a sanction that runs should not. Raises Invalid without words, Conflict where there is no way."""
    said = words.strip()
    if not said:
        raise Invalid(lazy("Say why the decision should be looked at again."), "appeal")
    if len(said) > APPEAL_LIMIT:
        raise Invalid(lazy("Say it in at most %(most)d characters.", most=APPEAL_LIMIT), "appeal")
    if not sanction.is_running:
        raise Conflict(lazy("This has ended, so there is nothing to appeal against."))
    if appeal_against(sanction) is not None:
        raise Conflict(lazy("You have appealed already. Another moderator decides, and you will be told."))
    made = Appeal(sanction_id=sanction.id, words=said)
    session.add(made)
    session.flush()
    open_case(CaseKind.APPEAL, made, member.id)
    return made


@action(Can.DECIDE_APPEAL)
def answer_appeal(actor: Person, appeal: Appeal, lifts: bool, words: str) -> LogEntry:
    """End the sanction, which then does not count, or let it stay; with words. Raises Conflict when it is decided."""
    if not appeal.is_open:
        raise Conflict(DECIDED)
    sanction, member, case = appeal.sanction, appeal.person, case_of_appeal(appeal.sanction)
    case_id = case.id if case else None
    if lifts:
        return end(actor, sanction, words, case_id)
    about = {"sanction_id": sanction.id}
    entry = done(actor, "uphold", member, {}, about, words, member_id=member.id, case_id=case_id)
    settle_appeal(sanction, actor, entry, is_upheld=True)
    return entry


def appeal_numbered(viewer: Person, appeal_id: int) -> Appeal:
    """The appeal of this number, for moderators. Raises Refused for others, Absent for one's own and where is none."""
    require(viewer, Can.SEE_RECORD)
    found = session.get(Appeal, appeal_id)
    if found is None or found.person.id == viewer.id:
        raise Absent()
    return found


def somebody_can_decide(appeal: Appeal) -> bool:
    """Whether there is anybody at this moment who may decide it."""
    roles = [Role.ADMINISTRATOR] if appeal.person.is_moderator else [Role.MODERATOR, Role.ADMINISTRATOR]
    free = [or_(end.is_(None), end <= now()) for end in (Member.suspended_until, Member.silenced_until)]
    free += [Member.warning_id.is_(None), Member.closed_at.is_(None)]
    there = (Member.role.in_(roles), Member.confirmed_at.is_not(None), *free)
    others = (Member.id != appeal.person.id, Member.id.is_distinct_from(appeal.given_by_id))
    return session.scalar(select(Member.id).where(*there, *others).limit(1)) is not None


def _wait_again(actor: Person, member: Member, entry: LogEntry) -> None:
    sanction = still_theirs(member, session.get(Sanction, entry.after["sanction_id"]))
    if sanction.ended_at is not None:
        raise Conflict(MEANWHILE)
    reopen_appeal(actor, sanction, entry)


UNDOINGS: dict[str, Undoing] = {"uphold": _wait_again}
