"""Making two threads again of two that were merged: undoing it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update

from forum.core.db import session
from forum.core.errors import Conflict
from forum.core.log import LogEntry
from forum.moderation.both import Both
from forum.moderation.deeds import MEANWHILE, Undoing
from forum.moderation.facts import put
from forum.moderation.merging import FACTS, NAMES, answer_of
from forum.moderation.places import follow, give_places, numbers_in, posts_in, translated
from forum.moderation.reading_on import part_readers
from forum.moderation.renaming import first_post
from forum.moderation.standing import CLEAN_UP, last_deed_on
from forum.permissions.guard import require
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.threads.counting import recounted
from forum.threads.models import Post, Revision, State, Thread
from forum.threads.openers import MERGE


def _part(actor: Person, stays: Thread, entry: LogEntry) -> None:
    goes, places = session.get(Thread, entry.before["merged_id"]), entry.before
    posts = posts_in(stays)
    here = {post.id: post.number for post in posts}
    expected = {post_id: number for number, post_id in enumerate(entry.after["places"], start=1)}
    if (
        goes is None
        or stays.state != State.PUBLISHED
        or goes.merged_into_id != stays.id
        or not expected.items() <= here.items()
    ):
        raise Conflict(MEANWHILE)
    require(actor, Can.MODERATE_THREAD, goes.board)
    back = {post_id for name in NAMES for post_id, _number in places[name]["places"]}
    since = [post for post in sorted(posts, key=lambda one: (one.number or 0, one.id)) if post.id not in back]
    shown = numbers_in([post for post in posts if post.id in expected])
    with recounted(stays, goes):
        goes.merged_into_id = None
        last = places["stays"]["last_number"]
        numbered = [post.id for post in since if post.number is not None]
        added = [(post_id, last + more) for more, post_id in enumerate(numbered, start=1)]
        there = [
            (stays, [*map(tuple, places["stays"]["places"]), *added]),
            (goes, [*map(tuple, places["goes"]["places"])]),
        ]
        give_places(Both(stays, goes), there)
        stays.state, goes.state = _state_of(stays), _state_of(goes)
        stays.last_number = last + len(added)
        _give_answers_back(stays, goes, places)
        _give_titles_back(stays, goes)
        put(stays, {"created_at": places["stays"]["created_at"]})
        stays.starter_id = session.scalars(
            select(Post.author_id).where(Post.thread_id == stays.id, Post.number == 1)
        ).one()
        led = update(Thread).where(Thread.id.in_(places["led_here"]), Thread.merged_into_id == stays.id)
        session.execute(led.values(merged_into_id=goes.id), execution_options={"synchronize_session": "fetch"})
    new = {post_id: number for number, post_id in shown.items()}
    before = [{number: post_id for post_id, number in places[name]["places"] if number is not None} for name in NAMES]
    part_readers(entry.id, stays, goes, translated(before, new))
    follow(stays, goes)


def _state_of(thread: Thread) -> State:
    """Published, unless its posts were deleted meanwhile, or cleaned up with their author: both take a thread along."""
    left = set(session.scalars(select(Post.state).where(Post.thread_id == thread.id, Post.state != State.DELETED)))
    if not left:
        return State.DELETED
    if State.PUBLISHED in left:
        return State.PUBLISHED
    last = last_deed_on(first_post(thread), "state")  # a first post that was hidden by itself leaves the title there
    return State.HIDDEN if last is not None and last.deed == CLEAN_UP else State.PUBLISHED


def _give_answers_back(stays: Thread, goes: Thread, places: Mapping[str, Any]) -> None:
    theirs = {post_id for post_id, _number in places["goes"]["places"]}
    first = {post_id for post_id, number in places["stays"]["places"] if number == 1}  # was none where it stood lower
    if stays.accepted_id in theirs | first or stays.accepted_id is None:
        mine = places["stays"] if places["stays"]["accepted_id"] not in theirs else dict.fromkeys(FACTS)
        put(stays, answer_of(mine))
    put(goes, answer_of(places["goes"]))


def _give_titles_back(stays: Thread, goes: Thread) -> None:
    """The titles that the thread has had since then go to the history of its own first post, out of the other's."""
    first = first_post(stays)
    there = (Post.thread_id == goes.id, Revision.thread_id == stays.id)
    query = select(Revision).join(Post, Post.id == Revision.post_id).where(*there).order_by(Revision.id)
    for theirs in session.scalars(query).all():
        facts = {name: getattr(theirs, name) for name in ("title", "thread_id", "editor_id", "reason", "created_at")}
        session.add(Revision(post_id=first.id, body=first.body, **facts))
        theirs.title = theirs.thread_id = None


UNDOINGS: dict[str, Undoing] = {MERGE: _part}
