"""Who may read what: as product.md has it, and the same answer from the rules and from their twins in SQL."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from forum.boards.models import Board
from forum.boards.queries import readable_boards, visible_boards
from forum.core.db import session
from forum.permissions.alike import alike, parameters
from forum.permissions.guard import can
from forum.permissions.table import Can
from forum.search.permitted import permitted_for
from forum.threads.access import readable_posts, readable_threads
from forum.threads.models import Post, Thread
from tests.conftest import empty
from tests.permissions.grids import read_grid
from tests.permissions.people import KINDS
from tests.permissions.world import World, make_world

BOARDS = read_grid("""
                                public  members  verified  verified, open title  invited
guest                           yes     -        -         -                     -
unconfirmed                     yes     -        -         -                     -
unconfirmed, invited            yes     -        -         -                     -
unconfirmed, verified           yes     -        -         -                     -
unconfirmed board moderator     yes     -        -         -                     -
unconfirmed administrator       yes     -        -         -                     -
member                          yes     yes      -         -                     -
member, sanctions over          yes     yes      -         -                     -
verified                        yes     yes      yes       yes                   -
verification lapsed             yes     yes      -         -                     -
silenced                        yes     yes      yes       yes                   -
suspended                       yes     -        -         -                     -
suspended, invited              yes     -        -         -                     -
closed                          yes     -        -         -                     -
closed, invited                 yes     -        -         -                     -
invited                         yes     yes      -         yes                   yes
invited, verified               yes     yes      yes       yes                   yes
board moderator                 yes     yes      yes       yes                   yes
board moderator, verified       yes     yes      yes       yes                   yes
silenced board moderator        yes     yes      yes       yes                   yes
suspended board moderator       yes     -        -         -                     -
closed board moderator          yes     -        -         -                     -
moderator of another board      yes     yes      -         -                     -
moderator                       yes     yes      yes       yes                   -
moderator, invited              yes     yes      yes       yes                   yes
silenced moderator              yes     yes      yes       yes                   -
suspended moderator             yes     -        -         -                     -
closed moderator                yes     -        -         -                     -
administrator                   yes     yes      yes       yes                   -
administrator, invited          yes     yes      yes       yes                   yes
administrator, board moderator  yes     yes      yes       yes                   yes
suspended administrator         yes     -        -         -                     -
colleague                       yes     yes      yes       yes                   yes
unconfirmed colleague           yes     -        -         -                     -
silenced colleague              yes     yes      yes       yes                   yes
suspended colleague             yes     -        -         -                     -
closed colleague                yes     -        -         -                     -
lapsed colleague                yes     yes      -         -                     -
moderator, colleague            yes     yes      yes       yes                   yes
administrator, colleague        yes     yes      yes       yes                   yes
colleague, moved elsewhere      yes     yes      yes       yes                   -
operator                        yes     yes      yes       yes                   -
""")

# A post, where the board itself is open: the first word is the thread's state, the second the post's.
POSTS = read_grid("""
                      neither mine  thread mine  post mine  both mine  moderating
published published   yes           yes          yes        yes        yes
published held        -             -            yes        yes        yes
published hidden      -             -            -          -          yes
published deleted     -             -            -          -          -
held published        -             yes          -          yes        yes
held held             -             -            -          yes        yes
held hidden           -             -            -          -          yes
hidden published      -             -            -          -          yes
hidden held           -             -            -          -          yes
hidden hidden         -             -            -          -          yes
deleted published     -             -            -          -          -
deleted held          -             -            -          -          -
""")
MINE = {
    (False, False): "neither mine",
    (True, False): "thread mine",
    (False, True): "post mine",
    (True, True): "both mine",
}


@pytest.fixture(autouse=True)
def forum() -> None:
    """These tests look at a world and change nothing: it is emptied when all who see it so have looked."""


@pytest.fixture(scope="module")
def world(app: Flask, request: pytest.FixtureRequest) -> Iterator[World]:
    """Everything that there is to read, and somebody of a kind who looks at it."""
    with app.app_context():
        yield make_world(request.param)
        session.rollback()
        session.remove()
        empty()


def seen_by(*kinds: str) -> Any:
    """The worlds of these kinds, one after the other."""
    return pytest.mark.parametrize("world", kinds, indirect=True, scope="module")


@seen_by(*KINDS)
def test_rules_and_database_agree_on_all_that_somebody_may_read(world):
    posts = select(Post.id).join(Thread, Post.thread_id == Thread.id).join(Board, Thread.board_id == Board.id)
    threads = select(Thread.id).join(Board, Thread.board_id == Board.id)

    found_boards = set(session.scalars(select(Board.id).where(readable_boards(world.viewer))))
    found_threads = set(session.scalars(threads.where(readable_threads(world.viewer))))
    found_posts = set(session.scalars(posts.where(readable_posts(world.viewer))))
    found_by_parameters = posts.where(readable_posts(alike(world.viewer))), parameters(world.viewer)

    assert found_boards & {board.id for board in world.boards} == readable(world.viewer, world.boards)
    assert found_threads == readable(world.viewer, world.threads)
    assert found_posts == readable(world.viewer, world.posts)
    assert set(session.scalars(*found_by_parameters)) == found_posts


@seen_by(*KINDS)
def test_the_title_is_open_to_readers_and_where_the_board_says_so_to_everybody(world):
    seen = set(session.scalars(select(Board.id).where(visible_boards(world.viewer))))

    for board in world.boards:
        expected = board.open_title or can(world.viewer, Can.READ, board)
        assert can(world.viewer, Can.SEE_TITLE, board) == expected == (board.id in seen), board.audience


@seen_by(*KINDS)
def test_search_finds_published_posts_for_exactly_those_who_may_read_them(world):
    permitted = permitted_for(world.viewer)

    for post in [post for post in world.posts if post.state == post.thread.state == "published"]:
        own = post.board.id in permitted.own_boards and post.thread.starter_id == permitted.member_id
        found = own or post.board.id in permitted.boards
        assert found == can(world.viewer, Can.READ, post), (post.board.audience, post.board.own_threads_only)


@seen_by(*KINDS)
def test_boards_are_open_to_whom_their_audience_names_and_nothing_in_closed_ones_is(world):
    closed = [board for board in world.boards if BOARDS[world.kind, column(board)] == "-"]

    inside = [thing for thing in (*world.threads, *world.posts) if thing.board in closed]

    for board in world.boards:
        assert answer(world.viewer, board) == BOARDS[world.kind, column(board)], board.audience
    assert readable(world.viewer, inside) == set()


@seen_by("guest", "member", "verified", "silenced", "verification lapsed", "invited")
def test_held_posts_are_open_to_their_authors_and_hidden_ones_to_no_member(world):
    open_boards = [
        board for board in world.boards if BOARDS[world.kind, column(board)] == "yes" and not board.own_threads_only
    ]

    for post in [post for post in world.posts if post.board in open_boards]:
        mine = MINE[is_mine(world.viewer, post.thread.starter_id), is_mine(world.viewer, post.author_id)]
        expected = POSTS.get((f"{post.thread.state} {post.state}", mine), "-")
        assert answer(world.viewer, post) == expected, (post.board.audience, post.thread.state, post.state, mine)


@seen_by("board moderator", "silenced board moderator", "moderator", "administrator", "operator")
def test_moderators_read_held_and_hidden_posts_and_no_deleted_ones(world):
    for post in world.posts:
        expected = POSTS.get((f"{post.thread.state} {post.state}", "moderating"), "-")
        expected = expected if BOARDS[world.kind, column(post.board)] == "yes" else "-"
        assert answer(world.viewer, post) == expected, (post.board.audience, post.thread.state, post.state)


@seen_by("guest", "member", "verified", "invited, verified", "moderator of another board")
def test_on_a_confidential_desk_members_read_the_threads_that_they_started(world):
    desks = [board for board in world.boards if board.own_threads_only and BOARDS[world.kind, column(board)] == "yes"]

    for thread in [thread for thread in world.threads if thread.board in desks]:
        started = is_mine(world.viewer, thread.starter_id)
        expected = "yes" if started and thread.state in ("published", "held") else "-"
        assert answer(world.viewer, thread) == expected, (thread.board.audience, thread.state, started)


def column(board: Board) -> str:
    """An open title changes who reads in one case: on a verified board, those who were let in and are not verified."""
    return "verified, open title" if board.audience == "verified" and board.open_title else board.audience


def readable(viewer: Any, things: list[Any]) -> set[int]:
    return {thing.id for thing in things if can(viewer, Can.READ, thing)}


def answer(viewer: Any, thing: Any) -> str:
    return "yes" if can(viewer, Can.READ, thing) else "-"


def is_mine(viewer: Any, member_id: int) -> bool:
    return viewer.id == member_id
