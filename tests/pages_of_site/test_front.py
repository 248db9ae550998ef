"""The front page: only what the viewer may see, of names, counts, threads and people."""

from datetime import timedelta
from itertools import product

import pytest

from forum.boards.models import Section
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.members.models import Shown
from forum.members.named import BoardRole
from forum.threads.models import State
from tests.factories import make_board, make_member, make_named, make_post, make_thread
from tests.pages import sign_in
from tests.pages_of_site.looking import KINDS, READERS, look_as, main_of

SECRETS = ("Board of kettles", "All about kettles", "kettle-board", "Who has the kettles?", "Section of kettles")


def make_section(name: str, position: int = 0) -> Section:
    section = Section(name=name, slug=name.lower().replace(" ", "-"), position=position)
    with transaction():
        session.add(section)
    return section


@pytest.mark.parametrize(("audience", "kind"), list(product(READERS, KINDS)))
def test_a_board_its_section_its_threads_and_their_number_are_there_for_its_readers_only(client, audience, kind):
    board = make_board(
        name="Board of kettles",
        purpose="All about kettles",
        slug="kettle-board",
        audience=audience,
        section=make_section("Section of kettles"),
    )
    make_thread(board=board, title="Who has the kettles?")
    look_as(client, kind, board)

    page = main_of(client.get("/").text)

    assert [secret in page for secret in SECRETS] == [kind in READERS[audience]] * len(SECRETS)
    assert ("1 thread" in page) == (kind in READERS[audience])


def test_an_empty_forum_says_what_to_do(client, forum):
    make_board(audience="verified")
    member = forum.test_client()
    sign_in(member, make_member())

    assert "Sign in to see the boards for members." in client.get("/").text
    assert "There is no board yet that you can read" in member.get("/").text


def test_boards_stand_in_their_sections_in_order(client):
    second, first = make_section("Second", 2), make_section("First", 1)
    for section, position, name in [(second, 1, "Board C"), (first, 2, "Board B"), (first, 1, "Board A")]:
        make_board(section=section, position=position, name=name)

    page = client.get("/").text

    order = [page.index(f">{name}<") for name in ("First", "Board A", "Board B", "Second", "Board C")]
    assert order == sorted(order)


def test_the_newest_thread_is_the_one_answered_last(client):
    board = make_board()
    make_thread(board=board, title="Asked last", last_post_at=now() - timedelta(hours=2))
    make_thread(board=board, title="Answered last", last_post_at=now() - timedelta(hours=1))

    page = main_of(client.get("/").text)

    assert "Answered last" in page[page.index("latest:") : page.index("<aside")]
    assert "Asked last" not in page[page.index("latest:") : page.index("<aside")]


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN, State.DELETED])
def test_a_thread_that_is_not_published_is_neither_named_nor_counted(client, state):
    make_thread(title="Not for reading", state=state)

    page = main_of(client.get("/").text)

    assert "Not for reading" not in page
    assert "0 threads" in page


# --- boards where members see only their own threads


@pytest.fixture
def desk():
    """A confidential desk, with a thread of Asha's and then one of Ben's."""
    board = make_board(name="The desk", audience="members", own_threads_only=True)
    asha, ben = make_member(name="Asha"), make_member(name="Ben")
    for hours, starter in [(2, asha), (1, ben)]:
        moment = now() - timedelta(hours=hours)
        make_thread(board=board, starter=starter, title=f"In confidence, {starter.name}", last_post_at=moment)
    return board, asha, ben


def test_on_a_confidential_desk_each_member_sees_the_own_threads_and_no_number(client, desk):
    _board, asha, _ben = desk
    sign_in(client, asha)

    page = main_of(client.get("/").text)

    assert "In confidence, Asha" in page
    assert "In confidence, Ben" not in page
    assert "you see the threads that you started" in page
    assert "threads</span>" not in page.replace("you see the threads", "")


def test_a_member_without_a_thread_on_the_desk_sees_none_and_no_date(client, desk):
    sign_in(client, make_member())

    page = main_of(client.get("/").text)

    assert "The desk" in page
    assert "In confidence" not in page
    assert "latest:" not in page


@pytest.mark.parametrize("kind", ["board moderator", "moderator", "administrator"])
def test_moderators_see_the_desk_whole(client, desk, kind):
    look_as(client, kind, desk[0])

    page = main_of(client.get("/").text)

    assert "2 threads" in page
    assert "In confidence, Ben" in page


# --- what is going on


def test_what_is_new_names_the_four_threads_answered_last(client):
    board = make_board()
    for number in range(6):
        moment = now() - timedelta(hours=number)
        make_thread(board=board, title=f"Thread {number}", created_at=moment, last_post_at=moment, reply_count=1)

    side = client.get("/").text.split("<aside")[1]

    assert [number for number in range(6) if f"Thread {number}<" in side] == [0, 1, 2, 3]
    assert "Waiting for an answer" not in side


def test_what_waits_is_what_somebody_could_answer(client):
    waits = make_thread(title="Waits for somebody")
    make_post(make_thread(title="Has a reply"))
    make_thread(title="Locked away", locked=True)
    make_thread(board=make_board(reply_by="nobody"), title="An announcement")
    make_thread(board=make_board(archived=True), title="Long ago")

    waiting = client.get("/").text.split('id="waiting"')[1]

    assert waits.title in waiting
    assert not any(title in waiting for title in ("Has a reply", "Locked away", "An announcement", "Long ago"))


def test_who_joined_this_week_is_told_to_members_and_not_to_guests(client, forum):
    make_member(name="Asha Patel", organisation="Dorset Fire")
    make_member(name="Long Here", joined_at=now() - timedelta(days=8))
    member = forum.test_client()
    sign_in(member, make_member(joined_at=now() - timedelta(days=30)))

    assert "Asha Patel" not in client.get("/").text
    assert "Joined this week" not in client.get("/").text
    assert "Asha Patel" in member.get("/").text
    assert "Dorset Fire" in member.get("/").text
    assert "Long Here" not in member.get("/").text


@pytest.mark.parametrize(
    "facts",
    [
        {"in_finder": False},
        {"closed_at": now()},
        {"email": None, "archive_key": "list:asha"},
        {"confirmed_at": None},
    ],
)
def test_who_joined_leaves_out_those_whom_the_finder_leaves_out(client, facts):
    make_member(name="Asha Patel", **facts)
    sign_in(client, make_member())

    assert "Asha Patel" not in client.get("/").text


@pytest.mark.parametrize(
    ("shown", "kinds"), [(Shown.MEMBERS, {"member", "verified"}), (Shown.VERIFIED, {"verified"}), (Shown.NOBODY, set())]
)
@pytest.mark.parametrize("kind", ["member", "verified"])
def test_an_organisation_stands_beside_a_name_for_those_who_may_see_it(client, shown, kinds, kind):
    asha = make_member(name="Asha Patel", organisation="Dorset Fire", organisation_shown=shown)
    make_thread(starter=asha)
    sign_in(client, make_member(verified=kind == "verified"))

    pages = [client.get("/").text, client.get("/latest").text]

    assert ["Dorset Fire" in page for page in pages] == [kind in kinds] * 2


def test_guests_see_no_organisation_and_no_profile(client):
    make_thread(starter=make_member(name="Asha Patel", organisation="Dorset Fire", handle="asha"))

    pages = [client.get(path).text for path in ("/", "/latest", "/unanswered")]

    assert not any("Dorset Fire" in page or "/members/" in page for page in pages)


def test_a_guest_s_front_page_sets_no_cookie_and_may_be_kept_if_asked_for_again(client):
    make_thread()

    answer = client.get("/")

    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert "Cookie" in answer.headers["Vary"]


def test_an_invited_board_is_closed_to_those_who_were_invited_elsewhere(client):
    board, other = make_board(audience="invited", name="Theirs"), make_board(audience="invited", name="Mine")
    member = make_member(verified=True)
    make_named(member, other, BoardRole.INVITED)
    sign_in(client, member)

    assert ">Mine<" in client.get("/").text
    assert ">Theirs<" not in client.get("/").text
    assert client.get(f"/boards/{board.slug}").status_code == 404
