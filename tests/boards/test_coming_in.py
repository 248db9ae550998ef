"""The pages for coming into a board: asking, deciding, and who is named on it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum.boards import admission, inviting
from forum.boards.models import AdmissionRequest
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.members.named import BoardRole, NamedMember
from forum.permissions.people import Operator
from tests.factories import make_board, make_member, make_named, make_organisation
from tests.pages import sign_in

WORDS = "I run the same pilot in Devon."


@pytest.fixture
def board():
    return make_board(name="Pilot", slug="pilot", audience="invited", open_title=True)


@pytest.fixture
def asha():
    return make_member(name="Asha Patel", handle="asha")


@pytest.fixture
def decider(board):
    member = make_member(name="Zoe Marsh", handle="zoe")
    make_named(member, board, BoardRole.MODERATOR)
    return member


@pytest.fixture
def desk(forum, decider):
    browser = forum.test_client()
    sign_in(browser, decider)
    return browser


def states() -> list[str]:
    return list(session.scalars(select(AdmissionRequest.state).order_by(AdmissionRequest.id)))


def test_asking_waiting_and_coming_in_at_the_next_request(client, board, asha, desk):
    sign_in(client, asha)

    asked = client.send("/boards/pilot/ask", {"words": WORDS})
    waiting, front = client.get("/boards/pilot").text, client.get("/").text
    request = session.scalars(select(AdmissionRequest)).one()
    page = desk.get("/boards/pilot/requests").text
    done = desk.send(f"/boards/pilot/requests/{request.id}/let-in")

    assert (asked.status_code, asked.location) == (303, "/boards/pilot")
    assert "Your request waits" in waiting
    assert "You have asked to come in" in front
    assert "Asha Patel asks to come in" in page
    assert WORDS in page
    assert (done.status_code, done.location) == (303, "/boards/pilot/requests")
    assert "No threads yet" in client.get("/boards/pilot").text
    assert "Nobody waits" in desk.get("/boards/pilot/requests").text


def test_who_is_declined_reads_why_and_from_when_they_may_ask_again(client, board, asha, desk):
    sign_in(client, asha)
    request = admission.ask_to_come_in(asha, board, WORDS)

    done = desk.send(f"/boards/pilot/requests/{request.id}/decline", {"reason": "For the pilot's own staff."})
    page = client.get("/boards/pilot").text

    assert done.status_code == 303
    assert "You were not let in" in page
    assert "For the pilot&#39;s own staff." in page
    assert "You can ask again from" in page
    assert "/boards/pilot/ask" not in page
    assert client.get("/boards/pilot/ask").location == "/boards/pilot"
    assert client.send("/boards/pilot/ask", {"words": WORDS}).status_code == 409


def test_a_request_is_taken_back(client, board, asha):
    sign_in(client, asha)
    admission.ask_to_come_in(asha, board, WORDS)

    done = client.send("/boards/pilot/ask/withdraw")

    assert done.status_code == 303
    assert states() == ["withdrawn"]
    assert "Ask to come in" in client.get("/boards/pilot").text
    assert client.send("/boards/pilot/ask/withdraw").status_code == 404


@pytest.mark.parametrize(
    ("words", "fault"), [("", "Say why you"), ("  \n", "Say why you"), ("w" * 1001, "at most 1000")]
)
def test_words_that_cannot_be_are_kept(client, board, asha, words, fault):
    sign_in(client, asha)

    answer = client.send("/boards/pilot/ask", {"words": words})

    assert answer.status_code == 422
    assert fault in answer.text
    assert words.strip() in answer.text
    assert states() == []


def test_a_second_request_keeps_its_words_and_is_told(client, board, asha):
    sign_in(client, asha)
    admission.ask_to_come_in(asha, board, WORDS)

    answer = client.send("/boards/pilot/ask", {"words": "Other words"})

    assert answer.status_code == 409
    assert "You have asked already" in answer.text
    assert "Other words" in answer.text


def test_nobody_asks_more_than_five_times_a_day(client, board, asha):
    sign_in(client, asha)
    for _time in range(5):
        client.send("/boards/pilot/ask", {"words": WORDS})
        client.send("/boards/pilot/ask/withdraw")

    answer = client.send("/boards/pilot/ask", {"words": WORDS})

    assert answer.status_code == 429
    assert WORDS in answer.text
    assert "Retry-After" in answer.headers


def test_a_guest_is_led_to_sign_in_and_back(client, board):
    assert client.get("/boards/pilot/ask").location == "/sign-in?next=/boards/pilot/ask"


def test_a_decline_without_a_reason_is_asked_for_one(board, asha, desk):
    request = admission.ask_to_come_in(asha, board, WORDS)

    answer = desk.send(f"/boards/pilot/requests/{request.id}/decline", {"reason": " "})
    long = desk.send(f"/boards/pilot/requests/{request.id}/decline", {"reason": "r" * 501})

    assert (answer.status_code, long.status_code) == (422, 422)
    assert "Say why not" in answer.text
    assert "r" * 501 in long.text
    assert states() == ["waiting"]


def test_the_second_who_decides_is_told_on_the_page(board, asha, desk):
    request = admission.ask_to_come_in(asha, board, WORDS)
    admission.let_in(make_member(role="administrator"), request)

    answers = [
        desk.send(f"/boards/pilot/requests/{request.id}/let-in"),
        desk.send(f"/boards/pilot/requests/{request.id}/decline", {"reason": "No."}),
    ]

    for answer in answers:
        assert answer.status_code == 409
        assert "This request waits no longer" in answer.text


def test_an_administrator_outside_decides_and_sees_nothing_of_the_board(client, board, asha):
    sign_in(client, make_member(role="administrator"))
    request = admission.ask_to_come_in(asha, board, WORDS)

    page = client.get("/boards/pilot/requests")
    done = client.send(f"/boards/pilot/requests/{request.id}/let-in")

    assert page.status_code == 200
    assert WORDS in page.text
    assert done.status_code == 303
    assert "How to come in" in client.get("/boards/pilot").text


def test_who_asks_and_could_decide_is_told_that_somebody_else_does(client, board):
    admin = make_member(role="administrator")
    sign_in(client, admin)
    request = admission.ask_to_come_in(admin, board, WORDS)

    page = client.get("/boards/pilot/requests").text
    answer = client.send(f"/boards/pilot/requests/{request.id}/let-in")

    assert "somebody else decides" in page
    assert ">Let in" not in page
    assert answer.status_code == 403
    assert states() == ["waiting"]


def test_a_request_of_another_board_is_absent(board, asha, desk):
    other = make_board(audience="invited", open_title=True)
    request = admission.ask_to_come_in(asha, other, WORDS)

    assert desk.send(f"/boards/pilot/requests/{request.id}/let-in").status_code == 404
    assert states() == ["waiting"]


def test_readers_who_do_not_moderate_decide_nothing(client, board, asha, decider):
    make_named(asha, board, BoardRole.INVITED)
    request = admission.ask_to_come_in(make_member(), board, WORDS)
    sign_in(client, asha)

    for answer in (
        client.get("/boards/pilot/requests"),
        client.get("/boards/pilot/people"),
        client.send(f"/boards/pilot/requests/{request.id}/let-in"),
        client.send("/boards/pilot/people/invite", {"handle": "zoe"}),
        client.send("/boards/pilot/people/zoe/remove"),
    ):
        assert answer.status_code == 403
    assert states() == ["waiting"]


def test_who_moderates_sees_who_may_read_and_invites_and_removes_members(board, desk, asha, client):
    sign_in(client, asha)
    inviting.invite_organisation(Operator(), board, make_organisation(name="Dorset Council"))

    done = desk.send("/boards/pilot/people/invite", {"handle": "@Asha"})
    page, inside = desk.get("/boards/pilot/people").text, client.get("/boards/pilot").text
    removed = desk.send("/boards/pilot/people/asha/remove")

    assert done.status_code == removed.status_code == 303
    for word in ("Zoe Marsh", "Asha Patel", "Dorset Council"):
        assert word in page
    assert "No threads yet" in inside
    assert "How to come in" in client.get("/boards/pilot").text
    assert "Invite the organisation" not in page


@pytest.mark.parametrize(
    ("handle", "fault"),
    [
        ("", "Write the handle"),
        ("nobody", "no member with this handle"),
        ("\x00%", "no member"),
        ("zoe", "Nobody decides"),
        ("paused", "has paused the rights"),
        ("x" * 41, ""),
    ],
)
def test_a_handle_that_cannot_be_invited_is_kept(board, desk, handle, fault):
    make_member(handle="paused", suspended_until=now() + timedelta(days=1))

    answer = desk.send("/boards/pilot/people/invite", {"handle": handle})

    assert answer.status_code in (403, 422)
    assert fault in answer.text
    assert session.scalar(select(func.count()).select_from(NamedMember)) == 1


def test_an_administrator_invites_an_organisation_after_the_password(client, board):
    dorset = make_organisation(name="Dorset Council", slug="dorset")
    admin = make_member(role="administrator")
    colleague = make_member(verified_at=dorset)
    row = sign_in(client, admin, proven_at=now() - timedelta(hours=1))

    before = client.send("/boards/pilot/organisations/invite", {"organisation": "Dorset Council"})
    with transaction():
        row.proven_at = now()
    unknown = client.send("/boards/pilot/organisations/invite", {"organisation": "Nowhere Council"})
    done = client.send("/boards/pilot/organisations/invite", {"organisation": "dorset council"})
    inside = board.id in session.get(type(admin), colleague.id).invited_to
    removed = client.send("/boards/pilot/organisations/dorset/remove")

    assert before.status_code == 403
    assert unknown.status_code == 422
    assert "Nowhere Council" in unknown.text
    assert (done.status_code, inside, removed.status_code) == (303, True, 303)
    assert client.send("/boards/pilot/organisations/dorset/remove").status_code == 404


def test_a_moderator_of_the_board_invites_no_organisation(board, desk):
    make_organisation(slug="dorset")

    for path in ("invite", "dorset/remove"):
        assert desk.send(f"/boards/pilot/organisations/{path}", {"organisation": "dorset"}).status_code == 403


@pytest.mark.parametrize("facts", [{}, {"open_title": False}, {"audience": "members"}])
def test_the_way_to_requests_is_shown_where_somebody_can_ask(desk, board, facts):
    with transaction():
        for name, value in facts.items():
            setattr(board, name, value)

    pages = [desk.get(path).text for path in ("/boards/pilot", "/boards/pilot/people")]

    assert ["/boards/pilot/requests" in page for page in pages] == [not facts] * 2
