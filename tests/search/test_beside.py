"""Boards, people and organisations beside the posts that were found: whom they are shown to, and by which words."""

import re

import pytest

from forum.core.clock import now
from forum.members.named import BoardRole
from forum.search.handlers import build_index
from tests.factories import make_board, make_member, make_named, make_organisation, make_thread
from tests.pages import sign_in
from tests.statements import count_queries

pytestmark = pytest.mark.usefixtures("forum_index")


def beside(client, words: str, **more: str) -> list[str]:
    """What is named beside the posts."""
    page = client.get("/search", query_string={"q": words, **more}).text
    block = page.partition('<section class="app-side__block app-beside"')[2].partition("</section>")[0]
    return re.findall(r'<a class="govuk-link" href="[^"]*">([^<]*)</a>', block)


def test_what_is_called_so_stands_beside_posts_and_first_where_no_post_was_found(client):
    make_board(name="Kerbs and pavements", slug="kerbs")
    make_board(name="Streets", purpose="Everything between two kerbs.")
    make_organisation(name="National Kerbs Inspectorate", slug="nki")

    nothing = client.get("/search?q=kerbs").text
    make_thread(body="Nine kerbs in a week.")
    build_index()
    found = client.get("/search?q=kerbs").text

    for page in (nothing, found):
        assert 'href="/boards/kerbs"' in page
        assert "Everything between two kerbs." in page
        assert 'href="/organisations/nki"' in page
    assert nothing.index('id="beside"') < nothing.index("No post was found")
    assert found.index('id="results"') < found.index('id="beside"')
    assert 'href="#beside"' in found


def test_members_find_people_by_name_and_by_what_they_help_with(client):
    at = make_organisation(name="Eastmere City Council")
    make_member(name="Kerstin Kerb", handle="kerstin", verified_at=at)
    make_member(name="Asha Patel", expertise="dropped kerbs", expertise_shown="members")
    sign_in(client, make_member())

    page = client.get("/search?q=kerb").text

    assert beside(client, "kerb") == ["Kerstin Kerb", "Asha Patel"]
    assert "can help with dropped kerbs" in page
    assert "Eastmere City Council" in page.partition('id="beside"')[2]
    assert beside(client, "kerb patel") == []


def test_every_word_has_to_fit(client):
    make_board(name="Kerbs and pavements")
    make_organisation(name="Kerbs Inspectorate")

    assert beside(client, "kerbs pavements") == ["Kerbs and pavements"]
    assert beside(client, '"kerbs inspectorate" -pavements') == ["Kerbs Inspectorate"]
    assert beside(client, "pave*") == ["Kerbs and pavements"]
    assert beside(client, "the kerbs unheardof") == []


def test_three_of_each_kind_are_shown_with_the_way_to_all(client):
    sign_in(client, make_member())
    for number in range(4):
        make_board(name=f"Kerbs {number}")
        make_organisation(name=f"Kerbs Council {number}")
        make_member(name=f"Kerbs Person {number}")
    for number in range(4):
        make_member(name=f"Helper {number}", expertise="gullies", expertise_shown="members")

    page = client.get("/search?q=kerbs").text

    assert [name for name in beside(client, "kerbs") if name[-1].isdigit()] == [
        *("Kerbs 0", "Kerbs 1", "Kerbs 2"),
        *("Kerbs Person 3", "Kerbs Person 2", "Kerbs Person 1"),
        *("Kerbs Council 0", "Kerbs Council 1", "Kerbs Council 2"),
    ]
    assert "All boards" in beside(client, "kerbs")
    assert 'href="/members?name=kerbs"' in page
    assert 'href="/organisations?name=kerbs"' in page
    assert 'href="/members?expertise=gullies"' in client.get("/search?q=gullies").text
    assert "Kerbs Person 0" in client.get("/members?name=kerbs").text


def test_guests_are_told_nothing_of_people(client):
    make_member(name="Kerstin Kerb")
    with count_queries() as statements:
        somebody = client.get("/search?q=kerstin")
    nobody = client.get("/search?q=karstin")

    assert somebody.text.replace("kerstin", "karstin") == nobody.text
    assert not [one for one in statements if "FROM member" in one]


@pytest.mark.parametrize(
    ("shown", "viewer", "is_found"),
    [
        ("members", {}, True),
        ("verified", {}, False),
        ("verified", {"verified": True}, True),
        ("nobody", {"verified": True, "role": "administrator"}, False),
    ],
)
def test_a_field_that_is_hidden_from_somebody_matches_nothing_for_them(client, shown, viewer, is_found):
    make_member(name="Asha Patel", expertise="dropped kerbs", expertise_shown=shown)
    sign_in(client, make_member(**viewer))

    assert beside(client, "kerbs") == (["Asha Patel"] if is_found else [])


@pytest.mark.parametrize("facts", [{"in_finder": False}, {"closed_at": now()}, {"confirmed_at": None}, {"email": None}])
def test_who_is_in_no_list_stands_beside_nothing(client, facts):
    make_member(name="Kerstin Kerb", **facts)
    sign_in(client, make_member())

    assert beside(client, "kerstin") == []


@pytest.mark.parametrize(
    ("viewer", "names"),
    [
        (None, {"Kerbs public"}),
        ({}, {"Kerbs public", "Kerbs members"}),
        ({"verified": True}, {"Kerbs public", "Kerbs members", "Kerbs verified"}),
        ({"confirmed_at": None}, {"Kerbs public"}),
    ],
    ids=["guest", "member", "verified", "unconfirmed"],
)
def test_each_kind_of_viewer_meets_the_boards_that_they_may_read(client, viewer, names):
    for audience in ("public", "members", "verified", "invited"):
        make_board(name=f"Kerbs {audience}", audience=audience)
    make_board(name="Kerbs with an open title", audience="verified", open_title=True)
    if viewer is not None:
        sign_in(client, make_member(**viewer))

    found = set(beside(client, "kerbs")) - {"All boards", "Kerbs with an open title"}

    assert found == names
    assert ("Kerbs with an open title" in beside(client, "kerbs title")) is bool(viewer and viewer.get("verified"))


def test_who_is_invited_meets_the_board(client):
    board, member = make_board(name="Kerbs", audience="invited"), make_member()
    make_named(member, board, BoardRole.INVITED)
    sign_in(client, member)

    assert beside(client, "kerbs") == ["Kerbs"]


def test_it_stands_on_the_first_page_of_a_search_of_everything_alone(client):
    make_board(name="Kerbs")
    thread = [make_thread(body="kerbs") for _number in range(21)][0]
    build_index()

    assert beside(client, "kerbs") == ["Kerbs"]
    assert beside(client, "kerbs", page="2") == []
    assert beside(client, "kerbs", thread=str(thread.id)) == []


@pytest.mark.parametrize("words", ["", "answered:yes", "board:kerbs", "-kerbs", "kb kc kd ke kf kg kh kj kk"])
def test_without_words_or_with_too_many_nothing_is_asked(client, words):
    make_board(name="Kerbs kb kc kd ke kf kg kh kj kk", slug="kerbs")
    sign_in(client, make_member())

    with count_queries() as statements:
        assert beside(client, words) == []

    assert not [one for one in statements if "LIKE" in one or "FROM organisation" in one]


def test_three_statements_are_all_that_it_costs(client):
    sign_in(client, make_member())
    client.get("/search?q=kerbs")
    with count_queries() as many:
        client.get("/search?q=kerbs")
    with count_queries() as few:
        client.get("/search?q=kerbs&page=1&thread=7")

    assert len(many) - len(few) == 3
