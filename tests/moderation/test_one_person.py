"""Who had two accounts that have become one decides about neither: not about what was decided before, either."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.accounts.merging import merge_accounts
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.errors import Refused
from forum.core.log import LogEntry, record
from forum.imports.placeholders import placeholders
from forum.members.models import Member
from forum.members.one_person import Number, accounts_now, numbers_of
from forum.moderation.appeals import appeal
from forum.moderation.both import Both
from forum.moderation.cleaning_up import clean_up
from forum.moderation.hiding import hide_post, restore_post
from forum.moderation.locking import lock_thread, unlock_thread
from forum.moderation.meanwhile import last_decision
from forum.moderation.merging import merge_threads
from forum.moderation.own_sanctions import sanction_of_entry
from forum.moderation.sanction_models import Sanction
from forum.moderation.sanctions import lift, silence, suspend, warn
from forum.moderation.splitting import split_into_new
from forum.moderation.undoing import undo
from forum.permissions.guard import can
from forum.permissions.table import Can
from forum.threads.claiming import claim_author, written_by
from tests.factories import make_member, make_post, make_thread
from tests.moderation.people import busy_board, make_moderator, words_told
from tests.pages import sign_in

WHY, OWN = "It breaks the rules.", "what they wrote themselves"


def become_one(going: Member, staying: Member) -> None:
    merge_accounts(make_member(role="administrator"), going, staying, "They wrote from both addresses.")


def two() -> tuple[Member, Member]:
    """The account that goes, and the account of a moderator."""
    return make_member(), make_moderator()


def test_nobody_undoes_a_sanction_that_their_other_account_was_given(client):
    going, staying = two()
    entry = silence(make_moderator(), going, 1, WHY)
    become_one(going, staying)

    with at(now() + timedelta(days=2)):
        for account in (going, staying):
            with pytest.raises(Refused, match="about themselves"):
                undo(staying, entry, account, WHY)
        sign_in(client, staying)
        answer = client.send(f"/moderation/deeds/{entry.id}", {"preset": "mistaken"})
        page = client.get(f"/moderation/deeds/{entry.id}")

    sanction = session.scalars(select(Sanction)).one()
    assert answer.location == page.location == f"/moderation/sanctions/{sanction.id}"


def test_another_undoes_it_and_it_is_undone_where_it_is_in_force():
    going, staying = two()
    entry = silence(make_moderator(), going, 7, WHY)
    become_one(going, staying)
    assert staying.is_silenced

    undone = undo(make_member(role="administrator"), entry, going, WHY)

    assert (staying.is_silenced, session.scalars(select(Sanction)).all()) == (False, [])
    assert (undone.thing_id, undone.member_id) == (staying.id, staying.id)
    assert words_told(staying) == ["undo"]


def test_what_was_decided_about_the_other_account_stands_on_ones_own_page_and_not_in_the_log_of_others(client):
    going, staying = two()
    post = make_post(make_thread(board=busy_board()), going)
    entries = [warn(make_moderator(name="Ben Okafor"), going, WHY), hide_post(make_moderator(), post, WHY)]
    become_one(going, staying)
    with transaction():
        staying.warning_id = None

    sign_in(client, staying)
    own, log = client.get("/settings/moderation").text, client.get("/moderation/log").text

    for entry in entries:
        assert (f"/moderation/deeds/{entry.id}" in own, f"/moderation/deeds/{entry.id}" in log) == (True, False)
    assert "A post of yours was hidden" in client.get(f"/moderation/deeds/{entries[1].id}").text
    assert "Ben Okafor" not in log
    assert last_decision(staying) == entries[0].id


def test_nobody_moves_back_what_their_other_account_wrote():
    going, staying = two()
    thread = make_thread(board=busy_board())
    posts = [make_post(thread), make_post(thread, going)]
    entry = split_into_new(make_moderator(), thread, [one.id for one in posts], "A title", thread.board, WHY)
    become_one(going, staying)

    with pytest.raises(Refused, match=OWN):
        undo(staying, entry, thread, WHY)
    undo(make_moderator(), entry, thread, WHY)
    assert words_told(staying) == ["undo"]


def test_nobody_undoes_the_clean_up_after_their_other_account():
    going, staying = two()
    post = make_post(make_thread(board=busy_board()), going)
    entry = clean_up(make_moderator(), going, [post.id], WHY)
    lift(make_moderator(), sanction_of_entry(entry.id), WHY)
    become_one(going, staying)

    with pytest.raises(Refused, match="about themselves"):
        undo(staying, entry, going, WHY)
    assert post.state == "hidden"


def test_what_the_other_account_did_to_ones_own_thread_one_may_take_back():
    going, staying = make_moderator(), make_moderator()
    thread = make_thread(board=busy_board(), starter=staying)
    post = make_post(thread, staying)
    entry = hide_post(going, post, WHY)
    lock_thread(going, thread, WHY)
    with pytest.raises(Refused, match=OWN):
        unlock_thread(staying, thread, WHY)
    become_one(going, staying)

    unlock_thread(staying, thread, WHY)
    undo(staying, entry, post, WHY)

    assert (thread.locked, post.state) == (False, "published")


def test_a_thread_stays_ones_own_when_it_is_merged_with_an_older_one():
    starter, day = make_moderator(), now() - timedelta(days=1)
    older = make_thread(board=busy_board(), created_at=day)
    thread = make_thread(board=older.board, starter=starter)
    lock_thread(make_moderator(), thread, WHY)
    merge_threads(make_moderator(), Both(thread, older), WHY)
    assert thread.starter_id != starter.id

    with pytest.raises(Refused, match=OWN):
        unlock_thread(starter, thread, WHY)
    unlock_thread(make_moderator(), thread, WHY)


def test_who_gave_a_sanction_from_another_account_does_not_decide_the_appeal():
    going, staying = make_moderator(), make_moderator()
    entry = suspend(going, make_member(), 3, WHY)
    sanction = sanction_of_entry(entry.id)
    made = appeal(sanction.person, sanction, "It was a quotation.")
    become_one(going, staying)

    assert not can(staying, Can.DECIDE_APPEAL, made)
    assert can(make_moderator(), Can.DECIDE_APPEAL, made)


def test_who_ended_what_they_gave_did_not_answer_an_appeal_after_their_accounts_became_one_either():
    going, staying = make_moderator(), make_moderator()
    sanction = sanction_of_entry(suspend(going, make_member(), 3, WHY).id)
    appeal(sanction.person, sanction, "It was a quotation.")
    lift(going, sanction, "I was wrong.")
    assert not sanction.ended_by_appeal
    become_one(going, staying)

    session.expire_all()
    assert not sanction.ended_by_appeal


def test_what_was_decided_about_an_author_of_an_archive_is_about_who_has_claimed_it():
    chief, member = make_member(role="administrator"), make_moderator()
    with transaction():
        [author_id] = placeholders("letters", ["A. Patel"]).values()
    author, thread = session.get_one(Member, author_id), make_thread(board=busy_board())
    posts = [make_post(thread, author), make_post(thread)]
    entry = split_into_new(make_moderator(), thread, [one.id for one in posts], "A title", thread.board, WHY)
    claim_author(chief, author, member, written_by(author))

    with pytest.raises(Refused, match=OWN):
        undo(member, entry, thread, WHY)


def test_accounts_are_followed_through_several_mergings_and_an_authors_number_until_it_was_claimed():
    first, second, third, stranger = (make_member() for _one in range(4))
    become_one(first, second)
    with transaction():
        claim = record(None, "claim an author", second, {"author_id": stranger.id}, {})
    become_one(second, third)
    with transaction():
        later = record(None, "warn", stranger, member_id=stranger.id)

    found = numbers_of(third.id)

    assert found == [Number(third.id), Number(second.id), Number(first.id), Number(stranger.id, claim.id)]
    assert not any(one.is_meant_by(later) for one in found if one.member_id == stranger.id)
    assert accounts_now([first.id, second.id, stranger.id]) == [third.id, stranger.id]
    assert accounts_now([third.id]) == [third.id]


def test_a_deed_that_is_undone_tells_who_has_the_posts_by_now():
    going, staying = two()
    post = make_post(make_thread(board=busy_board()), going)
    entry = hide_post(make_moderator(), post, WHY)
    become_one(going, staying)

    undo(make_moderator(), entry, post, WHY)

    assert words_told(staying) == ["undo"]
    assert session.scalars(select(LogEntry.member_id).where(LogEntry.undoes_id == entry.id)).one() == staying.id
    with pytest.raises(Refused):
        restore_post(staying, hidden_again(post), WHY)


def hidden_again(post):
    hide_post(make_moderator(), post, WHY)
    return post
