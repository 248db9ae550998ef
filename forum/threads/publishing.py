"""How a post comes into its thread: published with the next number, or held until a moderator approves it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_

from forum.boards.models import Board
from forum.core.clock import now
from forum.core.db import session, upsert
from forum.core.outbox import emit
from forum.members.models import Member
from forum.threads.events import PostAdded, PostHeld
from forum.threads.following import Level, follow_by_posting
from forum.threads.models import Held, Post, ReadMarker, State, Thread
from forum.threads.prose import Prose


@dataclass(frozen=True)
class Sent:
    """What somebody sends: the text, the mark of the form, and how they will stand to the thread."""

    text: Prose
    form_key: str | None
    level: Level


def publish(author: Member, thread: Thread, sent: Sent) -> Post:
    """Put a new post at the end of a thread, for deeds; the counters of threads and replies are the caller's."""
    moment, seen = now(), thread.last_shown_number or 0
    thread.last_number += 1
    thread.last_shown_number = thread.last_number
    thread.last_post_at = moment
    thread.board.post_count = Board.post_count + 1
    post = _post(author, thread, sent, moment)
    post.number = thread.last_number
    session.add(post)
    session.flush()
    emit(PostAdded(post.id))
    _has_read_own(post, seen)
    follow_by_posting(author.id, thread.id, sent.level)
    return post


def hold(author: Member, thread: Thread, sent: Sent, why: Held) -> Post:
    """Let a new post wait for a moderator, for deeds: it takes no number, counts nowhere and is announced to nobody."""
    post = _post(author, thread, sent, now())
    post.state, post.held_for = State.HELD, why
    if thread.state == State.HELD:
        thread.created_at = thread.last_post_at = post.created_at
    session.add(post)
    session.flush()
    emit(PostHeld(post.id))
    if post.starts_thread:
        upsert(ReadMarker, {"member_id": author.id, "thread_id": thread.id, "number": 0}, {"number": 0})
    follow_by_posting(author.id, thread.id, sent.level)
    return post


def publish_held(post: Post) -> None:
    """Publish what waited, as of now, within `recounted`. One that was published before keeps its number.

    What its author changed while it waited was read by nobody, so it is no part of its history; but it stays counted
    among its edits, whose number never sinks: a form that somebody opened before must not pass for one of now.
    """
    thread, moment, starts_thread = post.thread, now(), post.starts_thread
    if post.number is None:
        thread.last_number += 1
        post.number = thread.last_number
    post.state, post.created_at = State.PUBLISHED, moment
    if starts_thread:
        thread.state, thread.created_at = State.PUBLISHED, moment
    session.flush()
    emit(PostAdded(post.id))
    _has_read_own(post, thread.last_shown_number)


def _post(author: Member, thread: Thread, sent: Sent, moment: datetime) -> Post:
    return Post(
        thread=thread,
        author_id=author.id,
        state=State.PUBLISHED,
        body=sent.text.source,
        html=sent.text.html,
        html_version=sent.text.version,
        created_at=moment,
        form_key=sent.form_key,
    )


def _has_read_own(post: Post, last_shown: int) -> None:
    """Who had seen all that was there, up to `last_shown`, has seen what they wrote themselves."""
    number = post.number or 1
    values = {"member_id": post.author_id, "thread_id": post.thread.id, "number": number}
    had_seen_all = and_(ReadMarker.number >= last_shown, ReadMarker.number < number)
    upsert(ReadMarker, values, {"number": number}, only_if=had_seen_all)
