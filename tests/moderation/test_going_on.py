"""A silence or suspension goes on when its member closes the account and comes back with the same address."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from forum.accounts.actions import JoinLink, NewAccount, change_address, join
from forum.accounts.closing import close_account, close_own_account
from forum.accounts.links import account_mark
from forum.accounts.merging import merge_accounts
from forum.clockwork import CLOCK
from forum.core.clock import now
from forum.core.db import session
from forum.members.models import Member
from forum.moderation.ladder import next_rung
from forum.moderation.remaining import forget_over
from forum.moderation.sanction_models import RemainingSanction, Sanction, SanctionKind
from forum.moderation.sanctions import lift, silence, suspend, warn
from forum.moderation.undoing import undo
from forum.permissions.people import Guest, Operator
from tests.accounts.door import ADDRESS, OTHER_PASSWORD, PASSWORD, hash_of_password, letters, make_account, path_in
from tests.factories import make_board, make_member, make_thread
from tests.leaks.rows import every_row
from tests.moderation.people import make_moderator, words_told
from tests.pages import sign_in

WHY = "You called a colleague names."
GOES_ON = "It goes on from an account that was closed."
ANOTHER = "It goes on from another account, which had this e-mail address."
SECOND = "asha.second@example.org"


def close(member: Member) -> None:
    close_own_account(member, member, member.password_hash, True)


def come_back(email: str = ADDRESS) -> Member:
    link = JoinLink(email, now().timestamp() + 1)
    return join(Guest(), None, link, NewAccount("Asha Again", hash_of_password()))


def remaining() -> int:
    return session.scalar(select(func.count()).select_from(RemainingSanction)) or 0


def test_who_was_silenced_closes_the_account_and_joins_again_is_silenced_as_long_as_before(client):
    member, moderator, thread = make_account(), make_moderator(), make_thread(board=make_board())
    silence(moderator, member, 3, WHY)
    until = member.silenced_until
    sign_in(client, member)
    page = client.get("/settings/account/close").text
    client.send("/settings/account/close", {"posts": "stay", "password": PASSWORD})
    client.send("/sign-up", {"email": ADDRESS})
    form = client.get(path := path_in(letters()[-1])).text
    joined = client.send(path, {"name": "Asha Again", "password": OTHER_PASSWORD})
    answer = client.send(f"/threads/{thread.id}/replies", {"body": "My words", "form_key": "a" * 32})

    again = session.scalars(select(Member).where(Member.email == ADDRESS)).one()
    sanction = session.scalars(select(Sanction).where(Sanction.member_id == again.id)).one()
    assert "it goes on for who joins again with this e-mail address" in page
    assert "paused" not in form
    assert joined.status_code == 303
    assert answer.status_code == 403
    assert (again.silenced_until, sanction.until) == (until, until)
    assert sanction.reason == f"{GOES_ON} {WHY}"
    assert sanction.given_by_id == moderator.id
    assert words_told(again) == ["silence"]
    assert remaining() == 0


def test_who_was_suspended_signs_in_and_sees_it_and_can_appeal(client):
    member, administrator = make_account(), make_member(role="administrator")
    suspend(make_moderator(), member, 7, WHY)
    close_account(administrator, member, True, "They wrote to us.")
    client.send("/sign-up", {"email": ADDRESS})
    client.send(path_in(letters()[-1]), {"name": "Asha Again", "password": OTHER_PASSWORD})

    page = client.get("/").text

    assert "suspended" in page
    assert GOES_ON in page
    assert "Why should the decision be looked at again?" in page


def test_what_has_ended_or_was_ended_does_not_go_on():
    member, moderator = make_account(), make_moderator()
    silence(moderator, member, 1, WHY)
    suspend(moderator, member, 3, WHY)
    lift(moderator, session.scalars(select(Sanction).where(Sanction.kind == "suspension")).one(), "A mistake.")
    warn(moderator, member, WHY)
    close(member)
    with time_machine.travel(now() + timedelta(hours=25)):
        again = come_back()

        assert not any((again.is_silenced, again.is_suspended, again.is_warned))
        assert session.scalars(select(Sanction)).all() == []


def test_nothing_is_kept_after_its_time():
    member, other = make_account(), make_account(email="ben@example.org")
    silence(make_moderator(), member, 1, WHY)
    silence(make_moderator(), other, 3, WHY)
    close(member)
    close(other)
    forget_over()
    before = remaining()
    with time_machine.travel(now() + timedelta(hours=25)):
        forget_over()

        assert (before, remaining()) == (2, 1)
    assert forget_over in CLOCK["hour"]


def test_the_address_stands_nowhere_in_clear():
    member = make_account()
    silence(make_moderator(), member, 3, WHY)
    close(member)

    rows = every_row({"letter", "throttle_count"})

    assert len(rows["remaining_sanction"]) == 1
    assert not any(ADDRESS in row or "asha" in row.lower() for row in rows["remaining_sanction"])


def test_another_address_is_free_and_an_account_that_changes_to_the_old_one_is_not():
    member, moderator = make_account(), make_moderator()
    silence(moderator, member, 3, WHY)
    close(member)
    other = come_back("somebody.else@example.org")
    free = not other.is_silenced

    change_address(other, other, account_mark(other), ADDRESS)

    assert free
    assert other.is_silenced


def test_who_closes_twice_has_no_more_and_no_less_left():
    member, moderator = make_account(), make_moderator()
    silence(moderator, member, 3, WHY)
    until = member.silenced_until
    close(member)
    again = come_back()
    with time_machine.travel(now() + timedelta(hours=1)):
        close(again)
        third = come_back()

        assert third.silenced_until == until
        assert next_rung(third, SanctionKind.SILENCE) == 3


@pytest.mark.parametrize("deed", [silence, suspend])
def test_a_moderator_undoes_it_before_and_after_the_member_is_back(deed):
    member, moderator = make_account(), make_moderator()
    entry = deed(moderator, member, 3, WHY)
    close_account(make_member(role="administrator"), member, True, "They wrote to us.")
    undo(moderator, entry, member, "A mistake.")
    free = come_back()
    kept = remaining()
    deed(moderator, free, 3, WHY)
    close_account(make_member(role="administrator"), free, True, "They wrote to us.")
    again = come_back()
    given = session.scalars(select(Sanction)).one()

    lift(moderator, given, "Enough.")

    assert kept == 0
    assert not any((again.is_silenced, again.is_suspended))
    assert remaining() == 0


def test_what_changes_hands_when_accounts_become_one_stays_with_the_one():
    going, staying = make_account(), make_member()
    silence(make_moderator(), going, 3, WHY)

    merge_accounts(make_member(role="administrator"), going, staying, "One person.")

    assert staying.is_silenced
    change_address(staying, staying, account_mark(staying), ADDRESS)
    assert len(session.scalars(select(Sanction)).all()) == 1


def test_who_joins_with_the_address_of_an_account_that_was_merged_away_has_it_too():
    going, staying = make_account(), make_member()
    silence(make_moderator(), going, 3, WHY)
    until = going.silenced_until
    merge_accounts(make_member(role="administrator"), going, staying, "One person.")

    assert come_back().silenced_until == until
    assert remaining() == 0


def test_who_changes_the_address_before_closing_comes_back_with_neither():
    member, moderator = make_account(), make_moderator()
    silence(moderator, member, 3, WHY)
    until, entry_id = member.silenced_until, session.scalars(select(Sanction.entry_id)).one()
    change_address(member, member, account_mark(member), SECOND)
    close(member)

    first, second = come_back(), come_back(SECOND)

    assert (first.silenced_until, second.silenced_until) == (until, until)
    given = session.scalars(select(Sanction).order_by(Sanction.id)).all()
    assert [one.given_by_id for one in given] == [moderator.id] * 2
    assert [one.reason for one in given] == [f"{GOES_ON} {WHY}", f"{ANOTHER} {GOES_ON} {WHY}"]
    assert entry_id not in [one.entry_id for one in given]
    assert remaining() == 0


def test_who_has_changed_the_address_has_the_sanction_once_also_when_they_change_back():
    member = make_account()
    silence(make_moderator(), member, 3, WHY)
    for email in (SECOND, ADDRESS, SECOND, ADDRESS):
        change_address(member, member, account_mark(member), email)
    close(member)

    assert remaining() == 2
    come_back()
    assert len(session.scalars(select(Sanction)).all()) == 1


def test_a_second_account_with_an_address_given_up_is_silenced_while_the_first_one_is():
    member, moderator = make_account(), make_moderator()
    silence(moderator, member, 3, WHY)
    given = session.scalars(select(Sanction)).one()
    change_address(member, member, account_mark(member), SECOND)

    second = come_back()
    told = words_told(second)
    change_address(member, member, account_mark(member), "third@example.org")
    entry = lift(moderator, given, "Enough.")
    free = come_back(SECOND)

    assert (second.is_silenced, free.is_silenced, told) == (True, False, ["silence"])
    undo(moderator, entry, member, "Not enough.")
    change_address(free, free, account_mark(free), "fourth@example.org")
    assert come_back(SECOND).is_silenced


def test_what_was_ended_is_not_kept_for_any_address_of_an_account_that_is_closed():
    member, moderator = make_account(), make_moderator()
    silence(moderator, member, 3, WHY)
    change_address(member, member, account_mark(member), SECOND)
    lift(moderator, session.scalars(select(Sanction)).one(), "Enough.")
    close(member)

    assert remaining() == 0
    assert not come_back().is_silenced


def test_what_was_undone_is_kept_for_no_address():
    member, moderator = make_account(), make_moderator()
    entry = silence(moderator, member, 3, WHY)
    change_address(member, member, account_mark(member), SECOND)

    undo(moderator, entry, member, "A mistake.")

    assert (member.is_silenced, remaining()) == (False, 0)
    assert not come_back().is_silenced


def test_who_has_given_it_from_another_account_does_not_decide_the_appeal():
    member, giver, stays = make_account(), make_moderator(), make_moderator()
    suspend(giver, member, 3, WHY)
    chief = make_member(role="administrator")
    close_account(chief, member, True, "They wrote to us.")
    merge_accounts(chief, giver, stays, "One person.")

    come_back()

    assert session.scalars(select(Sanction.given_by_id)).one() == stays.id


def test_who_took_nothing_along_is_told_nothing_on_the_page_that_closes(client):
    member = make_account()
    sign_in(client, member)

    assert "goes on for who joins again" not in client.get("/settings/account/close").text


def test_an_operator_s_sanction_goes_on_with_its_reason():
    member = make_account()
    silence(Operator(), member, 3, WHY)
    close(member)

    assert come_back().is_silenced
    assert session.scalars(select(Sanction.reason)).one() == f"{GOES_ON} {WHY}"
