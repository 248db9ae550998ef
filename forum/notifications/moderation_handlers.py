"""What is told about deeds of moderation; runs in the worker, and may run twice."""

from forum.core.db import session
from forum.core.log import LogEntry
from forum.core.outbox import news
from forum.members.models import Member
from forum.members.one_person import accounts_now
from forum.moderation.concerned import concerned_by
from forum.moderation.events import DeedDone
from forum.moderation.hidden_along import hidden_along
from forum.moderation.sanction_models import Sanction
from forum.notifications.models import Kind
from forum.notifications.telling import News, tell

UNDO, LIFT, APPEAL_SUCCEEDED = "undo", "lift", "appeal succeeded"
CLEAN_UP, STILL_HIDDEN = "undo: clean up", "appeal, posts hidden"  # a deed that hid posts too: what becomes of those
WORD_LIMIT = 20


@news
def tell_of_deed(event: DeedDone) -> None:
    """Tell the members whom a deed concerns, each once; who did it to themselves knows."""
    entry = session.get(LogEntry, event.entry_id)
    if entry is None or not (numbers := concerned_by(entry)):
        return
    word = _word(entry)
    tell(News(Kind.MODERATION, entry.id, word, actor_id=entry.actor_id), Member.id.in_(accounts_now(numbers)))


def _word(entry: LogEntry) -> str:
    if entry.undoes_id:
        return CLEAN_UP if entry.deed == CLEAN_UP else UNDO
    if entry.deed != LIFT or "appeal_id" not in entry.after:
        return entry.deed[:WORD_LIMIT]
    sanction = session.get(Sanction, entry.after["sanction_id"])
    return STILL_HIDDEN if sanction is not None and hidden_along(sanction) else APPEAL_SUCCEEDED
