"""Making one thread of two: posts by date, numbered anew; old addresses lead on."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, update

from forum.core.db import session
from forum.core.errors import Conflict, Invalid
from forum.core.log import LogEntry
from forum.core.words import lazy
from forum.members.models import Member
from forum.moderation.both import Both
from forum.moderation.concerned import listed
from forum.moderation.deeds import done
from forum.moderation.facts import ANSWER, facts_of, put
from forum.moderation.places import follow, give_places, numbers_in, posts_in, translated
from forum.moderation.reading_on import join_readers, keep, readers_of
from forum.moderation.standing import check_not_locked
from forum.permissions.guard import action, require
from forum.permissions.table import Can
from forum.threads.counting import recounted
from forum.threads.models import Post, State, Thread
from forum.threads.openers import MERGE

NAMES = ("stays", "goes")
FACTS = ("created_at", "last_number", *ANSWER)
NOT_PUBLISHED = lazy("Only published threads are merged. One of the two is not published any more.")


@action(Can.MODERATE_THREAD)
def merge_threads(actor: Member, both: Both, reason: str, case_id: int | None = None) -> LogEntry:
    """Put the posts of the other thread among those of the first, which keeps title, place and accepted answer.

    Who started one of the two is told.
    Raises Conflict when one of them is not published, Invalid for the same thread and where its readers are not the
    same, Refused for one's own that somebody else has locked, and what the guard raises for who does not look after
    both.
    """
    stays, goes = both.threads
    require(actor, Can.MODERATE_THREAD, goes)
    _check(stays, goes)
    for thread in both.threads:  # who started one of them does not get past what another decided about it
        check_not_locked(actor, thread)
    posts = [posts_in(thread) for thread in both.threads]
    before = {
        "merged_id": goes.id,
        "led_here": list(
            session.scalars(select(Thread.id).where(Thread.merged_into_id == goes.id).order_by(Thread.id))
        ),
        **{name: _facts(thread, theirs) for name, thread, theirs in zip(NAMES, both.threads, posts, strict=True)},
    }
    readers, shown = readers_of(stays), [numbers_in(theirs) for theirs in posts]
    starters = listed(thread.starter_id for thread in both.threads)
    in_order = sorted((post for theirs in posts for post in theirs), key=lambda one: (one.created_at, one.id))
    numbered = [post for post in in_order if post.number is not None]
    with recounted(stays, goes):
        _lead_on(stays, goes)
        give_places(both, [(stays, [(post.id, number) for number, post in enumerate(numbered, start=1)])])
        _have_first(stays, numbered[0])
        stays.last_number = len(numbered)
        _choose_answer(stays, before)
    new = {post.id: number for number, post in enumerate(numbered, start=1)}
    join_readers(stays, goes, translated(shown, new))
    follow(*both.threads)
    after = {"places": [post.id for post in numbered], **starters}
    numbers = {"member_id": goes.starter_id, "case_id": case_id}
    entry = done(actor, MERGE, stays, before, after, reason, **numbers)
    keep(entry.id, readers)
    return entry


def _check(stays: Thread, goes: Thread) -> None:
    if stays.id == goes.id:
        raise Invalid(lazy("This is the same thread. Choose another."), "words")
    if not stays.state == goes.state == State.PUBLISHED:
        raise Conflict(NOT_PUBLISHED)
    if stays.board.archived and stays.board_id != goes.board_id:
        raise Invalid(lazy("The board of that thread is archived: nothing is moved there."), "words")
    if stays.board.own_threads_only and stays.starter_id != goes.starter_id:
        raise Invalid(
            lazy("On this board members see only the threads that they started, so threads of two members stay two."),
            "words",
        )


def _facts(thread: Thread, posts: Sequence[Any]) -> dict[str, Any]:
    return {**facts_of(thread, *FACTS), "places": [[post.id, post.number] for post in posts]}


def _lead_on(stays: Thread, goes: Thread) -> None:
    """Let the addresses of the other thread, and those that lead to it, lead to the first."""
    goes.state, goes.merged_into_id = State.DELETED, stays.id
    earlier = update(Thread).where(Thread.merged_into_id == goes.id).values(merged_into_id=stays.id)
    session.execute(earlier, execution_options={"synchronize_session": "fetch"})


def _have_first(thread: Thread, first: Any) -> None:
    """Whoever wrote the first post started the thread, when they wrote it."""
    thread.created_at, thread.starter_id = first.created_at, first.author_id


def _choose_answer(stays: Thread, before: Mapping[str, Any]) -> None:
    """The answer of the first thread, else that of the other; never the first post."""
    if stays.accepted_id is None:
        put(stays, answer_of(before["goes"]))
    put(session.get_one(Thread, before["merged_id"]), dict.fromkeys(ANSWER))
    accepted = session.get(Post, stays.accepted_id) if stays.accepted_id else None
    if accepted is not None and accepted.number == 1:
        put(stays, dict.fromkeys(ANSWER))


def answer_of(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Of the facts of a thread in the log, those of its accepted answer."""
    return {name: facts[name] for name in ANSWER}
