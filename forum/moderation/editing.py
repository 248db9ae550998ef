"""Changing what somebody else wrote, for a reason; and giving back what it said before."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from forum.boards.models import Board
from forum.core.db import lock, session
from forum.core.errors import Conflict, Invalid
from forum.core.log import LogEntry
from forum.core.outbox import emit
from forum.core.words import lazy
from forum.members.models import Member
from forum.moderation.deeds import MEANWHILE, Undoing, done
from forum.moderation.digests import text_digest
from forum.moderation.facts import facts_of, put
from forum.permissions.guard import ELSEWHERE, action
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.threads.events import PostChanged
from forum.threads.models import Post, Revision, Thread
from forum.threads.prose import Prose, prose_of_stored
from forum.threads.rewriting import put_text, rewrite
from forum.threads.titles import rename

EDIT = "edit a post"


@action(Can.EDIT_POST)
def edit_others_post(
    actor: Member, post: Post, text: Prose, reason: str, title: str | None, seen_edits: int, case_id: int | None = None
) -> LogEntry:
    """Change what somebody else wrote, with the first post also the title; the author is told, and everybody sees why.

    Raises Invalid for one's own post, without a reason and where nothing changes, and else what `rewrite` raises.
    """
    if post.author_id == actor.id:
        raise Invalid(lazy("This is your own post."), "body")
    if not reason.strip():
        raise Invalid(lazy("Say why you change what somebody else wrote. They will see it."), "reason")
    before, was_called = {**facts_of(post, "edited_at"), "digest": text_digest(post.body)}, post.thread.title
    revision = rewrite(actor, post, text, reason.strip(), title, seen_edits)
    if revision is None:
        raise Invalid(lazy("It says this already. Change something, or leave it as it is."), "body")
    after = {"revision_id": revision.id, "digest": text_digest(post.body)}
    if revision.title is not None:
        before["title_digest"], after["title_digest"] = text_digest(was_called), text_digest(post.thread.title)
    return done(actor, EDIT, post, before, after, reason, member_id=post.author_id, case_id=case_id)


@dataclass(frozen=True)
class Former:
    """A post, and what it said before, rendered before the deed begins that gives it back."""

    post: Post
    text: Prose

    @property
    def thread(self) -> Thread:
        """Where the post stands."""
        return self.post.thread

    @property
    def board(self) -> Board:
        """The board of the thread."""
        return self.post.board


def former(post: Post, entry: LogEntry) -> Post | Former:
    """The post with the text that this deed has changed; without it where that is not kept any more."""
    revision = session.get(Revision, entry.after["revision_id"])
    if revision is None:
        return post
    return Former(post, prose_of_stored(revision.body, post.original_id))


def _give_back(_actor: Person, thing: Any, entry: LogEntry) -> None:
    there, post = thing.thread, lock(thing.post)
    if post.thread is not there:  # which the table was asked about
        raise Conflict(ELSEWHERE)
    revision = session.get(Revision, entry.after["revision_id"], populate_existing=True)
    if not isinstance(thing, Former) or revision is None or _has_changed(post, revision, entry):
        raise Conflict(MEANWHILE)
    put_text(post, thing.text)
    if revision.title is not None:
        rename(post.thread, revision.title)
    put(post, {"edited_at": entry.before["edited_at"]})
    post.edit_count += 1  # never less than somebody has seen: an older form must not pass for one that knows this
    session.delete(revision)
    emit(PostChanged(post.id))


def _has_changed(post: Post, revision: Revision, entry: LogEntry) -> bool:
    later = select(Revision.id).where(Revision.post_id == post.id, Revision.id > revision.id).limit(1)
    if session.scalar(later) is not None or text_digest(post.body) != entry.after["digest"]:
        return True
    if text_digest(revision.body) != entry.before["digest"]:  # something was taken out of it for good
        return True
    return revision.title is not None and text_digest(post.thread.title) != entry.after["title_digest"]


UNDOINGS: dict[str, Undoing] = {EDIT: _give_back}
