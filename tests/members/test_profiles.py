"""Profiles: who sees one, which of its fields, and which of the member's posts."""

from datetime import timedelta
from itertools import product

import pytest

from forum.core.clock import now
from forum.core.db import session, transaction
from forum.members.models import PROFILE_FIELDS, FormerHandle, Shown
from forum.members.named import BoardRole
from forum.threads.models import State
from tests.factories import make_board, make_member, make_named, make_post, make_thread
from tests.pages import sign_in

WORDS = {
    "organisation": "Dorset Fire and Rescue",
    "job_title": "Station manager",
    "place": "Weymouth",
    "expertise": "hydrants, rotas",
    "about": "I look after nine engines.",
}


def make_profile(shown: str = Shown.MEMBERS, **facts):
    return make_member(
        name="Asha Patel", handle="asha-patel", **WORDS, **{f"{name}_shown": shown for name in WORDS}, **facts
    )


def words_on(page: str) -> set[str]:
    return {name for name, text in WORDS.items() if text in page}


VIEWERS = {
    "member": lambda _asha: make_member(),
    "verified": lambda _asha: make_member(verified=True),
    "lapsed": lambda _asha: make_member(verified_since=now(), verified_until=now() - timedelta(days=1)),
    "administrator": lambda _asha: make_member(role="administrator"),
    "owner": lambda asha: asha,
}
SEES = {
    Shown.MEMBERS: {"member", "verified", "lapsed", "administrator", "owner"},
    Shown.VERIFIED: {"verified", "owner"},
    Shown.NOBODY: {"owner"},
}


@pytest.mark.parametrize(("shown", "kind"), list(product(Shown, VIEWERS)))
def test_each_field_is_shown_to_those_whom_its_owner_chose(client, shown, kind):
    asha = make_profile(shown)
    sign_in(client, VIEWERS[kind](asha))

    page = client.get("/members/asha-patel").text

    assert "Asha Patel" in page
    assert words_on(page) == (set(WORDS) if kind in SEES[shown] else set())


@pytest.mark.parametrize("hidden", PROFILE_FIELDS)
def test_a_field_is_hidden_alone(client, hidden):
    make_member(name="Asha Patel", handle="asha-patel", **WORDS, **{f"{hidden}_shown": Shown.NOBODY})
    sign_in(client, make_member(verified=True))

    assert words_on(client.get("/members/asha-patel").text) == set(WORDS) - {hidden}


def test_guests_are_asked_to_sign_in_whether_the_member_exists_or_not(client):
    make_profile()

    there, absent = client.get("/members/asha-patel"), client.get("/members/nobody-here")

    assert (there.status_code, there.location) == (302, "/sign-in?next=/members/asha-patel")
    assert (absent.status_code, absent.location) == (302, "/sign-in?next=/members/nobody-here")


def test_an_unconfirmed_account_sees_no_profiles(client):
    make_profile()
    sign_in(client, make_member(confirmed_at=None))

    assert client.get("/members/asha-patel").status_code == 403


@pytest.mark.parametrize("handle", ["nobody-here", "a%00b", "Asha-Patel", "x" * 300, "%F0%9F%90%9D", "..%2f", "'"])
def test_a_handle_that_nobody_has_is_absent(client, handle):
    make_profile()
    sign_in(client, make_member())

    assert client.get(f"/members/{handle}").status_code == 404


def test_a_closed_account_has_no_profile(client):
    make_profile(closed_at=now())
    sign_in(client, make_member(role="administrator"))

    assert client.get("/members/asha-patel").status_code == 404


def test_a_former_handle_leads_to_the_member(client):
    asha = make_profile()
    with transaction():
        session.add(FormerHandle(handle="asha-before", skeleton="asha-before", member_id=asha.id))
    sign_in(client, make_member())

    answer = client.get("/members/asha-before")

    assert (answer.status_code, answer.location) == (302, "/members/asha-patel")


def test_no_profile_shows_an_e_mail_address(client):
    make_profile(email="asha@dorset.example.org")
    sign_in(client, make_member(role="administrator"))

    assert "asha@dorset" not in client.get("/members/asha-patel").text


def test_a_verified_colleague_has_a_badge_and_a_lapsed_one_has_none(client):
    make_profile(verified=True)
    make_member(handle="ben", verified_since=now(), verified_until=now() - timedelta(seconds=1))
    sign_in(client, make_member())

    assert "Verified public servant" in client.get("/members/asha-patel").text
    assert "Verified public servant" not in client.get("/members/ben").text


def test_what_a_member_says_of_themselves_is_shown_as_text(client):
    make_member(handle="asha", about="<script>alert(1)</script>\n\nSecond paragraph")
    sign_in(client, make_member())

    page = client.get("/members/asha").text

    assert "<script>alert" not in page
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" in page
    assert "<p>Second paragraph</p>" in page


def test_a_member_changes_the_profile_from_its_page_and_nobody_else_does(client, forum):
    sign_in(client, make_profile())
    other = forum.test_client()
    sign_in(other, make_member())

    assert "/settings/profile" in client.get("/members/asha-patel").text
    assert "/settings/profile" not in other.get("/members/asha-patel").text


# --- posts


@pytest.mark.parametrize(
    ("audience", "kinds"),
    [
        ("public", {"member", "verified", "moderator", "administrator"}),
        ("members", {"member", "verified", "moderator", "administrator"}),
        ("verified", {"verified", "moderator", "administrator"}),
        ("invited", {"invited"}),
    ],
)
@pytest.mark.parametrize("kind", ["member", "verified", "moderator", "administrator", "invited"])
def test_a_profile_shows_only_posts_that_the_viewer_may_read(client, audience, kinds, kind):
    asha, board = make_profile(verified=True), make_board(audience=audience, name="The closed cupboard")
    thread = make_thread(board=board, title="About the kettles in the cupboard")
    post = make_post(thread, asha, body="Nine kettles, one drawer.")
    reader = make_member(verified=kind == "verified", role=kind if kind in ("moderator", "administrator") else "member")
    if kind == "invited":
        make_named(reader, board, BoardRole.INVITED)
    sign_in(client, reader)

    page = client.get("/members/asha-patel").text

    leaks = [text in page for text in ("Nine kettles", "About the kettles", "The closed cupboard", f"/posts/{post.id}")]
    expected = kind in kinds or (kind == "invited" and audience in ("public", "members"))
    assert leaks == [expected] * 4


def test_a_confidential_thread_is_not_on_the_profile_of_who_answered_it(client):
    asha, asker = make_profile(verified=True), make_member(verified=True)
    thread = make_thread(board=make_board(own_threads_only=True), starter=asker, title="In confidence")
    make_post(thread, asha, body="We will help you.")
    pages = {}

    for who, member in {"asker": asker, "colleague": make_member(verified=True)}.items():
        sign_in(client, member)
        pages[who] = client.get("/members/asha-patel").text

    assert "We will help you." in pages["asker"]
    assert "We will help you." not in pages["colleague"]
    assert "In confidence" not in pages["colleague"]


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN, State.DELETED])
def test_posts_that_are_not_published_are_on_no_profile(client, state):
    asha = make_profile()
    make_post(make_thread(), asha, body="Better forgotten.", state=state)
    sign_in(client, make_member(role="administrator"))

    assert "Better forgotten." not in client.get("/members/asha-patel").text


def test_a_profile_without_readable_posts_is_that_of_one_who_wrote_nothing(client):
    writer, silent = make_member(name="Same Name", handle="aaaa"), make_member(name="Same Name", handle="bbbb")
    make_thread(board=make_board(audience="verified"), starter=writer)
    sign_in(client, make_member())

    pages = [client.get(f"/members/{one.handle}").text.replace(one.handle, "…") for one in (writer, silent)]

    assert pages[0] == pages[1]


def test_the_newest_ten_posts_are_shown_the_newest_first(client):
    asha, thread = make_profile(), make_thread()
    for number in range(12):
        make_post(thread, asha, body=f"Kettle {number:02}.", created_at=now() - timedelta(hours=20 - number))
    sign_in(client, make_member())

    page = client.get("/members/asha-patel").text

    shown = [number for number in range(12) if f"Kettle {number:02}." in page]
    assert shown == list(range(2, 12))
    assert page.index("Kettle 11.") < page.index("Kettle 10.")
