"""Narrowing and widening on the results page: fields, facets, one thread, and what each viewer may learn from them."""

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from forum.boards.models import FormerBoardSlug
from forum.core.db import session, transaction
from forum.core.outbox import deliver_pending
from forum.members.models import FormerHandle
from forum.search.handlers import build_index
from forum.threads import actions
from forum.threads.models import State
from tests.factories import make_board, make_member, make_organisation, make_post, make_thread
from tests.pages import sign_in
from tests.servers import ON_POSTGRESQL

pytestmark = pytest.mark.usefixtures("folder")


def find(client, words: str, **more: Any) -> str:
    answer = client.get("/search", query_string={"q": words, **more})
    assert answer.status_code == 200
    return str(answer.text)


def titles(page: str) -> list[str]:
    """The titles of the results."""
    found = re.findall(r'<h3 class="app-thread__title"><a[^>]*>(.*?)</a>', page)
    return [re.sub("<[^>]+>", "", title) for title in found]


def choices(page: str) -> dict[str, int]:
    """What the facets offer, and how many posts each would leave."""
    side = page.partition('id="narrow"')[2].partition("</section>")[0]
    found = re.findall(r'<a class="govuk-link" href="[^"]*">([^<]*)</a> <span>([\d,]+)<', side)
    return {label: int(count.replace(",", "")) for label, count in found}


def link(page: str, label: str) -> str:
    """Where the link of this name leads."""
    found = re.search(rf'href="(/search[^"]*)">{re.escape(label)}<', page)
    assert found is not None, label
    return unescape(found[1])


def asked(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@pytest.fixture
def forum_of_kerbs(forum: Any) -> dict[str, Any]:
    """Kerbs on two boards, in two years, by three people, one thread answered."""
    eastmere = make_organisation(name="Eastmere City Council", slug="eastmere")
    asha = make_member(name="Asha Patel", handle="asha-patel", verified_at=eastmere)
    garden, plain = make_board(name="Garden and parks", slug="garden"), make_board(name="Plain words", slug="plain")
    moment = datetime(2024, 5, 1, tzinfo=UTC)
    one = make_thread(board=garden, starter=asha, title="Beds", body="kerbs in beds", created_at=moment)
    with transaction():
        one_post = session.get_one(type(one), one.id)
        one_post.created_at = moment
    make_post(one, make_member(name="Tom Okafor", handle="tom"), body="kerbs again", created_at=moment)
    other = make_thread(board=plain, title="Signs", body="kerbs on signs")
    answer = make_post(other, asha, body="No idea.")
    with transaction():
        other.accepted_id = answer.id
    build_index()
    return {"garden": garden, "plain": plain, "asha": asha, "eastmere": eastmere, "beds": one, "signs": other}


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("board:garden", ["Beds"]),
        ("board:GARDEN", ["Beds"]),
        ('board:"garden and parks"', ["Beds"]),
        ("board:garden board:plain", ["Beds", "Signs"]),
        ('by:"Asha Patel"', ["Beds"]),
        ("by:asha-patel", ["Beds"]),
        ("by:okafor", ["Beds"]),
        ("by:oka", ["Beds", "Signs"]),  # nobody is called so
        ("organisation:eastmere", ["Beds"]),
        ('organisation:"eastmere city council"', ["Beds"]),
        ("organisation:eastmere by:tom", []),
        ("answered:yes", ["Signs"]),
        ("answered:no", ["Beds"]),
        ("before:2025", ["Beds"]),
        ("after:2024-05-01 before:2024-05-02", ["Beds"]),
        ("after:2025", ["Signs"]),
    ],
)
def test_each_field_narrows(client, forum_of_kerbs, field, found):
    assert sorted(titles(find(client, f"kerbs {field}"))) == found


def test_titles_alone_are_searched(client, forum_of_kerbs):
    assert titles(find(client, "in:title beds")) == ["Beds"]
    assert "Nothing was found" in find(client, "in:title kerbs")


def test_a_field_without_words_shows_the_newest_first(client, forum_of_kerbs):
    page = find(client, "board:garden")

    assert titles(page) == ["Beds"]
    assert "2 posts in 1 thread" in page
    assert "Best match" not in page


def test_facets_count_and_their_links_keep_the_promise(client, forum_of_kerbs):
    page = find(client, "kerbs")
    offered = choices(page)

    assert offered == {
        "Answered threads": 1,
        "Waiting for an answer": 2,
        "Garden and parks": 2,
        "Plain words": 1,
        "2026": 1,
        "2024": 2,
        "Eastmere City Council": 1,
    }
    for label, count in offered.items():
        narrower = client.get(link(page, label)).text
        assert f"{count} post" in narrower.partition('id="results">')[2][:12], label
        assert 'aria-label="Narrowed by"' in narrower


def test_a_narrowed_search_is_one_address_and_one_step_back(client, forum_of_kerbs):
    page = find(client, "kerbs", sort="newest")
    address = link(page, "Garden and parks")
    narrower = client.get(address).text
    year = client.get(link(narrower, "All boards")).text

    assert asked(address) == {"q": "kerbs board:garden", "sort": "newest"}
    assert 'value="kerbs board:garden"' in narrower
    assert asked(link(narrower, "All boards")) == {"q": "kerbs", "sort": "newest"}
    assert titles(year) == titles(page)


def test_narrowing_twice_keeps_both(client, forum_of_kerbs):
    first = link(find(client, "kerbs"), "Waiting for an answer")
    page = client.get(first).text

    assert asked(link(page, "Answered or not")) == {"q": "kerbs"}
    assert choices(page).keys() == {"Eastmere City Council"}  # nothing else would leave anything out
    second = asked(link(page, "Eastmere City Council"))
    assert second == {"q": "kerbs answered:no organisation:eastmere"}
    assert titles(find(client, second["q"])) == ["Beds"]


def test_what_is_narrowed_is_said_in_words(client, forum_of_kerbs):
    page = find(client, "kerbs board:garden after:2024 before:2025 answered:no in:title organisation:eastmere by:tom")

    for words in ("Garden and parks", "2024", "Waiting for an answer", "Titles alone", "eastmere", "tom"):
        assert f"<strong>{words}</strong>" in page
    assert re.search(r"Year: <strong>2024</strong> <a [^>]*>Any year<", page)
    day = find(client, "kerbs after:2024-06")
    assert re.search(r"Date: <strong>since 1 June 2024</strong> <a [^>]*>Any date<", day)


def test_more_posts_of_a_thread_are_one_step_away(client, forum_of_kerbs):
    page = find(client, "kerbs")
    more = re.search(r'href="([^"]*)">1 more from this thread<', page)
    assert more is not None
    inside = client.get(unescape(more[1])).text

    assert titles(inside) == ["Beds", "Beds"]
    assert "2 posts</h2>" in inside
    assert asked(link(inside, "All threads")) == {"q": "kerbs"}


@pytest.mark.parametrize("number", ["x", "0", "-1", "٣", "1.5", "9" * 30])
def test_what_is_no_thread_is_absent(client, forum_of_kerbs, number):
    assert client.get("/search", query_string={"q": "kerbs", "thread": number}).status_code == 404


def test_where_the_filters_leave_nothing_the_page_says_what_is_elsewhere(client, forum_of_kerbs):
    page = find(client, "kerbs board:plain before:2020")

    assert "No post fits all of this, but 3 posts say the words." in page
    assert asked(link(page, "Look for the words everywhere")) == {"q": "kerbs"}
    assert asked(link(page, "All boards")) == {"q": "kerbs before:2020"}


@pytest.mark.skipif(ON_POSTGRESQL, reason="PostgreSQL looks at no more than it counts")
def test_counts_over_very_many_say_so(client, forum_of_kerbs, monkeypatch):
    monkeypatch.setattr("forum.search.ranking.COUNTED", 2)

    assert "Counted over the 2 best of 3 posts." in find(client, "kerbs")
    assert "Counted over the newest 2 of 3 posts." in find(client, "kerbs", sort="newest")


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("board:nowhere", "There is no board “nowhere” that you can read, so the board was passed over."),
        ("by:nobody", "Nobody called “nobody” has written a post that you can read"),
        ("organisation:nothing", "Nobody verified at “nothing” has written a post that you can read"),
        ("after:soon", "“soon” is no date."),
    ],
)
def test_a_fault_is_told_beside_the_results_of_the_rest(client, forum_of_kerbs, field, sentence):
    page = find(client, f"kerbs {field}")

    assert sentence in page
    assert 'aria-describedby="find-faults"' in page
    assert sorted(titles(page)) == ["Beds", "Signs"]


def test_an_address_that_a_board_gave_up_leads_to_it(client, forum_of_kerbs):
    with transaction():
        session.add(FormerBoardSlug(slug="allotment", board_id=forum_of_kerbs["garden"].id))

    assert titles(find(client, "kerbs board:allotment")) == ["Beds"]


@pytest.mark.parametrize("name", ["zq-hidden", "Zq hidden board", "zq-former"])
def test_a_closed_board_answers_as_one_that_does_not_exist(client, forum_of_kerbs, name):
    closed = make_board(slug="zq-hidden", name="Zq hidden board", audience="invited")
    make_thread(board=closed, body="kerbs")
    with transaction():
        session.add(FormerBoardSlug(slug="zq-former", board_id=closed.id))
    build_index()

    page, nothing = find(client, f'kerbs board:"{name}"'), find(client, 'kerbs board:"nosuchname"')

    assert page.replace(name, "nosuchname").replace(name.replace(" ", "+"), "nosuchname") == nothing


def test_people_who_wrote_only_where_one_may_not_read_answer_as_nobody(client, forum_of_kerbs):
    council = make_organisation(name="Hidden Council", slug="hidden-council")
    writer = make_member(name="Zelda Quark", handle="zelda-quark", verified_at=council)
    make_thread(board=make_board(audience="verified"), starter=writer, body="kerbs")
    build_index()

    assert "Nobody called “Zelda Quark”" in find(client, 'kerbs by:"Zelda Quark"')
    assert "Nobody verified at “hidden-council”" in find(client, "kerbs organisation:hidden-council")
    assert "Hidden Council" not in find(client, "kerbs")

    sign_in(client, make_member(verified=True))

    assert "1 post in 1 thread" in find(client, 'kerbs by:"Zelda Quark"')
    assert "Hidden Council" in find(client, "kerbs")


def test_guests_know_people_by_the_names_beside_posts_and_by_no_handle(client, forum_of_kerbs):
    with transaction():
        forum_of_kerbs["asha"].handle = "ap-1970"
        session.add(FormerHandle(handle="patsy", skeleton="patsy", member_id=forum_of_kerbs["asha"].id))

    assert "Nobody called" in find(client, "kerbs by:ap-1970")
    assert "Nobody called" in find(client, "kerbs by:patsy")
    assert titles(find(client, "kerbs by:asha-patel")) == ["Beds"]  # that is the name

    sign_in(client, make_member())

    assert titles(find(client, "kerbs by:ap-1970")) == titles(find(client, "kerbs by:@patsy")) == ["Beds"]


def test_who_closed_the_account_is_found_by_no_name(client, forum_of_kerbs):
    sign_in(client, make_member())
    with transaction():
        forum_of_kerbs["asha"].closed_at = datetime.now(UTC)

    assert "Nobody called" in find(client, "kerbs by:asha-patel")


def test_an_organisation_counts_while_the_badge_is_in_force(client, forum_of_kerbs):
    with transaction():
        forum_of_kerbs["asha"].verified_until = datetime(2025, 1, 1, tzinfo=UTC)

    assert "Eastmere City Council" not in choices(find(client, "kerbs"))
    assert "Nobody verified at “eastmere”" in find(client, "kerbs organisation:eastmere")


def test_what_a_member_only_says_of_an_organisation_is_no_facet(client, forum_of_kerbs):
    make_thread(starter=make_member(organisation="Westfold"), body="kerbs")
    build_index()
    sign_in(client, make_member())

    assert "Westfold" not in choices(find(client, "kerbs"))
    assert "Nobody verified at “Westfold”" in find(client, "kerbs organisation:Westfold")


def test_a_thread_that_was_moved_is_narrowed_by_its_new_board_at_once(client, forum_of_kerbs):
    with transaction():
        forum_of_kerbs["beds"].board_id = forum_of_kerbs["plain"].id

    assert "Nothing was found" in find(client, "kerbs board:garden")


def test_marking_an_answer_changes_what_is_narrowed(client, forum_of_kerbs):
    thread = forum_of_kerbs["beds"]
    reply = session.get_one(type(thread), thread.id)
    answer = make_post(reply, body="Use granite.")
    build_index()

    actions.mark_answer(forum_of_kerbs["asha"], answer)

    assert titles(find(client, "kerbs answered:no")) == []

    deliver_pending()

    assert sorted(titles(find(client, "kerbs answered:yes"))) == ["Beds", "Signs"]

    actions.unmark_answer(forum_of_kerbs["asha"], answer)
    deliver_pending()

    assert titles(find(client, "kerbs answered:no")) == ["Beds"]


def test_days_are_those_of_the_reader(client, forum_of_kerbs):
    late = make_thread(title="Late")
    post = make_post(late, body="kerbs late", created_at=datetime(2023, 6, 30, 23, 30, tzinfo=UTC))
    build_index()

    assert f"/posts/{post.id}" in find(client, "late after:2023-07 before:2023-08")  # British summer time

    sign_in(client, make_member(time_zone="UTC"))

    assert f"/posts/{post.id}" not in find(client, "late after:2023-07 before:2023-08")


def test_what_was_looked_for_is_marked_in_titles_too(client, forum_of_kerbs):
    page = find(client, "sign* kerbs")

    assert "<mark>Signs</mark>" in page
    assert "on <mark>signs</mark>" in page


def test_a_hidden_post_counts_nowhere(client, forum_of_kerbs):
    hidden = make_post(forum_of_kerbs["beds"], body="kerbs and goneword")
    build_index()
    with transaction():
        hidden.state = State.HIDDEN

    assert "3 posts in 2 threads" in find(client, "kerbs")
    assert choices(find(client, "kerbs"))["Garden and parks"] == 2


def test_a_query_that_has_no_room_left_is_offered_nothing_that_would_be_cut_off(client, forum_of_kerbs):
    for length in range(260, 301, 2):
        words = "kerbs " + f"-{'x' * (length - 7)}"
        page = find(client, words)

        for label, count in choices(page).items():
            assert len(asked(link(page, label))["q"]) <= 300
            assert f">{count} post" in find(client, asked(link(page, label))["q"]).partition('id="results"')[2]
