"""The page of an organisation: facts for everybody, members and boards for those who may see them."""

from datetime import timedelta
from typing import Any

import pytest

from forum.boards.models import Board
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.members.models import Shown
from forum.members.named import BoardRole, NamedOrganisation
from forum.organisations.models import FormerOrganisationSlug, Organisation, OrganisationDomain
from tests.factories import make_board, make_member, make_named, make_organisation
from tests.pages import sign_in
from tests.permissions.people import KINDS, make_person
from tests.statements import count_queries


def invite(organisation: Organisation, board: Board) -> None:
    """Invite an organisation to a board."""
    with transaction():
        session.add(NamedOrganisation(organisation_id=organisation.id, board_id=board.id))


def former(slug: str, organisation: Organisation) -> None:
    """An address that an organisation has given up."""
    with transaction():
        session.add(FormerOrganisationSlug(slug=slug, organisation_id=organisation.id))


def main(client: Any, slug: str) -> str:
    """What the page of an organisation says."""
    page = client.get(f"/organisations/{slug}").text
    return page[page.index("<main") : page.index("</main")]


def test_everybody_reads_the_facts(client):
    county = make_organisation(name="Dorset County", slug="dorset-county")
    make_organisation(
        "dorset.gov.uk",
        name="Dorset Roads",
        slug="roads",
        region="South West",
        website="https://www.dorset.example/roads",
        parent_id=county.id,
    )

    page = main(client, "roads")

    for words in ("Dorset Roads", "Council", "England", "South West", "@dorset.gov.uk", "Dorset County"):
        assert words in page, words
    assert 'href="https://www.dorset.example/roads"' in page
    assert 'href="/organisations/dorset-county"' in page
    assert 'href="/organisations/roads"' in main(client, "dorset-county")


def test_a_domain_that_verifies_nobody_alone_says_so(client):
    leeds = make_organisation("leeds.ac.uk", "leeds.example", slug="leeds")
    with transaction():
        session.get(OrganisationDomain, "leeds.example").staff_only = False

    page = main(client, leeds.slug)

    assert "Students have addresses below ac.uk" in page
    assert "Not staff alone have addresses there" in page


def test_who_knows_no_domain_is_told_what_else_verifies(client):
    make_organisation(slug="dorset")

    assert "knows no e-mail domain" in main(client, "dorset")


@pytest.mark.parametrize("slug", ["nowhere", "Dorset", "dorset.", "a" * 81, "-", "%20", "dorset--a", "1" * 5000])
def test_an_address_that_none_has_leads_nowhere(client, slug):
    make_organisation(slug="dorset")

    assert client.get(f"/organisations/{slug}").status_code == 404


def test_an_address_that_was_given_up_leads_to_the_one_of_today(client):
    former("dorset-old", make_organisation(slug="dorset"))

    answer = client.get("/organisations/dorset-old")

    assert (answer.status_code, answer.location) == (302, "/organisations/dorset")


def test_a_merged_organisation_leads_to_the_one_it_was_merged_into(client):
    whole = make_organisation(slug="dorset")
    part = make_organisation(slug="weymouth", merged_into_id=whole.id, retired_at=now())
    former("weymouth-old", part)

    for slug in ("weymouth", "weymouth-old"):
        answer = client.get(f"/organisations/{slug}")
        assert (answer.status_code, answer.location) == (302, "/organisations/dorset")


def test_a_retired_organisation_says_so_and_names_nobody(client):
    dorset = make_organisation("dorset.gov.uk", slug="dorset", retired_at=now())
    make_member(name="Asha Patel", verified_at=dorset)
    sign_in(client, make_member())

    page = main(client, "dorset")

    assert "exists no longer" in page
    assert "Asha Patel" not in page
    assert "@dorset.gov.uk" not in page


def test_members_see_who_is_verified_there_who_was_last_first(client):
    dorset = make_organisation(slug="dorset")
    for days, name in enumerate(["Asha Patel", "Ben Brook"]):
        make_member(name=name, verified_at=dorset, verified_since=now() - timedelta(days=days))
    make_member(name="Cara Cole", verified_at=make_organisation())
    sign_in(client, make_member())

    page = main(client, "dorset")

    assert page.index("Asha Patel") < page.index("Ben Brook")
    assert "Cara Cole" not in page


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"operator"}))
def test_who_may_see_members_sees_them_and_nobody_else(client, kind):
    dorset = make_organisation(slug="dorset")
    make_member(name="Asha Patel", handle="asha-patel", verified_at=dorset)
    person = make_person(kind, [], make_board())
    if not person.is_guest:
        sign_in(client, person)

    answer = client.get("/organisations/dorset")
    closed = not person.is_confirmed or person.is_suspended

    assert ("Asha Patel" in answer.text) == (not closed)
    assert ("asha-patel" in answer.text) == (not closed)


@pytest.mark.parametrize(
    "facts",
    [
        {"in_finder": False},
        {"closed_at": now()},
        {"confirmed_at": None},
        {"email": None, "archive_key": "list:asha"},
        {"verified_until": now() - timedelta(seconds=1)},
    ],
)
def test_who_is_not_to_be_found_or_not_verified_any_more_is_not_named(client, facts):
    make_member(name="Asha Patel", verified_at=make_organisation(slug="dorset"), **facts)
    sign_in(client, make_member(verified=True))

    assert "Asha Patel" not in main(client, "dorset")


def test_what_a_member_hides_is_not_shown_there(client):
    dorset = make_organisation(slug="dorset")
    make_member(verified_at=dorset, job_title="Kettle keeper", job_title_shown=Shown.VERIFIED)
    sign_in(client, make_member())
    assert "Kettle keeper" not in main(client, "dorset")

    sign_in(client, make_member(verified=True))
    assert "Kettle keeper" in main(client, "dorset")


def test_the_members_go_on_page_by_page(client):
    dorset = make_organisation(slug="dorset")
    for number in range(30):
        make_member(name=f"Asha {number:02}", verified_at=dorset, verified_since=now() - timedelta(hours=number))
    sign_in(client, make_member())

    first = main(client, "dorset")
    link = first[first.index('rel="next"') - 300 : first.index('rel="next"')].split('href="')[-1].split('"')[0]
    second = client.get(link.replace("&amp;", "&")).text

    assert "Asha 24" in first
    assert "Asha 25" not in first
    assert "Asha 24" not in second
    assert "Asha 29" in second
    assert client.get("/organisations/dorset?after=x").status_code == 404


@pytest.mark.parametrize("audience", ["public", "members", "verified", "invited"])
def test_a_board_is_named_to_those_who_may_read_it(client, audience):
    dorset = make_organisation(slug="dorset")
    board = make_board(name="The kettle desk", slug="kettle-desk", audience=audience)
    invite(dorset, board)
    invited = make_member()
    make_named(invited, board, BoardRole.INVITED)
    people = {
        "guest": None,
        "member": make_member(),
        "verified": make_member(verified=True),
        "colleague": make_member(verified_at=dorset),
        "invited": invited,
    }
    sees = set()

    for kind, person in people.items():
        client.delete_cookie("forum")
        if person:
            sign_in(client, person)
        page = client.get("/organisations/dorset").text
        assert ("The kettle desk" in page) == ("/boards/kettle-desk" in page)
        sees |= {kind} if "The kettle desk" in page else set()

    assert (
        sees
        == {
            "public": {"guest", "member", "verified", "colleague", "invited"},
            "members": {"member", "verified", "colleague", "invited"},
            "verified": {"verified", "colleague"},
            "invited": {"colleague", "invited"},
        }[audience]
    )


def test_a_board_that_is_not_seen_costs_the_same_statements_as_none(client):
    dorset, leeds = make_organisation(slug="dorset"), make_organisation(slug="leeds")
    invite(dorset, make_board(audience="invited"))
    sign_in(client, make_member())
    sent = []

    for slug in ("dorset", "leeds"):
        client.get(f"/organisations/{slug}")
        with count_queries() as statements:
            assert "Boards that it is invited to" not in client.get(f"/organisations/{slug}").text
        sent.append(statements)

    assert sent[0] == sent[1]
    assert leeds.slug == "leeds"


def test_the_badge_of_a_profile_leads_to_the_organisation(client):
    make_member(handle="asha-patel", verified_at=make_organisation(name="Dorset Council", slug="dorset"))
    sign_in(client, make_member())

    assert (
        '<a class="govuk-link app-badge__where" href="/organisations/dorset">Dorset Council</a>'
        in client.get("/members/asha-patel").text
    )
