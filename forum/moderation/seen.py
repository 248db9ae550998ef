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
_MARK = re.compile(r"([0-9]{1,6})(?: ([a-z]{1,10}) ([a-z]{1,10}))?")


@dataclass(frozen=True)
class Seen:
    """How often a post had been edited, and in which state it and its thread were, where a form says that too."""

    edits: int
    state: str = ""
    thread_state: str = ""

    @classmethod
    def of(cls, post: Post) -> Self:
        """The post as it is now, and so as a page shows it that is made now."""
        return cls(post.edit_count, post.state, post.thread.state)

    @classmethod
    def said(cls, mark: str | None) -> Self | None:
        """What a form says; None where it says nothing that a page of ours has put there."""
        found = _MARK.fullmatch(mark or "")
        return cls(int(found[1]), found[2] or "", found[3] or "") if found else None

    @property
    def mark(self) -> str:
        """The same for a form to carry."""
        return f"{self.edits} {self.state} {self.thread_state}"


def check_seen(post: Post, seen: Seen | None) -> None:
    """Whether post and thread still are as they were seen, if that is known. Raises Conflict that says what changed."""
    if seen is None:
        return
    if seen.thread_state and post.thread.state != seen.thread_state:
        raise Conflict(THREAD_IS[post.thread.state])
    if seen.state and post.state != seen.state:
        raise Conflict(POST_IS[post.state])
    if post.edit_count != seen.edits:
        raise Conflict(EDITED)
