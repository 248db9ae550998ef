"""Two accounts of one person become one: what changes hands, what is lost, and that it is shown before."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.accounts.closing import close_account
from forum.accounts.merging import merge_accounts
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.errors import Invalid, Refused
from forum.core.log import LogEntry
from forum.members.models import Grade
from forum.moderation.notes import notes_about, write_note
from forum.moderation.sanction_models import Sanction
from forum.moderation.sanctions import suspend, warn
from forum.permissions.people import Operator
from forum.threads.following import Level, ThreadFollow
from forum.threads.models import ReadMarker
from forum.verification.keeping import grant_by_operator
from forum.verification.models import Verification
from tests.accounts.door import knock, letters, make_account
from tests.factories import make_board, make_member, make_organisation, make_post, make_thread
from tests.leaks.rows import every_row
from tests.pages import sign_in

WHY = "They wrote from both addresses."


def two():
    """An administrator, the account that goes, the account that stays."""
    return make_member(role="administrator"), make_account(handle="asha-2"), make_member(handle="asha")


def test_what_one_wrote_follows_and_has_read_is_the_others(client):
    chief, going, staying = two()
    thread, other = make_thread(board=make_board(), starter=going), make_thread(board=make_board())
    post = make_post(other, going)
    with transaction():
        for member, number in ((going, 2), (staying, 1)):
            session.add(ReadMarker(member_id=member.id, thread_id=other.id, number=number))
        session.add(ReadMarker(member_id=going.id, thread_id=thread.id, number=1))
        session.add(ThreadFollow(member_id=going.id, thread_id=other.id, level=Level.FOLLOWING))
        session.add(ThreadFollow(member_id=staying.id, thread_id=other.id, level=Level.MUTED))
        session.add(ThreadFollow(member_id=going.id, thread_id=thread.id, level=Level.FOLLOWING))

    merge_accounts(chief, going, staying, WHY)

    session.expire_all()
    assert (thread.starter_id, post.author_id) == (staying.id, staying.id)
    markers = session.execute(select(ReadMarker.member_id, ReadMarker.thread_id, ReadMarker.number)).all()
    assert sorted(markers) == sorted([(staying.id, other.id, 2), (staying.id, thread.id, 1)])
    levels = session.execute(select(ThreadFollow.member_id, ThreadFollow.thread_id, ThreadFollow.level)).all()
    assert sorted(levels) == sorted([(staying.id, other.id, "muted"), (staying.id, thread.id, "following")])


def test_both_mailboxes_are_told_which_account_there_is_now():
    chief, going, staying = two()
    mailboxes = {going.email, staying.email}

    merge_accounts(chief, going, staying, WHY)

    told = {letter.to[0]: letter for letter in letters()}
    assert set(told) == mailboxes
    for letter in told.values():
        assert "the accounts @asha-2 and @asha" in letter.body
        assert "tell us at once" in letter.body
        assert WHY not in letter.body


def test_the_handle_leads_on_and_nobody_signs_in_with_the_other(client):
    chief, going, staying = two()
    merge_accounts(chief, going, staying, WHY)

    assert knock(client).status_code == 422
    sign_in(client, make_member())
    assert client.get("/members/asha-2").location == "/members/asha"
    [entry] = session.scalars(select(LogEntry))
    assert (entry.deed, entry.thing_id, entry.reason) == ("merge accounts", staying.id, WHY)
    assert (entry.before, entry.after) == ({"merged_id": going.id}, {})


def test_nothing_tells_the_handle_any_more_when_the_other_account_is_closed_too():
    chief, going, staying = two()
    merge_accounts(chief, going, staying, WHY)

    close_account(chief, staying, True, "They asked.")

    left = [name for name, rows in every_row({"letter", "outbox"}).items() if any("asha" in str(row) for row in rows)]
    assert left == []


def test_sanctions_and_notes_are_the_others_and_in_force_there():
    chief, going, staying = two()
    moderator = make_member(role="moderator")
    warn(moderator, going, "Because.")
    suspend(moderator, going, 7, "Because.")
    write_note(moderator, going, "Two accounts?")

    merge_accounts(chief, going, staying, WHY)

    assert staying.is_suspended
    assert staying.is_warned
    assert {one.member_id for one in session.scalars(select(Sanction))} == {staying.id}
    assert [note.words for note in notes_about(staying)] == ["Two accounts?"]


def test_how_one_was_verified_is_the_others_and_in_force_where_they_have_none():
    chief, going, staying = two()
    at = make_organisation()
    grant_by_operator(Operator(), going, at, Grade.A, now() + timedelta(days=300))

    merge_accounts(chief, going, staying, WHY)

    assert (staying.is_verified, staying.verified_at_id) == (True, at.id)
    assert not going.is_verified
    assert [one.member_id for one in session.scalars(select(Verification))] == [staying.id]


def test_where_both_are_verified_the_one_that_stays_is_in_force():
    chief, going, staying = two()
    first, second = make_organisation(), make_organisation()
    grant_by_operator(Operator(), going, first, Grade.A, now() + timedelta(days=300))
    grant_by_operator(Operator(), staying, second, Grade.B, now() + timedelta(days=100))

    merge_accounts(chief, going, staying, WHY)

    assert staying.verified_at_id == second.id
    assert len(session.scalars(select(Verification).where(Verification.member_id == staying.id)).all()) == 2


def test_it_is_shown_before_and_refused_when_it_has_changed(client):
    chief, going, _staying = two()
    thread = make_thread(board=make_board(), starter=going)
    sign_in(client, chief, proven_at=now())
    path, fields = "/admin/members/asha-2/merge", {"handle": "@asha", "reason": WHY}

    shown = client.send(path, fields)
    make_post(thread, going)
    mark = shown.text.split('name="shown" value="')[1].split('"')[0]
    late = client.send(path, {**fields, "shown": mark})
    again = late.text.split('name="shown" value="')[1].split('"')[0]
    done = client.send(path, {**fields, "shown": again})

    assert (shown.status_code, late.status_code, done.status_code) == (200, 409, 303)
    assert "1 post will bear the name" in shown.text
    assert "cannot be undone" in shown.text
    session.refresh(going)
    assert going.is_closed


def test_what_cannot_be_merged_is_said(client):
    chief, going, staying = two()
    for into in (going, make_member(closed_at=now()), make_member(suspended_until=now() + timedelta(days=1))):
        with pytest.raises(Invalid):
            merge_accounts(chief, going, into, WHY)
    with pytest.raises(Invalid, match="Say how you know"):
        merge_accounts(chief, going, staying, " ")
    with pytest.raises(Refused, match="about themselves"):
        merge_accounts(chief, chief, staying, WHY)
    with pytest.raises(Refused, match="last administrator"):
        merge_accounts(Operator(), chief, staying, WHY)
    assert not going.is_closed
