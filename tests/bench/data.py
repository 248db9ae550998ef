"""A forum of fixed shape for benchmarks: the same words in the same order each time."""

import random
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update

from forum.accounts.models import BrowserSession
from forum.accounts.queries import digest_of
from forum.boards.models import Board, Section
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.members.models import Member
from forum.organisations.models import Organisation
from forum.threads.models import Post, Thread
from tests.bench.loading import Row, count_on, store
from tests.bench.shape import BOARDS, ORGANISATIONS, Shape
from tests.bench.words import Prose

POST_WORDS = 80
COMMON_TITLE_IN = 50
BATCH = 250  # threads a transaction
BEGUN, QUIET = 2012, timedelta(days=10)  # the first thread is of that year; nothing is said in these last days
ANSWER = 3  # the number of the post that is the answer, in every second thread


def fill(shape: Shape) -> None:
    """Put such a forum into the empty one of the app context; its index is not made."""
    chance = random.Random(2009)
    prose, boards = Prose(chance), _surroundings(shape)
    weights = [1 / (number + 10) for number in range(shape.members)]
    authors = chance.choices(range(1, shape.members + 1), weights, k=50_021)  # gone through again and again
    first_post = 1
    for first in range(1, shape.threads + 1, BATCH):
        threads, posts = list[Row](), list[Row]()
        for number in range(first, min(first + BATCH, shape.threads + 1)):
            is_known = number in (shape.usual, shape.threads)  # guests may read the threads that pages are asked of
            thread = _thread(shape, prose, number, boards[0] if is_known else chance.choice(boards))
            said_by = [authors[(first_post + place) % len(authors)] for place in range(thread["last_number"])]
            threads.append(thread | {"starter_id": said_by[0]})
            posts.extend(_posts(prose, thread, first_post, said_by))
            first_post += len(said_by)
        with transaction():
            store(Thread, threads)
            store(Post, posts)
    with transaction():
        count_on(Thread, Post, Member)
        _accept_and_count()


def member(number: int) -> Member:
    """A verified member, not stored yet."""
    return Member(**_member(number))


def signed_in(person: Member) -> str:
    """Sign somebody in; answers the token of the cookie."""
    token = secrets.token_urlsafe(16)
    with transaction():
        session.add(BrowserSession(member_id=person.id, digest=digest_of(token), browser="bench"))
    return token


def _member(number: int) -> Row:
    handle = f"bench-{number}"
    verified = {"verified_since": now(), "verified_until": now() + timedelta(days=300)}
    return {
        "name": f"Colleague {number}",
        "handle": handle,
        "handle_skeleton": handle,
        "email": f"{handle}@example.org",
        "organisation": "Eastmere City Council",
        "joined_at": now() - timedelta(hours=number % 50_000),  # at one moment, all would have to be sorted for a page
        "confirmed_at": now(),
        "all_read_at": now() - timedelta(days=900),
        **verified,
    }


def _surroundings(shape: Shape) -> list[int]:
    """Boards, organisations, members; answers the numbers of the boards."""
    with transaction():
        section = Section(name="Benchmark", slug="benchmark", position=1)
        bodies = [Organisation(name=f"Body {number} Council", slug=f"body-{number}") for number in range(ORGANISATIONS)]
        session.add_all([section, *bodies])
        session.flush()
        boards = [_board(section.id, number) for number in range(BOARDS)]
        session.add_all(boards)
        session.flush()
        known = [bodies[number % ORGANISATIONS].id if number % 3 else None for number in range(shape.members)]
        people = [_member(n) | {"id": n + 1, "verified_at_id": body} for n, body in enumerate(known)]
        store(Member, people)
        return [board.id for board in boards]


def _board(section_id: int, number: int) -> Board:
    audience = "verified" if number % 2 else "public"
    facts = {"name": f"Board {number}", "slug": f"board-{number}", "purpose": "Where we compare.", "position": number}
    return Board(section_id=section_id, audience=audience, thread_count=0, post_count=0, **facts)


def _thread(shape: Shape, prose: Prose, number: int, board_id: int) -> Row:
    posts, last = shape.posts_of(number), now() - QUIET
    first = datetime(BEGUN, 1, 1, tzinfo=last.tzinfo)
    begun = first + (last - first) * number / shape.threads - _pace(number, shape) * posts
    return {
        "id": number,
        "board_id": board_id,
        "title": prose.title(number % COMMON_TITLE_IN == 0),
        "slug": f"matter-{number}",
        "created_at": begun,
        "last_post_at": begun + _pace(number, shape) * (posts - 1),
        "last_number": posts,
        "last_shown_number": posts,
        "reply_count": posts - 1,
    }


def _pace(number: int, shape: Shape) -> timedelta:
    return timedelta(minutes=10 if number == shape.threads else 20 + number * 37 % 600)


def _posts(prose: Prose, thread: Row, first: int, said_by: list[int]) -> Iterator[Row]:
    begun: Any = thread["created_at"]
    pace = (thread["last_post_at"] - begun) / max(1, len(said_by) - 1)
    for place, author in enumerate(said_by):
        paragraphs = prose.paragraphs(POST_WORDS)
        yield {
            "id": first + place,
            "thread_id": thread["id"],
            "author_id": author,
            "number": place + 1,
            "body": "\n\n".join(paragraphs),
            "html": "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs),
            "html_version": 1,
            "created_at": begun + pace * place,
        }


def _accept_and_count() -> None:
    answer = select(Post.id).where(Post.thread_id == Thread.id, Post.number == ANSWER).scalar_subquery()
    accepted = {"accepted_id": answer, "accepted_by_id": Thread.starter_id, "accepted_at": Thread.last_post_at}
    session.execute(update(Thread).where(Thread.id % 2 == 1).values(accepted), execution_options=_BLIND)
    here = select(func.count(), func.sum(Thread.last_number)).where(Thread.board_id == Board.id)
    threads, posts = (here.with_only_columns(func.coalesce(one, 0)).scalar_subquery() for one in here.selected_columns)
    session.execute(update(Board).values(thread_count=threads, post_count=posts), execution_options=_BLIND)


_BLIND = {"synchronize_session": False}
