"""What is told about verifications, requests to come in, offices and entered boards, and what of it may be shown."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.boards.actions import name_on_board, remove_from_board
from forum.boards.entering import enter_board, leave_board
from forum.boards.events import AdmissionAsked, AdmissionDecided, BoardEntered
from forum.boards.inviting import invite_member, invite_organisation, remove_member
from forum.boards.models import AdmissionRequest, Asked
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.outbox import emit
from forum.members.actions import appoint
from forum.members.models import Role
from forum.members.named import BoardRole
from forum.notifications.models import Notice
from forum.verification.events import (
    SponsorAsked,
    VerificationAsked,
    VerificationEnding,
    VerificationGranted,
    VerificationLapsed,
    VerificationRefused,
    VerificationRevoked,
)
from forum.verification.models import Means, RequestState, Verification, VerificationRequest
from tests.factories import make_board, make_member, make_named, make_organisation
from tests.notifications.telling import change, send, told, work
from tests.notifications.test_inbox import links, unread
from tests.pages import sign_in


def happened(*events):
    with transaction():
        for event in events:
            emit(event)
    work()


def ask(board, member):
    request = AdmissionRequest(board_id=board.id, member_id=member.id, words="Please")
    with transaction():
        session.add(request)
    happened(AdmissionAsked(request.id))
    return request


def decide(request, state):
    change(request, state=state)
    happened(AdmissionDecided(request.id))


@pytest.fixture
def desk():
    """A closed board that shows its title, and its moderator."""
    board, moderator = (
        make_board(name="Marmalade", slug="marmalade", audience="invited", open_title=True),
        make_member(),
    )
    make_named(moderator, board, BoardRole.MODERATOR)
    return board, moderator


VERIFICATION = {
    "You are a verified public servant": VerificationGranted,
    "Your verification has ended. You can renew it": VerificationLapsed,
    "Your verification was taken back": VerificationRevoked,
    "Your request to be verified was refused": VerificationRefused,
}


@pytest.mark.parametrize("said", VERIFICATION)
def test_what_becomes_of_a_verification_is_told_and_sent(client, said):
    member = make_member()
    sign_in(client, member)

    happened(VERIFICATION[said](member.id, 7))
    happened(VERIFICATION[said](member.id, 7))

    assert said in client.get("/notifications").text
    assert told(member) == [("verification", 7)]
    [letter] = send(member)
    assert said in letter.subject
    assert client.get(links(client)[0]).location == "/settings/verification"


def test_what_is_told_of_a_verification_names_the_organisation_and_its_mail_does_not(client):
    council = make_organisation(name="Dorset Council")
    member = make_member()
    facts = {"member_id": member.id, "organisation_id": council.id}
    verification = Verification(**facts, grade="A", means=Means.ADDRESS, until=now() + timedelta(days=7))
    request = VerificationRequest(**facts, kind=Means.EVIDENCE, due_at=now(), state=RequestState.REFUSED)
    with transaction():
        session.add_all([verification, request])
    sign_in(client, member)

    happened(VerificationGranted(member.id, verification.id), VerificationEnding(member.id, verification.id, 7))
    happened(VerificationRefused(member.id, request.id))

    page = client.get("/notifications").text
    assert "You are a verified public servant at Dorset Council" in page
    assert "Your verification at Dorset Council ends in 7 days" in page
    assert "Your request to be verified at Dorset Council was refused" in page
    assert all("Dorset" not in str(letter.message()) for letter in send(member))


def test_who_decides_reads_at_which_organisation_somebody_asks(client):
    moderator = make_member(role="moderator")
    sign_in(client, moderator)

    request = make_request(make_member(), Means.EVIDENCE)
    happened(VerificationAsked(request.id))

    name = request.organisation.name
    assert f"A request to be verified at {name} waits for a decision" in client.get("/notifications").text


def test_the_end_of_a_verification_is_told_30_and_7_days_before(client):
    member = make_member()
    sign_in(client, member)

    happened(VerificationEnding(member.id, 7, 30), VerificationEnding(member.id, 7, 7))

    page = client.get("/notifications").text
    assert "Your verification ends in 30 days" in page
    assert "Your verification ends in 7 days" in page


def make_request(member, means):
    """An open request to be verified, of which those are told who decide it."""
    facts = {"organisation_id": make_organisation().id, "due_at": now() + timedelta(days=2)}
    request = VerificationRequest(member_id=member.id, kind=means, **facts)
    with transaction():
        session.add(request)
    return request


def test_moderators_are_told_of_evidence_and_not_of_their_own():
    moderator, asker, member = make_member(role="moderator"), make_member(role="administrator"), make_member()

    request = make_request(asker, Means.EVIDENCE)
    happened(VerificationAsked(request.id))

    assert told(moderator) == [("verification", request.id)]
    assert told(asker) == told(member) == []


def test_colleagues_are_asked_to_vouch_and_moderators_are_not():
    sponsor, moderator = make_member(), make_member(role="moderator")

    request = make_request(make_member(), Means.COLLEAGUES)
    happened(SponsorAsked(sponsor.id, request.id), VerificationAsked(request.id))

    assert told(sponsor) == [("verification", request.id)]
    assert told(moderator) == []
    assert "vouch" in send(sponsor)[0].subject


@pytest.mark.parametrize("means", [Means.EVIDENCE, Means.COLLEAGUES])
def test_what_was_decided_or_is_somebody_else_s_now_is_shown_to_nobody(client, means):
    moderator = make_member(role="moderator")
    sign_in(client, moderator)
    for loss in ("decided", "dismissed") if means == Means.EVIDENCE else ("decided",):
        request = make_request(make_member(), means)
        happened(SponsorAsked(moderator.id, request.id) if means == Means.COLLEAGUES else VerificationAsked(request.id))
        assert unread(client) == 1
        if loss == "decided":
            change(request, state=RequestState.WITHDRAWN)
        else:
            change(moderator, role=Role.MEMBER)
        assert unread(client) == 0
        assert send(moderator) == []


def test_a_request_to_come_in_is_told_to_those_who_decide(client, desk):
    board, moderator = desk
    administrator, asker, other = (
        make_member(role="administrator"),
        make_member(name="Asha"),
        make_member(role="moderator"),
    )

    request = ask(board, asker)

    assert told(moderator) == told(administrator) == [("admission", request.id)]
    assert told(asker) == told(other) == []
    sign_in(client, moderator)
    assert "Somebody asks to come into Marmalade" in client.get("/notifications").text
    assert client.get(links(client)[0]).location == "/boards/marmalade/requests"
    assert all("marmalade" not in str(letter.message()).lower() for letter in send())


@pytest.mark.parametrize("loss", [{"open_title": False}, None], ids=["title closed", "dismissed"])
def test_who_decides_no_more_sees_no_request(client, desk, loss):
    board, moderator = desk
    ask(board, make_member())
    sign_in(client, moderator)
    assert unread(client) == 1

    if loss:
        change(board, **loss)
    else:
        remove_from_board(make_member(role="administrator"), board, moderator, BoardRole.MODERATOR)

    assert unread(client) == 0
    assert "Marmalade" not in client.get("/notifications").text
    assert send(moderator) == []


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (Asked.LET_IN, "You were let into Marmalade"),
        (Asked.DECLINED, "Your request to come into Marmalade was declined"),
    ],
)
def test_who_asked_is_told_what_was_decided_and_reads_no_name_of_a_title_that_was_closed(client, desk, state, said):
    board, _moderator = desk
    asker = make_member()
    sign_in(client, asker)

    decide(ask(board, asker), Asked(state))

    assert said in client.get("/notifications").text
    change(board, open_title=False)
    assert "Marmalade" not in client.get("/notifications").text
    assert "marmalade" not in str(send(asker)[0].message()).lower()


def test_offices_are_told_when_they_begin_and_end(client):
    administrator, member = make_member(role="administrator"), make_member()
    board = make_board(name="Marmalade")
    sign_in(client, member)

    name_on_board(administrator, board, member, BoardRole.MODERATOR)
    appoint(administrator, member, Role.MODERATOR)
    appoint(administrator, member, Role.MEMBER)
    remove_from_board(administrator, board, member, BoardRole.MODERATOR)
    work()

    page = client.get("/notifications").text
    for said in (
        "You look after Marmalade now",
        "You no longer look after Marmalade",
        "You are a moderator of the whole forum now",
        "You are no longer a moderator of the whole forum",
    ):
        assert said in page
    assert len(send(member)) == 4


def test_an_office_that_is_given_again_later_is_told_again():
    administrator, member = make_member(role="administrator"), make_member()
    for day in (0, 1):
        with at(now() + timedelta(days=day)):
            appoint(administrator, member, Role.MODERATOR)
            appoint(administrator, member, Role.MEMBER)
            work()
            assert len(send(member)) == 2


def test_who_no_longer_sees_the_board_is_told_without_its_name(client, desk):
    board, moderator = desk
    change(board, open_title=False)
    sign_in(client, moderator)

    remove_from_board(make_member(role="administrator"), board, moderator, BoardRole.MODERATOR)
    work()

    page = client.get("/notifications").text
    assert "You no longer look after a board" in page
    assert "Marmalade" not in page
    assert client.get(links(client)[0]).location == "/notifications"


def test_moderators_of_a_closed_board_are_told_who_entered_it(client, desk):
    board, moderator = desk
    administrator = make_member(role="administrator")
    sign_in(client, moderator)

    happened(BoardEntered(board.id, administrator.id))

    assert "An administrator has entered Marmalade" in client.get("/notifications").text
    assert told(administrator) == []
    assert "marmalade" not in str(send(moderator)[0].message()).lower()


def test_who_is_invited_by_name_is_told_and_so_is_who_is_taken_off(client, desk):
    board, moderator = desk
    asha = make_member()
    sign_in(client, asha)

    invite_member(moderator, board, asha)
    work()
    invited = client.get("/notifications").text
    where = client.get(links(client)[0]).location
    remove_member(moderator, board, asha)
    work()

    page = client.get("/notifications").text
    assert "You were invited to Marmalade" in invited
    assert where == "/boards/marmalade"
    assert "You are no longer invited to Marmalade" in page
    assert told(asha) == [("admission", board.id), ("admission", board.id)]
    [letter] = send(asha)  # about the other one, the notice was read
    removed = session.scalar(select(Notice.id).where(Notice.member_id == asha.id, Notice.word == "removed"))
    assert "marmalade" not in str(letter.message()).lower()
    assert f"http://localhost/notifications/{removed}\n" in letter.body


def test_who_may_no_longer_know_of_the_board_reads_no_name_in_an_invitation_or_its_end(client, desk):
    board, moderator = desk
    change(board, open_title=False)
    asha = make_member()
    sign_in(client, asha)

    invite_member(moderator, board, asha)
    work()
    remove_member(moderator, board, asha)
    work()

    page = client.get("/notifications").text
    assert "You were invited to a board" in page
    assert "You are no longer invited to a board" in page
    assert "Marmalade" not in page
    assert {client.get(link).location for link in links(client)} == {"/notifications"}


def test_an_invitation_that_was_taken_back_before_it_could_be_told_is_not_told(desk):
    board, moderator = desk
    asha, administrator = make_member(), make_member(role="administrator")

    name_on_board(administrator, board, asha, BoardRole.INVITED)
    remove_from_board(administrator, board, asha, BoardRole.INVITED)
    work()

    assert [word for word in words_to(asha) if word == "invited"] == []


def test_who_enters_or_leaves_by_themselves_is_told_nothing(desk):
    board, _moderator = desk
    administrator = make_member(role="administrator")

    enter_board(administrator, board, "A complaint")
    leave_board(administrator, board)
    work()

    assert words_to(administrator) == []


def test_where_an_organisation_is_invited_nobody_is_told(desk):
    board, _moderator = desk
    dorset = make_organisation()
    asha = make_member(verified_at=dorset)

    invite_organisation(make_member(role="administrator"), board, dorset)
    work()

    assert words_to(asha) == []


def words_to(member):
    session.rollback()
    return session.scalars(select(Notice.word).where(Notice.member_id == member.id).order_by(Notice.id)).all()
