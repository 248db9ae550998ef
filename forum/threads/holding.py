"""Which posts wait for a moderator before they are published."""

from typing import Any

from sqlalchemy import func, select

from forum.boards.models import Approval, Board
from forum.core.db import session
from forum.core.words import lazy
from forum.permissions.people import Person
from forum.threads.models import Held, Post, State, Thread

WHY: dict[str, Any] = {
    Held.FIRST_POSTS: lazy("It waits because it is one of the first posts of a member."),
    Held.EVERYTHING: lazy("It waits because every post on this board does."),
    Held.WORDS: lazy("It waits because words stand in it that are watched."),
    Held.SAME_TEXT: lazy("It waits because its author wrote nearly the same in other threads today."),
}


def asks_approval(author: Person, board: Board) -> Held | None:
    """Why the board lets what the author writes wait; None when it does not."""
    if board.approval == Approval.ALL:
        return Held.EVERYTHING
    if board.approval == Approval.FIRST and published_by(author, board.first_posts) < board.first_posts:
        return Held.FIRST_POSTS
    return None


def published_by(author: Person, most: int) -> int:
    """How many posts of the author stand published, on whichever board; counted no further than `most`."""
    theirs = select(Post.id).join(Thread, Post.thread_id == Thread.id).where(Post.author_id == author.id)
    published = theirs.where(Post.state == State.PUBLISHED, Thread.state == State.PUBLISHED).limit(most)
    return session.scalar(select(func.count()).select_from(published.subquery())) or 0
