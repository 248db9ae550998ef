"""The history of a post: each edit with who, when, why, and the words that changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.core.differences import word_diff
from forum.core.errors import Absent
from forum.permissions.guard import can, require
from forum.permissions.table import Can
from forum.threads.models import Post, Revision
from forum.threads.queries import revisions, title_before

CHANGES_PER_PAGE = 10  # each takes up to a tenth of a second to tell


@dataclass(frozen=True)
class Change:
    """One edit: `words` are (kind, text) pairs, kind one of same, added, removed.

    Without a name it was a moderator: which one, other moderators read.
    """

    editor_name: str
    created_at: datetime
    reason: str
    words: Sequence[tuple[str, str]]
    title_words: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class ChangePage:
    """Some edits, the newest first, and the number of the revision after which the next page goes on."""

    changes: list[Change]
    next: int | None


def differences(viewer: Any, post: Post, after: int | None = None) -> ChangePage:
    """The edits of a post, or those older than the one numbered `after`, the newest first.

    Titles are told while the post begins the thread that had them: others are not for who reads this one.
    Raises Absent or Refused when the viewer may not see them, Absent when there is no edit of that number.
    """
    require(viewer, Can.SEE_HISTORY, post)
    rows = revisions(post, after, CHANGES_PER_PAGE + 1 + (after is not None))
    text, title = post.body, post.thread.title
    if after is not None:
        if not rows or rows[0].id != after:
            raise Absent()
        text, title = rows.pop(0).body, title_before(post, after)
    changes, names_moderators = [], post.author_id != viewer.id and can(viewer, Can.MODERATE_POST, post)
    for before in rows[:CHANGES_PER_PAGE]:
        is_named = names_moderators or before.editor_id == post.author_id
        named = before.editor.name if is_named else ""
        was = before.title if post.starts_thread and before.thread_id == post.thread_id else None
        changes.append(_change(before, text, [] if was is None else word_diff(was, title), named))
        text, title = before.body, was or title
    return ChangePage(changes, rows[CHANGES_PER_PAGE - 1].id if len(rows) > CHANGES_PER_PAGE else None)


def _change(before: Revision, text: str, title_words: Sequence[tuple[str, str]], editor_name: str) -> Change:
    return Change(
        editor_name=editor_name,
        created_at=before.created_at,
        reason=before.reason,
        words=word_diff(before.body, text),
        title_words=title_words,
    )
