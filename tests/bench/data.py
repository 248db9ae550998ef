"""A forum of fixed shape for benchmarks: the same words in the same order each time."""

import random
import secrets
import time
from datetime import timedelta

from sqlalchemy import select

from forum.accounts.models import BrowserSession
from forum.accounts.queries import digest_of
from forum.boards.models import Board, Section
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.members.models import Member
from forum.notifications.handlers import tell_of_new_post
from forum.search.handlers import build_index
from forum.threads.actions import reply
from forum.threads.events import PostAdded
from forum.threads.following import Level, ThreadFollow
from forum.threads.models import Post, Thread
from forum.threads.prose import prose, render

BOARDS, THREADS, POSTS, LONGEST = 6, 120, 20, 5_000
FOLLOWERS = 2_000
TEXT = """
    the of to and in we our a for that it is on with you they have this letter form council tenant service case
    colleague record visit phone team week month evidence renewal answer question review resident budget rota policy
    notice address register officer report meeting before after because about every nobody often rarely
"""
WORDS = TEXT.split()
POST_WORDS = 120  # so that a page of 20 posts has a little more than 40 kB of HTML


def build() -> list[str]:
    """Fill the empty forum of the app context; answers the cookie tokens of verified members who are signed in."""
    chance = random.Random(2009)
    with transaction():
        section = Section(name="Benchmark", slug="benchmark", position=1)
        session.add(section)
        session.flush()
        people = [member(number) for number in range(40)]
        session.add_all(people)
        session.flush()
        boards = [_board(section, number) for number in range(BOARDS)]
        session.add_all(boards)
        session.flush()
        for number in range(THREADS):
            _thread(chance, boards[number % BOARDS], people, number, POSTS)
        _thread(chance, boards[0], people, THREADS, LONGEST)
    build_index()
    return [signed_in(person) for person in people]


def fan_out() -> float:
    """Let the members of `build` and many more follow the first thread, and somebody reply; answers the seconds."""
    thread = session.get_one(Thread, 1)
    author = session.get_one(Member, thread.starter_id)
    with transaction():
        session.add_all(member(number) for number in range(100, 100 + FOLLOWERS))
        session.flush()
        everybody = session.scalars(select(Member.id)).all()
        session.add_all(ThreadFollow(member_id=one, thread_id=1, level=Level.FOLLOWING) for one in everybody)
    post = reply(author, thread, prose("We have one now. Thank you."))
    begun = time.perf_counter()
    tell_of_new_post(PostAdded(post.id))
    return time.perf_counter() - begun


def signed_in(person: Member) -> str:
    """Sign somebody in; answers the token of the cookie."""
    token = secrets.token_urlsafe(16)
    with transaction():
        session.add(BrowserSession(member_id=person.id, digest=digest_of(token), browser="bench"))
    return token


def prose_of(chance: random.Random, words: int) -> str:
    """Paragraphs of real-looking prose, `words` long in all."""
    picked = [chance.choice(WORDS) for _word in range(words)]
    return "\n\n".join(" ".join(picked[start : start + 65]).capitalize() + "." for start in range(0, words, 65))


def member(number: int) -> Member:
    """A verified member, not stored yet."""
    handle = f"bench-{number}"
    verified = {"verified_since": now(), "verified_until": now() + timedelta(days=300)}
    return Member(
        name=f"Colleague {number}",
        handle=handle,
        handle_skeleton=handle,
        email=f"{handle}@example.org",
        organisation="Eastmere City Council",
        confirmed_at=now(),
        all_read_at=now() - timedelta(days=900),
        **verified,
    )


def _board(section: Section, number: int) -> Board:
    facts = {"name": f"Board {number}", "slug": f"board-{number}", "purpose": "Where we compare.", "position": number}
    return Board(section_id=section.id, audience="verified", thread_count=0, post_count=0, **facts)


def _thread(chance: random.Random, board: Board, people: list[Member], number: int, posts: int) -> None:
    begun = now() - timedelta(days=400) + timedelta(hours=number)
    thread = Thread(
        board=board,
        starter_id=people[number % len(people)].id,
        title=f"How do you go about matter number {number}?",
        slug=f"matter-{number}",
        created_at=begun,
        last_post_at=begun + timedelta(minutes=posts - 1),
        last_number=posts,
        last_shown_number=posts,
        reply_count=posts - 1,
    )
    session.add(thread)
    board.thread_count += 1
    board.post_count += posts
    texts = [prose_of(chance, POST_WORDS) for _post in range(min(posts, 40))]
    shown = [render(text) for text in texts]
    for place in range(posts):
        session.add(
            Post(
                thread=thread,
                author_id=people[(number + place) % len(people)].id,
                number=place + 1,
                body=texts[place % len(texts)],
                html=shown[place % len(texts)],
                html_version=1,
                created_at=begun + timedelta(minutes=place),
            )
        )
