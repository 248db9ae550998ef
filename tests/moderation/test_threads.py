"""Locking, closing on a day, pinning, another title: what readers see, what the author is told, and taking it back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.errors import Conflict, Invalid, Refused
from forum.core.log import LogEntry
from forum.moderation.locking import close_thread_from, keep_thread_open, lock_thread, unlock_thread
from forum.moderation.pinning import pin_thread, unpin_thread
from forum.moderation.renaming import change_title
from forum.moderation.undoing import undo
from forum.search.handlers import build_index
from forum.threads.actions import delete_post, edit_post, mark_read, reply
from forum.threads.models import Pin, Post, Revision
from forum.threads.prose import Prose
from tests.factories import make_board, make_member, make_post, make_thread
from tests.leaks.rows import FOLLOWING, every_row
from tests.moderation.people import busy_board, make_moderator, words_told
from tests.pages import sign_in
from tests.pages_of_site.looking import main_of, titles

WHY = "The question is settled."
LATER = timedelta(days=3)
APART = {"log_entry", "notice", "outbox", "letter", "throttle_count", *FOLLOWING}


def text(source: str = "One more thing") -> Prose:
    return Prose(source, f"<p>{source}</p>", 1)


def test_a_locked_thread_says_why_and_takes_no_replies(client):
    thread = make_thread(board=busy_board())

    lock_thread(make_moderator(), thread, "Settled by the new circular.")

    assert (
        "Locked by a moderator: Settled by the new circular." in client.get(f"/threads/{thread.id}/{thread.slug}").text
    )
    with pytest.raises(Refused, match="This thread is locked"):
        reply(make_member(), thread, text())
    assert words_told(thread.starter) == ["lock a thread"]


def test_a_thread_is_locked_once_and_unlocked_once():
    thread, moderator = make_thread(board=busy_board()), make_moderator()

    lock_thread(moderator, thread, WHY)
    with pytest.raises(Conflict, match="locked already"):
        lock_thread(moderator, thread, WHY)
    unlock_thread(moderator, thread, WHY)
    with pytest.raises(Conflict, match="not locked any more"):
        unlock_thread(moderator, thread, WHY)

    assert (thread.locked, thread.lock_reason) == (False, "")
    assert reply(make_member(), thread, text()).number == 2


def test_a_thread_closes_by_itself_on_its_day(client):
    thread, member = make_thread(board=busy_board()), make_member()
    closes = (now() + LATER).replace(hour=12)

    close_thread_from(make_moderator(), thread, closes, WHY)

    assert "takes replies until the day before" in client.get(f"/threads/{thread.id}/{thread.slug}").text
    assert reply(member, thread, text()).number == 2
    with at(closes), pytest.raises(Refused, match=f"no replies since {closes.day} {closes:%B %Y}"):
        reply(member, thread, text("Too late"))
    with at(closes):
        assert "Closed" in client.get("/boards/kettles").text
        assert titles(client.get("/unanswered").text) == []


def test_a_thread_that_was_to_close_is_kept_open():
    thread, moderator = make_thread(board=busy_board()), make_moderator()
    with pytest.raises(Conflict, match="no day"):
        keep_thread_open(moderator, thread, WHY)
    with pytest.raises(Invalid, match="still to come"):
        close_thread_from(moderator, thread, now(), WHY)
    close_thread_from(moderator, thread, now() + LATER, WHY)

    keep_thread_open(moderator, thread, WHY)

    with at(now() + 2 * LATER):
        assert reply(make_member(), thread, text()).number == 2


def test_pinned_threads_come_first_and_paging_stays_right(client):
    board = busy_board()
    threads = [
        make_thread(board=board, title=f"Thread {number}", last_post_at=now() - timedelta(hours=number))
        for number in range(60)
    ]
    pin_thread(make_moderator(), threads[55], Pin.BOARD, None, WHY)

    seen, address = [], "/boards/kettles"
    for number in range(3):
        page = client.get(address).text
        seen += titles(page)
        if number < 2:
            address = page.partition('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")

    assert seen == ["Thread 55", *(f"Thread {number}" for number in range(60) if number != 55)]
    assert ">Pinned<" in client.get("/boards/kettles").text


def test_a_pin_everywhere_stands_on_the_front_page_and_before_the_latest_until_its_day(client):
    old = make_thread(board=busy_board(), title="Read this first", last_post_at=now() - timedelta(days=9))
    make_thread(title="Something newer")

    pin_thread(make_moderator(), old, Pin.EVERYWHERE, now() + LATER, WHY)

    assert titles(client.get("/latest").text) == ["Read this first", "Something newer"]
    assert 'id="pinned"' in client.get("/").text
    with at(now() + LATER):
        assert titles(client.get("/latest").text) == ["Something newer", "Read this first"]
        assert 'id="pinned"' not in client.get("/").text
        with pytest.raises(Conflict, match="not pinned any more"):
            unpin_thread(make_moderator(), old, WHY)


def test_what_is_pinned_on_a_closed_board_is_shown_to_its_readers_only(client):
    thread = make_thread(board=make_board(audience="verified"), title="Kettles of the police")
    pin_thread(make_moderator(), thread, Pin.EVERYWHERE, None, WHY)

    for address in ("/", "/latest"):
        assert "Kettles of the police" not in client.get(address).text
    sign_in(client, make_member(verified=True))
    for address in ("/", "/latest"):
        assert "Kettles of the police" in client.get(address).text


def test_who_looks_after_one_board_pins_on_that_board(client):
    board = busy_board()
    moderator, thread = make_moderator(board), make_thread(board=board)

    with pytest.raises(Refused, match="Only moderators and administrators"):
        pin_thread(moderator, thread, Pin.EVERYWHERE, None, WHY)
    pin_thread(moderator, thread, Pin.BOARD, None, WHY)
    unpin_thread(moderator, thread, WHY)
    everywhere = pin_thread(make_moderator(), thread, Pin.EVERYWHERE, None, WHY)
    for again in (lambda: unpin_thread(moderator, thread, WHY), lambda: undo(moderator, everywhere, thread, WHY)):
        with pytest.raises(Refused, match="Only moderators and administrators"):
            again()

    sign_in(client, moderator)
    page = client.get(f"/threads/{thread.id}/moderate/pin").text
    assert "On its board" in page
    assert "On its board, on the front page" not in page


def test_an_old_title_stands_in_the_history_and_its_address_leads_on(client, folder):
    thread = make_thread(board=busy_board(), title="Help!!!", slug="help")
    build_index()

    change_title(make_moderator(), thread, "How do you descale a kettle?", "Help!!!", "Say what it is about.")
    words_told(thread.starter)

    assert client.get(f"/threads/{thread.id}/help").location.endswith("/how-do-you-descale-a-kettle")
    assert "descale" in client.get("/search?q=in:title descale").text
    sign_in(client, make_member())
    post = session.scalars(select(Post)).one()
    history = client.get(f"/posts/{post.id}/history").text
    assert "Say what it is about." in history
    assert "Help!!!" in history


def test_a_title_that_was_changed_meanwhile_is_not_changed_again(client):
    thread = make_thread(board=busy_board(), title="Help with my kettles")
    change_title(make_moderator(), thread, "How do you descale a kettle?", thread.title, WHY)
    sign_in(client, make_moderator())

    fields = {"title": "My own better title", "seen_title": "Help with my kettles", "words": "Mine", "preset": ""}
    answer = client.send(f"/threads/{thread.id}/moderate/title", fields)

    assert answer.status_code == 409
    assert "My own better title" in answer.text
    assert thread.title == "How do you descale a kettle?"


def test_a_thread_that_waits_gets_a_better_title_too():
    thread = make_thread(board=busy_board(), title="Help!!!", state="held")

    change_title(make_moderator(), thread, "How do you descale a kettle?", "Help!!!", WHY)

    assert thread.slug == "how-do-you-descale-a-kettle"


def test_a_title_is_given_back_also_after_the_text_was_edited(client):
    moderator, thread = make_moderator(), make_thread(board=busy_board(), title="Help!!!")
    entry = change_title(moderator, thread, "How do you descale a kettle?", "Help!!!", WHY)
    post = session.scalars(select(Post)).one()
    edit_post(post.author, post, text("Other words"), "", None, 1)

    undo(moderator, entry, thread, WHY)

    assert (thread.title, post.edit_count) == ("Help!!!", 3)
    assert post.edited_at is not None
    assert session.scalars(select(Revision.title)).all() == [None]
    with transaction():
        thread.title = "Another by now"
    with pytest.raises(Conflict):
        undo(moderator, entry, thread, WHY)


def test_an_old_address_leads_on_for_now_for_it_may_be_the_right_one_again(client):
    moderator, thread = make_moderator(), make_thread(board=busy_board(), title="Help!!!", slug="help")
    entry = change_title(moderator, thread, "How do you descale a kettle?", "Help!!!", WHY)
    changed = f"/threads/{thread.id}/{thread.slug}"

    leads_on = client.get(f"/threads/{thread.id}/help")
    undo(moderator, entry, thread, WHY)
    leads_back = client.get(changed)

    assert (leads_on.status_code, leads_on.location) == (302, changed)
    assert (leads_back.status_code, leads_back.location) == (302, f"/threads/{thread.id}/help")
    assert client.get(leads_back.location).status_code == 200


@pytest.mark.parametrize("deed", ["lock", "unlock", "close", "keep open", "pin", "unpin", "title"])
def test_undone_everything_is_as_before(deed):
    moderator = make_moderator()
    facts = {"unlock": {"locked": True, "lock_reason": "Then"}, "keep open": {"closes_at": now() + LATER}}
    facts |= {"unpin": {"pin": Pin.BOARD, "pinned_until": now() + LATER}}
    thread = make_thread(board=busy_board(), **facts.get(deed, {}))
    deeds = {
        "lock": lambda: lock_thread(moderator, thread, WHY),
        "unlock": lambda: unlock_thread(moderator, thread, WHY),
        "close": lambda: close_thread_from(moderator, thread, now() + LATER, WHY),
        "keep open": lambda: keep_thread_open(moderator, thread, WHY),
        "pin": lambda: pin_thread(moderator, thread, Pin.EVERYWHERE, now() + LATER, WHY),
        "unpin": lambda: unpin_thread(moderator, thread, WHY),
        "title": lambda: change_title(moderator, thread, "Another title of a thread", thread.title, WHY),
    }
    before = every_row(APART)

    entry = deeds[deed]()
    assert every_row(APART) != before
    undo(moderator, entry, thread, WHY)
    with transaction():
        for post in session.scalars(select(Post)):
            post.edit_count = 0  # how often it was edited stays counted

    assert every_row(APART) == before
    assert words_told(thread.starter)[1:] == ["undo"]


@pytest.mark.parametrize("deed", ["lock", "unlock", "close", "keep-open", "pin", "unpin", "title"])
def test_no_deed_without_its_reason(client, deed):
    thread = make_thread(board=busy_board(), title="A title that is long enough")
    sign_in(client, make_moderator())
    before = every_row({"throttle_count"})

    fields = {"preset": "", "words": " ", "title": "Another title of a thread", "seen_title": thread.title}
    answer = client.send(f"/threads/{thread.id}/moderate/{deed}", {**fields, "where": "board", "day": "2999-01-01"})

    assert answer.status_code in (409, 422)
    assert every_row({"throttle_count"}) == before


def test_days_that_are_none_are_said(client):
    thread = make_thread(board=busy_board())
    sign_in(client, make_moderator())
    for deed, day in (("close", ""), ("close", "tomorrow"), ("close", "2001-01-01"), ("pin", "2001-01-01")):
        answer = client.send(f"/threads/{thread.id}/moderate/{deed}", {"day": day, "where": "board", "words": "Mine"})
        assert answer.status_code == 422, (deed, day)
        assert "Mine" in answer.text
    assert session.scalars(select(LogEntry)).all() == []


def test_a_day_begins_where_the_moderator_is(client):
    thread = make_thread(board=busy_board())
    sign_in(client, make_moderator(time_zone="America/New_York"))

    client.send(f"/threads/{thread.id}/moderate/close", {"day": "2030-07-01", "preset": "settled"})

    assert thread.closes_at.isoformat() == "2030-07-01T04:00:00+00:00"


def test_what_is_not_shown_is_not_unread(client):
    thread, reader = make_thread(board=busy_board()), make_member(all_read_at=now() - LATER)
    first = make_post(thread)
    mark_read(reader, thread, 2)
    last = make_post(thread, first.author)
    sign_in(client, reader)
    assert "1 new" in client.get("/boards/kettles").text

    delete_post(last.author, last)

    assert thread.last_shown_number == 2
    assert "1 new" not in client.get("/boards/kettles").text
    assert titles(client.get("/unread").text) == []
    assert client.get(f"/threads/{thread.id}/unread").location.endswith("#post-2")
    reply(reader, thread, text())
    assert "new" not in client.get("/boards/kettles").text.partition("<main")[2].partition("1 new")[1]


def test_who_only_reads_a_thread_gets_no_form_of_a_deed_on_it_without_a_reason_either(client):
    thread = make_thread(board=busy_board())
    post = make_post(thread)
    sign_in(client, make_member())

    for path in (
        f"/threads/{thread.id}/moderate/lock",
        f"/threads/{thread.id}/moderate/hide",
        f"/posts/{post.id}/hide",
    ):
        answers = [client.get(path), client.send(path), client.send(path, {"preset": "rules"})]
        assert [answer.status_code for answer in answers] == [403, 403, 403]
        assert all('name="words"' not in answer.text for answer in answers)


def test_who_changes_a_title_for_personal_data_is_led_to_where_it_goes_for_good(client):
    thread = make_thread(title="What happened to Mr Quillfeather?")
    post = session.scalars(select(Post)).one()
    sign_in(client, make_moderator())

    page = main_of(client.get(f"/threads/{thread.id}/moderate/title").text)

    assert f'href="/posts/{post.id}/redact"' in page
    assert "holds personal data" not in page
    assert "Mr Quillfeather" in client.get(f"/posts/{post.id}/redact").text


def test_who_splits_the_answer_off_reads_that_the_thread_is_no_longer_answered(client):
    thread = make_thread()
    make_post(thread)
    answer, other = make_post(thread), make_post(thread)
    with transaction():
        thread.accepted_id = answer.id
    sign_in(client, make_moderator())

    assert "no longer answered" in client.get(f"/threads/{thread.id}/moderate/split?post={answer.id}").text
    assert "no longer answered" not in client.get(f"/threads/{thread.id}/moderate/split?post={other.id}").text
