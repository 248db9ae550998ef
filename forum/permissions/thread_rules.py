"""Small questions about a person and a thread or a post, each with the sentence for "no"."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from forum.core.clock import now
from forum.core.words import lazy, long_day
from forum.permissions.people import Person
from forum.permissions.rules import rule

EDIT_WINDOW = timedelta(hours=24)
EDIT_WINDOW_VERIFIED = timedelta(days=30)


@rule("On this board members see only the threads that they started.")
def thread_is_open_to(person: Person, thing: Any) -> bool:
    if thing.thread is None:
        return True
    mine = person.id is not None and thing.thread.starter_id == person.id
    return (mine or not thing.board.own_threads_only) and _published_or_mine(person, thing.thread, mine)


@rule("This post waits for a moderator, or was taken away.")
def post_is_open_to(person: Person, thing: Any) -> bool:
    if thing.post is None:
        return True
    mine = person.id is not None and thing.post.author_id == person.id
    return _published_or_mine(person, thing.post, mine)


def _published_or_mine(_person: Person, thing: Any, mine: bool) -> bool:
    return thing.state == "published" or (mine and thing.state == "held")


@rule("This was deleted.")
def is_not_deleted(_person: Person, thing: Any) -> bool:
    return all(one is None or one.state != "deleted" for one in (thing.thread, thing.post))


@rule("This post is not published.")
def post_is_published(_person: Person, thing: Any) -> bool:
    return thing.post.state == "published" and thing.thread.state == "published"


@rule("This post does not wait for a moderator.")
def post_waits(_person: Person, thing: Any) -> bool:
    return thing.post.state == "held" and thing.thread.state in ("published", "held")


@rule("Others have replied in this thread, so it can no longer be taken back.")
def takes_no_reply_along(_person: Person, thing: Any) -> bool:
    return thing.post.number != 1 or not thing.thread.reply_count


def _since_when(person: Any, thing: Any) -> Any:
    closed = thing.thread.closes_at
    if thing.thread.locked or closed is None:
        return None
    since = long_day(closed.astimezone(ZoneInfo(person.time_zone)).date())
    return lazy("This thread has taken no replies since %(day)s.", day=since)


@rule("This thread is locked, so it takes no more replies.", _since_when)
def thread_is_open(_person: Person, thing: Any) -> bool:
    closes_at = thing.thread.closes_at
    return not thing.thread.locked and (closes_at is None or closes_at > now())


@rule("This thread is not published.")
def thread_is_published(_person: Person, thing: Any) -> bool:
    return thing.thread.state == "published"


@rule("Only the author can do this.")
def is_author(person: Person, thing: Any) -> bool:
    return person.id is not None and thing.post.author_id == person.id


@rule("This is your own post.")
def is_by_somebody_else(person: Person, thing: Any) -> bool:
    return person.id is None or thing.post.author_id != person.id


@rule("Only the person who started the thread can do this.")
def is_starter(person: Person, thing: Any) -> bool:
    return person.id is not None and thing.thread.starter_id == person.id


@rule("The time in which you can change this post is over: 24 hours, or 30 days for verified public servants.")
def within_edit_window(person: Person, thing: Any) -> bool:
    window = EDIT_WINDOW_VERIFIED if person.is_verified else EDIT_WINDOW
    return now() - thing.post.created_at <= window


@rule("Somebody has replied since, so this post can no longer be deleted. You can still edit it.")
def nobody_replied_since(_person: Person, thing: Any) -> bool:
    return thing.post.created_at >= thing.thread.last_post_at


@rule("The question itself cannot be the answer.")
def is_a_reply(_person: Person, thing: Any) -> bool:
    return thing.post.number != 1
