"""Handles: what they may be, who had them, and which look alike."""

import pytest
from sqlalchemy import select

from forum.core.db import session
from forum.core.lookalikes import check_handle, skeleton
from forum.members.making import free_handle
from forum.members.models import FormerHandle, Member
from forum.members.views import HANDLES
from tests.factories import make_member
from tests.pages import sign_in


@pytest.fixture
def asha(client):
    member = make_member(name="Asha", handle="asha")
    sign_in(client, member)
    return member


def take(client, handle: str):
    return client.send("/settings/handle", {"handle": handle})


def handle_of(member: Member) -> str:
    return session.scalar(select(Member.handle).where(Member.id == member.id))


def test_a_new_handle_is_in_force_at_once(client, asha):
    answer = take(client, "asha-patel")

    assert (answer.status_code, answer.location) == (303, "/members/asha-patel")
    assert handle_of(asha) == "asha-patel"


def test_the_handle_that_was_given_up_leads_to_the_member(client, asha):
    take(client, "asha-patel")
    take(client, "asha-p")

    old = [client.get(f"/members/{handle}") for handle in ("asha", "asha-patel")]

    assert [(answer.status_code, answer.location) for answer in old] == [(302, "/members/asha-p")] * 2


def test_nobody_else_takes_a_handle_that_was_given_up(client, forum, asha):
    take(client, "asha-patel")
    other = forum.test_client()
    sign_in(other, make_member(handle="ben"))

    answer = take(other, "asha")

    assert answer.status_code == 422
    assert "Somebody has this handle, had it, or has one that looks like it." in answer.text


def test_one_s_own_former_handle_can_be_taken_back(client, asha):
    take(client, "asha-patel")

    take(client, "asha")

    assert handle_of(asha) == "asha"
    assert client.get("/members/asha").status_code == 200
    assert client.get("/members/asha-patel").location == "/members/asha"


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        ("paul", "paui"),
        ("paul", "pau1"),
        ("bob-o", "b0b0"),
        ("modern", "modem"),
        ("owen", "ovven"),
        ("asha-patel", "ashapatel"),
        ("asha-patel", "as-ha-pa-tel"),
        ("ben", "ben"),
    ],
)
def test_a_handle_that_looks_like_another_s_is_refused(client, theirs, mine):
    make_member(handle=theirs, handle_skeleton=skeleton(theirs))
    sign_in(client, make_member(handle="somebody"))

    answer = take(client, mine)

    assert answer.status_code == 422
    assert 'id="handle-error"' in answer.text
    assert f'value="{mine}"' in answer.text


@pytest.mark.parametrize(
    "handle",
    [
        "",
        "ab",
        "a" * 31,
        "a" * 41,
        "Asha",
        "asha_patel",
        "asha patel",
        "-asha",
        "asha-",
        "as--ha",
        "9asha",
        "\u0430sha",
        "ash\u0430",
        "\uff41sha",
        "as\u200bha-patel",
        "asha-\u2060patel",
        "as\u0301ha",
        "asha/..",
        "<b>",
        "admin",
        "adm1n",
        "moderator-9",
        "support",
        "nhs",
        "p0lice",
        "settings",
        "asha-archive",
    ],
)
def test_what_cannot_be_a_handle_is_refused_and_kept_on_the_page(client, asha, handle):
    answer = take(client, handle)

    assert answer.status_code == 422
    assert 'id="handle-error"' in answer.text
    assert handle_of(asha) == "asha"


def test_the_same_handle_again_changes_nothing(client, asha):
    take(client, "asha")

    assert session.execute(select(FormerHandle.handle)).all() == []


def test_a_handle_is_changed_so_often_an_hour_and_no_more(client, asha):
    answers = [take(client, f"asha-number-{'bcdefghjkmnpqrstuvwxyz'[number]}") for number in range(HANDLES.amount + 1)]

    assert [answer.status_code for answer in answers] == [303] * HANDLES.amount + [429]
    assert "Retry-After" in answers[-1].headers


def test_a_handle_is_made_of_the_name_with_a_number_when_it_is_taken():
    for handle in ("asha-patel", *(f"asha-patel-{number}" for number in range(2, 60))):
        make_member(handle=handle, handle_skeleton=skeleton(handle))

    assert free_handle("Ben Brook") == "ben-brook"
    assert free_handle("Ash\u00e0 Patel") == "asha-patel-60"


@pytest.mark.parametrize("name", ["李明", "Иван Петров", "!!", "Admin", "x" * 200, "O'Brien-Smith"])
def test_every_name_gets_a_handle_that_may_be(name):
    check_handle(free_handle(name))
