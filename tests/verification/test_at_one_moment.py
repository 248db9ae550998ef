"""Deeds of several people at the same moment: one decision, one verification, one mailbox."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from sqlalchemy import func, select

from forum.core.db import session
from forum.core.errors import ForumError
from forum.members.models import Member
from forum.verification import actions, deciding
from forum.verification.addresses import work_address
from forum.verification.models import Agreement, Verification, VerificationRequest
from tests.factories import make_member
from tests.verification.people import make_verified, request_colleagues, request_evidence


def at_once(forum: Any, *deeds: Callable[[], Any]) -> list[Any]:
    """What each deed answers, or the error that it raises, when all begin together, each in a thread of its own."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        with forum.app_context():
            start.wait()
            try:
                return deed()
            except ForumError as fault:
                return type(fault).__name__
            finally:
                session.remove()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def doing(deed: Callable[..., Any], person: Member, request: VerificationRequest, *more: Any) -> Callable[[], Any]:
    """The deed, with person and request read in the thread that does it."""
    who, what = person.id, request.id
    return lambda: deed(session.get(Member, who), session.get(VerificationRequest, what), *more)


def count(model: Any) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_two_moderators_who_agree_at_one_moment_verify_once(forum, council):
    first, second = make_member(role="moderator"), make_member(role="moderator")
    asked = request_evidence(make_member(), council)

    answers = at_once(forum, doing(deciding.agree, first, asked), doing(deciding.agree, second, asked))

    assert sorted(answers) == [False, True]
    assert (count(Agreement), count(Verification)) == (2, 1)


def test_one_moderator_who_agrees_twice_at_one_moment_counts_once(forum, council):
    only = make_member(role="moderator")
    asked = request_evidence(make_member(), council)

    answers = at_once(forum, *[doing(deciding.agree, only, asked)] * 2)

    assert sorted(answers, key=str) == ["Conflict", False]
    assert (count(Agreement), count(Verification)) == (1, 0)


def test_who_agrees_and_who_refuses_at_one_moment_do_not_both_decide(forum, council):
    mods = [make_member(role="moderator") for _number in range(3)]
    asked = request_evidence(make_member(), council)
    deciding.agree(mods[0], asked)

    answers = at_once(forum, doing(deciding.agree, mods[1], asked), doing(deciding.refuse, mods[2], asked, "No."))

    session.rollback()
    session.refresh(asked)
    assert "Refused" in answers
    assert (asked.state == "granted") == (count(Verification) == 1)


def test_three_colleagues_who_vouch_at_one_moment_verify_once(forum, council):
    colleagues = [make_verified(council) for _number in range(3)]
    asked = request_colleagues(make_member(), council)

    answers = at_once(forum, *(doing(deciding.vouch, one, asked) for one in colleagues))

    assert sorted(answers, key=str) == [False, "Refused", True]
    assert count(Verification) == 4


def test_two_accounts_that_confirm_one_mailbox_at_one_moment_are_one_verified(forum, client, council):
    people = [make_member(), make_member()]
    requests = [actions.ask_by_address(one, one, work_address("asha@lennox.gov.uk"), "a" * 64) for one in people]

    pairs = zip(people, requests, strict=True)
    answers = at_once(forum, *(doing(actions.confirm_in_session, one, asked, "a" * 64) for one, asked in pairs))

    assert answers.count("Conflict") == 1
    assert count(Verification) == 1
