"""The rows of the grid about looking after threads, and what each is tried with."""

from typing import Any

from sqlalchemy import select

from forum.boards.models import Board
from forum.core.db import session
from forum.members.named import BoardRole
from forum.threads.models import Post, Thread
from tests.factories import make_board, make_named, make_post, make_thread
from tests.permissions.grid_deeds import Making, Try, sends

TITLE = "A title that is long enough"


def _thread(deed: str, name: str, before: Any, after: Any, fields: dict[str, str] | None = None) -> Making:
    """A deed on a thread in whose row a column changes from the one to the other."""

    def make(board: Any, _person: Any) -> Try:
        thread = make_thread(board=board, **{name: before})
        path = f"/threads/{thread.id}/moderate/{deed}"
        column = getattr(Thread, name)
        done = select(Thread.id).where(Thread.id == thread.id, column == after)
        page = f"/threads/{thread.id}/{thread.slug}"
        return sends(
            path, page, f'href="{path}"', lambda: session.scalar(done), preset="", words="Ok", **(fields or {})
        )

    return make


def _move(board: Any, person: Any) -> Try:
    thread, other = make_thread(board=board), make_board(slug="teapots")
    _look_after(person, other)
    path, offer = f"/threads/{thread.id}/moderate/move?to=teapots", f'href="/threads/{thread.id}/moderate/move"'
    done = select(Thread.id).where(Thread.id == thread.id, Thread.board_id == other.id)
    return sends(path, f"/threads/{thread.id}/{thread.slug}", offer, lambda: session.scalar(done), preset="place")


def _merge(board: Any, _person: Any) -> Try:
    thread, into = make_thread(board=board), make_thread(board=board)
    path, offer = f"/threads/{thread.id}/moderate/merge?into={into.id}", f'href="/threads/{thread.id}/moderate/merge"'
    done = select(Thread.id).where(Thread.id == thread.id, Thread.merged_into_id == into.id)
    return sends(path, f"/threads/{thread.id}/{thread.slug}", offer, lambda: session.scalar(done), preset="place")


def _split(board: Any, _person: Any) -> Try:
    thread = make_thread(board=board)
    post = make_post(thread)
    path, offer = f"/threads/{thread.id}/moderate/split?post={post.id}", f'value="{post.id}" form="split"'
    done = select(Thread.id).where(Thread.title == TITLE)
    fields = {"preset": "place", "title": TITLE, "board": board.slug}
    return sends(path, f"/threads/{thread.id}/{thread.slug}", offer, lambda: session.scalar(done), **fields)


def _redact(board: Any, _person: Any) -> Try:
    post = make_post(make_thread(board=board), body="Ask Mrs Whistlethwaite.")
    path = f"/posts/{post.id}/redact"
    done = select(Post.id).where(Post.id == post.id, Post.body.contains("[removed"))
    page, fields = f"/threads/{post.thread_id}/{post.thread.slug}", {"text": "Ask Mrs.", "preset": "personal"}
    return sends(path, page, f'href="{path}"', lambda: session.scalar(done), **fields)


def _look_after(person: Any, board: Board) -> None:
    """Who looks after one board looks after the other too."""
    if person is not None and person.moderates:
        make_named(person, board, BoardRole.MODERATOR)


THREADS: dict[str, Making] = {
    "hide a thread": _thread("hide", "state", "published", "hidden"),
    "restore a thread": _thread("restore", "state", "hidden", "published"),
    "move to another own board": _move,
    "merge two threads": _merge,
    "split a thread": _split,
    "redact a post": _redact,
    "lock a thread": _thread("lock", "locked", False, True),
    "unlock a thread": _thread("unlock", "locked", True, False),
    "pin a thread": _thread("pin", "pin", None, "board", {"where": "board"}),
    "unpin a thread": _thread("unpin", "pin", "board", None),
    "change a title": _thread(
        "title", "title", TITLE, f"{TITLE} also", {"title": f"{TITLE} also", "seen_title": TITLE}
    ),
}
