"""Nobody decides about what they wrote themselves, and nothing is undone past what was decided since."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.errors import Conflict, Refused
from forum.core.log import LogEntry, record
from forum.moderation.both import Both
from forum.moderation.clearing import hide_reported
from forum.moderation.hiding import hide_for_now, hide_post, restore_post
from forum.moderation.locking import close_thread_from, keep_thread_open, lock_thread, unlock_thread
from forum.moderation.merging import merge_threads
from forum.moderation.moving import hide_thread, move_thread, restore_thread
from forum.moderation.notes import write_note
from forum.moderation.pinning import pin_thread
from forum.moderation.sanction_models import Sanction
from forum.moderation.sanctions import lift, silence
from forum.moderation.splitting import split_into_new, split_into_thread
from forum.moderation.undoing import undo
from forum.threads.models import Pin
from tests.factories import make_board, make_member, make_post, make_thread
from tests.moderation.people import busy_board, make_case, make_moderator
from tests.pages import sign_in

WHY = "It breaks the rules."
OWN = "what they wrote themselves"


def test_a_moderator_does_not_restore_their_own_post_that_another_hid(client):
    author, thread = make_moderator(), make_thread(board=busy_board())
    post = make_post(thread, author=author)
    entry = hide_post(make_moderator(), post, WHY)
    sign_in(client, author)

    with pytest.raises(Refused, match=OWN):
        restore_post(author, post, WHY)
    with pytest.raises(Refused, match=OWN):
        undo(author, entry, post, WHY)
    sent = {"preset": "mistaken", "seen": "0"}
    answers = [client.send(path, sent) for path in _paths(post, entry)]
    page = client.get(f"/moderation/deeds/{entry.id}").text

    assert [answer.status_code for answer in answers] == [403, 403]
    assert OWN in answers[0].text
    assert OWN in page
    assert "Undo it" not in page
    assert post.state == "hidden"
    restore_post(make_moderator(), post, WHY)


def test_a_moderator_does_not_move_their_own_thread_on_from_where_another_moved_it():
    first, second = busy_board(), make_board()
    author, thread = make_moderator(), make_thread(board=first, starter=make_moderator())
    own = make_thread(board=first, starter=author)
    move_thread(author, own, second, WHY)
    move_thread(author, own, first, WHY)

    move_thread(make_moderator(), own, second, WHY)

    with pytest.raises(Refused, match=OWN):
        move_thread(author, own, first, WHY)
    assert own.board_id == second.id
    move_thread(author, thread, second, WHY)
    move_thread(make_moderator(), own, first, WHY)


@pytest.mark.parametrize("into", ["a new thread", "another"])
def test_a_moderator_does_not_go_on_elsewhere_with_their_own_thread_that_another_locked(into):
    author = make_moderator()
    own, other = make_thread(board=busy_board(), starter=author), make_thread()
    post = make_post(own, author)

    def split() -> object:
        if into == "another":
            return split_into_thread(author, Both(own, other), [post.id], WHY)
        return split_into_new(author, own, [post.id], "My thread goes on in here", other.board, WHY)

    lock_thread(make_moderator(), own, WHY)
    with pytest.raises(Refused, match=OWN):
        split()

    assert post.thread_id == own.id
    unlock_thread(make_moderator(), own, WHY)
    lock_thread(author, own, WHY)
    split()


def _paths(post, entry):
    return f"/posts/{post.id}/restore", f"/moderation/deeds/{entry.id}"


def test_what_they_hid_themselves_they_give_back_until_another_decides():
    author, thread = make_moderator(), make_thread(board=busy_board())
    post = make_post(thread, author=author)

    hide_post(author, post, WHY)
    restore_post(author, post, WHY)
    entry = hide_post(author, post, WHY)
    undo(author, entry, post, WHY)
    assert post.state == "published"

    restored = restore_post(make_moderator(), _hidden(author, post), WHY)
    with pytest.raises(Refused, match=OWN):
        undo(author, restored, post, WHY)


def _hidden(actor, post):
    hide_post(actor, post, WHY)
    return post


def test_who_started_a_thread_does_not_unlock_or_show_it_when_another_locked_or_hid_it():
    starter, other = make_moderator(), make_moderator()
    thread = make_thread(board=busy_board(), starter=starter)
    deeds = [
        (lock_thread, unlock_thread, []),
        (close_thread_from, keep_thread_open, [now() + timedelta(days=3)]),
        (hide_thread, restore_thread, []),
    ]
    for do, take_away, more in deeds:
        entry = do(other, thread, *more, WHY)
        with pytest.raises(Refused, match=OWN):
            take_away(starter, thread, WHY)
        with pytest.raises(Refused, match=OWN):
            undo(starter, entry, thread, WHY)
        take_away(other, thread, WHY)
        do(starter, thread, *more, WHY)
        take_away(starter, thread, WHY)


def test_nothing_is_undone_past_a_later_deed_on_the_same():
    moderator, post = make_moderator(), make_post(make_thread(board=busy_board()))
    first = hide_post(moderator, post, WHY)
    second = restore_post(moderator, post, WHY)
    third = hide_post(moderator, post, "Personal data.")

    for entry in (first, second):
        with pytest.raises(Conflict, match="decided about the same since"):
            undo(moderator, entry, post, WHY)
    assert post.state == "hidden"

    for entry in (third, second, first):
        undo(moderator, entry, post, WHY)
    assert post.state == "published"


def test_a_pin_does_not_stand_in_the_way_of_a_lock():
    moderator, thread = make_moderator(), make_thread(board=busy_board())
    entry = lock_thread(moderator, thread, WHY)
    pin_thread(moderator, thread, Pin.BOARD, None, WHY)

    undo(moderator, entry, thread, WHY)

    assert not thread.locked


def test_what_a_moderator_kept_hidden_is_not_shown_by_undoing_what_the_forum_did():
    moderator, post = make_moderator(), make_post(make_thread(board=busy_board()))
    case = make_case(post)
    with transaction():
        first = hide_for_now(post, "Several members reported it.", case.id)
        case.hold_id = first.id
    kept = hide_reported(moderator, case, WHY)

    with pytest.raises(Conflict, match="decided about the same since"):
        undo(moderator, first, post, WHY)
    assert post.state == "hidden"
    undo(moderator, kept, post, WHY)
    undo(moderator, first, post, WHY)
    assert post.state == "published"


def test_a_merge_is_not_undone_out_of_a_thread_that_was_hidden_since():
    moderator, board = make_moderator(), busy_board()
    stays, goes = make_thread(board=board), make_thread(board=board)
    entry = merge_threads(moderator, Both(stays, goes), WHY)
    hide_thread(moderator, stays, "Personal data.")

    with pytest.raises(Conflict, match="meanwhile"):
        undo(moderator, entry, stays, WHY)
    assert goes.state == "deleted"


def test_moderators_do_not_read_in_the_log_who_decided_about_them(client):
    board, giver = busy_board(), make_member(role="administrator", name="Gudrun Giver")
    moderator = make_moderator()
    post = make_post(make_thread(board=board), author=moderator)
    hide_post(giver, post, "About the post of a moderator.")
    silence(giver, moderator, 3, "About a moderator.")
    lift(giver, session.scalars(select(Sanction)).one(), "It has cooled down.")
    hide_post(giver, make_post(make_thread(board=board)), "About another.")

    sign_in(client, moderator)
    log, own = client.get("/moderation/log").text, client.get("/settings/moderation").text

    for words in ("About the post of a moderator", "About a moderator", "It has cooled down"):
        assert words not in log
        assert words in own
    assert "About another" in log
    assert "Gudrun" not in own
    sign_in(client, make_moderator())
    assert "About a moderator" in client.get("/moderation/log").text


def test_only_deeds_of_moderation_have_a_page_of_their_own(client):
    moderator, member = make_moderator(), make_member()
    write_note(moderator, member, "Writes at night.")
    with transaction():
        record(moderator.id, "appoint", member, {}, {"role": "moderator"}, "Trusted.", member_id=member.id)
        record(moderator.id, "see an e-mail address", member, reason="Needed.", member_id=member.id)
    silenced = silence(moderator, member, 3, WHY)
    numbers = session.scalars(select(LogEntry.id).order_by(LogEntry.id)).all()

    for who in (moderator, make_moderator(), member):
        sign_in(client, who)
        assert {client.get(f"/moderation/deeds/{number}").status_code for number in numbers[:-1]} == {404}
    sign_in(client, moderator)
    assert client.get(f"/moderation/deeds/{silenced.id}").status_code == 200


def test_a_moderator_of_one_board_does_not_end_a_pin_everywhere_by_pinning_there(client):
    board = busy_board()
    thread = make_thread(board=board)
    pin_thread(make_moderator(), thread, Pin.EVERYWHERE, None, WHY)
    theirs = make_moderator(board)
    sign_in(client, theirs)

    with pytest.raises(Refused):
        pin_thread(theirs, thread, Pin.BOARD, None, WHY)
    answer = client.send(f"/threads/{thread.id}/moderate/pin", {"where": "board", "preset": "worth"})

    assert answer.status_code == 403
    assert thread.pin == "everywhere"


def test_a_moderator_gets_past_no_lock_or_closing_of_their_own_thread_by_another_day_or_by_merging():
    author, board = make_moderator(), busy_board()
    closing, locked = (make_thread(board=board, starter=author) for _thread in range(2))
    older = make_thread(board=board, created_at=now() - timedelta(days=2))
    close_thread_from(make_moderator(), closing, now() + timedelta(days=1), WHY)
    lock_thread(make_moderator(), locked, WHY)

    with pytest.raises(Refused, match=OWN):
        close_thread_from(author, closing, now() + timedelta(days=400), WHY)
    for thread in (closing, locked):
        with pytest.raises(Refused, match=OWN):
            merge_threads(author, Both(thread, older), WHY)
        with pytest.raises(Refused, match=OWN):
            merge_threads(author, Both(older, thread), WHY)
