"""The deeds of threads and posts."""

from datetime import timedelta

from sqlalchemy import delete, select, update

from forum.boards.models import Board
from forum.core.clock import now
from forum.core.db import session, upsert
from forum.core.errors import Conflict, Refused
from forum.core.outbox import emit
from forum.core.words import lazy
from forum.members.models import Member
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.threads.checks import check_delete, check_reply, check_start
from forum.threads.counting import recounted
from forum.threads.events import AnswerChanged, PostRemoved, WordsErased
from forum.threads.following import Level
from forum.threads.models import Post, ReadMarker, Revision, State, Thread
from forum.threads.prose import Prose
from forum.threads.publishing import Sent, hold, publish
from forum.threads.queries import just_replied, just_started, post_of_form
from forum.threads.rewriting import rewrite
from forum.threads.titles import check_title, slug_of

SENT_AGAIN = timedelta(minutes=10)  # for so long the same words in the same place are one post: Back, and sent again


@action(Can.START_THREAD)
def start_thread(
    member: Member, board: Board, title: str, text: Prose, form_key: str | None = None, level: Level = Level.FOLLOWING
) -> Thread:
    """Start a thread with its first post, or let both wait for a moderator where the board asks it.

    The same form sent again leads to the thread that it made.

    Raises Invalid when the title cannot be, Conflict when the form was sent before with another text.
    """
    check_title(title)
    if form_key and (earlier := post_of_form(member, form_key)):
        return _again(earlier, text, earlier.starts_thread and earlier.board is board).thread
    if form_key and (earlier := just_started(member, board, title, text.source, now() - SENT_AGAIN)):
        return earlier.thread
    why, sent = check_start(member, board, title, text), Sent(text, form_key, level)
    thread = Thread(board=board, starter_id=member.id, title=title, slug=slug_of(title), last_number=0)
    thread.state = State.HELD if why else State.PUBLISHED
    session.add(thread)
    if why:
        return hold(member, thread, sent, why).thread
    board.thread_count = Board.thread_count + 1
    return publish(member, thread, sent).thread


@action(Can.REPLY)
def reply(
    member: Member, thread: Thread, text: Prose, form_key: str | None = None, level: Level = Level.FOLLOWING
) -> Post:
    """Add a post to the end of a thread and bring the thread to the top of its board; or let it wait for a moderator.

    The same form sent again leads to the post that it made. Raises Conflict when it said something else before.
    """
    if form_key and (earlier := post_of_form(member, form_key)):
        return _again(earlier, text, earlier.thread is thread)
    if form_key and (earlier := just_replied(member, thread, text.source, now() - SENT_AGAIN)):
        return earlier
    why, sent = check_reply(member, thread, text), Sent(text, form_key, level)
    if why:
        return hold(member, thread, sent, why)
    thread.reply_count += 1
    return publish(member, thread, sent)


@action(Can.EDIT_POST)
def edit_post(member: Member, post: Post, text: Prose, reason: str, title: str | None, seen_edits: int) -> None:
    """Change what one's own post says, and with the first post the thread's title; what it said before is kept.

    Raises Refused for somebody else's, which only a deed of moderation changes, and else what `rewrite` raises.
    """
    if post.author_id != member.id:
        raise Refused(lazy("Only the author can do this."))
    rewrite(member, post, text, reason, title, seen_edits)


@action(Can.DELETE_POST)
def delete_post(_member: Member, post: Post) -> None:
    """Take away one's own last post: its text goes for good, its number is never used again.

    The first post takes the thread with it, and all else that its author wrote there. What waits for a moderator is
    withdrawn. Raises Refused for the first post where others have written, also what waits or is hidden.
    """
    check_delete(post)
    gone = _all_in(post.thread) if post.starts_thread else [post]
    with recounted(post.thread):
        if post.starts_thread:
            post.thread.state = State.DELETED
        for one in gone:
            one.state, one.body, one.html, one.edit_count = State.DELETED, "", "", 0
    numbers = [one.id for one in gone]
    session.execute(delete(Revision).where(Revision.post_id.in_(numbers)))
    for number in numbers:
        emit(PostRemoved(number))
    emit(WordsErased(numbers, []))


def _all_in(thread: Thread) -> list[Post]:
    here = select(Post).where(Post.thread_id == thread.id, Post.state != State.DELETED).order_by(Post.id)
    return list(session.scalars(here.execution_options(populate_existing=True)))


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


def _again(earlier: Post, text: Prose, same_place: bool) -> Post:
    """What the form made when it was sent first; Conflict when it now says something else."""
    if not same_place or earlier.state == State.DELETED or earlier.edit_count == 0 and earlier.body != text.source:
        raise Conflict(
            lazy("This form was sent before, with another text. Look at what stands there, then send again.")
        )
    return earlier


def _accept(thread: Thread, post_id: int | None, member_id: int | None) -> None:
    emit(AnswerChanged(thread.id, thread.accepted_id, post_id))
    thread.accepted_id, thread.accepted_by_id = post_id, member_id
    thread.accepted_at = now() if post_id else None
