"""The history of a post: each edit with who, when, why, and the words that changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.core.differences import word_diff
from forum.permissions.guard import require
from forum.permissions.table import Can
from forum.threads.models import Post
from forum.threads.queries import revisions


@dataclass(frozen=True)
class Change:
    """One edit: `words` are (kind, text) pairs, kind one of same, added, removed."""

    editor_name: str
    editor_handle: str
    created_at: datetime
    reason: str
    words: Sequence[tuple[str, str]]
    title_words: Sequence[tuple[str, str]]


def differences(viewer: Any, post: Post) -> list[Change]:
    """The edits of a post, the newest first. Raises Absent or Refused when the viewer may not see them."""
    require(viewer, Can.SEE_HISTORY, post)
    changes, after, title_after = [], post.body, post.thread.title
    for before in revisions(post):
        title_words = word_diff(before.title, title_after) if before.title is not None else []
        words = word_diff(before.body, after)
        editor = before.editor
        changes.append(Change(editor.name, editor.handle, before.created_at, before.reason, words, title_words))
        after, title_after = before.body, before.title or title_after
    return changes
