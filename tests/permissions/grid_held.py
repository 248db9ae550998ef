"""What the rows of the grid about posts that wait are tried with."""

from typing import Any

from sqlalchemy import select

from forum.core.db import session
from forum.threads.models import Post
from tests.factories import make_post, make_thread
from tests.pages import Browser
from tests.permissions.grid_deeds import Making, Try, moderate, page_of, sends


def _held(board: Any, person: Any) -> Post:
    return make_post(make_thread(board=board), person, state="held")


def _another(board: Any, _person: Any) -> Post:
    return _held(board, None)


def _seen(post: Post) -> Try:
    def done(client: Browser) -> bool:
        return (client.get(f"/posts/{post.id}").location or "").startswith("/threads")

    return Try(page_of(post.thread), f'id="waiting-{post.id}"', done)


def _approve(post: Post) -> Try:
    path = f"/posts/{post.id}/approve"
    done = select(Post.id).where(Post.id == post.id, Post.state == "published")
    return sends(path, page_of(post.thread), f'action="{path}"', lambda: session.scalar(done), seen="0")


def _withdraw(post: Post) -> Try:
    path = f"/posts/{post.id}/delete"
    gone = select(Post.id).where(Post.id == post.id, Post.state == "deleted")
    return sends(path, page_of(post.thread), f'href="{path}"', lambda: session.scalar(gone))


def _edit(post: Post) -> Try:
    path = f"/posts/{post.id}/edit"
    done = select(Post.id).where(Post.body == "Other words")
    fields = {"body": "Other words", "seen_edits": "0"}
    return sends(path, page_of(post.thread), f'href="{path}"', lambda: session.scalar(done), **fields)


HELD: dict[str, Making] = {
    "see one's own held post": lambda board, person: _seen(_held(board, person)),
    "see another's held post": lambda board, person: _seen(_another(board, person)),
    "approve a held post": lambda board, person: _approve(_another(board, person)),
    "decline a held post": lambda board, person: moderate(_another(board, person), "decline", "hidden"),
    "approve one's own": lambda board, person: _approve(_held(board, person)),
    "withdraw one's own held post": lambda board, person: _withdraw(_held(board, person)),
    "edit one's own held post": lambda board, person: _edit(_held(board, person)),
}
