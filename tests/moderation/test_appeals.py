"""A suspended member sees why, until when, and can appeal; another moderator decides."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from forum.core.clock import at, now
from forum.core.db import session
from forum.core.errors import Conflict, Invalid, Refused
from forum.core.log import LogEntry
from forum.core.outbox import deliver_pending, history
from forum.moderation.appeals import answer_appeal, appeal
from forum.moderation.ladder import next_rung
from forum.moderation.letters import suspended_letter
from forum.moderation.models import Case, CaseKind
from forum.moderation.sanction_models import Appeal, Sanction, SanctionKind
from forum.moderation.sanctions import lift, silence, suspend
from forum.moderation.undoing import undo
from tests.accounts.door import OTHER_PASSWORD, knock, letters, make_account
from tests.factories import make_member
from tests.moderation.people import make_moderator, words_told
from tests.pages import sign_in

WHY = "You called a colleague names."
SAID = "It was a quotation."


def suspended(by=None, **facts):
    """Somebody who is suspended; answers them and the sanction."""
    member = make_member(**facts)
    suspend(by or make_moderator(), member, 3, WHY)
    return member, session.scalars(select(Sanction).where(Sanction.member_id == member.id)).one()


def only_case() -> Case:
    return session.scalars(select(Case).where(Case.kind == CaseKind.APPEAL)).one()


def test_after_the_right_password_there_is_the_reason_the_end_and_an_appeal_and_nothing_else(client):
    member = make_account()
    suspend(make_moderator(), member, 3, WHY)
    sanction = session.scalars(select(Sanction)).one()

    wrong, right = knock(client, OTHER_PASSWORD), knock(client)
    page = client.get("/")
    answer = client.send(f"/moderation/sanctions/{sanction.id}/appeal", {"appeal": SAID})
    after = client.get("/settings")

    assert (wrong.status_code, right.status_code, page.status_code) == (422, 303, 403)
    assert WHY not in wrong.text
    assert WHY in page.text
    assert answer.status_code == 303
    assert after.status_code == 403
    assert SAID in after.text
    assert "Another moderator" in after.text
    assert client.get(f"/moderation/sanctions/{sanction.id}").status_code == 403


def test_an_appeal_opens_a_case_that_another_moderator_decides(client):
    giver = make_moderator()
    member, sanction = suspended(giver)
    made = appeal(member, sanction, SAID)
    case = only_case()

    for who, status in ((make_moderator(), 303), (make_moderator(), 409)):
        sign_in(client, who)
        if status == 303:
            page = client.get(f"/moderation/appeals/{made.id}").text
            assert SAID in page
            assert WHY in page
            assert f"/moderation/appeals/{made.id}" in client.get("/moderation").text
        answer = client.send(f"/moderation/appeals/{made.id}", {"preset": "mistaken", "decision": "lift"})
        assert answer.status_code == status

    assert not member.is_suspended
    assert not case.is_open
    assert words_told(member)[-1] == "appeal succeeded"
    assert next_rung(member, SanctionKind.SUSPENSION) == 1


def test_who_gave_the_sanction_does_not_decide(client):
    giver = make_moderator()
    member, sanction = suspended(giver)
    made = appeal(member, sanction, SAID)
    sign_in(client, giver)

    page = client.get(f"/moderation/appeals/{made.id}").text
    answer = client.send(f"/moderation/appeals/{made.id}", {"preset": "mistaken", "decision": "lift"})

    assert "waits for another moderator" in page
    assert "There is no other moderator at this moment" in page
    assert answer.status_code == 403
    assert made.is_open
    assert member.is_suspended


def test_who_appealed_with_success_reads_so_in_the_notice_on_the_deed_and_on_the_record(client):
    giver = make_moderator()
    member = make_member()
    silence(giver, member, 3, WHY)
    sanction = session.scalars(select(Sanction)).one()
    entry = answer_appeal(make_moderator(), appeal(member, sanction, SAID), True, "You are right.")
    deliver_pending()
    sign_in(client, member)

    inbox = client.get("/notifications").text
    pages = [client.get(path).text for path in ("/settings/moderation", f"/moderation/deeds/{entry.id}")]
    own = client.get(f"/moderation/sanctions/{sanction.id}").text
    sign_in(client, giver)
    record = client.get(f"/moderation/members/{member.handle}").text

    assert "Your appeal was successful: another moderator has ended the sanction" in inbox
    assert all("Your appeal was successful: the sanction was ended" in page for page in pages)
    assert "ended: your appeal was successful" in own
    assert "ended by an appeal" in record
    assert "ended early" not in own + record


def test_what_is_ended_without_an_appeal_or_by_who_gave_it_is_no_success_of_one(client):
    giver = make_moderator()
    member, sanction = suspended(giver)
    lift(make_moderator(), sanction, "Enough.")
    suspend(giver, member, 3, WHY)
    other = session.scalars(select(Sanction).where(Sanction.ended_at.is_(None))).one()
    appeal(member, other, SAID)
    lift(giver, other, "You are right.")
    told = words_told(member)
    sign_in(client, member)

    assert told.count("lift") == 2
    assert "appeal succeeded" not in told
    assert "Your appeal was successful" not in client.get("/settings/moderation").text
    assert "ended early" in client.get(f"/moderation/sanctions/{other.id}").text


def test_an_appeal_that_is_not_followed_is_answered_in_words():
    member, sanction = suspended()
    made = appeal(member, sanction, SAID)

    entry = answer_appeal(make_moderator(), made, False, "It was no quotation.")

    assert member.is_suspended
    assert (made.is_upheld, made.answer) == (True, "It was no quotation.")
    assert entry.case_id == only_case().id
    assert next_rung(member, SanctionKind.SUSPENSION) == 3


@pytest.mark.parametrize("lifts", [True, False])
def test_a_decision_that_is_undone_lets_the_appeal_wait_again(lifts):
    member, sanction = suspended()
    made, moderator = appeal(member, sanction, SAID), make_moderator()

    undo(moderator, answer_appeal(moderator, made, lifts, "Hm."), member, "Not yet.")

    assert made.is_open
    assert only_case().is_open
    assert member.is_suspended
    answer_appeal(make_moderator(), made, True, "Now.")
    assert not member.is_suspended


def test_ending_the_sanction_and_undoing_it_settle_the_appeal():
    moderator = make_moderator()
    member, sanction = suspended(moderator)
    made = appeal(member, sanction, SAID)

    lift(moderator, sanction, "You are right.")
    assert made.is_upheld is False
    assert not only_case().is_open

    other, its_sanction = suspended(moderator)
    kept = appeal(other, its_sanction, SAID)
    undo(moderator, _entry_of(its_sanction), other, "A mistake.")
    assert [case.is_open for case in session.scalars(select(Case))] == [False, False]
    assert session.scalars(select(Appeal).order_by(Appeal.id)).all() == [made, kept]


def test_an_appeal_that_waits_is_kept_when_the_sanction_is_undone_and_the_next_sanction_has_its_own(client):
    giver = make_moderator()
    member, sanction = suspended(giver)
    made = appeal(member, sanction, SAID)

    undo(giver, _entry_of(sanction), member, "A mistake.")

    assert (made.words, made.is_open, made.is_upheld) == (SAID, False, False)
    assert not member.is_suspended
    assert next_rung(member, SanctionKind.SUSPENSION) == 1
    assert words_told(member)[-1] == "undo"
    sign_in(client, member)
    assert "taken back before another moderator looked at it" in client.get(f"/moderation/sanctions/{sanction.id}").text

    suspend(giver, member, 3, WHY)
    anew = session.scalars(select(Sanction).where(Sanction.ended_at.is_(None))).one()
    assert appeal(member, anew, SAID).is_open
    assert [case.is_open for case in session.scalars(select(Case).order_by(Case.id))] == [False, True]


@pytest.mark.parametrize("lifts", [True, False])
def test_who_gave_a_sanction_does_not_undo_what_was_decided_about_the_appeal(client, lifts):
    giver = make_moderator()
    member, sanction = suspended(giver)
    made = appeal(member, sanction, SAID)
    decision = answer_appeal(make_moderator(), made, lifts, "Hm.")

    with pytest.raises(Refused, match="Whoever gave a sanction"):
        undo(giver, decision, member, "I do not agree.")
    sign_in(client, giver)
    answer = client.send(f"/moderation/deeds/{decision.id}", {"preset": "mistaken"})

    assert answer.status_code == 403
    assert not made.is_open
    assert member.is_suspended is not lifts
    assert session.scalars(select(LogEntry).where(LogEntry.undoes_id.is_not(None))).all() == []


def _entry_of(sanction: Sanction):
    return session.get_one(LogEntry, sanction.entry_id)


def test_one_appeals_once_with_words_and_against_what_runs():
    member, sanction = suspended()
    with pytest.raises(Invalid, match="Say why"):
        appeal(member, sanction, "  ")
    with at(now() + timedelta(days=9)), pytest.raises(Conflict, match="nothing to appeal against"):
        appeal(member, sanction, SAID)
    appeal(member, sanction, SAID)
    with pytest.raises(Conflict, match="appealed already"):
        appeal(member, sanction, SAID)


def test_nobody_appeals_for_another_or_decides_their_own():
    member, sanction = suspended()
    with pytest.raises(Refused, match="Only the person whom this is about"):
        appeal(make_member(), sanction, SAID)
    moderator, its_sanction = suspended(make_member(role="administrator"), role="moderator")
    made = appeal(moderator, its_sanction, SAID)
    with pytest.raises(Refused, match="suspended"):
        answer_appeal(moderator, made, True, "Me.")
    with pytest.raises(Refused, match="only administrators"):
        answer_appeal(make_moderator(), made, True, "A friend.")


def test_who_is_silenced_appeals_on_the_page_of_the_sanction(client):
    member = make_member()
    silence(make_moderator(), member, 3, WHY)
    path = f"/moderation/sanctions/{session.scalars(select(Sanction.id)).one()}"
    sign_in(client, member)

    empty = client.send(f"{path}/appeal", {"appeal": ""})
    long = client.send(f"{path}/appeal", {"appeal": "x" * 2001})
    answer = client.send(f"{path}/appeal", {"appeal": SAID})

    assert (empty.status_code, long.status_code, answer.status_code) == (422, 422, 303)
    assert "x" * 2001 in long.text
    assert SAID in client.get(path).text


def test_what_a_suspended_member_typed_is_kept_when_it_is_refused_or_the_form_was_old(client):
    member, sanction = suspended()
    sign_in(client, member)

    long = client.send(f"/moderation/sanctions/{sanction.id}/appeal", {"appeal": "y" * 2001})
    old = client.post(f"/moderation/sanctions/{sanction.id}/appeal", data={"appeal": SAID, "csrf_token": "old"})

    assert (long.status_code, old.status_code) == (422, 403)
    assert "y" * 2001 in long.text
    assert SAID in old.text
    assert session.scalars(select(Appeal)).all() == []


def test_others_see_nothing_of_an_appeal(client):
    member, sanction = suspended(role="moderator", by=make_member(role="administrator"))
    made = appeal(member, sanction, SAID)
    lift(make_member(role="administrator"), sanction, "Well.")

    sign_in(client, member)
    assert client.get(f"/moderation/appeals/{made.id}").status_code == 404
    sign_in(client, make_member())
    answers = [client.get(f"/moderation/appeals/{number}").status_code for number in (made.id, 999999)]
    assert answers == [403, 403]


@pytest.fixture
def postbox(forum):
    """No letter of an earlier test."""
    forum.extensions["mailman"].outbox = []


def sent() -> list[Any]:
    """The letters about suspensions that went out."""
    deliver_pending()
    return [one for one in letters() if "is suspended" in one.subject]


def test_who_is_suspended_gets_one_letter_with_the_end_and_without_the_reason(postbox):
    member, _sanction = suspended(email="asha@example.org")

    [letter] = sent()

    assert letter.to == ["asha@example.org"]
    assert WHY not in letter.body
    assert member.name not in letter.body


def test_nobody_is_mailed_of_what_is_for_show_or_over(postbox):
    with history():
        _member, sanction = suspended()
    assert sent() == []

    assert suspended_letter({"sanction_id": sanction.id}) is not None
    lift(make_moderator(), sanction, "A mistake.")
    assert suspended_letter({"sanction_id": sanction.id}) is None


@pytest.mark.parametrize(
    ("decision", "fits", "says_the_opposite"), [("lift", "mistaken", "rightly"), ("uphold", "rightly", "mistaken")]
)
def test_there_are_ready_reasons_for_either_decision_and_none_says_the_opposite(
    client, decision, fits, says_the_opposite
):
    member, sanction = suspended()
    made = appeal(member, sanction, SAID)
    sign_in(client, make_moderator())
    path = f"/moderation/appeals/{made.id}"

    page = client.get(path).text
    wrong = client.send(path, {"preset": says_the_opposite, "words": "My own words", "decision": decision})
    right = client.send(path, {"preset": fits, "words": "", "decision": decision})

    assert f'value="{fits}"' in page
    assert (wrong.status_code, right.status_code) == (422, 303)
    assert "says the opposite of the button" in wrong.text
    assert "My own words" in wrong.text
