"""The feed of a search: valid Atom, the same for whoever asks, and nothing in it but what guests may find."""

from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.search.handlers import build_index
from forum.search.views import GUESTS
from forum.threads.models import State, Thread
from tests.factories import make_board, make_member, make_post, make_thread
from tests.pages import Browser, sign_in
from tests.search.test_page import _closed_places
from tests.statements import count_queries

pytestmark = pytest.mark.usefixtures("folder")

ATOM = "{http://www.w3.org/2005/Atom}"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def ask(client, words: str, **headers: str):
    return client.get("/search.atom", query_string={"q": words}, headers=headers)


def read(answer) -> etree._Element:
    """The feed, with what RFC 4287 asks of each."""
    feed = etree.fromstring(answer.data, PARSER)
    assert feed.tag == f"{ATOM}feed"
    for one in (feed, *feed.iter(f"{ATOM}entry")):
        assert [len(one.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated", "author")] == [1, 1, 1, 1]
        assert one.findtext(f"{ATOM}id").startswith("tag:localhost,2026:")
        assert datetime.fromisoformat(one.findtext(f"{ATOM}updated")).tzinfo is not None
        assert one.findtext(f"{ATOM}author/{ATOM}name")
        assert one.find(f"{ATOM}link[@rel='alternate']").get("href").startswith("http://localhost/")
    return feed


def entries(answer) -> list[dict[str, str]]:
    """What each entry says, by the names of its elements."""
    feed = read(answer)
    return [
        {part.tag.removeprefix(ATOM): "".join(part.itertext()) for part in entry} for entry in feed.iter(f"{ATOM}entry")
    ]


def test_each_post_is_an_entry_the_newest_first(client):
    start = datetime(2026, 11, 1, 10, tzinfo=UTC)
    thread = make_thread(title="Kerbs & <crossings>", body="wombats cross", created_at=start)
    reply = make_post(thread, make_member(name="Asha Patel"), body="We count wombats.", created_at=now())
    with transaction():
        reply.edited_at = now()
    build_index()

    answer = ask(client, "wombats")
    first, second = entries(answer)

    assert answer.content_type == "application/atom+xml; charset=utf-8"
    assert (first["title"], second["title"]) == ("Reply to: Kerbs & <crossings>", "Kerbs & <crossings>")
    assert (first["author"], first["summary"]) == ("Asha Patel", "We count wombats.")
    assert first["id"] == f"tag:localhost,2026:post-{reply.id}"
    assert (second["published"], second["updated"]) == ("2026-11-01T10:00:00Z",) * 2
    assert read(answer).findtext(f"{ATOM}updated") == first["updated"] > first["published"][:10]
    assert f'href="http://localhost/posts/{reply.id}"' in answer.text


def test_the_feed_says_of_what_search_it_is_and_where_it_stands(client):
    build_index()

    feed = read(ask(client, 'wombats "two words" & more'))

    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == "http://localhost/search.atom?q=wombats+%22two+words%22+%26+more"
    assert links["alternate"] == links["self"].replace("search.atom", "search")
    assert feed.findtext(f"{ATOM}title") == 'wombats "two words" & more: search in Working Together'
    assert client.get(links["self"]).status_code == 200


def test_a_feed_without_results_is_valid_and_stays_the_same(client):
    build_index()

    first, second = ask(client, "wombats"), ask(client, "wombats")

    assert entries(first) == []
    assert first.data == second.data


def test_there_are_at_most_twenty_entries(client):
    thread = make_thread(body="wombats")
    for _number in range(22):
        make_post(thread, body="wombats")
    build_index()

    assert len(entries(ask(client, "wombats"))) == 20


def test_what_an_abbreviation_stands_for_is_found_as_on_the_page(client):
    make_thread(title="A freedom of information request")
    build_index()

    assert [entry["title"] for entry in entries(ask(client, "FOI"))] == ["A freedom of information request"]


def test_signs_that_xml_forbids_are_left_out(client):
    make_thread(title="Kerbs\x0b and\ufffe more", body="wombats\x01\x1b[1m here", starter=make_member(name="A\x08sha"))
    build_index()

    (entry,) = entries(ask(client, "wom\x02bats wombats"))

    assert (entry["title"], entry["author"]) == ("Kerbs and more", "Asha")
    assert "wombats" in entry["summary"]


@pytest.mark.parametrize("words", ["", "   ", "in:title", "board:", "-kerbs", "…"])
def test_who_asks_nothing_is_told_in_plain_text(client, words):
    answer = ask(client, words)

    assert (answer.status_code, answer.mimetype) == (404, "text/plain")
    assert len(answer.text) > 20


def test_without_an_index_programs_are_asked_to_come_back(client):
    answer = ask(client, "kerbs")

    assert (answer.status_code, answer.mimetype) == (503, "text/plain")
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_limit_is_that_of_guests_whoever_asks(client):
    build_index()
    sign_in(client, make_member())

    answers = [ask(client, "kerbs") for _number in range(GUESTS.amount + 1)]

    assert [answer.status_code for answer in answers] == [200] * GUESTS.amount + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_who_has_the_newest_is_told_so_until_something_changes(client):
    thread = make_thread(body="wombats")
    build_index()
    mark = ask(client, "wombats").headers["ETag"]

    same = ask(client, "wombats", **{"If-None-Match": mark})
    with transaction():
        session.get_one(Thread, thread.id).state = State.HIDDEN
    other = ask(client, "wombats", **{"If-None-Match": mark})

    assert (same.status_code, same.data) == (304, b"")
    assert other.status_code == 200
    assert entries(other) == []


@pytest.mark.parametrize(
    "facts",
    [{}, {"verified": True}, {"role": "moderator"}, {"role": "administrator"}],
    ids=["member", "verified", "moderator", "administrator"],
)
def test_whoever_asks_finds_what_guests_find_and_gets_no_cookie(app, client, facts):
    make_thread(body="wombats in the open")
    _closed_places()
    build_index()
    guest = ask(client, "wombats")
    reader: Browser = app.test_client()
    sign_in(reader, make_member(**facts), seen_at=now() - timedelta(hours=1))

    with count_queries() as statements:
        answer = ask(reader, "wombats")

    assert [entry["summary"] for entry in entries(guest)] == ["wombats in the open"]
    assert answer.data == guest.data
    assert not [one for one in statements if "browser_session" in one]
    for one in (guest, answer):
        assert one.headers["Cache-Control"] == "public, max-age=300"
        assert "Set-Cookie" not in one.headers
        assert "Cookie" not in one.headers.get("Vary", "")


def test_what_guests_may_not_read_changes_nothing_in_a_feed(client):
    make_thread(body="wombats in the open")
    build_index()
    words = ("wombats", "wombats verified", "wombats -hidden", "board:nowhere wombats", "by:nobody wombats")
    before = [ask(client, one).data for one in words]
    _closed_places()
    make_board(slug="nowhere", audience="invited")
    build_index()

    assert [ask(client, one).data for one in words] == before


def test_the_database_has_the_last_word(client):
    thread, moved = make_thread(body="wombats once"), make_thread(body="wombats moved")
    deleted = make_post(make_thread(), body="wombats deleted")
    build_index()
    closed = make_board(audience="invited")
    with transaction():
        session.get_one(Thread, thread.id).board.audience = "members"
        session.get_one(Thread, moved.id).board_id = closed.id
        deleted.state = State.DELETED

    assert entries(ask(client, "wombats")) == []


def test_feeds_are_not_counted_as_searches(client, forum):
    build_index()

    with at(now()):
        ask(client, "kerbs")

    assert forum.extensions["forum.searches"].take_due() == []


def test_the_page_of_results_leads_to_the_feed(client):
    make_thread(body="kerbs")
    build_index()
    guest = client.get("/search?q=kerbs").text
    in_thread, nothing = client.get("/search?q=kerbs&thread=1").text, client.get("/search").text
    sign_in(client, make_member())
    member = client.get("/search?q=kerbs").text

    assert '<link rel="alternate" type="application/atom+xml" href="/search.atom?q=kerbs"' in guest
    assert 'rel="alternate"' not in member
    assert "from public boards alone" in member
    assert 'href="/search.atom?q=kerbs"' in member
    assert "search.atom" not in in_thread + nothing
