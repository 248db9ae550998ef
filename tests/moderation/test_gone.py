"""What is gone leaves its number to nobody: not what was said of it, and not what was done with it."""

import pytest
from sqlalchemy import delete, select

from forum.accounts.closing import close_own_account
from forum.accounts.merging import merge_accounts
from forum.boards.admission import ask_to_come_in
from forum.core.db import session, transaction
from forum.core.delivery import deliver_letters
from forum.core.outbox import deliver_pending
from forum.moderation.appeals import answer_appeal, appeal
from forum.moderation.case_handlers import close_what_is_settled
from forum.moderation.clearing import decline_report
from forum.moderation.locking import lock_thread
from forum.moderation.models import Case
from forum.moderation.sanction_models import Appeal, Sanction
from forum.moderation.sanctions import lift, silence, suspend
from forum.moderation.splitting import split_into_new
from forum.moderation.undoing import undo
from forum.threads.actions import delete_post, start_thread
from forum.threads.claiming import claim_author, written_by
from forum.threads.models import Post, Thread
from forum.threads.prose import prose
from forum.verification.actions import Shown, ask_with_evidence
from tests.accounts.door import make_account
from tests.factories import make_board, make_member, make_organisation, make_post, make_thread
from tests.moderation.people import busy_board, make_case, make_moderator
from tests.pages import sign_in

WHY = "It belongs elsewhere."
SECRET = "They speak of the merger."


def test_the_next_thread_is_not_taken_for_the_one_that_an_undone_split_had_made(client):
    closed = make_board(audience="invited")
    thread = make_thread(board=closed, starter=make_moderator(closed))
    post = make_post(thread, make_moderator(closed))
    split = split_into_new(post.author, thread, [post.id], "What was split off", closed, WHY)
    new = session.scalars(select(Thread).where(Thread.title == "What was split off")).one()
    number, locked = new.id, lock_thread(make_moderator(closed), new, SECRET)
    undo(make_moderator(closed), split, thread, WHY)

    other = busy_board()
    after = start_thread(make_member(), other, "About kettles", prose("Which one?"))

    assert after.id != number
    sign_in(client, make_moderator(other))
    assert SECRET not in client.get("/moderation/log").text
    assert client.get(f"/moderation/deeds/{locked.id}").status_code == 404


def test_the_page_of_a_deed_on_a_thread_that_is_gone_can_still_be_read(client):
    thread, moderator = make_thread(board=busy_board()), make_moderator()
    post = make_post(thread)
    split = split_into_new(moderator, thread, [post.id], "What was split off", thread.board, WHY)
    locked = lock_thread(moderator, session.scalars(select(Thread).where(Thread.id != thread.id)).one(), SECRET)
    undo(moderator, split, thread, WHY)
    sign_in(client, post.author)

    assert SECRET in client.get(f"/moderation/deeds/{locked.id}").text
    assert client.send(f"/moderation/deeds/{locked.id}", {"preset": "", "words": WHY}).status_code == 404


def test_the_page_of_a_deed_about_an_author_of_an_archive_who_was_claimed_can_be_read_but_not_undone(client):
    author = make_member(archive_key="old:9", email=None, confirmed_at=None)
    entry = decline_report(make_moderator(), make_case(author), WHY)
    claim_author(make_member(role="administrator"), author, make_member(verified=True), written_by(author))
    sign_in(client, make_moderator())

    page = client.get(f"/moderation/deeds/{entry.id}")

    assert (page.status_code, "Undo it" in page.text) == (200, False)
    assert WHY in page.text
    assert client.send(f"/moderation/deeds/{entry.id}", {"preset": "", "words": WHY}).status_code == 404


def test_who_is_suspended_after_an_undone_suspension_gets_a_letter(forum):
    moderator, first, second = make_moderator(), make_member(), make_member()
    entry = suspend(moderator, first, 3, WHY)
    send_all()
    undo(moderator, entry, first, WHY)

    suspend(moderator, second, 3, WHY)
    send_all()

    told = [letter.to for letter in forum.extensions["mailman"].outbox if "suspended" in letter.subject]
    assert told[-1] == [second.email]


def send_all() -> None:
    deliver_pending()
    deliver_letters()


def given(going, moderator):
    """A silence."""
    return silence(moderator, going, 3, WHY)


def lifted(going, moderator):
    """A silence that was ended early."""
    silence(moderator, going, 3, WHY)
    return lift(moderator, session.scalars(select(Sanction)).one(), WHY)


def upheld(going, moderator):
    """A silence against which an appeal was not followed."""
    silence(moderator, going, 3, WHY)
    made = appeal(going, session.scalars(select(Sanction)).one(), "It was no quotation.")
    return answer_appeal(make_moderator(), made, False, WHY)


@pytest.mark.parametrize(("decided", "is_silenced_then"), [(given, False), (lifted, True), (upheld, True)])
def test_what_was_decided_about_one_member_is_undone_on_the_account_that_they_have_now(decided, is_silenced_then):
    going, staying, another = make_member(), make_member(), make_member()
    entry = decided(going, make_moderator())
    silence(make_moderator(), another, 7, WHY)
    merge_accounts(make_member(role="administrator"), going, staying, "One person.")

    undo(make_member(role="administrator"), entry, going, WHY)

    assert (staying.is_silenced, another.is_silenced) == (is_silenced_then, True)


def close(member):
    """By the member."""
    close_own_account(member, member, member.password_hash, True)


def merge(member):
    """By an administrator, with another account of theirs."""
    merge_accounts(make_member(role="administrator"), member, make_member(), "One person.")


@pytest.mark.parametrize("leave", [close, merge])
def test_no_case_stays_open_about_what_went_with_an_account(leave):
    member = make_account()
    ask_to_come_in(member, make_board(audience="invited", open_title=True), "I run the same pilot.")
    ask_with_evidence(member, member, make_organisation(), Shown("I work there.", "", None))
    deliver_pending()
    assert sorted(case.kind for case in session.scalars(select(Case))) == ["admission", "verification"]

    leave(member)

    assert [(case.state, case.outcome) for case in session.scalars(select(Case))] == [("closed", "settled")] * 2


def test_no_case_stays_open_about_what_its_author_deleted_with_the_first_post_of_the_thread():
    author = make_member(verified=True)
    thread = start_thread(author, busy_board(), "About my own kettles", prose("Which one?"))
    first = session.scalars(select(Post)).one()
    case = make_case(make_post(thread, author, state="held"), "held")

    delete_post(author, first)
    deliver_pending()

    assert (case.is_open, case.outcome) == (False, "gone")


def test_the_clock_closes_the_case_of_an_appeal_that_is_gone():
    member = make_member()
    silence(make_moderator(), member, 3, WHY)
    appeal(member, session.scalars(select(Sanction)).one(), "It was no quotation.")
    close_what_is_settled()
    assert session.scalars(select(Case)).one().is_open

    with transaction():
        session.execute(delete(Appeal))
    close_what_is_settled()

    assert not session.scalars(select(Case)).one().is_open
