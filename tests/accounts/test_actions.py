"""The deeds of the door, where two things happen at one moment, and where somebody may not."""

import pytest
from sqlalchemy import select

from forum.accounts import actions
from forum.accounts.actions import AddressTaken, JoinLink, NewAccount, NewBrowser
from forum.accounts.links import account_mark
from forum.accounts.models import BrowserSession
from forum.accounts.queries import running_session
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.errors import Absent, Conflict, Invalid, Refused
from forum.core.letters import QueuedLetter
from forum.members.models import Member
from forum.permissions.people import Guest
from tests.accounts.door import ADDRESS, hash_of_password, make_account
from tests.factories import make_member

HERE = NewBrowser("digest", "Firefox", "192.0.2.1", None)

pytestmark = pytest.mark.usefixtures("worker_sleeps")


def change_behind(member: Member, **facts) -> None:
    """Change a member in the database, not in what the test holds in its hand."""
    with transaction():
        session.execute(Member.__table__.update().where(Member.id == member.id).values(**facts))


def sessions() -> list[int]:
    session.rollback()
    return list(session.scalars(select(BrowserSession.member_id)))


def test_a_password_that_was_changed_meanwhile_opens_no_session():
    asha = make_account()
    change_behind(asha, password_hash="another")

    with pytest.raises(Conflict, match="The password was changed at this moment"):
        actions.sign_in(asha, asha, hash_of_password(), HERE)

    assert sessions() == []


def test_a_password_that_was_changed_meanwhile_is_not_changed_again():
    asha = make_account()
    change_behind(asha, password_hash="another")

    for deed in (
        lambda: actions.change_password(asha, asha, hash_of_password(), "mine", 0),
        lambda: actions.renew_hash(asha, asha, hash_of_password(), "mine"),
    ):
        with pytest.raises(Conflict):
            deed()

    assert session.scalar(select(Member.password_hash)) == "another"


def test_a_link_that_was_used_meanwhile_changes_nothing():
    asha = make_account()
    mark = account_mark(asha)
    change_behind(asha, password_hash="another")

    with pytest.raises(Invalid):
        actions.set_forgotten_password(asha, asha, mark, "mine")
    with pytest.raises(Invalid):
        actions.change_address(asha, asha, mark, "new@example.org")

    assert session.execute(select(Member.password_hash, Member.email)).one() == ("another", ADDRESS)


def test_an_address_that_was_taken_meanwhile_makes_no_account():
    make_account()

    with pytest.raises(AddressTaken):
        actions.join(Guest(), None, JoinLink(ADDRESS, 0.0), NewAccount("Somebody Else", hash_of_password()))

    assert session.scalars(select(Member.email)).all() == [ADDRESS]


def test_an_account_that_was_closed_meanwhile_opens_no_session():
    asha = make_account()
    change_behind(asha, closed_at=now())

    with pytest.raises(Refused, match="This account cannot be used"):
        actions.sign_in(asha, asha, hash_of_password(), HERE)


def test_nobody_acts_for_somebody_else():
    asha, ben = make_account(), make_member()
    row = BrowserSession(member_id=asha.id, digest="hers")
    with transaction():
        session.add(row)

    for deed in (
        lambda: actions.sign_in(ben, asha, hash_of_password(), HERE),
        lambda: actions.change_password(ben, asha, hash_of_password(), "mine", 0),
        lambda: actions.set_forgotten_password(ben, asha, account_mark(asha), "mine"),
        lambda: actions.change_address(ben, asha, account_mark(asha), "new@example.org"),
        lambda: actions.ask_for_new_address(ben, asha, "new@example.org"),
        lambda: actions.end_other_sessions(ben, asha, 0),
        lambda: actions.end_session(ben, row),
        lambda: actions.end_session(Guest(), row),
        lambda: actions.create_member(ben, None, "new@example.org", "New", "hash"),
    ):
        with pytest.raises(Refused):
            deed()

    assert sessions() == [asha.id]


def test_a_session_that_was_ended_meanwhile_is_absent():
    asha = make_account()
    row = BrowserSession(member_id=asha.id, digest="hers")
    with transaction():
        session.add(row)
    with transaction():
        session.execute(BrowserSession.__table__.delete())

    with pytest.raises(Absent):
        actions.end_session(asha, row)


def test_the_letter_is_owed_from_the_moment_of_the_deed():
    actions.ask_to_join(Guest(), None, ADDRESS)

    assert session.scalar(select(QueuedLetter.facts)) == {"email": ADDRESS}


@pytest.mark.parametrize("token", ["", "x", "\ud800", "é" * 500, "' or 1=1"])
def test_a_token_that_was_never_given_out_opens_nothing(token):
    assert running_session(token) is None
