"""Giving a post another text, and its thread another title: part of deeds, which keeps what was said before."""

from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Conflict
from forum.core.outbox import emit
from forum.core.words import lazy
from forum.members.models import Member
from forum.threads.events import PostChanged
from forum.threads.models import REASON_LIMIT, Post, Revision, State
from forum.threads.prose import Prose
from forum.threads.titles import check_title, rename
from forum.threads.watching import check_edit


def rewrite(
    editor: Member, post: Post, text: Prose, reason: str, title: str | None, seen_edits: int
) -> Revision | None:
    """Change what a post says, and with the first post the thread's title; answers what it said before, if it is kept.

    Nothing is kept where nothing changes, and while a post waits for a moderator, as nobody has read it. `seen_edits`
    is the number of edits that the editor had before their eyes. Raises Conflict when somebody has edited since,
    Invalid when the title or the text cannot be.
    """
    if post.edit_count != seen_edits:
        raise Conflict(lazy("This post was edited meanwhile. Look at what it says now, then change it again."))
    new_title = title if post.starts_thread and title not in (None, post.thread.title) else None
    if new_title is None and text.source == post.body:
        return None
    if new_title is not None:
        check_title(new_title)
    check_edit(editor, post, text, new_title, reason)
    before = _kept(editor, post, reason, new_title is not None) if post.state != State.HELD else None
    if new_title is not None:
        rename(post.thread, new_title)
    post.edit_count += 1
    put_text(post, text)
    return before


def put_text(post: Post, text: Prose) -> None:
    """Let the post say this."""
    post.body, post.html, post.html_version = text.source, text.html, text.version


def _kept(editor: Member, post: Post, reason: str, with_title: bool) -> Revision:
    before = Revision(post_id=post.id, editor_id=editor.id, body=post.body, reason=reason[:REASON_LIMIT])
    if with_title:
        before.title, before.thread_id = post.thread.title, post.thread_id
    before.created_at = post.edited_at = now()
    session.add(before)
    session.flush()
    emit(PostChanged(post.id))
    return before
