"""The case of an appeal: decided with its sanction, open again when that is undone; for deeds, in their transaction."""

from typing import Any

from sqlalchemy import select

from forum.core.clock import now
from forum.core.db import session
from forum.core.log import LogEntry
from forum.moderation.cases import close_case, open_case_about, reopen_case_of
from forum.moderation.models import Case, CaseKind
from forum.moderation.sanction_models import Appeal, Sanction
from forum.permissions.guard import require
from forum.permissions.people import Person
from forum.permissions.table import Can

UPHELD, LIFTED = "upheld", "lifted"  # outcomes of the case


def appeal_against(sanction: Sanction) -> Appeal | None:
    """What the member has said against a sanction, if anything."""
    return session.scalar(select(Appeal).where(Appeal.sanction_id == sanction.id))


def case_of_appeal(sanction: Sanction) -> Case | None:
    """The case of an appeal that waits, if there is one against this sanction."""
    appeal = appeal_against(sanction)
    return open_case_about(CaseKind.APPEAL, appeal) if appeal is not None and appeal.is_open else None


def settle_appeal(sanction: Sanction, actor: Any, entry: LogEntry, is_upheld: bool = False) -> None:
    """Let an appeal that waits be decided by this deed."""
    appeal, case = appeal_against(sanction), case_of_appeal(sanction)
    if appeal is None or not appeal.is_open:
        return
    appeal.decided_at, appeal.decided_by_id = now(), actor.id
    appeal.is_upheld, appeal.answer = is_upheld, entry.reason
    if case is not None:
        close_case(case, UPHELD if is_upheld else LIFTED, actor.id, entry)


def reopen_appeal(actor: Person, sanction: Sanction, entry: LogEntry) -> None:
    """Let an appeal wait again that this deed has decided. Raises Refused for who may not decide it."""
    appeal = appeal_against(sanction)
    if appeal is None or appeal.is_open or appeal.decided_at is None or appeal.decided_at < entry.at:
        return
    require(actor, Can.DECIDE_APPEAL, appeal)
    appeal.decided_at = appeal.decided_by_id = appeal.is_upheld = None
    appeal.answer = ""
    session.flush()
    reopen_case_of(entry)


def settle_undone(actor: Any, sanction: Sanction) -> bool:
    """Whether an appeal waits against what is undone: it is settled by that, and stays on the record with it.

    One that was decided goes with the sanction; the log holds what was decided.
    """
    appeal, case = appeal_against(sanction), case_of_appeal(sanction)
    if appeal is None:
        return False
    if not appeal.is_open:
        session.delete(appeal)
        session.flush()
        return False
    appeal.decided_at, appeal.decided_by_id, appeal.is_upheld = now(), actor.id, False
    if case is not None:
        close_case(case, LIFTED, actor.id)
    return True
