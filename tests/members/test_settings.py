"""What a member says about themselves, and how the forum behaves for them."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from forum.core.clock import now
from forum.core.db import session
from forum.members.models import PROFILE_FIELDS, Member, Shown
from tests.factories import make_member, make_thread
from tests.pages import sign_in

PROFILE = {
    "name": "Asha Patel",
    "organisation": "Dorset Fire and Rescue",
    "job_title": "Station manager",
    "place": "Weymouth",
    "expertise": "hydrants, rotas",
    "about": "First paragraph.\n\nSecond <b>paragraph</b>.",
    **{f"{name}_shown": "verified" for name in PROFILE_FIELDS},
}


@pytest.fixture
def asha(client):
    member = make_member(name="Asha", handle="asha")
    sign_in(client, member)
    return member


def facts_of(member: Member, *names: str):
    return session.execute(select(*[getattr(Member, name) for name in names]).where(Member.id == member.id)).one()


def test_a_profile_is_saved_as_it_was_typed(client, asha):
    answer = client.send("/settings/profile", PROFILE)

    assert (answer.status_code, answer.location) == (303, "/members/asha")
    assert facts_of(asha, *PROFILE) == tuple(PROFILE.values())


def test_the_form_shows_what_is_saved(client, asha):
    client.send("/settings/profile", PROFILE)

    page = client.get("/settings/profile").text

    assert all(
        f'value="{PROFILE[name]}"' in page for name in ("name", "organisation", "job_title", "place", "expertise")
    )
    assert "Second &lt;b&gt;paragraph&lt;/b&gt;." in page
    assert page.count('<option value="verified" selected>') == len(PROFILE_FIELDS)


def test_white_space_is_tidied_in_lines(client, asha):
    client.send("/settings/profile", {**PROFILE, "place": "  Weymouth \t Bay\0 "})

    assert facts_of(asha, "place").place == "Weymouth Bay"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("name", ""),
        ("name", "x"),
        ("name", "n" * 81),
        ("name", "Ash\u0430 Patel"),
        ("name", "Moderator"),
        ("organisation", "o" * 121),
        ("job_title", "j" * 121),
        ("place", "p" * 121),
        ("expertise", "e" * 241),
        ("about", "a" * 2001),
        ("about_shown", "everybody"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_everything_typed_is_kept(client, asha, field, text):
    answer = client.send("/settings/profile", {**PROFILE, field: text})

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert field == "place" or 'value="Weymouth"' in answer.text
    assert field == "about_shown" or text in answer.text
    assert facts_of(asha, "name", "place") == ("Asha", "")


def test_who_is_silenced_keeps_the_profile_as_it_is(client):
    asha = make_member(name="Asha", silenced_until=now() + timedelta(days=1))
    sign_in(client, asha)

    answer = client.send("/settings/profile", PROFILE)

    assert answer.status_code == 403
    assert "A moderator has paused your right to write here" in answer.text
    assert facts_of(asha, "name").name == "Asha"


def test_nobody_changes_somebody_else(client, asha):
    other = make_member(name="Ben Brook", handle="ben")

    client.send("/settings/profile", {**PROFILE, "id": other.id, "handle": "ben", "role": "administrator"})

    assert facts_of(other, "name").name == "Ben Brook"
    assert facts_of(asha, "name", "handle", "role") == ("Asha Patel", "asha", "member")


def test_times_are_those_of_the_place_that_the_member_chose(client, asha):
    thread = make_thread(created_at=datetime(2026, 1, 15, 23, 30, tzinfo=UTC))

    answer = client.send("/settings/preferences", {"time_zone": "Asia/Tokyo", "in_finder": "y"})
    page = client.get(f"/threads/{thread.id}/{thread.slug}").text

    assert (answer.status_code, answer.location) == (303, "/settings")
    assert facts_of(asha, "time_zone", "in_finder") == ("Asia/Tokyo", True)
    assert "16 January" in page


def test_who_does_not_want_to_be_listed_is_not(client, asha, forum):
    client.send("/settings/preferences", {"time_zone": "UTC"})
    colleague = forum.test_client()
    sign_in(colleague, make_member())

    assert facts_of(asha, "in_finder").in_finder is False
    assert 'href="/members/asha"' not in colleague.get("/members").text
    assert colleague.get("/members/asha").status_code == 200


@pytest.mark.parametrize("zone", ["", "Europe/Nowhere", "../etc/passwd", "posixrules", "Europe/London\0"])
def test_a_zone_that_is_none_is_refused(client, asha, zone):
    answer = client.send("/settings/preferences", {"time_zone": zone, "in_finder": "y"})

    assert answer.status_code == 422
    assert 'id="time_zone-error"' in answer.text
    assert facts_of(asha, "time_zone").time_zone == "Europe/London"


def test_fields_are_shown_to_members_until_their_owner_says_otherwise(client, asha):
    assert set(facts_of(asha, *[f"{name}_shown" for name in PROFILE_FIELDS])) == {Shown.MEMBERS}


@pytest.mark.parametrize("path", ["/settings", "/settings/profile", "/settings/handle", "/settings/preferences"])
def test_settings_are_open_to_their_owner_only(client, path):
    answer = client.get(path)

    assert (answer.status_code, answer.location) == (302, f"/sign-in?next={path}")
