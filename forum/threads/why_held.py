"""Why a post waits, for the moderators who decide: what was found in it, and where its author says the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from forum.core.db import session
from forum.core.excerpts import text_of
from forum.permissions.guard import can
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.prevention.queries import find, watched_on
from forum.threads.holding import WHY
from forum.threads.models import Held, Post, State, Thread
from forum.threads.post_rows import PostPage
from forum.threads.queries import readable
from forum.threads.repeating import SAME_WITHIN, posts_with_the_same


@dataclass(frozen=True)
class Why:
    """A sentence, the watched words that stand in the post, and posts of its author that say nearly the same."""

    sentence: Any
    words: Sequence[str]
    elsewhere: Sequence[Post]


def whys_on_page(viewer: Person, thread: Thread, page: PostPage) -> Mapping[int, Why]:
    """Why those on a page of a thread wait that do; nothing for who does not decide."""
    held = [row.id for row in (*page.posts, *page.waiting) if row.state == State.HELD]
    if not held or not can(viewer, Can.MODERATE_POST, thread):
        return {}
    return why_held(viewer, session.scalars(select(Post).where(Post.id.in_(held))).all())


def why_held(viewer: Person, posts: Iterable[Post]) -> Mapping[int, Why]:
    """Why these posts of one board wait, by their numbers. Of posts elsewhere only those that the viewer may read."""
    posts = [post for post in posts if post.author_id != viewer.id]
    watched = watched_on(posts[0].board.id) if posts else ()
    whys = {}
    for post in posts:
        title = post.thread.title if post.starts_thread else ""
        words = [one.words for one in find(watched, (title, post.body, text_of(post.html)))] if watched else []
        whys[post.id] = Why(WHY.get(post.held_for or "", ""), words, _elsewhere(viewer, post))
    return whys


def _elsewhere(viewer: Person, post: Post) -> Sequence[Post]:
    """One post from each other thread in which its author said nearly the same, the newest first."""
    if post.held_for != Held.SAME_TEXT:
        return []
    same = posts_with_the_same(post.author_id, post.thread_id, post.body, post.created_at - SAME_WITHIN)
    found = session.scalars(readable(viewer).where(Post.id.in_(same)).order_by(Post.id))
    return list({one.thread_id: one for one in found}.values())[::-1]
