"""Letting members and organisations into boards, and administrators who enter a closed one."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from forum.boards import actions, entering, inviting
from forum.boards.actions import BoardSettings
from forum.boards.models import Audience
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Absent, Conflict, Invalid, Refused
from forum.core.log import LogEntry
from forum.members.named import BoardRole, NamedMember, NamedOrganisation
from forum.permissions.guard import can
from forum.permissions.people import Operator
from forum.permissions.table import Can
from tests.factories import make_board, make_member, make_named, make_organisation


def reads(member, board) -> bool:
    session.expire(member)
    return can(member, Can.READ, board)


def last_entry() -> LogEntry:
    return session.scalars(select(LogEntry).order_by(LogEntry.id.desc()).limit(1)).one()


@pytest.fixture
def board():
    return make_board(audience="invited")


@pytest.fixture
def looks_after(board):
    member = make_member()
    make_named(member, board, BoardRole.MODERATOR)
    return member


def test_who_looks_after_a_board_lets_members_in_and_takes_that_back(board, looks_after):
    asha = make_member()

    inviting.invite_member(looks_after, board, asha)
    inside = reads(asha, board)
    entry = last_entry()
    inviting.remove_member(looks_after, board, asha)

    assert (inside, reads(asha, board)) == (True, False)
    assert (entry.actor_id, entry.deed, entry.thing, entry.thing_id, entry.after) == (
        *(looks_after.id, "name on a board", "board", board.id),
        {"member_id": asha.id, "role": "invited"},
    )


def test_an_appointment_is_not_taken_away_with_an_invitation(board, looks_after):
    other = make_member()
    for role in BoardRole:
        make_named(other, board, role)

    inviting.remove_member(looks_after, board, other)

    assert session.scalars(select(NamedMember.role).where(NamedMember.member_id == other.id)).all() == ["moderator"]


@pytest.mark.parametrize("facts", [{"closed_at": now()}, {"archive_key": "list:asha", "email": None}])
def test_an_account_that_nobody_uses_is_not_invited(board, looks_after, facts):
    with pytest.raises(Invalid, match="Nobody can sign in as this member"):
        inviting.invite_member(looks_after, board, make_member(**facts))


def test_who_is_invited_already_is_not_invited_again(board, looks_after):
    asha = make_member(name="Asha")

    inviting.invite_member(looks_after, board, asha)

    with pytest.raises(Invalid, match="Asha is invited already"):
        inviting.invite_member(looks_after, board, asha)


def test_others_let_nobody_in(board):
    for actor in (make_member(), make_member(role="moderator", verified=True)):
        with pytest.raises(Absent):
            inviting.invite_member(actor, board, make_member())


def test_an_organisation_lets_in_whoever_is_verified_there_as_long_as_they_are(board):
    dorset, devon = make_organisation(), make_organisation()
    asha, ben = make_member(verified_at=dorset), make_member(verified_at=devon)
    lapsed = make_member(verified_at=dorset, verified_until=now())

    inviting.invite_organisation(Operator(), board, dorset)
    inside = [reads(one, board) for one in (asha, ben, lapsed)]
    inviting.remove_organisation(Operator(), board, dorset)

    assert inside == [True, False, False]
    assert not reads(asha, board)
    assert (last_entry().deed, last_entry().before) == ("remove an organisation", {"organisation_id": dorset.id})


def test_an_organisation_is_invited_once_and_not_when_it_is_no_more(board):
    dorset, gone = make_organisation(), make_organisation(retired_at=now())

    inviting.invite_organisation(Operator(), board, dorset)
    with pytest.raises(Invalid, match=f"{dorset.name} is invited already"):
        inviting.invite_organisation(Operator(), board, dorset)
    with pytest.raises(Invalid, match="This organisation is no more"):
        inviting.invite_organisation(Operator(), board, gone)

    assert session.scalars(select(NamedOrganisation.organisation_id)).all() == [dorset.id]


def test_who_looks_after_a_board_invites_no_organisation(board, looks_after):
    with pytest.raises(Refused, match="Only administrators"):
        inviting.invite_organisation(looks_after, board, make_organisation())


def test_an_administrator_enters_a_closed_board_for_a_reason_and_leaves_it(board):
    admin = make_member(role="administrator")

    entering.enter_board(admin, board, "A complaint about what stands there")
    inside, entry = reads(admin, board), last_entry()
    entering.leave_board(admin, board)

    assert (inside, reads(admin, board)) == (True, False)
    assert (entry.actor_id, entry.thing_id, entry.reason) == (
        *(admin.id, board.id),
        "A complaint about what stands there",
    )


@pytest.mark.parametrize("reason", ["", "r" * 501])
def test_nobody_enters_without_a_reason(board, reason):
    with pytest.raises(Invalid, match="Say why"):
        entering.enter_board(make_member(role="administrator"), board, reason)


def test_only_administrators_enter_and_only_what_is_closed_to_them(board):
    with pytest.raises(Refused, match="Only administrators"):
        entering.enter_board(make_member(role="moderator"), board, "Because")
    with pytest.raises(Conflict, match="You can read this board already"):
        entering.enter_board(make_member(role="administrator"), make_board(audience="verified"), "Because")


def test_an_administrator_names_not_oneself(board):
    admin = make_member(role="administrator")

    for deed in (
        lambda: inviting.invite_member(admin, board, admin),
        lambda: actions.name_on_board(admin, board, admin, BoardRole.MODERATOR),
        lambda: actions.name_on_board(admin, board, admin, BoardRole.INVITED),
    ):
        with pytest.raises(Refused, match="Nobody decides about their own appointments"):
            deed()


def test_an_administrator_has_no_other_way_into_a_closed_board(board):
    dorset = make_organisation()
    admin = make_member(role="administrator", verified_at=dorset)
    settings = BoardSettings(name=board.name, audience=Audience.INVITED)

    for deed in (
        lambda: inviting.invite_organisation(admin, board, dorset),
        lambda: actions.change_board(admin, board, replace(settings, audience=Audience.PUBLIC)),
    ):
        with pytest.raises(Refused, match="This would open the board to yourself"):
            deed()
        assert not reads(admin, board)
    assert board.audience == "invited"


def test_who_is_in_by_their_organisation_cannot_leave_by_name(board):
    dorset = make_organisation()
    inviting.invite_organisation(Operator(), board, dorset)

    with pytest.raises(Conflict, match="through your organisation"):
        entering.leave_board(make_member(verified_at=dorset), board)
