"""Claiming the author of an archive: everything changes hands together, once, and search follows."""

import pytest
from sqlalchemy import insert, select

from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.errors import Conflict, Invalid, Refused
from forum.core.log import LogEntry
from forum.core.outbox import deliver_pending
from forum.imports.placeholders import placeholders
from forum.members.actions import change_handle
from forum.members.claims import ClaimedAuthor
from forum.members.models import Member
from forum.members.queries import readable_member
from forum.permissions.people import Guest, Operator
from forum.search.engine import Question
from forum.search.handlers import build_index
from forum.search.permitted import permitted_for
from forum.search.place import index
from forum.search.query import parse
from forum.threads.claiming import Written, claim_author, written_by
from forum.threads.models import Post, Thread
from tests.factories import make_board, make_member, make_post, make_thread
from tests.searching import new_index


@pytest.fixture
def author():
    with transaction():
        [author_id] = placeholders("letters", ["A. Patel"]).values()
    return session.get(Member, author_id)


@pytest.fixture
def asha():
    return make_member(name="Asha Patel", handle="asha")


@pytest.fixture
def chief():
    return make_member(role="administrator", handle="chief")


@pytest.fixture
def thread(author):
    thread = make_thread(starter=author)
    make_post(make_thread(), author)
    return thread


def authors() -> list[int]:
    return sorted(session.scalars(select(Post.author_id).where(Post.author_id.is_not(None))))


def test_posts_and_threads_change_hands_together(chief, author, asha, thread):
    author_id, shown = author.id, written_by(author)

    claim_author(chief, author, asha, shown)

    assert shown == Written(posts=2, threads=1)
    assert authors().count(asha.id) == 2
    assert session.scalar(select(Thread.starter_id).where(Thread.id == thread.id)) == asha.id
    assert session.get(Member, author_id) is None


def test_the_address_of_the_placeholder_leads_to_the_member(chief, author, asha, thread):
    claim_author(chief, author, asha, written_by(author))

    assert readable_member(chief, "a-patel-archive").handle == "asha"


def test_the_claim_stands_in_the_log_without_a_name_or_a_word_of_what_was_written(chief, author, asha, thread):
    author_id = author.id

    claim_author(chief, author, asha, written_by(author))

    [entry] = session.scalars(select(LogEntry)).all()
    assert (entry.actor_id, entry.deed, entry.thing, entry.thing_id) == (chief.id, "claim an author", "member", asha.id)
    assert entry.before == {"author_id": author_id}
    assert entry.after == {"posts": 2, "threads": 1}


def test_what_is_no_longer_what_was_shown_changes_nothing(chief, author, asha, thread):
    shown = written_by(author)
    make_post(session.get(Thread, thread.id), session.get(Member, author.id))

    with pytest.raises(Conflict):
        claim_author(chief, author, asha, shown)

    assert authors().count(asha.id) == 0
    assert session.scalars(select(ClaimedAuthor.archive_key)).all() == []


@pytest.mark.parametrize(
    "facts", [{"closed_at": now()}, {"email": None, "archive_key": "letters:B"}], ids=["closed", "placeholder"]
)
def test_nothing_is_claimed_for_an_account_that_nobody_uses(chief, author, thread, facts):
    with pytest.raises(Invalid):
        claim_author(chief, author, make_member(**facts), written_by(author))


def test_a_member_is_no_author_to_claim_and_nobody_claims_for_themselves(chief, author, asha, thread):
    with pytest.raises(Conflict):
        claim_author(chief, make_member(), asha, Written(0, 0))
    with pytest.raises(Refused):
        claim_author(chief, author, chief, written_by(author))
    with pytest.raises(Refused):
        claim_author(Guest(), author, asha, written_by(author))


def test_one_member_claims_several_authors(chief, author, asha, thread):
    other = make_member(handle="patel-archive", email=None, archive_key="other:Patel")

    claim_author(chief, author, asha, written_by(author))
    claim_author(chief, other, asha, Written(0, 0))

    assert set(session.scalars(select(ClaimedAuthor.member_id))) == {asha.id}


def test_what_comes_in_later_belongs_to_the_member(chief, author, asha, thread):
    claim_author(chief, author, asha, written_by(author))

    with transaction():
        found = placeholders("letters", ["A. Patel", "Ben"])

    assert found["A. Patel"] == asha.id
    assert found["Ben"] != asha.id


def test_the_address_is_given_to_no_other_author(chief, author, asha, thread):
    claim_author(chief, author, asha, written_by(author))

    with transaction():
        [again] = placeholders("elsewhere", ["A. Patel"]).values()

    assert session.get(Member, again).handle == "a-patel-archive2"
    with pytest.raises(Invalid):
        change_handle(chief, chief, "a-patel-archive")


def test_search_follows(forum, tmp_path, chief, author, asha):
    before, forum.extensions["forum.index"] = forum.extensions["forum.index"], new_index(tmp_path / "search")
    board = make_board(audience="members", own_threads_only=True)
    make_post(make_thread(board=board, starter=author, body="A kettle."), make_member(), body="A kettle too.")
    build_index()

    claim_author(chief, author, asha, written_by(author))
    deliver_pending()
    reader = session.scalar(select(Member).where(Member.id == asha.id))
    found = index.find(Question(parse("kettle"), permitted_for(reader)), 0, 10)
    forum.extensions["forum.index"] = before

    assert found.total == 2  # of a thread that counts as the member's own now


def test_thousands_of_posts_change_hands_at_once(chief, author, asha):
    thread = make_thread(starter=author)
    rows = [
        {"thread_id": thread.id, "author_id": author.id, "number": n, "body": "x", "html": "x", "html_version": 1}
        for n in range(2, 5001)
    ]
    with transaction():
        session.execute(insert(Post), rows)

    claim_author(Operator(), author, asha, Written(5000, 1))

    assert authors() == [asha.id] * 5000
