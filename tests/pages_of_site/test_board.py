"""The page of a board: who gets it, which threads stand on it, in which order."""

from datetime import timedelta
from itertools import product

import pytest

from forum.core.clock import now
from forum.core.db import session, transaction
from forum.members.named import BoardRole
from forum.threads.models import ReadMarker, State
from tests.factories import make_board, make_member, make_named, make_post, make_thread
from tests.pages import sign_in
from tests.pages_of_site.looking import KINDS, READERS, look_as, main_of, next_page, titles
from tests.statements import count_queries


def hours_ago(hours: float) -> dict:
    moment = now() - timedelta(hours=hours)
    return {"created_at": moment, "last_post_at": moment}


@pytest.mark.parametrize(("audience", "kind"), list(product(READERS, KINDS)))
def test_a_board_is_there_for_its_readers_only(client, audience, kind):
    board = make_board(audience=audience)
    make_thread(board=board, title="Who has the kettles?")
    look_as(client, kind, board)

    answer = client.get(f"/boards/{board.slug}")

    assert answer.status_code == (200 if kind in READERS[audience] else 404)
    assert ("Who has the kettles?" in answer.text) == (kind in READERS[audience])


@pytest.mark.parametrize("kind", ["guest", "member"])
def test_a_closed_board_cannot_be_told_from_one_that_does_not_exist(client, kind):
    board = make_board(audience="verified", slug="closed-board")
    look_as(client, kind, board)
    client.get("/boards/nowhere")  # the first page of a member sets a cookie
    seen = {}

    for slug in ("closed-board", "absent-board"):
        with count_queries() as statements:
            answer = client.get(f"/boards/{slug}")
        seen[slug] = (
            answer.status_code,
            answer.text.replace(slug, "…"),
            list(statements),
            sorted(answer.headers.keys()),
        )

    assert seen["closed-board"] == seen["absent-board"]
    assert seen["closed-board"][0] == 404


@pytest.mark.parametrize("slug", ["x" * 300, "%00", "Board-1", "%E2%80%AE", "..", "a%2Fb"])
def test_an_address_that_is_none_is_absent(client, slug):
    assert client.get(f"/boards/{slug}").status_code == 404


def test_threads_stand_in_the_order_of_their_last_reply(client):
    board = make_board()
    for hours in (3, 1, 2):
        make_thread(board=board, title=f"{hours} hours ago", **hours_ago(hours))
    make_thread(title="Of another board")

    assert titles(client.get(f"/boards/{board.slug}").text) == ["1 hours ago", "2 hours ago", "3 hours ago"]


def test_a_board_goes_on_page_by_page_without_loss_or_repetition(client):
    board = make_board()
    same_moment = hours_ago(1)
    for number in range(60):
        make_thread(board=board, title=f"Thread {number:02}", **same_moment)
    seen, address, pages = [], f"/boards/{board.slug}", 0

    while address:
        page = client.get(address).text
        seen, address, pages = seen + titles(page), next_page(page), pages + 1

    assert pages == 3
    assert seen == [f"Thread {number:02}" for number in reversed(range(60))]


def test_a_thread_that_comes_to_the_top_meanwhile_moves_no_other(client):
    board = make_board()
    for number in range(30):
        make_thread(board=board, title=f"Thread {number:02}", **hours_ago(number + 1))
    first = client.get(f"/boards/{board.slug}").text

    make_thread(board=board, title="Brand new", **hours_ago(0))

    assert titles(client.get(next_page(first)).text) == [f"Thread {number:02}" for number in range(25, 30)]


@pytest.mark.parametrize("after", ["x", "%00", "W10", "bnVsbA", "WzEsMl0"])
def test_a_cursor_that_no_page_gave_out_is_absent(client, after):
    board = make_board()

    assert client.get(f"/boards/{board.slug}?after={after}").status_code == 404


def test_a_board_is_narrowed_to_what_is_asked_for(client):
    board, me = make_board(), make_member(all_read_at=now() - timedelta(days=9))
    waiting = make_thread(board=board, title="Waiting", **hours_ago(4))
    answered, mine = (
        make_thread(board=board, title="Answered", **hours_ago(3)),
        make_thread(board=board, title="Mine", starter=me, **hours_ago(2)),
    )
    reply = make_post(answered)
    make_post(mine)
    with transaction():
        session.merge(answered).accepted_id = reply.id
        session.add_all([ReadMarker(member_id=me.id, thread_id=one.id, number=2) for one in (answered, mine)])
    sign_in(client, me)

    shown = {
        show: titles(client.get(f"/boards/{board.slug}?show={show}").text)
        for show in ("all", "unanswered", "answered", "unread", "mine")
    }

    assert shown == {
        "all": ["Mine", "Answered", "Waiting"],
        "unanswered": ["Waiting"],
        "answered": ["Answered"],
        "unread": [waiting.title],
        "mine": ["Mine"],
    }


def test_a_narrowed_board_stays_narrowed_on_its_next_page(client):
    board = make_board()
    for number in range(30):
        make_thread(board=board, title=f"Thread {number:02}", **hours_ago(number + 1))
        make_post(make_thread(board=board, title="Has a reply", **hours_ago(number + 1)))

    address = next_page(client.get(f"/boards/{board.slug}?show=unanswered").text)

    assert "show=unanswered" in address
    assert titles(client.get(address).text) == [f"Thread {number:02}" for number in range(25, 30)]


@pytest.mark.parametrize("show", ["unread", "mine", "everything", "", "%00"])
def test_guests_narrow_a_board_to_nothing_that_is_theirs(client, show):
    board = make_board()

    assert client.get(f"/boards/{board.slug}?show={show}").status_code == 404


def test_on_a_confidential_desk_each_member_sees_the_own_threads(client):
    board, asha = make_board(audience="members", own_threads_only=True), make_member()
    make_thread(board=board, starter=asha, title="Mine")
    make_thread(board=board, title="Somebody else's")
    sign_in(client, asha)

    page = client.get(f"/boards/{board.slug}").text

    assert titles(page) == ["Mine"]
    assert "Somebody else" not in page


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN, State.DELETED])
def test_threads_that_are_not_published_are_not_listed_to_others(client, state):
    board = make_board()
    make_thread(board=board, title="Not for reading", state=state)
    sign_in(client, make_member(verified=True))

    assert "Not for reading" not in client.get(f"/boards/{board.slug}").text


def test_an_archived_board_is_read_and_not_written(client):
    board, asha = make_board(archived=True), make_member(verified=True)
    thread = make_thread(board=board)
    sign_in(client, asha)

    page = client.get(f"/boards/{board.slug}").text
    refused = [
        client.get(f"/boards/{board.slug}/threads/new"),
        client.send(
            f"/boards/{board.slug}/threads/new",
            {"title": "Where do kettles go?", "body": "Where?", "form_key": "a" * 32},
        ),
        client.send(f"/threads/{thread.id}/replies", {"body": "There.", "form_key": "b" * 32}),
    ]

    assert "This board is archived: it can be read, and takes no more writing." in page
    assert "Start a thread" not in page
    assert "Waiting for an answer" not in main_of(page)
    assert [answer.status_code for answer in refused] == [403] * 3


@pytest.mark.parametrize(
    ("settings", "kinds"),
    [
        ({"start_by": "members"}, {"member", "verified", "invited", "board moderator", "moderator", "administrator"}),
        ({"start_by": "verified"}, {"verified", "board moderator", "moderator", "administrator"}),
        ({"start_by": "moderators"}, {"board moderator", "moderator", "administrator"}),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_the_button_to_start_a_thread_is_there_for_those_who_may(client, settings, kinds, kind):
    board = make_board(**settings)
    make_thread(board=board)
    look_as(client, kind, board)

    assert (f"/boards/{board.slug}/threads/new" in client.get(f"/boards/{board.slug}").text) == (kind in kinds)


def test_a_board_says_what_it_is_for_who_does_what_and_who_looks_after_it(client):
    board = make_board(
        name="Kettles", purpose="All about kettles.", house_rules="Be warm.", start_by="moderators", reply_by="nobody"
    )
    make_named(make_member(name="Asha Patel"), board, BoardRole.MODERATOR)
    sign_in(client, make_member())

    page = client.get(f"/boards/{board.slug}").text

    for words in (
        "All about kettles.",
        "Anyone may read.",
        "Its moderators start threads.",
        "Nobody replies here.",
        "Be warm.",
        "Asha Patel",
    ):
        assert words in page
