"""Those who ask for pages: members who have read, followed and been told of things, and one who looks after all."""

import time
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import select

from forum.core.clock import now
from forum.core.db import session, transaction
from forum.members.models import Member, Role
from forum.notifications.handlers import tell_of_new_post
from forum.notifications.models import Kind, Notice
from forum.threads.actions import reply
from forum.threads.events import PostAdded
from forum.threads.following import Level, ThreadFollow
from forum.threads.models import Post, ReadMarker, Thread
from forum.threads.prose import prose
from tests.bench.data import member, signed_in
from tests.bench.loading import store
from tests.bench.measuring import cookie

READERS = 150  # as many as keep each of them below the limits of what one may ask, search and write
THREADS, NOTICES, NEW_NOTICES = 200, 60, 5  # that each has read or follows; has been told; has not looked at yet
FOLLOWERS = 2_000


@dataclass(frozen=True)
class Readers:
    """Cookies of those who ask."""

    members: list[str]
    moderator: list[str]
    guests: tuple[str] = ("",)


def make_readers(app: Flask) -> Readers:
    """Sign members of the forum of the app context in, who have been there before, and a moderator of their own."""
    people = session.scalars(select(Member).order_by(Member.id).limit(READERS)).all()
    _been_here(people)
    moderator = member(900_000)
    moderator.role = Role.MODERATOR
    with transaction():
        session.add(moderator)
    return Readers([cookie(app, signed_in(one)) for one in people], [cookie(app, signed_in(moderator))])


def fan_out() -> float:
    """Let many members follow the first thread, and somebody reply; answers the seconds until all of them are told."""
    thread = session.get_one(Thread, 1)
    author = session.get_one(Member, thread.starter_id)
    everybody = session.scalars(select(Member.id).order_by(Member.id).limit(FOLLOWERS)).all()
    with transaction():
        store(ThreadFollow, [{"member_id": one, "thread_id": 1, "level": str(Level.FOLLOWING)} for one in everybody])
    post = reply(author, thread, prose("We have one now. Thank you."))
    begun = time.perf_counter()
    tell_of_new_post(PostAdded(post.id))
    return time.perf_counter() - begun


def _been_here(people: Any) -> None:
    """Each has read all of some threads and a part of others, follows them, and was told of replies there."""
    newest = select(Thread).order_by(Thread.last_post_at.desc()).where(Thread.id > 1).limit(THREADS)
    threads = session.scalars(newest).unique().all()
    answers = select(Post.id, Post.author_id, Thread.board_id).join(Thread, Post.thread_id == Thread.id)
    told = session.execute(answers.where(Post.number == 2).order_by(Post.id.desc()).limit(NOTICES)).all()
    pairs = [(one, number, thread) for one in people for number, thread in enumerate(threads) if (one.id + number) % 3]
    with transaction():
        markers = [
            {"member_id": one.id, "thread_id": thread.id, "number": max(1, thread.last_number - number % 2 * 4)}
            for one, number, thread in pairs
        ]
        store(ReadMarker, markers)
        follows = [
            {"member_id": one.id, "thread_id": thread.id, "level": str(Level.FOLLOWING)} for one, _, thread in pairs
        ]
        store(ThreadFollow, follows)
        store(Notice, [_notice(one, place, *post) for one in people for place, post in enumerate(told)])


def _notice(one: Member, place: int, post_id: int, actor_id: int, board_id: int) -> dict[str, Any]:
    about = {"kind": str(Kind.REPLY), "word": "", "about_id": post_id, "board_id": board_id, "actor_id": actor_id}
    return {"member_id": one.id, **about, "read_at": None if place < NEW_NOTICES else now()}
