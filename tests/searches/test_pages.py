"""The pages of saved searches: saving, the list, changing, deleting; and what the results page says of them."""

import pytest
from sqlalchemy import select

from forum.accounts.closing import close_account
from forum.accounts.merging import merge_accounts
from forum.core.db import session
from forum.notifications.actions import choose_mail
from forum.notifications.models import Cadence, Kind
from forum.notifications.queries import cadences
from forum.search.handlers import build_index
from forum.searches.models import MOST_SEARCHES, SavedSearch
from tests.factories import make_member, make_thread
from tests.notifications.telling import change, send
from tests.pages import sign_in
from tests.searches.saving import look, saved
from tests.statements import count_queries

NEW = "/settings/searches/new"
TYPED = {"query": "kettle board:garden", "name": "Kettles", "often": "weekly"}


@pytest.fixture
def keeper(client):
    """A member who is signed in."""
    keeper = make_member()
    sign_in(client, keeper)
    return keeper


def kept(member) -> list[tuple[str, str, str]]:
    """What a member has saved: query, name and how often."""
    session.rollback()
    columns = (SavedSearch.query, SavedSearch.name, SavedSearch.often)
    rows = session.execute(select(*columns).where(SavedSearch.member_id == member.id).order_by(SavedSearch.id))
    return [tuple(row) for row in rows]


def test_a_search_is_saved_from_its_results_and_they_say_so(client, keeper):
    make_thread(body="A kettle.")
    build_index()
    assert f'href="{NEW}?q=kettle"' in client.get("/search?q=kettle").text
    form = client.get(f"{NEW}?q=kettle").text
    assert form.count('value="kettle"') == 2

    answer = client.send(NEW, {"query": "kettle", "name": "kettle", "often": "daily"})
    page = client.get(answer.location).text

    assert (answer.status_code, answer.location) == (303, "/search?q=kettle")
    assert "“kettle” is saved. You are told of new posts once a day." in page
    assert "You have saved this search." in page
    assert "Save this search" not in page
    assert "You have saved this search." in client.get("/search?q=kettle+after:2020-01-01&sort=newest").text


def test_where_nothing_is_found_a_search_can_be_saved_too(client, keeper):
    build_index()

    assert "Save this search" in client.get("/search?q=kettle").text


def test_guests_and_searches_in_one_thread_are_not_offered_it(client):
    thread = make_thread(body="A kettle.")
    build_index()
    guest = client.get("/search?q=kettle").text
    sign_in(client, make_member())

    assert "Save this search" not in guest + client.get(f"/search?q=kettle&thread={thread.id}").text


@pytest.mark.parametrize("address", ["/settings/searches", NEW, "/settings/searches/1", "/settings/searches/1/delete"])
def test_guests_are_asked_to_sign_in(client, address):
    assert "/sign-in" in client.get(address).location


def test_it_is_kept_as_it_was_typed(client, keeper):
    query = 'kettle board:garden by:"Asha Patel" organisation:dorset in:title after:2025 before:2026-06 answered:no'

    client.send(NEW, TYPED | {"query": query})

    assert kept(keeper) == [(query, "Kettles", "weekly")]


@pytest.mark.parametrize("query", ["", "   ", "in:title", "board:", "-kettle", "?!"])
def test_a_query_that_asks_nothing_is_refused_with_a_sentence(client, keeper, query):
    answer = client.send(NEW, TYPED | {"query": query})

    assert answer.status_code == 422
    assert "Write what to look for" in answer.text
    assert 'value="Kettles"' in answer.text
    assert kept(keeper) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Enter a name"),
        ({"name": "x" * 121}, "Shorten this to 120 characters"),
        ({"query": "x" * 301}, "Shorten this to 300 characters"),
        ({"often": "hourly"}, "Choose how often"),
        ({"often": ""}, "Choose how often"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(client, keeper, typed, said):
    answer = client.send(NEW, TYPED | typed)

    assert answer.status_code == 422
    assert said in answer.text
    assert kept(keeper) == []


def test_the_same_search_is_not_saved_twice(client, keeper):
    client.send(NEW, TYPED)

    answer = client.send(NEW, TYPED | {"name": "Again"})

    assert answer.status_code == 422
    assert "You have saved this search already, as “Kettles”." in answer.text
    assert len(kept(keeper)) == 1


def test_there_is_an_end_to_how_many(client, keeper):
    for number in range(MOST_SEARCHES):
        client.send(NEW, TYPED | {"query": f"kettle {number}"})

    answer = client.send(NEW, TYPED)

    assert answer.status_code == 422
    assert "You have saved 20 searches" in answer.text
    assert len(kept(keeper)) == MOST_SEARCHES


def test_the_list_says_what_is_kept_newest_first_and_what_was_new(client, keeper):
    make_thread(body="A kettle.")
    saved("kettle", keeper)
    saved("teapot board:garden", keeper)
    look()

    page = client.get("/settings/searches").text

    assert page.index("teapot board:garden") < page.index('<a class="govuk-link" href="/search?q=kettle"')
    assert "told once a day" in page
    assert "nothing new so far" in page
    assert '">1 new post<' in page
    assert "q=kettle+after%3A20" in page
    assert '"/settings/searches"' in client.get("/settings").text


def test_an_empty_list_says_how_to_save_one(client, keeper):
    assert "press “Save this search”" in client.get("/settings/searches").text


def test_name_and_frequency_are_changed(client, keeper):
    search = saved("kettle", keeper)
    address = f"/settings/searches/{search.id}"
    assert 'value="kettle"' in client.get(address).text

    answer = client.send(address, {"name": "Kettles", "often": "never"})

    assert (answer.status_code, answer.location) == (303, "/settings/searches")
    page = client.get(answer.location).text
    assert "“Kettles” is changed. It is kept, and you are told nothing." in page
    assert "kept, not told" in page
    assert kept(keeper) == [("kettle", "Kettles", "never")]
    assert client.send(address, {"name": "", "often": "never"}).status_code == 422


def test_a_search_is_deleted_once_that_is_confirmed(client, keeper):
    search = saved("kettle", keeper)
    address = f"/settings/searches/{search.id}/delete"
    assert "Delete this search?" in client.get(address).text
    assert len(kept(keeper)) == 1

    answer = client.send(address)

    assert (answer.status_code, answer.location) == (303, "/settings/searches")
    assert "“kettle” is deleted. You are told nothing of it any more." in client.get(answer.location).text
    assert kept(keeper) == []
    assert client.send(address).status_code == 404


def test_a_notice_leads_to_the_search_with_what_is_new_first_and_is_read_then(client, keeper):
    saved("kettle", keeper)
    make_thread(body="A kettle.", title="How do you boil water?")
    look()
    page = client.get("/notifications").text
    assert "1 new post for “kettle”" in page

    link = page.partition('href="/notifications/')[2].partition('"')[0]
    answer = client.get(f"/notifications/{link}")

    assert answer.location.startswith("/search?q=kettle+after%3A20")
    assert answer.location.endswith("&sort=newest")
    assert "How do you boil water?" in client.get(answer.location).text
    assert "unread" not in client.get("/notifications").text.partition("<main")[2]


def test_mail_about_searches_stops_with_one_click(client):
    member = make_member()
    choose_mail(member, member, {Kind.SEARCH: Cadence.AT_ONCE})
    saved("kettle", member)
    make_thread(body="A kettle.")
    look()
    [letter] = send(member)

    address = letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost")
    assert client.post(address).status_code == 200

    assert cadences(member)[Kind.SEARCH] == Cadence.NEVER


def test_a_silenced_member_keeps_searches_and_a_suspended_one_sees_only_the_sanction(client):
    for state, status in (("silenced_until", 303), ("suspended_until", 403)):
        browser = client.application.test_client()
        member = make_member()
        change(member, **{state: member.joined_at.replace(year=2099)})
        sign_in(browser, member)

        assert browser.send(NEW, TYPED).status_code == status
        assert browser.get("/settings/searches").status_code == (200 if status == 303 else 403)
        assert bool(kept(member)) == (status == 303)


def test_with_an_account_its_searches_go(client):
    member = saved("kettle").member
    make_thread(body="A kettle.")
    look()

    close_account(make_member(role="administrator"), member, True, "They asked.")

    assert kept(member) == []


def test_when_two_accounts_become_one_it_has_the_searches_of_both_each_once():
    going, staying = make_member(), make_member()
    for member, queries in ((going, ("kettle", "teapot")), (staying, ("kettle", "cup"))):
        for query in queries:
            saved(query, member)

    merge_accounts(make_member(role="administrator"), going, staying, "They say so.")

    assert sorted(query for query, _name, _often in kept(staying)) == ["cup", "kettle", "teapot"]
    assert kept(going) == []


@pytest.mark.parametrize("address", ["/settings/searches", "/notifications"])
def test_more_searches_cost_no_more_statements(client, keeper, address):
    make_thread(body="A kettle, a teapot and a cup")
    counts = []
    for queries in (("kettle",), ("teapot", "cup", "kettle -x", "cup -x")):
        for query in queries:
            saved(query, keeper)
        look()
        client.get(address)
        with count_queries() as statements:
            client.get(address)
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 4
