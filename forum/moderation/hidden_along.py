"""What was hidden by the same deed that suspended a member, and taking all of it back when the member appeals."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from forum.core.db import session
from forum.core.errors import Conflict
from forum.core.log import LogEntry
from forum.core.words import lazy
from forum.moderation.cases import DECIDED
from forum.moderation.cleaning_up import DEED
from forum.moderation.sanction_models import Appeal, Sanction
from forum.moderation.undoing import undo, why_not_undone
from forum.permissions.guard import action, can
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.threads.models import Post, State

NOTHING_ELSE = lazy("Nothing was hidden by the same deed, so there is nothing else to take back.")


@dataclass(frozen=True)
class HiddenAlong:
    """The deed, and the posts that it hid and that are still hidden."""

    entry: LogEntry
    posts: int


def hidden_along(sanction: Sanction) -> HiddenAlong | None:
    """What the deed that gave the sanction has hidden too, and is hidden still; None where that is nothing."""
    entry = session.get(LogEntry, sanction.entry_id) if sanction.entry_id else None
    if entry is None or entry.deed != DEED:
        return None
    hidden = select(func.count()).where(Post.id.in_(_posts(entry)), Post.state == State.HIDDEN)
    many = session.scalar(hidden) or 0
    return HiddenAlong(entry, many) if many else None


def why_not_all_taken_back(actor: Person, sanction: Sanction, along: HiddenAlong) -> Any:
    """The sentence that says why somebody cannot take back the whole deed; empty when they can."""
    sentence = why_not_undone(actor, sanction.person, along.entry)
    if sentence:
        return sentence
    if not can(actor, Can.SANCTION, sanction.person):
        return lazy("Only who may suspend the member can take all of it back.")
    posts = session.scalars(select(Post).where(Post.id.in_(_posts(along.entry)))).all()
    if not all(can(actor, Can.MODERATE_POST, post) for post in posts):
        return lazy("Some of it stands where you do not moderate. Who looks after all of it can take it back.")
    return ""


@action(Can.DECIDE_APPEAL)
def take_all_back(actor: Person, appeal: Appeal, words: str) -> LogEntry:
    """Follow an appeal by undoing the whole deed: the sanction never counts, and the posts can be read again.

    Raises Conflict when it is decided or nothing was hidden, and what `undo` raises.
    """
    if not appeal.is_open:
        raise Conflict(DECIDED)
    along = hidden_along(appeal.sanction)
    if along is None:
        raise Conflict(NOTHING_ELSE)
    entry = undo(actor, along.entry, appeal.person, words)
    appeal.answer = entry.reason
    return entry


def _posts(entry: LogEntry) -> list[int]:
    return [number for number, _state in entry.after["posts"]]
