"""Two colleagues vouch, or two moderators agree; nobody decides about themselves; what is revoked ends at once."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Absent, Conflict, Refused
from forum.core.log import LogEntry
from forum.core.outbox import deliver_pending
from forum.notifications.models import Notice
from forum.verification import deciding
from forum.verification.actions import end_own
from forum.verification.models import Evidence, Sponsoring, Verification, VerificationRequest
from forum.verification.terms import months_after
from tests.factories import make_board, make_member, make_organisation
from tests.pages import sign_in
from tests.verification.people import make_verified, open_at, request_colleagues, request_evidence, set_behind

A_WHILE = timedelta(days=29)


def fresh(thing):
    session.refresh(thing)
    return thing


def count(model) -> int:
    return session.scalar(select(func.count()).select_from(model))


def browser(forum, member):
    client = forum.test_client()
    sign_in(client, member)
    return client


def test_two_colleagues_verify_for_six_months(forum, council):
    asha, first, second = make_member(), make_verified(council), make_verified(council)
    asked = request_colleagues(asha, council)

    one = browser(forum, first).send(f"/verification/requests/{asked.id}/vouch")
    between = fresh(asha).is_verified
    two = browser(forum, second).send(f"/verification/requests/{asked.id}/vouch")

    assert (one.status_code, two.status_code, between) == (303, 303, False)
    assert (fresh(asha).is_verified, asha.verified_grade, asha.verified_at_id) == (True, "B", council.id)
    assert asha.verified_until.date() == months_after(now(), 6).date()
    assert fresh(asked).state == "granted"
    assert open_at(asha).means == "colleagues"


def test_the_log_names_the_colleague_whose_word_decided(council):
    first, second = make_verified(council), make_verified(council)
    asked = request_colleagues(make_member(), council)

    deciding.vouch(first, asked)
    deciding.vouch(second, asked)

    assert (
        session.scalars(select(LogEntry.actor_id).where(LogEntry.deed == "verify").order_by(LogEntry.id)).all()[-1]
        == second.id
    )


def test_who_decides_finds_the_requests_from_every_page(forum, council):
    moderator, colleague = (browser(forum, one) for one in (make_member(role="moderator"), make_verified(council)))

    assert 'href="/verification/requests">Requests</a>' in moderator.get("/").text
    assert "/verification/requests" not in colleague.get("/").text
    assert 'href="/verification/requests"' in colleague.get("/settings/verification").text


def test_who_has_agreed_reads_that_it_takes_a_second_moderator(forum, council):
    asked = request_evidence(make_member(), council)
    client, other = (browser(forum, make_member(role="moderator")) for _number in range(2))

    client.send(f"/verification/requests/{asked.id}/agree")

    assert "you have agreed" in client.get("/verification/requests").text
    case = client.get(f"/verification/requests/{asked.id}").text
    assert "You have agreed. It takes a second moderator." in case
    assert "Agree: this shows it" not in case
    assert "you have agreed" not in other.get("/verification/requests").text
    assert "Agree: this shows it" in other.get(f"/verification/requests/{asked.id}").text


def test_who_may_vouch_and_who_may_not(council):
    other = make_organisation()
    asked = request_colleagues(make_member(), council)
    cannot = {
        "a member": make_member(),
        "verified elsewhere": make_verified(other),
        "grade B": make_verified(council, "B"),
        "verified for 29 days": make_verified(council, since=A_WHILE),
        "silenced": make_verified(council, silenced_until=now() + timedelta(days=1)),
        "suspended": make_verified(council, suspended_until=now() + timedelta(days=1)),
        "a moderator": make_member(role="moderator"),
        "lapsed": make_verified(council),
    }
    set_behind(cannot["lapsed"], verified_until=now() - timedelta(minutes=1))

    for who, colleague in cannot.items():
        with pytest.raises(Refused):
            deciding.vouch(colleague, asked)
        assert count(Sponsoring) == 0, who
    deciding.vouch(make_verified(council, since=timedelta(days=30, minutes=1)), asked)

    assert count(Sponsoring) == 1


def test_nobody_vouches_for_themselves(council):
    asha = make_verified(council)
    set_behind(open_at(asha), until=now() + timedelta(days=20))
    asked = request_colleagues(asha, council)

    with pytest.raises(Refused, match="about themselves"):
        deciding.vouch(asha, asked)


def test_one_colleague_counts_once(council):
    asked, colleague = request_colleagues(make_member(), council), make_verified(council)
    deciding.vouch(colleague, asked)

    with pytest.raises(Conflict):
        deciding.vouch(colleague, asked)

    assert count(Verification) == 1


def test_one_mailbox_behind_two_accounts_speaks_once(council):
    asha, first, second = make_member(), make_verified(council), make_verified(council)
    asked = request_colleagues(asha, council)
    deciding.vouch(first, asked)
    end_own(first, open_at(first))  # and now the mailbox can verify another account

    done = deciding.vouch(second, asked)

    assert (done, fresh(asha).is_verified) == (False, False)
    assert deciding.words_for(asked) == 1
    deciding.vouch(make_verified(council), asked)
    assert fresh(asha).is_verified


def test_the_word_of_a_colleague_who_was_suspended_since_does_not_count(council):
    first, second, asha = make_verified(council), make_verified(council), make_member()
    asked = request_colleagues(asha, council)
    deciding.vouch(first, asked)
    set_behind(first, suspended_until=now() + timedelta(days=3))

    assert not deciding.vouch(second, asked)
    assert not asha.is_verified


def test_a_colleague_vouches_for_five_a_year(council):
    colleague = make_verified(council)
    for _number in range(5):
        deciding.vouch(colleague, request_colleagues(make_member(), council))

    with pytest.raises(Refused, match="five colleagues within a year"):
        deciding.vouch(colleague, request_colleagues(make_member(), council))

    with session.get_bind().begin() as connection:
        connection.execute(Sponsoring.__table__.update().values(said_at=now() - timedelta(days=366)))
    session.rollback()
    deciding.vouch(colleague, request_colleagues(make_member(), council))


def test_colleagues_see_who_asks_at_their_organisation_and_nobody_else_does(forum, council):
    asked = request_colleagues(make_member(name="Asha Patel"), council)
    see = [make_verified(council), make_verified(council, role="moderator")]
    cannot = [make_member(), make_verified(make_organisation()), make_verified(council, since=A_WHILE)]

    assert all("Asha Patel" in browser(forum, one).get("/verification/requests").text for one in see)
    for one in cannot:
        client = browser(forum, one)
        assert "Asha Patel" not in client.get("/verification/requests").text
        assert client.get(f"/verification/requests/{asked.id}").status_code == 404
        assert client.send(f"/verification/requests/{asked.id}/vouch").status_code == 404


def test_a_request_that_names_nobody_is_told_to_a_few_who_may_vouch(forum, council):
    able = [make_verified(council) for _number in range(7)]
    make_verified(council, since=A_WHILE), make_verified(council, grade="B"), make_verified(make_organisation())
    asha = make_member()

    request_colleagues(asha, council)
    deliver_pending()

    told = session.scalars(select(Notice.member_id).where(Notice.word == "sponsor")).all()
    assert len(told) == 5
    assert set(told) <= {one.id for one in able}
    assert "there are no two yet" not in browser(forum, asha).get("/settings/verification").text


def test_who_asks_where_no_two_may_vouch_is_told_so(forum, council):
    asha, _only = make_member(), make_verified(council)

    request_colleagues(asha, council)

    assert "there are no two yet who may vouch" in browser(forum, asha).get("/settings/verification").text


def test_where_no_two_may_vouch_evidence_comes_first_and_says_why(forum, council):
    client = browser(forum, make_member())
    first, second = "Two colleagues vouch for you", "Two moderators look at evidence"
    make_verified(council)

    few = client.get(f"/settings/verification/ask/{council.slug}").text
    make_verified(council)
    enough = client.get(f"/settings/verification/ask/{council.slug}").text

    assert "there are not two who may vouch" in few
    assert "there are not two who may vouch" not in enough
    assert few.index(second) < few.index(first)
    assert enough.index(first) < enough.index(second)


def test_when_one_has_vouched_and_there_is_no_other_the_page_says_so(forum, council):
    asha, grace = make_member(), make_verified(council)

    deciding.vouch(grace, request_colleagues(asha, council))
    alone = browser(forum, asha).get("/settings/verification").text
    make_verified(council)
    with_another = browser(forum, asha).get("/settings/verification").text

    assert "One more colleague is needed, and there is no other" in alone
    assert "there are no two yet" not in alone
    assert "is needed" not in with_another


def test_where_nobody_may_decide_the_page_says_so(forum, council):
    asha = make_member()

    request_evidence(asha, council)

    assert "this forum does not have two who may decide" in browser(forum, asha).get("/settings/verification").text


def test_who_decides_reads_whom_they_have_verified(forum, council):
    asha, first, second = make_member(name="Asha Patel"), make_verified(council), make_verified(council)
    asked = request_colleagues(asha, council)
    deciding.vouch(first, asked)
    client = browser(forum, second)

    went = client.send(f"/verification/requests/{asked.id}/vouch")

    page = client.get(went.location).text
    assert "Asha Patel is verified now." in page
    assert "Requests to be verified</h1>" in page


def test_colleagues_are_named_by_their_handles(forum, council):
    asha, grace = make_member(), make_verified(council, handle="grace", name="Grace Adeyemi")
    client, path = browser(forum, asha), f"/settings/verification/ask/{council.slug}/colleagues"

    unknown = client.send(path, {"colleagues": "nobody-here"})
    unfit = client.send(path, {"colleagues": make_member(handle="bram").handle})
    many = client.send(path, {"colleagues": "a, b, c, d, e, f"})
    asked = client.send(path, {"colleagues": "@grace"})

    assert (unknown.status_code, unfit.status_code, many.status_code, asked.status_code) == (422, 422, 422, 303)
    assert "There is no member with the handle nobody-here." in unknown.text
    assert "cannot vouch for you there" in unfit.text
    assert session.execute(select(Sponsoring.sponsor_id, Sponsoring.named, Sponsoring.said_at)).one() == (
        grace.id,
        True,
        None,
    )
    page = client.get("/settings/verification").text
    assert "Asked by name: Grace Adeyemi" in page
    assert "0 of 2 have said yes" in page


def test_two_different_moderators_verify_by_evidence_which_is_gone_then(forum, council):
    asha, first, second = make_member(), make_member(role="moderator"), make_member(role="administrator")
    asked = request_evidence(asha, council)

    shown = browser(forum, first).get(f"/verification/requests/{asked.id}").text
    deciding.agree(first, asked)
    with pytest.raises(Conflict, match="second moderator"):
        deciding.agree(first, asked)
    between = (fresh(asha).is_verified, count(Evidence))
    browser(forum, second).send(f"/verification/requests/{asked.id}/agree")

    assert "I run the front desk" in shown
    assert between == (False, 1)
    assert (fresh(asha).is_verified, asha.verified_grade, count(Evidence)) == (True, "B", 0)
    assert open_at(asha).means == "evidence"


def test_a_moderator_never_decides_a_case_of_their_own(forum, council):
    mod = make_member(role="moderator")
    asked = request_evidence(mod, council)
    client = browser(forum, mod)

    for deed in ("agree", "refuse", "vouch"):
        assert client.send(f"/verification/requests/{asked.id}/{deed}", {"reason": "Mine"}).status_code == 404
    with pytest.raises(Refused, match="about themselves"):
        deciding.agree(mod, asked)
    with pytest.raises(Refused, match="about themselves"):
        deciding.refuse(mod, asked, "No")

    assert client.get(f"/verification/requests/{asked.id}").status_code == 404
    assert fresh(asked).state == "open"


def test_who_is_no_moderator_any_more_counts_no_more(council):
    first, second, third = (make_member(role="moderator") for _number in range(3))
    asked = request_evidence(make_member(), council)
    deciding.agree(first, asked)
    set_behind(first, role="member")

    assert deciding.agree(second, asked) is False
    assert deciding.agree(third, asked) is True


def test_where_there_is_no_second_moderator_the_case_waits_and_says_so(forum, council):
    asha, only = make_member(), make_member(role="moderator")
    asked = request_evidence(asha, council)
    deciding.agree(only, asked)

    waiting = browser(forum, asha).get("/settings/verification").text
    case = browser(forum, only).get(f"/verification/requests/{asked.id}").text

    assert "this forum has no other who may decide about you" in waiting
    assert "The case waits until a second one is appointed" in case
    assert not fresh(asha).is_verified


def test_the_waiting_page_says_who_decides_and_by_when(forum, council):
    asha = make_member()
    make_member(role="moderator")
    make_member(role="moderator")
    request_evidence(asha, council)

    page = browser(forum, asha).get("/settings/verification").text

    assert "Two different moderators" in page
    assert "two working days" in page


def test_a_refusal_carries_a_reason_which_the_member_reads_and_the_evidence_is_gone(forum, council):
    asha, mod = make_member(), make_member(role="moderator")
    asked = request_evidence(asha, council)
    client = browser(forum, mod)

    without = client.send(f"/verification/requests/{asked.id}/refuse", {"reason": ""})
    refused = client.send(f"/verification/requests/{asked.id}/refuse", {"reason": "The page names nobody."})

    assert (without.status_code, refused.status_code) == (422, 303)
    assert "The page names nobody." in browser(forum, asha).get("/settings/verification").text
    assert (fresh(asked).state, count(Evidence)) == ("refused", 0)
    logged = session.scalar(select(LogEntry).where(LogEntry.deed == "refuse verification"))
    assert (logged.actor_id, logged.reason) == (mod.id, "The page names nobody.")


def test_a_request_can_be_withdrawn_and_nobody_else_can_withdraw_it(forum, council):
    asha, eve = make_member(), make_member()
    asked = request_evidence(asha, council)

    assert browser(forum, eve).send(f"/settings/verification/{asked.id}/withdraw").status_code == 404
    assert browser(forum, asha).send(f"/settings/verification/{asked.id}/withdraw").status_code == 303
    assert (fresh(asked).state, count(Evidence)) == ("withdrawn", 0)


def test_one_asks_people_once_at_a_time(forum, council):
    asha = make_member()
    request_evidence(asha, council)

    again = browser(forum, asha).send(f"/settings/verification/ask/{council.slug}/colleagues", {"colleagues": ""})

    assert again.status_code == 409
    assert "You have asked already" in again.text


def test_revoking_ends_it_at_once_in_every_open_session_and_says_why(forum, council):
    asha, mod = make_verified(council, handle="asha"), make_member(role="moderator")
    board = make_board(audience="verified")
    first, second = browser(forum, asha), browser(forum, asha)
    before = [one.get(f"/boards/{board.slug}").status_code for one in (first, second)]

    without = browser(forum, mod).send("/verification/members/asha", {"reason": " "})
    revoked = browser(forum, mod).send("/verification/members/asha", {"reason": "Left the council in May."})

    assert (without.status_code, revoked.status_code) == (422, 303)
    assert before == [200, 200]
    assert [one.get(f"/boards/{board.slug}").status_code for one in (first, second)] == [404, 404]
    assert "revoked by a moderator: Left the council in May." in first.get("/settings/verification").text
    reason = session.scalar(select(LogEntry.reason).where(LogEntry.deed == "end verification"))
    assert reason == "Left the council in May."


def test_no_moderator_revokes_their_own_and_no_member_anybodys(forum, council):
    mod, asha = make_verified(council, role="moderator", handle="mod"), make_verified(council, handle="asha")

    assert browser(forum, mod).send("/verification/members/mod", {"reason": "x"}).status_code == 403
    assert browser(forum, asha).get("/verification/members/asha").status_code == 404
    assert browser(forum, asha).send("/verification/members/mod", {"reason": "x"}).status_code == 404
    assert (fresh(mod).is_verified, fresh(asha).is_verified) == (True, True)


def test_revoking_a_sponsor_reopens_those_they_sponsored_and_the_other_word_still_counts(council):
    asha, first, second, third = make_member(), *(make_verified(council) for _number in range(3))
    asked = request_colleagues(asha, council)
    deciding.vouch(first, asked)
    deciding.vouch(second, asked)
    verified = fresh(asha).is_verified

    deciding.revoke(make_member(role="moderator"), open_at(first), "Left in May.")
    between = (fresh(asha).is_verified, fresh(asked).state, deciding.words_for(asked))
    deciding.vouch(third, asked)

    assert (verified, between) == (True, (False, "open", 1))
    assert fresh(asha).is_verified
    reasons = session.scalars(select(Verification.end_reason).where(Verification.member_id == asha.id)).all()
    assert sorted(reasons, key=str) == [None, "sponsor"]


def test_a_sponsor_who_ended_their_own_first_is_revoked_all_the_same(forum, council):
    asha, first, second = make_member(), make_verified(council, handle="first"), make_verified(council)
    asked = request_colleagues(asha, council)
    deciding.vouch(first, asked)
    deciding.vouch(second, asked)
    end_own(first, open_at(first))

    mod = make_member(role="moderator")
    page = browser(forum, mod).get("/verification/members/first").text
    revoked = browser(forum, mod).send("/verification/members/first", {"reason": "Never worked there."})
    again = browser(forum, mod).send("/verification/members/first", {"reason": "Never worked there."})

    assert "The last verification has ended. Revoke it if it was not good." in page
    assert (revoked.status_code, again.status_code) == (303, 409)
    assert not fresh(asha).is_verified


def test_the_word_of_a_moderator_who_was_suspended_since_does_not_count(council):
    first, second = make_member(role="moderator"), make_member(role="moderator")
    asked = request_evidence(make_member(), council)
    deciding.agree(first, asked)
    set_behind(first, suspended_until=now() + timedelta(days=3))

    assert deciding.agree(second, asked) is False


def test_a_revoked_sponsor_s_word_for_an_open_request_is_void(council):
    first, second = make_verified(council), make_verified(council)
    asked = request_colleagues(make_member(), council)
    deciding.vouch(first, asked)

    deciding.revoke(make_member(role="moderator"), open_at(first), "Left.")

    assert deciding.vouch(second, asked) is False


def test_who_was_sponsored_and_has_a_work_address_since_keeps_the_verification(council):
    asha, first, second = make_member(), make_verified(council), make_verified(council)
    asked = request_colleagues(asha, council)
    deciding.vouch(first, asked)
    deciding.vouch(second, asked)
    set_behind(open_at(asha), means="address", request_id=None, grade="A")

    deciding.revoke(make_member(role="moderator"), open_at(first), "Left.")

    assert fresh(asha).is_verified


def test_what_was_decided_is_absent(council):
    mods = [make_member(role="moderator") for _number in range(3)]
    asked = request_evidence(make_member(), council)
    deciding.refuse(mods[0], asked, "No.")

    with pytest.raises((Refused, Absent)):
        deciding.agree(mods[1], asked)

    assert session.scalar(select(func.count(VerificationRequest.id))) == 1


def test_an_organisation_that_is_gone_cannot_be_asked_for(forum, council):
    set_behind(council, retired_at=now())
    client = browser(forum, make_member())

    assert client.get(f"/settings/verification/ask/{council.slug}").status_code == 404
    assert "Port Lennox" not in client.get("/settings/verification/ask?q=lennox").text


def test_the_organisation_is_found_by_words_of_its_name(forum, council):
    client = browser(forum, make_member())

    assert f"/settings/verification/ask/{council.slug}" in client.get("/settings/verification/ask?q=lennox+port").text
    assert "No organisation of this name" in client.get("/settings/verification/ask?q=%25").text
    assert client.get(f"/settings/verification/ask/{council.slug}").status_code == 200
