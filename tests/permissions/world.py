"""A forum that holds every board, thread and post that reading depends on, seen by one person."""

from dataclasses import dataclass
from itertools import product
from typing import Any

from sqlalchemy import insert, select

from forum.boards.models import Audience, Board
from forum.core.db import session, transaction
from forum.permissions.people import Person
from forum.threads.models import Post, State, Thread
from tests.factories import make_board, make_member
from tests.permissions.people import make_person

BOARDS = list(product(Audience, (False, True), (False, True), (False, True)))  # audience, three switches
THREADS = list(product(State, (False, True)))  # state, whether the viewer started it
POSTS = list(product(State, (False, True)))  # state, whether the viewer wrote it


@dataclass(frozen=True)
class World:
    """One person, and everything that there is to read."""

    kind: str
    viewer: Person
    boards: list[Board]
    threads: list[Thread]
    posts: list[Post]


def make_world(kind: str) -> World:
    """Every board with every thread with every post, and somebody of this kind who looks at them."""
    first = make_board()
    facts = [
        {"audience": audience, "own_threads_only": own, "archived": archived, "open_title": title}
        for audience, own, archived, title in BOARDS
    ]
    _insert(Board, [_board(first, number, **fact) for number, fact in enumerate(facts)])
    boards = list(session.scalars(select(Board).where(Board.id != first.id).order_by(Board.id)))
    viewer, other = make_person(kind, boards, first), make_member()
    mine = viewer.id or other.id
    started = [(board, state, mine if own else other.id) for board, (state, own) in product(boards, THREADS)]
    _insert(Thread, [_thread(board, starter, state) for board, state, starter in started])
    threads = list(session.scalars(select(Thread).order_by(Thread.id)))
    written = [(thread, state, mine if own else other.id) for thread, (state, own) in product(threads, POSTS)]
    _insert(Post, [_post(thread, author, state) for thread, state, author in written])
    posts = list(session.scalars(select(Post).order_by(Post.id)))
    return World(kind, viewer, boards, threads, posts)


def _insert(model: Any, rows: list[dict[str, Any]]) -> None:
    with transaction():
        session.execute(insert(model), rows)


def _board(first: Board, number: int, **facts: Any) -> dict[str, Any]:
    return {"section_id": first.section_id, "name": f"Kind {number}", "slug": f"kind-{number}", **facts}


def _thread(board: Board, starter_id: int, state: State) -> dict[str, Any]:
    return {"board_id": board.id, "starter_id": starter_id, "state": state, "title": "A question", "slug": "a-question"}


def _post(thread: Thread, author_id: int, state: State) -> dict[str, Any]:
    written = {"body": "Words", "html": "<p>Words</p>", "html_version": 1}
    return {"thread_id": thread.id, "author_id": author_id, "state": state, **written}
