"""Watched words in what members write: what is to be changed first, and what waits."""

from forum.boards.models import Board
from forum.core.errors import Invalid
from forum.core.excerpts import text_of
from forum.core.words import _, lazy
from forum.members.models import Member
from forum.permissions.guard import can
from forum.permissions.table import Can
from forum.prevention.models import Measure
from forum.prevention.queries import Found, found_on
from forum.threads.holding import asks_approval
from forum.threads.models import Post, State
from forum.threads.newcomers import check_links
from forum.threads.prose import Prose
from forum.threads.repeating import repeats

CANNOT_WAIT = lazy("A moderator would have to read this change first, and an edit cannot wait. Write a reply instead.")


def holds_words(board: Board, text: Prose, title: str = "") -> bool:
    """Whether words stand in a text or its title that let it wait. Raises Invalid for those to be changed first."""
    found = found_on(board.id, title, text.source, text_of(text.html))
    for one in found:
        if one.watched.measure == Measure.EXPLAIN:
            raise Invalid(_explained(one), "body")
    return bool(found)


def check_edit(author: Member, post: Post, text: Prose, title: str | None, reason: str = "") -> None:
    """Whether an edit may stand without a moderator's look. Raises Invalid.

    An edit cannot wait for a moderator as a new post can: what is published is not changed where the author's next post
    would wait, nothing that is watched comes in, no more links than a new member may send, and not what stands in many
    other threads already.
    """
    if can(author, Can.MODERATE_POST, post.board):
        return
    check_links(author, text)
    if post.state != State.HELD and asks_approval(author, post.board):
        raise Invalid(
            lazy(
                "A moderator reads what you write on this board before others do, and an edit cannot wait. "
                "Write the correction as a reply, or ask a moderator to make it."
            ),
            "body",
        )
    called = post.thread.title if post.starts_thread else ""
    there = {one.watched.id for one in found_on(post.board.id, called, post.body, text_of(post.html))}
    brought = found_on(post.board.id, title or "", text.source, text_of(text.html), reason)
    for one in brought:
        if one.watched.id in there:
            continue
        if one.watched.measure == Measure.EXPLAIN:
            raise Invalid(_explained(one), "body")
        if post.state != State.HELD:
            raise Invalid(CANNOT_WAIT, "body")
    if post.state != State.HELD and _comes_to_repeat(author, post, text):
        raise Invalid(CANNOT_WAIT, "body")


def _comes_to_repeat(author: Member, post: Post, text: Prose) -> bool:
    """Whether it says by this edit, and did not before, what its author says in many other threads."""
    return repeats(author, post.thread_id, text.source) and not repeats(author, post.thread_id, post.body)


def _explained(one: Found) -> str:
    return _("“%(words)s” cannot stand here. %(why)s", words=one.words, why=one.watched.explanation)
