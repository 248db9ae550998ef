"""Hiding a thread, moving it, merging two, moving posts: who reads what where, what is counted, and taking it back."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from forum.clockwork import CLOCK
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.errors import Absent, Conflict, Invalid, Refused
from forum.moderation.both import Both
from forum.moderation.merging import merge_threads
from forum.moderation.moving import hide_thread, move_thread, restore_thread
from forum.moderation.reading_on import forget_readers_before
from forum.moderation.splitting import split_into_new, split_into_thread
from forum.moderation.undoing import UNDOABLE_FOR, undo
from forum.search.handlers import build_index
from forum.threads.actions import mark_answer, mark_read, reply
from forum.threads.following import Level, ThreadFollow, set_thread_level
from forum.threads.models import Post, ReaderBefore, ReadMarker, Thread
from forum.threads.prose import Prose
from tests.factories import make_board, make_member, make_post, make_thread
from tests.leaks.rows import every_row
from tests.moderation.people import busy_board, counters, make_moderator, words_told
from tests.moderation.test_random_deeds import APART
from tests.pages import sign_in

WHY = "It belongs elsewhere."
TITLE = "What to do about whistling kettles?"


def text(source: str = "One more thing") -> Prose:
    return Prose(source, f"<p>{source}</p>", 1)


def thread_of(many: int, **facts: Any) -> tuple[Thread, list[Post]]:
    """A thread and its posts, the first a day old, each an hour younger than the one before."""
    day = now() - timedelta(days=1)
    facts.setdefault("created_at", day)
    thread = make_thread(last_post_at=day + timedelta(hours=many - 1), **facts)
    for number in range(1, many):
        make_post(thread, created_at=facts["created_at"] + timedelta(hours=number), body=f"Reply {number + 1}")
    return thread, list(session.scalars(select(Post).where(Post.thread_id == thread.id).order_by(Post.number)))


def numbers_in(thread: Thread) -> dict[int, int | None]:
    session.rollback()
    return dict(session.execute(select(Post.id, Post.number).where(Post.thread_id == thread.id)).all())


def test_a_hidden_thread_is_nowhere_and_comes_back(client, folder):
    board, moderator = busy_board(), make_moderator()
    thread, _posts = thread_of(3, board=board, title="Whistling kettles")
    build_index()
    before = counters(board)

    entry = hide_thread(moderator, thread, WHY)
    assert words_told(thread.starter) == ["hide a thread"]
    assert counters(board) == [(0, 0)]
    for address in (f"/threads/{thread.id}", f"/threads/{thread.id}/{thread.slug}", f"/posts/{_posts[1].id}"):
        assert client.get(address).status_code == 404
    for address in ("/", "/latest", "/boards/kettles", "/search?q=whistling"):
        assert "Whistling kettles" not in client.get(address).text
    with pytest.raises(Conflict):
        hide_thread(moderator, thread, WHY)

    undo(moderator, entry, thread, WHY)
    words_told(thread.starter)
    assert counters(board) == before
    assert "Whistling kettles" in client.get("/search?q=whistling").text
    with pytest.raises(Conflict, match="not hidden"):
        restore_thread(moderator, thread, WHY)


def test_a_moved_thread_stands_on_the_other_board_with_all_that_counts_it(client):
    one, other = busy_board(), make_board(slug="teapots", name="Teapots")
    thread, posts = thread_of(3, board=one)
    before = every_row(APART)

    entry = move_thread(make_moderator(), thread, other, WHY)

    assert counters(one, other) == [(0, 0), (1, 3)]
    assert thread.title in client.get("/boards/teapots").text
    assert thread.title not in client.get("/boards/kettles").text
    assert client.get(f"/posts/{posts[2].id}").location.endswith("#post-3")
    assert words_told(thread.starter) == ["move a thread"]
    undo(make_moderator(), entry, thread, WHY)
    assert len(every_row(APART)["thread"]) == len(before["thread"])
    assert counters(one, other) == [(1, 3), (0, 0)]


def test_moving_needs_the_right_on_both_boards():
    one, other = busy_board(), make_board()
    thread = make_thread(board=one)

    with pytest.raises(Refused, match="Only the moderators of this board"):
        move_thread(make_moderator(one), thread, other, WHY)
    with pytest.raises(Absent):
        move_thread(make_moderator(), thread, make_board(audience="invited"), WHY)
    with pytest.raises(Invalid, match="archived"):
        move_thread(make_moderator(), thread, make_board(archived=True), WHY)
    with pytest.raises(Conflict, match="by now"):
        move_thread(make_moderator(), thread, one, WHY)
    moved = move_thread(make_moderator(), thread, other, WHY)
    with pytest.raises(Refused):
        undo(make_moderator(other), moved, thread, WHY)


def test_what_was_moved_into_a_closed_board_is_not_learned_of(client, folder):
    closed = make_board(audience="verified", name="Secret teapots", slug="secret-teapots")
    starter, follower = make_member(), make_member()
    thread, posts = thread_of(2, board=busy_board(), starter=starter, title="Whistling kettles")
    reply(follower, thread, text())
    build_index()
    old = [f"/threads/{thread.id}", f"/threads/{thread.id}/{thread.slug}", f"/posts/{posts[1].id}"]

    entry = move_thread(make_moderator(), thread, closed, WHY)
    told = words_told(starter)
    reply(make_member(verified=True), thread, text("News from inside"))

    sign_in(client, follower)
    for address in (*old, "/search?q=whistling", "/notifications", "/latest", "/settings/notifications/following"):
        page = client.get(address)
        assert "Whistling" not in page.text, address
        assert "teapots" not in page.text, address
        assert page.status_code == (404 if address in old else 200)
    sign_in(client, starter)
    page = client.get(f"/moderation/deeds/{entry.id}").text
    assert told == ["move a thread"]
    assert WHY in page
    assert "Whistling" not in page
    assert "teapots" not in page


def test_before_it_is_moved_it_is_said_who_can_read_it_there(client):
    closed = make_board(audience="verified", name="Teapots", slug="teapots")
    thread = make_thread(board=busy_board())
    reply(make_member(), thread, text())
    sign_in(client, make_moderator())

    assert "Teapots" in client.get(f"/threads/{thread.id}/moderate/move").text
    page = client.get(f"/threads/{thread.id}/moderate/move?to=teapots").text
    assert "verified public servants" in page
    assert "1 member who follows it can no longer read it" in page
    answer = client.send(f"/threads/{thread.id}/moderate/move?to=teapots", {"preset": "place"})

    assert answer.status_code == 303
    assert thread.board_id == closed.id


def test_merged_posts_stand_by_date_and_old_addresses_lead_on(client):
    stays, mine = thread_of(3, board=busy_board(), title="Older question")
    goes, theirs = thread_of(2, created_at=mine[0].created_at + timedelta(minutes=90), slug="newer")

    merge_threads(make_moderator(), Both(stays, goes), WHY)

    order = [mine[0], mine[1], theirs[0], mine[2], theirs[1]]
    assert numbers_in(stays) == {post.id: number for number, post in enumerate(order, start=1)}
    assert (stays.reply_count, stays.last_number, stays.title) == (4, 5, "Older question")
    for address in (f"/threads/{goes.id}", f"/threads/{goes.id}/newer", f"/threads/{goes.id}/newer?page=1"):
        assert client.get(address).location == f"/threads/{stays.id}/{stays.slug}"
    assert client.get(f"/posts/{theirs[0].id}").location.endswith(f"/threads/{stays.id}/{stays.slug}#post-3")
    assert words_told(goes.starter) == ["merge threads"]


def test_followers_readers_and_answers_are_kept_once_and_come_apart_again():
    stays, mine = thread_of(3, board=busy_board())
    goes, theirs = thread_of(2, created_at=mine[0].created_at + timedelta(minutes=90))
    both_read, one_read, follower = make_member(), make_member(), make_member()
    mark_read(both_read, stays, 3)
    mark_read(both_read, goes, 2)
    mark_read(one_read, stays, 3)
    mark_answer(goes.starter, theirs[1])
    with transaction():
        set_thread_level(follower.id, goes.id, Level.FOLLOWING)
        set_thread_level(both_read.id, goes.id, Level.FOLLOWING)
        set_thread_level(both_read.id, stays.id, Level.MUTED)
    before = every_row(APART)

    entry = merge_threads(make_moderator(), Both(stays, goes), WHY)

    seen = {marker.member_id: marker.number for marker in session.scalars(_markers(stays))}
    assert seen == {both_read.id: 5, one_read.id: 2}
    levels = {one.member_id: one.level for one in session.scalars(_follows(stays))}
    assert levels == {follower.id: "following", both_read.id: "muted"}
    assert stays.accepted_id == theirs[1].id
    undo(make_moderator(), entry, stays, WHY)
    after = every_row(APART)
    for table in ("post", "read_marker", "thread_follow", "reader_before", "moved_posts"):
        assert after[table] == before[table], table
    assert (stays.accepted_id, goes.accepted_id) == (None, theirs[1].id)


def _markers(thread: Thread) -> Any:
    return select(ReadMarker).where(ReadMarker.thread_id == thread.id)


def _follows(thread: Thread) -> Any:
    return select(ThreadFollow).where(ThreadFollow.thread_id == thread.id)


def test_what_undoing_needs_is_forgotten_when_nobody_can_undo_it_any_more():
    old, younger = thread_of(2, board=busy_board())[0], thread_of(2)[0]
    for thread in (old, younger):
        mark_read(make_member(), thread, 2)
    begin = now()
    with at(begin):
        entry = merge_threads(make_moderator(), Both(old, make_thread()), WHY)
    with at(begin + timedelta(days=1)):
        merge_threads(make_moderator(), Both(younger, make_thread()), WHY)

    with at(begin + UNDOABLE_FOR):  # the last moment
        forget_readers_before()
        assert _kept() == 2
        undo(make_moderator(), entry, old, WHY)
    with at(begin + UNDOABLE_FOR + timedelta(days=0.5)):
        merge_threads(make_moderator(), Both(old, make_thread()), WHY)
        forget_readers_before()
        assert _kept() == 2
    with at(begin + UNDOABLE_FOR + timedelta(days=1.5)):
        forget_readers_before()
        assert _kept() == 1
    assert forget_readers_before in CLOCK["hour"]


def _kept() -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(ReaderBefore)) or 0


def test_who_replied_since_stays_when_threads_come_apart():
    stays, _mine = thread_of(2, board=busy_board())
    goes, theirs = thread_of(2)
    entry = merge_threads(make_moderator(), Both(stays, goes), WHY)
    later = reply(make_member(), stays, text())

    undo(make_moderator(), entry, stays, WHY)

    assert (later.thread_id, later.number) == (stays.id, 3)
    assert numbers_in(goes) == {theirs[0].id: 1, theirs[1].id: 2}


def test_threads_of_two_members_stay_two_where_each_sees_their_own():
    desk = make_board(own_threads_only=True)

    with pytest.raises(Invalid, match="only the threads that they started"):
        merge_threads(make_moderator(), Both(make_thread(board=desk), make_thread(board=desk)), WHY)


def test_merging_needs_the_right_on_both_boards_and_two_threads(client):
    board = busy_board()
    thread, elsewhere = make_thread(board=board), make_thread()

    with pytest.raises(Refused):
        merge_threads(make_moderator(board), Both(thread, elsewhere), WHY)
    with pytest.raises(Invalid, match="same thread"):
        merge_threads(make_moderator(), Both(thread, thread), WHY)
    sign_in(client, make_moderator(board))
    for into, status in (("", 422), ("nonsense", 422), (thread.id, 422), ("999999", 422), (elsewhere.id, 403)):
        assert client.get(f"/threads/{thread.id}/moderate/merge?into={into}").status_code == status, into


def test_split_posts_make_a_thread_of_their_own_and_leave_a_line_in_both(client):
    board, other = busy_board(), make_board(slug="teapots")
    thread, posts = thread_of(5, board=board, title="What about kettles?")
    mark_answer(thread.starter, posts[2])

    entry = split_into_new(make_moderator(), thread, [posts[1].id, posts[2].id], TITLE, other, WHY)

    new = session.scalars(select(Thread).where(Thread.title == TITLE)).one()
    assert numbers_in(new) == {posts[1].id: 1, posts[2].id: 2}
    assert set(numbers_in(thread).values()) == {1, 4, 5}
    assert (new.starter_id, new.reply_count, thread.reply_count, thread.accepted_id) == (posts[1].author_id, 1, 2, None)
    assert counters(board, other) == [(1, 3), (1, 2)]
    old_page, new_page = (client.get(f"/threads/{one.id}/{one.slug}").text for one in (thread, new))
    assert [words in old_page for words in ("2 posts were moved", TITLE, "Post 2 was removed")] == [True, True, False]
    assert [words in new_page for words in ("The next 2 posts were moved here", "What about kettles?")] == [True, True]
    assert re.search(r"were moved here from\s+<a ", new_page)
    assert client.get(f"/posts/{posts[1].id}").location.endswith(f"/threads/{new.id}/{new.slug}#post-1")
    assert words_told(posts[1].author) == ["split a thread"]
    assert reply(make_member(), thread, text()).number == 6
    undo(make_moderator(), entry, thread, WHY)
    assert client.get(f"/threads/{new.id}").status_code == 404
    assert set(numbers_in(thread).values()) == {1, 2, 3, 4, 5, 6}
    assert thread.accepted_id == posts[2].id


def test_each_author_of_moved_posts_is_told_once_and_told_again_when_it_is_undone(client):
    thread, posts = thread_of(5, board=busy_board(), title="What about kettles?")
    moderator = make_moderator()
    mine, twice = make_post(thread, moderator), make_post(thread, posts[1].author)
    chosen = [post.id for post in (posts[1], posts[2], mine, twice)]

    entry = split_into_new(moderator, thread, chosen, TITLE, thread.board, WHY)

    authors = [posts[1].author, posts[2].author]
    assert [words_told(author) for author in authors] == [["split a thread"]] * 2
    assert [words_told(other) for other in (moderator, thread.starter, posts[3].author)] == [[]] * 3
    for author, status in ((authors[0], 200), (authors[1], 200), (posts[3].author, 404), (make_member(), 404)):
        sign_in(client, author)
        page = client.get(f"/moderation/deeds/{entry.id}")
        assert (page.status_code, WHY in page.text) == (status, status == 200)
        assert ("Posts of yours were moved" in client.get("/settings/moderation").text) == (status == 200)
    assert client.get("/notifications").status_code == 200
    undo(make_moderator(), entry, thread, WHY)
    assert [words_told(author) for author in authors] == [["split a thread", "undo"]] * 2


def test_who_started_either_of_two_merged_threads_is_told_once(client):
    (stays, mine), (goes, _theirs) = thread_of(2, board=busy_board()), thread_of(2)

    entry = merge_threads(make_moderator(), Both(stays, goes), WHY)

    starters = [mine[0].author, goes.starter]
    assert [words_told(starter) for starter in (*starters, mine[1].author)] == [["merge threads"]] * 2 + [[]]
    for starter in starters:
        sign_in(client, starter)
        assert "merged a thread of yours with another" in client.get("/notifications").text
        assert WHY in client.get(f"/moderation/deeds/{entry.id}").text
    same = make_member()
    one, other = thread_of(1, starter=same)[0], thread_of(1, starter=same)[0]
    merge_threads(make_moderator(), Both(one, other), WHY)
    assert words_told(same) == ["merge threads"]


def test_nobody_undoes_what_was_done_with_their_own_posts(client):
    thread, posts = thread_of(2, board=busy_board())
    own = make_moderator()
    mine = make_post(thread, own)
    entry = split_into_new(make_moderator(), thread, [posts[1].id, mine.id], TITLE, thread.board, WHY)

    with pytest.raises(Refused, match="Nobody decides about what they wrote"):
        undo(own, entry, thread, WHY)
    sign_in(client, own)
    assert f"/moderation/deeds/{entry.id}" not in client.get("/moderation/log").text
    sign_in(client, make_moderator())
    assert f"/moderation/deeds/{entry.id}" in client.get("/moderation/log").text


def test_a_line_does_not_name_what_its_reader_may_not_read(client):
    closed = make_board(audience="verified", name="Secret teapots")
    thread, posts = thread_of(3, board=busy_board(), title="What about kettles?")
    split_into_new(make_moderator(), thread, [posts[1].id], TITLE, closed, WHY)

    page = client.get(f"/threads/{thread.id}/{thread.slug}").text

    assert "1 post was moved" in page
    assert "another thread" in page
    new = session.scalars(select(Thread).where(Thread.title == TITLE)).one()
    assert [words in page for words in (TITLE, "teapots", f"/threads/{new.id}")] == [False] * 3
    sign_in(client, make_member(verified=True))
    assert TITLE in client.get(f"/threads/{thread.id}/{thread.slug}").text


def test_posts_go_to_the_end_of_a_thread_that_there_is():
    thread, posts = thread_of(4, board=busy_board())
    other, _theirs = thread_of(2)
    entry = split_into_thread(make_moderator(), Both(thread, other), [posts[3].id, posts[1].id], WHY)

    assert numbers_in(other)[posts[1].id] == 3
    assert numbers_in(other)[posts[3].id] == 4
    undo(make_moderator(), entry, thread, WHY)
    assert numbers_in(thread) == {post.id: number for number, post in enumerate(posts, start=1)}


@pytest.mark.parametrize("is_new", [True, False])
def test_posts_do_not_come_back_into_a_thread_that_was_numbered_anew_by_merging(is_new):
    moderator, board = make_moderator(), busy_board()
    (thread, posts), (other, _theirs) = thread_of(4, board=board), thread_of(2, board=board)
    if is_new:
        entry = split_into_new(moderator, thread, [posts[2].id], TITLE, board, WHY)
    else:
        entry = split_into_thread(moderator, Both(thread, other), [posts[2].id], WHY)
    merged = merge_threads(moderator, Both(thread, thread_of(3, board=board)[0]), WHY)
    before = numbers_in(thread)

    with pytest.raises(Conflict, match="merged into this one since"):
        undo(moderator, entry, thread, WHY)

    assert numbers_in(thread) == before
    undo(moderator, merged, thread, WHY)
    undo(moderator, entry, thread, WHY)
    assert numbers_in(thread) == {post.id: number for number, post in enumerate(posts, start=1)}
    assert reply(make_member(), thread, text()).number == 5


def test_what_cannot_be_split_is_said():
    moderator, board = make_moderator(), busy_board()
    thread, posts = thread_of(3, board=board)
    for chosen, fault in (([], Invalid), ([posts[0].id], Invalid), ([posts[1].id, 999_999], Conflict)):
        with pytest.raises(fault):
            split_into_new(moderator, thread, chosen, TITLE, board, WHY)
    entry = split_into_new(moderator, thread, [posts[1].id], TITLE, board, WHY)
    with pytest.raises(Conflict):
        split_into_new(moderator, thread, [posts[1].id], TITLE, board, WHY)
    new = session.scalars(select(Thread).where(Thread.title == TITLE)).one()
    reply(make_member(), new, text())
    with pytest.raises(Conflict, match="more in the new thread"):
        undo(moderator, entry, thread, WHY)


def test_posts_are_ticked_and_moved_in_two_steps_more(client):
    thread, posts = thread_of(3, board=busy_board())
    sign_in(client, make_moderator())

    page = client.get(f"/threads/{thread.id}/{thread.slug}").text
    assert f'name="post" value="{posts[2].id}" form="split"' in page
    path = f"/threads/{thread.id}/moderate/split?post={posts[1].id}&post={posts[2].id}"
    assert "2 posts of this thread" in client.get(path).text
    assert client.send(path, {"preset": "off", "board": "kettles", "title": "Short"}).status_code == 422
    answer = client.send(path, {"preset": "off", "board": "kettles", "title": TITLE})

    assert answer.status_code == 303
    assert session.scalars(select(Thread.title).order_by(Thread.id)).all() == [thread.title, TITLE]


def test_an_archived_board_takes_nothing_in():
    archived = make_board(archived=True)
    (thread, posts), (other, _theirs) = thread_of(3), thread_of(2, board=archived)

    with pytest.raises(Invalid, match="archived"):
        split_into_thread(make_moderator(), Both(thread, other), [posts[1].id], WHY)
    with pytest.raises(Invalid, match="archived"):
        merge_threads(make_moderator(), Both(other, thread), WHY)

    assert len(numbers_in(other)) == 2


def test_where_members_see_only_their_own_threads_nothing_is_split_into_that_of_another():
    board = make_board(own_threads_only=True)
    (one, posts), (other, _theirs) = thread_of(3, board=board), thread_of(2, board=board)
    again, _ours = thread_of(2, board=board, starter=one.starter)
    moderator = make_moderator()

    with pytest.raises(Invalid, match="no other reads"):
        split_into_thread(moderator, Both(one, other), [posts[1].id], WHY)
    with pytest.raises(Invalid, match="no other reads"):
        split_into_new(moderator, one, [posts[1].id], TITLE, board, WHY)
    assert len(numbers_in(one)) == 3

    split_into_thread(moderator, Both(one, again), [posts[1].id], WHY)
    assert len(numbers_in(again)) == 3


def test_who_splits_posts_reads_who_will_read_them_on_each_board(client):
    thread = make_thread(board=make_board(name="Kettles"))
    post = make_post(thread)
    make_board(name="Rotas", audience="members")
    make_board(name="Desk", audience="verified", own_threads_only=True)
    sign_in(client, make_moderator())

    page = client.get(f"/threads/{thread.id}/moderate/split?post={post.id}").text

    assert "1 post of this thread goes into a new thread" in page
    assert "15 to 150 characters." in page
    for line in (
        "Kettles: everybody reads it",
        "Rotas: all members read it",
        "Desk: who started the thread reads it, and moderators",
    ):
        assert f">{line}</option>" in page
