"""What is told about deeds of moderation; runs in the worker, and may run twice."""

from forum.core.db import session
from forum.core.log import LogEntry
from forum.core.outbox import news
from forum.members.models import Member
from forum.members.one_person import accounts_now
from forum.moderation.concerned import concerned_by
from forum.moderation.events import DeedDone
from forum.notifications.models import Kind
from forum.notifications.telling import News, tell

UNDO, LIFT, APPEAL_SUCCEEDED = "undo", "lift", "appeal succeeded"
WORD_LIMIT = 20


@news
def tell_of_deed(event: DeedDone) -> None:
    """Tell the members whom a deed concerns, each once; who did it to themselves knows."""
    entry = session.get(LogEntry, event.entry_id)
    if entry is None or not (numbers := concerned_by(entry)):
        return
    word = UNDO if entry.undoes_id else entry.deed[:WORD_LIMIT]
    if word == LIFT and "appeal_id" in entry.after:
        word = APPEAL_SUCCEEDED
    tell(News(Kind.MODERATION, entry.id, word, actor_id=entry.actor_id), Member.id.in_(accounts_now(numbers)))
