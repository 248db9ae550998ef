"""`make bench`, the part about search: an index of many generated posts, what it takes, and what asking it takes."""

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from urllib.parse import urlencode

from flask_migrate import upgrade
from sqlalchemy import insert, select

from forum import create_app
from forum.boards.models import Board, Section
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.members.models import Member
from forum.organisations.models import Organisation
from forum.search.documents import documents_of
from forum.search.engine import Filters, Question
from forum.search.handlers import build_index
from forum.search.permitted import everything
from forum.search.place import index
from forum.search.query import parse
from forum.threads.models import Post, Thread
from tests.bench.data import member, signed_in
from tests.bench.measuring import Figures, cookie, measure, show
from tests.bench.server import Server

POSTS_PER_THREAD, BOARDS, PEOPLE, ORGANISATIONS = 20, 20, 2_000, 60
POST_WORDS = 80
COMMON, COMMON_IN = "letter", 3  # one post in three has it
RARE, RARE_IN = "wombat", 5_000
VOCABULARY = 30_000
BATCH = 5_000
SEARCHERS = 200  # members who ask in turn
ROUNDS = 40

QUERIES = {
    "common word": COMMON,
    "rare word": RARE,
    "three words": "babe cobu dixo",
    "phrase": f'"{COMMON} babe"',
    "common but for a word": f"{COMMON} -babe",
    "beginning of words": "babe*",
    "common word in titles": f"in:title {COMMON}",
}
NARROWED = {
    "on a board": "board:board-3",
    "in a year": "after:2021 before:2022",
    "answered": "answered:yes",
    "of an organisation": "organisation:body-7",
    "board, year, answered": "board:board-3 after:2021 before:2022 answered:no",
}


def main() -> None:
    """Build the forum and the index, ask the index, then ask the forum for pages; print all, keep it as JSON."""
    options = _options()
    with nullcontext(options.folder) if options.folder else tempfile.TemporaryDirectory() as name:
        environ = {"FORUM_MODE": "development", "FORUM_DATA_DIR": name, "FORUM_LOG_LEVEL": "WARNING"}
        app = create_app(environ)
        with app.app_context():
            upgrade(directory="migrations")
            if session.scalar(select(Post.id).limit(1)) is None:
                fill(options.posts)
            lines = [*_built(options.posts, Path(name) / "search"), *_asked()]
            print("\n".join(lines))
            cookies = [cookie(app, signed_in(person)) for person in _searchers()]
        rows, memory = _pages(environ, cookies, options)
        show(rows, memory)
    Path("bench-results").mkdir(exist_ok=True)
    kept = {"lines": lines, "pages": [asdict(row) for row in rows], "memory_mb": memory}
    Path(f"bench-results/search-{options.posts}.json").write_text(json.dumps(kept, indent=2) + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=100, help="counted requests a page")
    parser.add_argument("--folder", help="where the forum is made, and used again; else it is thrown away")
    parser.add_argument("--port", type=int, default=8767)
    return parser.parse_args()


def fill(posts: int) -> None:
    """Put so many posts, by the same chance each time, into the empty forum of the app context."""
    chance = random.Random(2009)
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
        session.flush()
        people_ids, board_ids = [person.id for person in people], session.scalars(select(Board.id)).all()
    words = partial(chance.choices, _vocabulary(chance), cum_weights=_weights())
    for first in range(1, posts // POSTS_PER_THREAD + 1, BATCH // POSTS_PER_THREAD):
        numbers = range(first, min(first + BATCH // POSTS_PER_THREAD, posts // POSTS_PER_THREAD + 1))
        threads = [_thread(chance, words, number, board_ids, people_ids) for number in numbers]
        with transaction():
            session.execute(insert(Thread), threads)
            session.execute(insert(Post), [post for one in threads for post in _posts(chance, words, one, people_ids)])
            for one in threads[::2]:
                thread = session.get_one(Thread, one["id"])
                thread.accepted_id = one["id"] * POSTS_PER_THREAD


def _vocabulary(chance: random.Random) -> list[str]:
    """Words without meaning; the first are short, and stand in the posts most often."""
    syllables = [f"{one}{two}" for one in "bcdfghjklmnprstvwxz" for two in "aeiou"]
    made = ("".join(chance.choices(syllables, k=2 + number // 3_000)) for number in range(VOCABULARY))
    return ["babe", "cobu", "dixo", *made][:VOCABULARY]


def _weights() -> list[float]:
    return list(accumulate(1 / (number + 10) for number in range(VOCABULARY)))


def _text(chance: random.Random, words: Callable[..., list[str]], many: int) -> str:
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
    chance: random.Random, words: Callable[..., list[str]], number: int, boards: list[int], people: list[int]
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
    chance: random.Random, words: Callable[..., list[str]], thread: dict[str, object], people: list[int]
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


def _built(posts: int, folder: Path) -> Iterator[str]:
    """Build the index, then write single posts anew."""
    begun = time.perf_counter()
    build_index()
    seconds = time.perf_counter() - begun
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    yield f"{posts:,} posts: {posts / seconds:,.0f} a second into the index, {size / 2**20:,.0f} MB on disk"
    from_handlers = [_timed(lambda post=post: _write(post))[0] for post in range(1, posts, posts // 100)]
    yield f"one post written: p50 {_p(from_handlers, 50):.0f} ms, p95 {_p(from_handlers, 95):.0f} ms"


def _write(post_id: int) -> None:
    from_database = documents_of([post_id])
    session.rollback()
    index.add(from_database)


def _asked() -> Iterator[str]:
    """Ask the index itself: posts alone, and threads with counts."""
    permitted, boards = everything(), session.scalars(select(Board.id).limit(1)).all()
    on_board = Filters(boards=frozenset(boards))
    yield f"{'the index alone, CPU ms a search':36}{'found':>9}{'posts':>8}{'threads, counts':>17}{'on a board':>12}"
    for label, text in QUERIES.items():
        query = parse(text)
        total = index.find(Question(query, permitted), 0, 20).total
        asks = (
            partial(index.find, Question(query, permitted), 0, 20),
            partial(index.find_threads, Question(query, permitted), 0, 20),
            partial(index.find_threads, Question(query, permitted, filters=on_board), 0, 20),
        )
        one, other, third = (_p([_timed(ask)[1] for _round in range(ROUNDS)], 50) for ask in asks)
        yield f"{label:36}{total:>9,}{one:>8.1f}{other:>17.1f}{third:>12.1f}"


def _timed(do: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of the clock and of the processor."""
    begun, used = time.perf_counter(), time.process_time()
    do()
    return (time.perf_counter() - begun) * 1000, (time.process_time() - used) * 1000


def _p(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]


def _searchers() -> list[Member]:
    return list(session.scalars(select(Member).order_by(Member.id).limit(SEARCHERS)))


def _pages(environ: dict[str, str], cookies: list[str], options: argparse.Namespace) -> tuple[list[Figures], float]:
    questions = QUERIES | {f"common word {label}": f"{COMMON} {more}" for label, more in NARROWED.items()}
    server = Server("wsgi:app", options.port, environ)
    try:
        server.wait("/")
        rows = [
            measure(server, label, f"/search?{urlencode({'q': text})}", cookies, options.requests, warm_up=20)
            for label, text in questions.items()
        ]
        return rows, server.memory_mb()
    finally:
        server.stop()


if __name__ == "__main__":
    main()
