"""The letter to who is suspended: notices they cannot read. It is written when it is sent."""

from zoneinfo import ZoneInfo

from flask_babel import format_date

from forum.core.db import session
from forum.core.letters import Facts, queue_letter
from forum.core.log import LogEntry
from forum.core.mail import Letter
from forum.core.outbox import news
from forum.moderation.events import DeedDone
from forum.moderation.own_sanctions import sanction_of_entry
from forum.moderation.sanction_models import Sanction, SanctionKind
from forum.permissions.guard import action
from forum.permissions.people import Operator
from forum.permissions.table import Can
from forum.web.letters import full_address, write_letter

KIND = "suspended"
SUSPEND = ("suspend", "clean up")  # deeds


@news
def write_to_the_suspended(event: DeedDone) -> None:
    """Have a letter sent to who was suspended by this deed."""
    entry = session.get(LogEntry, event.entry_id)
    if entry is None or entry.deed not in SUSPEND:
        return
    sanction = sanction_of_entry(event.entry_id)
    if sanction is not None and sanction.is_running:
        queue(Operator(), sanction)


@action(Can.SANCTION)
def queue(_operator: Operator, sanction: Sanction) -> None:
    """Queue the letter, once."""
    queue_letter(KIND, f"{KIND}:{sanction.id}", {"sanction_id": sanction.id})


def suspended_letter(facts: Facts) -> Letter | None:
    """That the account is suspended, until when, and where to read why and to appeal."""
    sanction = session.get(Sanction, facts["sanction_id"], populate_existing=True)
    if sanction is None or sanction.kind != SanctionKind.SUSPENSION or not sanction.is_running:
        return None
    member = sanction.person
    if member.is_closed or not member.email or sanction.until is None:
        return None
    until = format_date(sanction.until.astimezone(ZoneInfo(member.time_zone)).date(), "d MMMM y")
    return write_letter(member.email, "suspended", until=until, link=full_address("/sign-in"))
