"""The inbox: what was told, grouped, counted, opened and marked; and nothing of what is closed by now."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.core.clock import at, now
from forum.core.db import session
from forum.core.log import LogEntry
from forum.moderation.hiding import hide_post, restore_post
from forum.notifications.digests import forget_old_notices
from forum.notifications.models import Cadence, Notice
from forum.notifications.rows import notices_to_send
from forum.notifications.sentences import without_content
from forum.threads import actions
from forum.threads.prose import prose
from tests.factories import make_board, make_member, make_post, make_thread
from tests.notifications.telling import again, board_follower, change, follower, reply, told, work
from tests.pages import sign_in
from tests.statements import count_queries

YESTERDAY = now() - timedelta(days=1)


def unread(client) -> int:
    """The number at the top of a page."""
    found = re.search(r'app-count">(\d+) unread', client.get("/settings").text)
    return int(found[1]) if found else 0


def links(client, address="/notifications") -> list[str]:
    """The addresses of the notices on a page of the inbox."""
    return re.findall(r'href="(/notifications/\d+)"', client.get(address).text)


def test_an_empty_inbox_says_what_will_stand_there(client):
    sign_in(client, make_member())

    page = client.get("/notifications").text

    assert "Nothing yet" in page
    assert "Mark all as read" not in page
    assert unread(client) == 0


def test_replies_in_one_thread_stand_together_and_say_by_whom(client):
    thread = make_thread(title="How do you boil water?")
    member = follower(thread)
    for name in ("Asha Patel", "Ben Cole", "Asha Patel"):
        reply(thread, f"I am {name}", make_member(name=name))
    work()
    sign_in(client, member)

    page = client.get("/notifications").text

    assert "3 replies in “How do you boil water?”" in page
    assert "by Asha Patel and 2 others" in page
    assert len(links(client)) == 1
    assert unread(client) == 3


@pytest.mark.parametrize(("names", "said"), [(["Asha"], "by Asha<"), (["Asha", "Ben"], "by Asha and Ben<")])
def test_one_or_two_people_are_named(client, names, said):
    thread = make_thread()
    member = follower(thread)
    for name in names:
        reply(thread, f"I am {name}", make_member(name=name))
    work()
    sign_in(client, member)

    assert said in client.get("/notifications").text


def test_each_kind_has_its_sentence(client):
    board, starter = make_board(name="Kettles"), make_member(verified=True, name="Cleo")
    member = board_follower(board, handle="mira")
    sign_in(client, member)
    thread = actions.start_thread(starter, board, "How do you boil water?", prose("Tell me."))
    mine = reply(thread, "In a kettle.", member)
    reply(thread, "@mira is right", starter)
    actions.mark_answer(starter, mine)
    work()

    page = client.get("/notifications").text

    assert "New thread: “How do you boil water?”" in page
    assert "Cleo mentioned you in “How do you boil water?”" in page
    assert "Your reply was accepted as the answer in “How do you boil water?”" in page
    assert "by Cleo" in page
    assert "Kettles" in page


def test_opening_a_notice_leads_to_the_post_and_reading_there_reads_the_others(client):
    thread = make_thread()
    member = follower(thread)
    posts = [reply(thread, f"No {number}") for number in range(3)]
    work()
    sign_in(client, member)
    [link] = links(client)

    answer = client.get(link)

    assert (answer.status_code, answer.location) == (302, f"/threads/{thread.id}/{thread.slug}#post-{posts[0].number}")
    assert unread(client) == 2
    client.get(answer.location)
    assert unread(client) == 0


def test_reading_a_thread_reads_its_notices_as_far_as_the_page_goes(client):
    thread = make_thread()
    member = follower(thread)
    for number in range(25):
        make_post(thread, body=f"No {number}")
    late = reply(thread)
    other = reply(make_thread(starter=member), "Elsewhere, @nobody-knows")
    work()
    sign_in(client, member)

    client.get(f"/threads/{thread.id}/{thread.slug}")
    after_the_first_page = unread(client)
    client.get(f"/threads/{thread.id}/{thread.slug}?page=2")

    assert told(member) == [("reply", late.id)]
    assert after_the_first_page == 1
    assert unread(client) == 0
    assert other.id


def test_who_writes_in_a_thread_sees_the_page_and_the_notices_are_read(client):
    thread = make_thread()
    member = follower(thread)
    reply(thread)
    work()
    sign_in(client, member)

    client.send(f"/threads/{thread.id}/replies", {"body": "Thanks", "form_key": "a" * 32}, follow_redirects=True)

    assert unread(client) == 0


def test_everything_is_marked_as_read_at_one_press(client):
    member = follower(make_thread())
    for _number in range(3):
        thread = make_thread()
        actions.reply(member, thread, prose("Me too"))
        reply(thread)
    work()
    sign_in(client, member)
    assert unread(client) == 3

    answer = client.send("/notifications")

    assert (answer.status_code, answer.location) == (303, "/notifications")
    assert unread(client) == 0
    assert len(links(client)) == 3


def test_the_inbox_has_pages(client):
    member = make_member(verified=True)
    for _number in range(27):
        thread = make_thread()
        actions.reply(member, thread, prose("Me too"))
        reply(thread)
    work()
    sign_in(client, member)

    first = client.get("/notifications").text
    older = re.search(r'href="(/notifications\?after=[^"]+)"', first)

    assert older
    assert len(links(client)) == 25
    assert len(links(client, older[1])) == 2
    assert client.get("/notifications?after=rubbish").status_code == 404


def test_another_s_notice_and_none_are_the_same(client):
    thread = make_thread()
    follower(thread)
    reply(thread)
    work()
    number = session.scalars(select(Notice.id)).one()
    sign_in(client, make_member())

    assert client.get(f"/notifications/{number}").status_code == 404
    assert client.get(f"/notifications/{number + 1}").status_code == 404


def test_a_guest_has_no_inbox_and_no_count(client):
    assert "/notifications" not in client.get("/").text
    assert client.get("/notifications").location.startswith("/sign-in")


def test_what_was_read_long_ago_is_forgotten():
    thread = make_thread()
    member = follower(thread)
    for number in range(3):
        reply(thread, f"No {number}")
    work()
    theirs = select(Notice).where(Notice.member_id == member.id).order_by(Notice.id)
    old, recent, _unread = session.scalars(theirs).all()
    change(old, read_at=now() - timedelta(days=91))
    change(recent, read_at=now() - timedelta(days=89))

    forget_old_notices()

    assert len(told(member)) == 2


def test_the_inbox_costs_as_much_however_much_is_in_it(client):
    member, counts = make_member(verified=True), []
    sign_in(client, member)

    for rows in (2, 12):
        for _row in range(rows):
            thread = make_thread()
            actions.reply(member, thread, prose("Me too"))
            reply(thread)
        work()
        client.get("/notifications")
        with count_queries() as statements:
            client.get("/notifications")
        counts.append(len(statements))

    assert counts == [3, 3]


def test_the_clock_of_a_notice_is_that_of_the_event(client):
    thread = make_thread()
    member = follower(thread)
    reply(thread)
    with at(now() + timedelta(minutes=5)):
        work()
    sign_in(client, member)

    assert len(links(client)) == 1


def test_when_nothing_is_unread_there_is_nothing_to_mark_as_read(client):
    member = follower(thread := make_thread())
    reply(thread)
    work()
    sign_in(client, member)

    before = client.get("/notifications").text
    client.send("/notifications")

    after = client.get("/notifications").text
    assert "Mark all as read" in before
    assert "Mark all as read" not in after
    assert "1 reply in" in after


def hidden(author, many: int = 1) -> list[LogEntry]:
    """A moderator hides so many posts of the author, who is told; answers the entries."""
    moderator, thread = make_member(role="moderator"), make_thread()
    entries = [hide_post(moderator, make_post(thread, author), f"No {number}.") for number in range(many)]
    work()
    return entries


def test_the_same_deed_on_several_posts_stands_in_one_line_and_leads_to_the_list_of_them(client):
    author = make_member()
    hidden(author, 3)
    sign_in(client, author)

    [link] = links(client)
    assert "A moderator has hidden 3 posts of yours, and says why" in client.get("/notifications").text
    assert client.get(link).location == "/settings/moderation"
    assert unread(client) == 0
    assert links(client) == [link]


def test_one_deed_leads_to_its_page(client):
    author = make_member()
    [entry] = hidden(author)
    sign_in(client, author)

    assert "A moderator has hidden a post of yours, and says why" in client.get("/notifications").text
    assert client.get(links(client)[0]).location == f"/moderation/deeds/{entry.id}"


def test_deeds_of_other_days_other_kinds_and_other_members_stand_apart(client):
    author, other = make_member(), make_member()
    hidden(author, 2)
    hidden(other)
    change(session.scalars(select(Notice).where(Notice.member_id == author.id)).first(), created_at=YESTERDAY)
    post = make_post(make_thread(), author)
    hide_post(make_member(role="moderator"), post, "No.")
    restore_post(make_member(role="moderator"), post, "Yes.")
    work()
    sign_in(client, author)

    assert len(links(client)) == 3
    client.get(links(client)[0])
    assert unread(client) == 3
    sign_in(client, other)
    assert unread(client) == 1


def test_a_daily_letter_puts_the_same_deeds_in_one_line():
    author = make_member()
    hidden(author, 2)
    numbers = session.scalars(select(Notice.id).where(Notice.member_id == author.id)).all()

    [row] = notices_to_send(again(author), Cadence.AT_ONCE, min(numbers), max(numbers), 10)

    assert without_content(row) == "A moderator has hidden 2 posts of yours, and says why"
