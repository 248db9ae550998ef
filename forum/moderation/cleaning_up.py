"""Cleaning up after a new account that writes spam: suspended, and all that it wrote hidden, in one deed."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from forum.boards.queries import moderated_boards
from forum.core.db import lock, session
from forum.core.errors import Conflict, Refused
from forum.core.log import LogEntry
from forum.core.outbox import emit
from forum.core.words import lazy
from forum.members.models import Member
from forum.moderation.cases import close_cases_of_posts
from forum.moderation.deeds import MEANWHILE, Undoing, done
from forum.moderation.facts import ANSWER, facts_of
from forum.moderation.hiding import be_answer_again
from forum.moderation.meanwhile import check_seen
from forum.moderation.own_sanctions import sanction_of_entry
from forum.moderation.remaining import forget_remaining
from forum.moderation.reports_seen import SeenReports, check_reports
from forum.moderation.sanction_models import SanctionKind
from forum.moderation.sanctions import in_force, new_sanction, take_back
from forum.moderation.standing import any_changed_since
from forum.permissions.guard import ELSEWHERE, action, can
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.threads.counting import recounted
from forum.threads.events import PostRemoved, PostRestored
from forum.threads.models import Post, State, Thread
from forum.threads.newcomers import FEW_POSTS, is_new
from forum.threads.queries import readable

DEED = "clean up"
DAYS = 30


def posts_to_hide(viewer: Person, member: Member) -> Sequence[Post]:
    """What the member wrote where the viewer moderates, published or waiting, the oldest first."""
    theirs = readable(viewer).where(moderated_boards(viewer), Post.author_id == member.id)
    shown = theirs.where(Post.state.in_((State.PUBLISHED, State.HELD)))
    return session.scalars(shown.order_by(Post.id)).all()


def why_not_cleaned_up(member: Member) -> object:
    """The sentence that says why this is not for the member; empty for a new one."""
    if is_new(member):
        return ""
    if member.is_verified:
        return lazy(
            "This is for members who are not verified, and this one is, however new the account. You can suspend them, "
            "and look at what they wrote post by post."
        )
    return lazy(
        "This is for members in their first 24 hours here, and for those of whom fewer than %(posts)d posts are "
        "published. This one has been here longer, with %(posts)d posts or more. You can suspend them, and look at "
        "what they wrote post by post.",
        posts=FEW_POSTS,
    )


@action(Can.SANCTION)
def clean_up(
    actor: Person,
    member: Member,
    shown: Sequence[int],
    reason: str,
    seen: int | None = None,
    reports: SeenReports | None = None,
) -> LogEntry:
    """Suspend a new member for 30 days and hide the posts of these numbers, which are all that they wrote.

    A thread in which nobody else wrote goes with them. Raises Conflict when it is no longer what was shown, with those
    reports, or something was done to the member since `last_decision` said `seen`; Refused for who is not new, Invalid.
    """
    check_seen(member, seen)
    sentence = why_not_cleaned_up(member)
    if sentence:
        raise Refused(sentence)
    posts, threads = _locked(posts_to_hide(actor, member))
    if [post.id for post in posts] != sorted(shown) or any(post.state not in _OPEN for post in posts):
        raise Conflict(lazy("This is no longer what they wrote. Nothing was done. Look at the list again."))
    check_reports(reports, SeenReports.of_posts(actor, posts))
    before = in_force(member)
    sanction = new_sanction(actor, member, SanctionKind.SUSPENSION, DAYS, reason)
    hidden = _hide(posts, threads, member)
    after = {**in_force(member), "sanction_id": sanction.id, "days": DAYS, **hidden}
    entry = done(actor, DEED, member, before, after, reason, member_id=member.id)
    sanction.entry_id = entry.id
    close_cases_of_posts(actor, posts, entry)
    return entry


_OPEN = (State.PUBLISHED, State.HELD)


def _locked(found: Sequence[Post]) -> tuple[list[Post], list[Thread]]:
    """Posts, and the threads in which they stand. Raises Conflict where one goes into another at this moment."""
    there = {post.thread_id: post.thread for post in found}
    threads = [lock(there[number]) for number in sorted(there)]
    posts = [lock(post) for post in found]
    if any(post.thread_id not in there for post in posts):
        raise Conflict(ELSEWHERE)
    return posts, threads


def _hide(posts: Sequence[Post], threads: Sequence[Thread], member: Member) -> dict[str, object]:
    answers = [[one.id, facts_of(one, *ANSWER)] for one in threads if one.accepted_id in _ids(posts)]
    alone = [thread for thread in threads if thread.state in _OPEN and not _somebody_else_wrote(thread, member)]
    states = [[post.id, post.state] for post in posts]
    thread_states = [[thread.id, thread.state] for thread in alone]
    with recounted(*threads):
        for post in posts:
            post.state = State.HIDDEN
        for thread in alone:
            thread.state = State.HIDDEN
    for post in posts:
        emit(PostRemoved(post.id))
    return {"posts": states, "threads": thread_states, "answers": answers}


def _ids(posts: Sequence[Post]) -> set[int]:
    return {post.id for post in posts}


def _somebody_else_wrote(thread: Thread, member: Member) -> bool:
    other = aliased(Post)
    there = exists().where(other.thread_id == thread.id, other.author_id != member.id)
    return bool(session.scalar(select(there)))


def _give_back(actor: Person, member: Member, entry: LogEntry) -> None:
    sanction = sanction_of_entry(entry.id)
    if sanction is not None and sanction.ended_at is None:  # else it was lifted, and only the posts are still hidden
        take_back(actor, member, entry)
    forget_remaining(entry.id)
    states, thread_states = dict(entry.after["posts"]), dict(entry.after["threads"])
    found = session.scalars(select(Post).where(Post.id.in_(states)).order_by(Post.id)).all()
    posts, threads = _locked(found)
    ours: list[Post | Thread] = [*posts, *(thread for thread in threads if thread.id in thread_states)]
    if any(one.state != State.HIDDEN for one in ours) or any_changed_since(ours, entry, ("state",)):
        raise Conflict(MEANWHILE)
    if not all(can(actor, Can.MODERATE_POST, post) for post in posts):
        raise Refused(lazy("Some of it stands where you do not moderate. Who looks after all of it can undo this."))
    with recounted(*threads):
        for thread in threads:
            thread.state = State(thread_states.get(thread.id, thread.state))
        for post in posts:
            post.state = State(states[post.id])
    for post in posts:
        emit(PostRestored(post.id))
    _mark_again(entry)


def _mark_again(entry: LogEntry) -> None:
    for thread_id, answer in entry.after["answers"]:
        be_answer_again(session.get_one(Post, answer["accepted_id"]), thread_id, answer)


UNDOINGS: dict[str, Undoing] = {DEED: _give_back}
