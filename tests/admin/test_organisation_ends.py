"""Merging and retiring organisations: what it means is shown, then it is in force at once."""

from typing import Any

import pytest
from sqlalchemy import select

from forum.admin.merging import merge, retire
from forum.boards.models import Board
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.errors import Invalid, Refused
from forum.core.log import LogEntry
from forum.members.models import Grade, Member
from forum.members.named import NamedOrganisation
from forum.organisations.domains import proven_by
from forum.organisations.models import FormerOrganisationSlug, Organisation
from forum.organisations.queries import organisation_at
from forum.permissions.people import Operator
from forum.verification.keeping import grant_by_operator
from forum.verification.models import EndReason, Verification
from forum.verification.terms import months_after
from tests.admin.people import administrator
from tests.factories import make_board, make_member, make_organisation
from tests.pages import sign_in


@pytest.fixture(autouse=True)
def chief(client):
    return administrator(client)


def verified(organisation: Organisation, **facts: Any) -> Member:
    """Somebody whom the operator verified at an organisation."""
    member = make_member(**facts)
    grant_by_operator(Operator(), member, organisation, Grade.A, months_after(now(), 12))
    return member


def invite(organisation: Organisation, board: Board) -> None:
    """Invite an organisation to a board."""
    with transaction():
        session.add(NamedOrganisation(organisation_id=organisation.id, board_id=board.id))


def invitations() -> set[tuple[int, int]]:
    """Which organisation is invited to which board."""
    return {
        tuple(row) for row in session.execute(select(NamedOrganisation.organisation_id, NamedOrganisation.board_id))
    }


@pytest.fixture
def dorset():
    return make_organisation("dorset.gov.uk", slug="dorset", name="Dorset Council")


@pytest.fixture
def weymouth():
    return make_organisation("weymouth.example", slug="weymouth", name="Weymouth Council")


def test_before_a_merge_the_page_says_what_it_means(client, dorset, weymouth):
    verified(weymouth)
    verified(weymouth)
    make_organisation(parent_id=weymouth.id)
    invite(weymouth, make_board(audience="invited"))

    first = client.get("/admin/organisations/weymouth/merge").text
    page = client.get("/admin/organisations/weymouth/merge?into=dorset council").text

    assert "Into which organisation" in first
    assert "2 members are then verified at Dorset Council" in page
    assert "weymouth.example" in page
    assert "1 board that it is invited to is then open" in page
    assert "1 part of it is then a part of Dorset Council" in page
    assert not weymouth.is_retired


@pytest.mark.parametrize("from_dorset", [True, False])
def test_no_merge_opens_a_closed_board_to_the_administrator_who_does_it(client, chief, dorset, weymouth, from_dorset):
    grant_by_operator(Operator(), chief, dorset, Grade.A, months_after(now(), 12))
    board = make_board(slug="kettles", audience="invited")
    invite(weymouth, board)
    gone, stays = (dorset, weymouth) if from_dorset else (weymouth, dorset)

    answer = client.send(f"/admin/organisations/{gone.slug}/merge", {"into": stays.slug})

    session.refresh(gone)
    assert (answer.status_code, gone.is_retired) == (403, False)
    assert "Enter it first" in answer.text
    assert invitations() == {(weymouth.id, board.id)}
    assert client.get("/boards/kettles").status_code == 404


def test_a_merge_moves_all_that_hangs_on_it(client, chief, dorset, weymouth):
    asha, lapsed = verified(weymouth, handle="asha"), verified(weymouth)
    old = make_member(verified_at=weymouth)  # of before there was a history
    with transaction():
        lapsed.verified_until = now()
    part = make_organisation(slug="harbour", parent_id=weymouth.id)
    both, one = make_board(audience="invited"), make_board(audience="invited")
    for organisation, board in ((weymouth, both), (dorset, both), (weymouth, one)):
        invite(organisation, board)
    with transaction():
        session.add(FormerOrganisationSlug(slug="weymouth-old", organisation_id=weymouth.id))
    earlier = make_organisation(slug="melcombe", merged_into_id=weymouth.id, retired_at=now())
    since = asha.verified_since

    answer = client.send("/admin/organisations/weymouth/merge", {"into": "dorset"})

    assert (answer.status_code, answer.location) == (303, "/admin/organisations/dorset/change")
    assert {member.verified_at_id for member in (asha, old, lapsed)} == {dorset.id}
    assert (asha.verified_since, asha.is_verified) == (since, True)
    assert set(session.scalars(select(Verification.organisation_id))) == {dorset.id}
    assert asha.invited_to == {both.id, one.id}
    assert invitations() == {(dorset.id, both.id), (dorset.id, one.id)}
    assert proven_by("weymouth.example").organisation == dorset
    assert part.parent_id == earlier.merged_into_id == dorset.id
    for slug in ("weymouth", "weymouth-old", "melcombe"):
        assert client.get(f"/organisations/{slug}").location == "/organisations/dorset"
    entry = session.scalars(select(LogEntry).where(LogEntry.deed == "merge organisation")).one()
    assert (entry.actor_id, entry.thing_id, entry.before["verified"]) == (chief.id, weymouth.id, 2)
    assert entry.after == {"merged_into_id": dorset.id}


def test_nobody_becomes_a_part_of_itself_by_a_merge(dorset):
    middle = make_organisation(parent_id=dorset.id)
    low = make_organisation(slug="low", parent_id=middle.id)
    top = make_organisation()
    with transaction():
        dorset.parent_id = top.id

    merge(Operator(), dorset, low)

    assert (low.parent_id, middle.parent_id, dorset.parent_id) == (top.id, low.id, None)


@pytest.mark.parametrize("into", ["nowhere", "weymouth", "Weymouth Council", "gone", "w" * 121])
def test_what_it_cannot_be_merged_into_is_said_and_kept(client, weymouth, into):
    make_organisation(slug="gone", retired_at=now())

    answer = client.get("/admin/organisations/weymouth/merge", query_string={"into": into})

    assert answer.status_code == 422
    assert 'id="into-error"' in answer.text
    assert f'value="{into}"' in answer.text
    assert client.send("/admin/organisations/weymouth/merge", {"into": into}).status_code in (404, 422)
    assert not weymouth.is_retired


def test_two_merges_at_once_are_one(dorset, weymouth):
    merge(Operator(), weymouth, dorset)

    for one, other in ((weymouth, dorset), (dorset, weymouth)):
        with pytest.raises(Invalid, match="exists no longer"):
            merge(Operator(), one, other)


def test_before_it_is_retired_the_page_says_what_it_means(client, weymouth):
    verified(weymouth)
    invite(weymouth, make_board())

    page = client.get("/admin/organisations/weymouth/retire").text

    assert "1 member is no longer a verified public servant, and is told" in page
    assert "no longer invited to 1 board" in page
    assert client.send("/admin/organisations/weymouth/retire", {"reason": ""}).status_code == 422
    assert client.send("/admin/organisations/weymouth/retire", {"reason": "r" * 501}).status_code == 422
    assert not weymouth.is_retired


def test_who_was_verified_there_is_not_any_more_in_every_open_session_and_is_told(client, forum, weymouth, dorset):
    asha, old = verified(weymouth), make_member(verified_at=weymouth)
    make_board(name="Only for verified", slug="closed", audience="verified")
    board = make_board(audience="invited")
    invite(weymouth, board)
    part = make_organisation(parent_id=weymouth.id)
    with transaction():
        weymouth.parent_id = dorset.id
    hers = forum.test_client()
    sign_in(hers, asha)
    assert hers.get("/boards/closed").status_code == 200

    answer = client.send("/admin/organisations/weymouth/retire", {"reason": "It was dissolved."})

    assert answer.status_code == 303
    assert hers.get("/boards/closed").status_code == 404
    assert not asha.is_verified
    assert not old.is_verified
    assert invitations() == set()
    assert part.parent_id == dorset.id
    assert proven_by("weymouth.example") is None
    verification = session.scalars(select(Verification)).one()
    assert (verification.end_reason, verification.ended_at is None) == (EndReason.RETIRED, False)
    entry = session.scalars(select(LogEntry).where(LogEntry.deed == "retire organisation")).one()
    assert (entry.reason, entry.before["verified"]) == ("It was dissolved.", 2)
    assert organisation_at("weymouth").is_retired


def test_what_is_gone_cannot_be_ended_again(client, dorset):
    make_organisation(slug="gone", retired_at=now())

    for path in ("gone/merge", "gone/retire", "nowhere/merge", "nowhere/retire"):
        assert client.get(f"/admin/organisations/{path}").status_code == 404
        assert client.send(f"/admin/organisations/{path}", {"into": "dorset", "reason": "x"}).status_code == 404


@pytest.mark.parametrize("role", ["member", "moderator"])
def test_only_administrators_end_organisations(dorset, weymouth, role):
    actor = make_member(role=role, verified=True)

    for deed in (lambda: merge(actor, weymouth, dorset), lambda: retire(actor, weymouth, "Because")):
        with pytest.raises(Refused, match="Only administrators"):
            deed()


def test_a_merger_into_nothing_is_said_beside_the_field(client):
    make_organisation(slug="weymouth")

    opened, empty = (client.get(f"/admin/organisations/weymouth/merge{query}") for query in ("", "?into="))

    assert (opened.status_code, empty.status_code) == (200, 422)
    assert 'id="into-error"' not in opened.text
    assert 'id="into-error"' in empty.text


def test_what_means_nothing_is_left_out(client):
    make_organisation(slug="weymouth")
    make_organisation(slug="dorset")

    for page in ("weymouth/merge?into=dorset", "weymouth/retire"):
        text = client.get(f"/admin/organisations/{page}").text
        assert "0 member" not in text
        assert "domains" not in text[text.index("<ul") : text.index("<form", text.index("<main"))]


def test_a_part_of_the_name_offers_the_organisations_that_may_be_meant(client, dorset, weymouth):
    make_organisation(slug="old", name="Dorset Old Council", retired_at=now())

    answer = client.get("/admin/organisations/weymouth/merge?into=Council")

    assert answer.status_code == 422
    assert 'href="/admin/organisations/weymouth/merge?into=dorset">Dorset Council</a>' in answer.text
    assert "Dorset Old Council" not in answer.text


def test_the_page_of_what_was_retired_leads_an_administrator_to_bringing_it_back(client, dorset, chief):
    retire(chief, dorset, "Abolished.")

    assert 'href="/admin/organisations/dorset/change">Bring it back</a>' in client.get("/organisations/dorset").text
