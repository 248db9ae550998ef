"""What a deed has changed, before and after, as far as one viewer may read it: the title of a thread, or its board."""

from dataclasses import dataclass
from typing import Any

from forum.boards.models import Board
from forum.core.db import session
from forum.core.log import LogEntry
from forum.core.words import _
from forum.moderation.moving import MOVE
from forum.moderation.words import UNDO
from forum.permissions.guard import can
from forum.permissions.table import Can
from forum.threads.models import Post, Revision
from forum.threads.queries import title_before


@dataclass(frozen=True)
class Change:
    """What something was, and is by the deed; empty where the viewer may not know."""

    was: str
    was_called: str
    becomes: str
    becomes_called: str


def change_by(viewer: Any, entry: LogEntry) -> Change | None:
    """The change that a deed made to the title or the board of a thread, if the viewer may know any of it."""
    if entry.deed == "change a title":
        return _of_title(viewer, entry)
    if entry.deed in (MOVE, UNDO + MOVE):
        return _of_board(viewer, entry)
    return None


def _of_title(viewer: Any, entry: LogEntry) -> Change | None:
    """From the history of the first post, which forgets what was redacted and undone; not after it was merged away."""
    revision = session.get(Revision, entry.after["revision_id"])
    post = session.get(Post, revision.post_id) if revision else None
    if revision is None or post is None or post.thread_id != entry.thing_id or not can(viewer, Can.SEE_HISTORY, post):
        return None
    return Change(_("Title before"), revision.title or "", _("New title"), title_before(post, revision.id + 1))


def _of_board(viewer: Any, entry: LogEntry) -> Change | None:
    was, becomes = (_board_named(viewer, facts["board_id"]) for facts in (entry.before, entry.after))
    return Change(_("Board before"), was, _("New board"), becomes) if was or becomes else None


def _board_named(viewer: Any, board_id: int) -> str:
    board = session.get(Board, board_id)
    return board.name if board is not None and can(viewer, Can.SEE_TITLE, board) else ""
