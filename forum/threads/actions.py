"""The deeds of threads and posts."""

from datetime import datetime, timedelta

from slugify import slugify
from sqlalchemy import delete, func, select, update

from forum.boards.models import Board
from forum.core.clock import now
from forum.core.db import session, upsert
from forum.core.errors import Conflict, Invalid
from forum.core.outbox import emit
from forum.core.words import lazy
from forum.members.models import Member
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.threads.events import AnswerChanged, PostAdded, PostChanged, PostRemoved, ThreadRenamed
from forum.threads.following import Level, follow_by_posting
from forum.threads.models import REASON_LIMIT, TITLE_LIMIT, Post, ReadMarker, Revision, State, Thread
from forum.threads.prose import Prose
from forum.threads.queries import just_replied, just_started, post_of_form

SLUG_LIMIT = 80
SENT_AGAIN = timedelta(minutes=10)  # for so long the same words in the same place are one post: Back, and sent again


@action(Can.START_THREAD)
def start_thread(
    member: Member, board: Board, title: str, text: Prose, form_key: str | None = None, level: Level = Level.FOLLOWING
) -> Thread:
    """Start a thread with its first post. The same form sent again leads to the thread that it made.

    Raises Invalid when the title cannot be, Conflict when the form was sent before with another text.
    """
    _check_title(title)
    if form_key and (earlier := post_of_form(member, form_key)):
        return _again(earlier, text, earlier.number == 1 and earlier.board is board).thread
    if form_key and (earlier := just_started(member, board, title, text.source, now() - SENT_AGAIN)):
        return earlier.thread
    thread = Thread(board=board, starter_id=member.id, title=title, slug=slug_of(title), last_number=0)
    session.add(thread)
    board.thread_count = Board.thread_count + 1
    _publish(member, thread, text, form_key, level)
    return thread


@action(Can.REPLY)
def reply(
    member: Member, thread: Thread, text: Prose, form_key: str | None = None, level: Level = Level.FOLLOWING
) -> Post:
    """Add a post to the end of a thread and bring the thread to the top of its board.

    The same form sent again leads to the post that it made. Raises Conflict when it said something else before.
    """
    if form_key and (earlier := post_of_form(member, form_key)):
        return _again(earlier, text, earlier.thread is thread)
    if form_key and (earlier := just_replied(member, thread, text.source, now() - SENT_AGAIN)):
        return earlier
    thread.reply_count += 1
    return _publish(member, thread, text, form_key, level)


@action(Can.EDIT_POST)
def edit_post(member: Member, post: Post, text: Prose, reason: str, title: str | None, seen_edits: int) -> None:
    """Change what a post says, and with the first post the thread's title; what it said before is kept.

    `seen_edits` is the number of edits that the editor had before their eyes. Raises Conflict when somebody has
    edited since, Invalid when the title cannot be or a reason is missing on somebody else's post.
    """
    if post.edit_count != seen_edits:
        raise Conflict(lazy("This post was edited meanwhile. Look at what it says now, then change it again."))
    if post.author_id != member.id and not reason:
        raise Invalid(lazy("Say why you change what somebody else wrote. They will see it."), "reason")
    new_title = title if post.number == 1 and title not in (None, post.thread.title) else None
    if new_title is None and text.source == post.body:
        return
    before = Revision(post_id=post.id, editor_id=member.id, body=post.body, reason=reason[:REASON_LIMIT])
    session.add(before)
    if new_title is not None:
        _check_title(new_title)
        before.title = post.thread.title
        post.thread.title, post.thread.slug = new_title, slug_of(new_title)
        emit(ThreadRenamed(post.thread.id))
    before.created_at = post.edited_at = now()
    post.edit_count += 1
    post.body, post.html, post.html_version = text.source, text.html, text.version
    emit(PostChanged(post.id))


@action(Can.DELETE_POST)
def delete_post(_member: Member, post: Post) -> None:
    """Take away one's own last post: its text goes for good, its number is never used again.

    The only post of a thread takes the thread with it.
    """
    thread = post.thread
    session.execute(delete(Revision).where(Revision.post_id == post.id))
    post.state, post.body, post.html, post.edit_count = State.DELETED, "", "", 0
    thread.board.post_count = Board.post_count - 1
    if post.number == 1:
        thread.state = State.DELETED
        thread.board.thread_count = Board.thread_count - 1
    else:
        thread.reply_count -= 1
        thread.last_post_at = _last_post_at(thread)
    if thread.accepted_id == post.id:
        _accept(thread, None, None)
    emit(PostRemoved(post.id))


@action(Can.MARK_ANSWER)
def mark_answer(member: Member, post: Post) -> None:
    """Make a reply the accepted answer of its thread, in place of any other."""
    if post.thread.accepted_id != post.id:
        _accept(post.thread, post.id, member.id)


@action(Can.MARK_ANSWER)
def unmark_answer(_member: Member, post: Post) -> None:
    """Let a thread have no accepted answer again. Does nothing when another reply is the answer by now."""
    if post.thread.accepted_id == post.id:
        _accept(post.thread, None, None)


@action(Can.LOCK_THREAD)
def lock_thread(_member: Member, thread: Thread) -> None:
    """Let the thread take no more replies."""
    thread.locked = True


@action(Can.LOCK_THREAD)
def unlock_thread(_member: Member, thread: Thread) -> None:
    """Let the thread take replies again."""
    thread.locked = False


@action(Can.READ)
def mark_read(member: Member, thread: Thread, number: int) -> None:
    """Remember that the member has seen the thread up to this number; never less than before."""
    values = {"member_id": member.id, "thread_id": thread.id, "number": number}
    upsert(ReadMarker, values, {"number": number}, only_if=ReadMarker.number < number)


@action(Can.CHANGE_OWN_ACCOUNT)
def mark_all_read(member: Member, _self: Member) -> None:
    """Count everything that was written until now as read."""
    member.all_read_at = now()


@action(Can.KEEP_BOARDS)
def store_renderings(_actor: Person, _site: None, texts: dict[int, Prose]) -> None:
    """Store what a newer renderer made of posts (by number), but for those that were edited meanwhile."""
    for post_id, text in texts.items():
        unchanged = update(Post).where(Post.id == post_id, Post.body == text.source)
        session.execute(unchanged.values(html=text.html, html_version=text.version))


def slug_of(title: str) -> str:
    """The words of a title for its address."""
    return slugify(title, max_length=SLUG_LIMIT, word_boundary=True) or "thread"


def _publish(member: Member, thread: Thread, text: Prose, form_key: str | None, level: Level) -> Post:
    moment = now()
    thread.last_number += 1
    thread.last_post_at = moment
    thread.board.post_count = Board.post_count + 1
    post = Post(
        thread=thread,
        author_id=member.id,
        number=thread.last_number,
        body=text.source,
        html=text.html,
        html_version=text.version,
        created_at=moment,
        form_key=form_key,
    )
    session.add(post)
    session.flush()
    emit(PostAdded(post.id))
    _has_read_own(member, post)
    follow_by_posting(member.id, thread.id, level)
    return post


def _has_read_own(member: Person, post: Post) -> None:
    """Who wrote the next post after those that they have seen has seen it."""
    values = {"member_id": member.id, "thread_id": post.thread.id, "number": post.number}
    upsert(ReadMarker, values, {"number": post.number}, only_if=ReadMarker.number == (post.number or 1) - 1)


def _again(earlier: Post, text: Prose, same_place: bool) -> Post:
    """What the form made when it was sent first; Conflict when it now says something else."""
    if not same_place or earlier.state == State.DELETED or earlier.edit_count == 0 and earlier.body != text.source:
        raise Conflict(
            lazy("This form was sent before, with another text. Look at what stands there, then send again.")
        )
    return earlier


def _check_title(title: str) -> None:
    if not title.strip() or len(title) > TITLE_LIMIT:
        raise Invalid(lazy("A title has 1 to %(most)d characters.", most=TITLE_LIMIT), "title")


def _accept(thread: Thread, post_id: int | None, member_id: int | None) -> None:
    emit(AnswerChanged(thread.id, thread.accepted_id, post_id))
    thread.accepted_id, thread.accepted_by_id = post_id, member_id
    thread.accepted_at = now() if post_id else None


def _last_post_at(thread: Thread) -> datetime:
    session.flush()
    published = (Post.thread_id == thread.id, Post.state == State.PUBLISHED)
    return session.scalar(select(func.max(Post.created_at)).where(*published)) or thread.created_at
