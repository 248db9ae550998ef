"""The member list and the people finder: for members only, each list an address, hidden fields never matched."""

from datetime import timedelta
from itertools import product
from urllib.parse import parse_qs, urlsplit

import pytest

from forum.core.clock import now
from forum.members.models import Shown
from tests.factories import make_member
from tests.pages import sign_in

FIELDS = {"organisation": "Dorset Fire", "place": "Weymouth", "expertise": "hydrants, rotas"}


@pytest.fixture
def viewer(client):
    member = make_member(name="Viola Viewer")
    sign_in(client, member)
    return member


def found(client, **asked: str) -> list[str]:
    """The names on the list, in order."""
    page = client.get("/members", query_string=asked).text
    main = page[page.index("<main") :]
    return [part.split("</a>")[0].rsplit(">", 1)[1] for part in main.split('<h3 class="app-thread__title">')[1:]]


def test_the_list_is_for_members_only(client):
    answer = client.get("/members?place=Weymouth")

    assert (answer.status_code, answer.location) == (302, "/sign-in?next=/members?place%3DWeymouth")


def test_the_list_names_members_the_newest_first(client, viewer):
    for number in range(3):
        make_member(name=f"Member of day {number}", joined_at=now() - timedelta(days=number + 1))

    assert found(client) == ["Viola Viewer", "Member of day 0", "Member of day 1", "Member of day 2"]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"name": "asha"}, ["Asha Patel"]),
        ({"name": "PATEL"}, ["Asha Patel"]),
        ({"name": "patel asha"}, ["Asha Patel"]),
        ({"organisation": "dorset"}, ["Asha Patel"]),
        ({"organisation": "fire dorset"}, ["Asha Patel"]),
        ({"place": "weymouth"}, ["Asha Patel"]),
        ({"expertise": "rota"}, ["Asha Patel"]),
        ({"expertise": "rota", "place": "weymouth"}, ["Asha Patel"]),
        ({"expertise": "rota", "place": "Leeds"}, []),
        ({"name": "dorset"}, []),
        ({"name": "%"}, []),
        ({"name": "a_ha"}, []),
        ({"name": "'; drop table member; --"}, []),
        ({"name": "ÉLODIE"}, ["Élodie Ünal"]),
        ({"name": "ünal"}, ["Élodie Ünal"]),
    ],
)
def test_each_field_finds_those_in_whom_its_words_stand(client, viewer, asked, names):
    make_member(name="Asha Patel", **FIELDS)
    make_member(name="Ben Brook", organisation="Leeds City Council", place="Leeds", expertise="letters")
    make_member(name="Élodie Ünal")

    assert found(client, **asked) == names


@pytest.mark.parametrize(("field", "shown"), list(product(FIELDS, Shown)))
def test_a_hidden_field_is_never_matched_by_those_who_may_not_see_it(client, field, shown):
    asha = make_member(name="Asha Patel", **FIELDS, **{f"{field}_shown": shown})
    viewers = {"member": make_member(), "verified": make_member(verified=True), "owner": asha}
    finds = {}

    for kind, viewer in viewers.items():
        sign_in(client, viewer)
        finds[kind] = found(client, **{field: FIELDS[field]}) == ["Asha Patel"]

    assert finds == {
        "member": shown == Shown.MEMBERS,
        "verified": shown in (Shown.MEMBERS, Shown.VERIFIED),
        "owner": True,
    }


def test_a_hidden_field_is_not_shown_in_the_list(client, viewer):
    make_member(name="Asha Patel", **FIELDS, **{f"{name}_shown": Shown.NOBODY for name in FIELDS})

    page = client.get("/members?name=Asha").text

    assert "Asha Patel" in page
    assert not any(text in page for text in FIELDS.values())


def test_a_lapsed_verification_matches_like_none(client):
    make_member(name="Asha Patel", place="Weymouth", place_shown=Shown.VERIFIED)
    sign_in(client, make_member(verified_since=now(), verified_until=now() - timedelta(seconds=1)))

    assert found(client, place="Weymouth") == []


@pytest.mark.parametrize(
    "facts",
    [
        {"in_finder": False},
        {"closed_at": now()},
        {"confirmed_at": None},
        {"email": None, "archive_key": "list:asha", "confirmed_at": None},
        {"email": None, "archive_key": "list:asha", "in_finder": True},
    ],
)
def test_those_who_are_not_to_be_found_are_not(client, viewer, facts):
    make_member(name="Asha Patel", **FIELDS, **facts)

    assert "Asha Patel" not in found(client)
    assert found(client, name="Asha") == found(client, place="Weymouth") == []


def test_a_list_has_an_address_that_can_be_shared(client, viewer, forum):
    make_member(name="Asha Patel", **FIELDS)
    colleague = forum.test_client()
    sign_in(colleague, make_member())

    page = colleague.get("/members?place=Weymouth&expertise=rotas").text

    assert "Asha Patel" in page
    assert 'value="Weymouth"' in page
    assert 'value="rotas"' in page
    assert "csrf_token" not in page[page.index("<main") :]


def test_the_list_goes_on_page_by_page_with_what_was_asked(client, viewer):
    for number in range(30):
        make_member(name=f"Asha {number:02}", place="Weymouth", joined_at=now() - timedelta(hours=number + 1))
    make_member(name="Somebody Else", place="Leeds")

    first = client.get("/members?place=Weymouth").text
    link = first[first.index('rel="next"') - 300 : first.index('rel="next"')].split('href="')[-1].split('"')[0]
    query = {name: values[0] for name, values in parse_qs(urlsplit(link.replace("&amp;", "&")).query).items()}

    assert found(client, place="Weymouth") == [f"Asha {number:02}" for number in range(25)]
    assert found(client, **query) == [f"Asha {number:02}" for number in range(25, 30)]
    assert query["place"] == "Weymouth"


@pytest.mark.parametrize("after", ["x", "%00", "WyIyMDI2Il0", "e30", "a" * 3000])
def test_a_cursor_that_no_page_gave_out_is_absent(client, viewer, after):
    assert client.get("/members", query_string={"after": after}).status_code == 404


def test_what_is_too_long_is_said_beside_its_field_and_kept(client, viewer):
    answer = client.get("/members", query_string={"place": "w" * 121, "name": "Asha"})

    assert answer.status_code == 422
    assert 'id="place-error"' in answer.text
    assert f'value="{"w" * 121}"' in answer.text
    assert 'value="Asha"' in answer.text


def test_when_nobody_fits_the_page_says_what_to_do(client, viewer):
    page = client.get("/members?name=Nobody").text

    assert "Nobody fits" in page
    assert "Show all members" in page


def test_one_jumps_over_the_list_to_what_narrows_it(client, viewer):
    page = client.get("/members").text

    assert page.index('href="#find-members"') < page.index('id="list"') < page.index('id="find-members"')
