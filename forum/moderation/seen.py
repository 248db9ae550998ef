"""A post as a moderator had it before their eyes: the form says it, and the deed asks whether it still is so."""

import re
from dataclasses import dataclass
from typing import Any, Self

from forum.core.errors import Conflict
from forum.core.words import lazy
from forum.threads.models import Post, State

EDITED = lazy("The post was edited meanwhile. Nothing was done. Read what it says now.")
POST_IS: dict[State, Any] = {
    State.PUBLISHED: lazy("The post was published meanwhile. Nothing was done. Look at it again."),
    State.HELD: lazy("The post waits for a moderator by now. Nothing was done. Look at it again."),
    State.HIDDEN: lazy("The post was hidden meanwhile. Nothing was done. Look at it again."),
    State.DELETED: lazy("The post was deleted meanwhile. Nothing was done."),
}
THREAD_IS: dict[State, Any] = {
    State.PUBLISHED: lazy("The thread was published meanwhile. Nothing was done. Look at the post again."),
    State.HELD: lazy("The thread waits for a moderator by now. Nothing was done. Look at the post again."),
    State.HIDDEN: lazy("The whole thread was hidden meanwhile. Nothing was done. Look at the post again."),
    State.DELETED: lazy("The thread was deleted meanwhile. Nothing was done."),
}
NOT_SAID = lazy("The form does not say what you have read. Nothing was done. Read what the post says now.")
IN_ANOTHER = lazy("The post stands in another thread by now. Nothing was done. Look at it there.")
_MARK = re.compile(r"([0-9]{1,6})(?: ([a-z]{1,10}) ([a-z]{1,10})(?: ([0-9]{1,10}) ([0-9]{1,10}))?)?")


@dataclass(frozen=True)
class Seen:
    """How often a post had been edited, in which state it and its thread were, and where they stood.

    What a form does not say is empty.
    """

    edits: int
    state: str = ""
    thread_state: str = ""
    thread_id: int = 0
    board_id: int = 0

    @classmethod
    def of(cls, post: Post) -> Self:
        """The post as it is now, and so as a page shows it that is made now."""
        return cls(post.edit_count, post.state, post.thread.state, post.thread_id, post.thread.board_id)

    @classmethod
    def said(cls, mark: str | None) -> Self | None:
        """What a form says; None where it says nothing that a page of ours has put there."""
        found = _MARK.fullmatch(mark or "")
        if not found:
            return None
        return cls(int(found[1]), found[2] or "", found[3] or "", int(found[4] or 0), int(found[5] or 0))

    @property
    def mark(self) -> str:
        """The same for a form to carry."""
        return f"{self.edits} {self.state} {self.thread_state} {self.thread_id} {self.board_id}"


def check_seen(post: Post, seen: Seen | None) -> None:
    """Whether post and thread still are as they were seen, if that is known. Raises Conflict that says what changed."""
    if seen is None:
        return
    if seen.thread_state and post.thread.state != seen.thread_state:
        raise Conflict(THREAD_IS[post.thread.state])
    if seen.state and post.state != seen.state:
        raise Conflict(POST_IS[post.state])
    check_read(post, seen)


def check_read(post: Post, seen: Seen | None) -> None:
    """Whether the post says what it said, where it stood then: it is not published to others. Raises Conflict.

    In which state it is, a deed that publishes asks by itself.
    """
    if seen is None:
        return
    if seen.board_id and post.thread.board_id != seen.board_id:
        raise Conflict(
            lazy(
                "The post stands on the board %(board)s by now, where others may read it. Nothing was done. Look at it "
                "there.",
                board=post.board.name,
            )
        )
    if seen.thread_id and post.thread_id != seen.thread_id:
        raise Conflict(IN_ANOTHER)
    if post.edit_count != seen.edits:
        raise Conflict(EDITED)
