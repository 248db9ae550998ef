"""A forum of many generated posts: by the same chance the same words in the same order each time."""

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import accumulate

from sqlalchemy import insert, select, text

from forum.boards.models import Board, Section
from forum.core.clock import now
from forum.core.db import db, session, transaction
from forum.members.models import Member
from forum.organisations.models import Organisation
from forum.threads.models import Post, Thread
from tests.bench.data import member
from tests.bench.search.kinds import COMMON, RARE

POSTS_PER_THREAD, BOARDS, PEOPLE, ORGANISATIONS = 20, 20, 2_000, 60
POST_WORDS = 80
COMMON_IN, RARE_IN = 3, 5_000  # one post in so many has the word
VOCABULARY = 30_000
BATCH = 5_000

Words = Callable[..., list[str]]


def fill(posts: int) -> None:
    """Put so many posts into the empty forum of the app context."""
    chance = random.Random(2009)
    people, boards = _people_and_boards()
    words = partial(chance.choices, _vocabulary(chance), cum_weights=_weights())
    for first in range(1, posts // POSTS_PER_THREAD + 1, BATCH // POSTS_PER_THREAD):
        numbers = range(first, min(first + BATCH // POSTS_PER_THREAD, posts // POSTS_PER_THREAD + 1))
        threads = [_thread(chance, words, number, boards, people) for number in numbers]
        with transaction():
            session.execute(insert(Thread), threads)
            session.execute(insert(Post), [post for one in threads for post in _posts(chance, words, one, people)])
            for one in threads[::2]:
                thread = session.get_one(Thread, one["id"])
                thread.accepted_id = one["id"] * POSTS_PER_THREAD
    with transaction():
        _count_on_from_here()


def _count_on_from_here() -> None:
    """PostgreSQL counts by itself, and was given numbers."""
    if db.engine.dialect.name == "postgresql":
        for table in ("thread", "post"):
            session.execute(text(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"))


def _people_and_boards() -> tuple[list[int], list[int]]:
    with transaction():
        section = Section(name="Benchmark", slug="benchmark", position=1)
        bodies = [Organisation(name=f"Body {number} Council", slug=f"body-{number}") for number in range(ORGANISATIONS)]
        session.add_all([section, *bodies])
        session.flush()
        people = [member(number) for number in range(PEOPLE)]
        for number, person in enumerate(people):
            person.verified_at_id = bodies[number % ORGANISATIONS].id if number % 3 else None
        session.add_all(people)
        session.add_all(_board(section.id, number) for number in range(BOARDS))
    return list(session.scalars(select(Member.id))), list(session.scalars(select(Board.id)))


def _vocabulary(chance: random.Random) -> list[str]:
    """Words without meaning; the first are short, and stand in the posts most often."""
    syllables = [f"{one}{two}" for one in "bcdfghjklmnprstvwxz" for two in "aeiou"]
    made = ("".join(chance.choices(syllables, k=2 + number // 3_000)) for number in range(VOCABULARY))
    return ["babe", "cobu", "dixo", *made][:VOCABULARY]


def _weights() -> list[float]:
    return list(accumulate(1 / (number + 10) for number in range(VOCABULARY)))


def _text(chance: random.Random, words: Words, many: int) -> str:
    picked = words(k=many)
    if chance.randrange(COMMON_IN) == 0:
        picked[chance.randrange(many)] = COMMON
    if chance.randrange(RARE_IN) == 0:
        picked[chance.randrange(many)] = RARE
    return " ".join(picked)


def _board(section_id: int, number: int) -> Board:
    facts = {"name": f"Board {number}", "slug": f"board-{number}", "purpose": "Where we compare.", "position": number}
    return Board(section_id=section_id, audience="verified", thread_count=0, post_count=0, **facts)


def _thread(
    chance: random.Random, words: Words, number: int, boards: list[int], people: list[int]
) -> dict[str, object]:
    begun = datetime(2012, 1, 1, tzinfo=now().tzinfo) + timedelta(hours=chance.randrange(14 * 8760))
    title = " ".join(words(k=7)).capitalize() + (f" {COMMON}" if number % 50 == 0 else "")
    return {
        "id": number,
        "board_id": chance.choice(boards),
        "starter_id": chance.choice(people),
        "title": title,
        "slug": f"matter-{number}",
        "created_at": begun,
        "last_post_at": begun,
        "last_number": POSTS_PER_THREAD,
        "last_shown_number": POSTS_PER_THREAD,
        "reply_count": POSTS_PER_THREAD - 1,
    }


def _posts(
    chance: random.Random, words: Words, thread: dict[str, object], people: list[int]
) -> Iterator[dict[str, object]]:
    first = (int(str(thread["id"])) - 1) * POSTS_PER_THREAD
    for number in range(1, POSTS_PER_THREAD + 1):
        text = _text(chance, words, POST_WORDS)
        yield {
            "id": first + number,
            "thread_id": thread["id"],
            "author_id": chance.choice(people),
            "number": number,
            "body": text,
            "html": f"<p>{text}</p>",
            "html_version": 1,
            "created_at": thread["created_at"],
        }
