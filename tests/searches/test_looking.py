"""What is new for a saved search, and that it is told once: to whom may read it, at that moment."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.core.clock import at, now
from forum.core.db import session
from forum.members.named import BoardRole
from forum.notifications.models import Kind
from forum.search import saved_looking
from forum.search.handlers import build_index
from forum.searches.actions import change_search, delete_search
from forum.searches.findings import KEPT, write_down
from forum.searches.models import Finding, FoundPost, Often, SavedSearch
from forum.threads.follow_actions import stand_to_thread
from forum.threads.following import Level
from forum.threads.models import Post, State
from tests.factories import make_board, make_member, make_named, make_organisation, make_post, make_thread
from tests.notifications.telling import change, told
from tests.searches.saving import due, look, notices, saved
from tests.searching import lose_index
from tests.statements import count_queries

FIELDS = ("board:garden", "by:asha", "organisation:dorset", "answered:no")


def found(search: SavedSearch) -> set[int]:
    """The posts that were found for a search until now."""
    session.rollback()
    return set(session.scalars(select(FoundPost.post_id).where(FoundPost.search_id == search.id)))


def question(words: str = "kettle", **facts) -> int:
    """The number of a post with these words, which starts a thread."""
    thread = make_thread(body=f"About a {words}.", **facts)
    return session.scalars(select(Post.id).where(Post.thread_id == thread.id)).one()


def test_new_posts_are_told_in_one_notice_and_once():
    search = saved("kettle")
    posts = {question(), question()}

    assert look() == 1
    assert look() == 0
    look_again = look_when_due(search)

    assert found(search) == posts
    assert look_again == 1
    assert [notice.kind for notice in notices(search.member)] == [Kind.SEARCH]


def look_when_due(search: SavedSearch, **how) -> int:
    """The clock looks once more, as it does a day later."""
    due(search)
    return look(**how)


def test_what_comes_later_is_told_by_a_notice_of_its_own():
    search = saved("kettle")
    question()
    look()
    later = question()

    look_when_due(search)

    assert len(notices(search.member)) == 2
    assert later in found(search)


def test_where_nothing_is_new_nothing_is_told():
    with at(now() - timedelta(days=3)):
        question()
    search = saved("kettle")
    question("teapot")

    look()

    assert (found(search), told(search.member)) == (set(), [])


def test_one_s_own_posts_are_no_news():
    search = saved("kettle", verified=True)
    question(starter=search.member)

    look()

    assert told(search.member) == []


def test_a_muted_thread_is_no_news():
    search, thread = saved("kettle"), make_thread(body="About a kettle.")
    stand_to_thread(search.member, thread, Level.MUTED)

    look()

    assert told(search.member) == []


def test_what_stands_in_the_index_late_is_told_late_and_what_was_told_is_not_told_again():
    search, hidden = saved("kettle"), make_post(make_thread(), body="About a kettle.", state=State.HIDDEN)
    first = question()
    look()
    assert found(search) == {first}

    change(hidden, state=State.PUBLISHED)
    look_when_due(search)

    assert found(search) == {first, hidden.id}
    assert len(notices(search.member)) == 2


def test_a_post_of_an_archive_with_an_old_date_is_news_for_nobody():
    search = saved("kettle")
    with at(now() - timedelta(days=800)):
        question()

    look()

    assert told(search.member) == []


def test_what_somebody_may_read_since_yesterday_is_told_if_it_is_not_a_week_old():
    board = make_board(audience="invited")
    search = saved("kettle")
    with at(now() - timedelta(days=1)):
        post = question(board=board)
    look()
    assert told(search.member) == []

    make_named(search.member, board, BoardRole.INVITED)
    look_when_due(search)

    assert found(search) == {post}


def test_nothing_is_told_of_what_somebody_may_not_read():
    closed = [make_board(audience=audience) for audience in ("verified", "invited")]
    search, desk = saved("kettle"), make_board(own_threads_only=True)
    lapsed = saved("kettle", verified_until=now() - timedelta(minutes=1), verified_since=now() - timedelta(days=9))
    for board in (*closed, desk):
        question(board=board)
    make_post(make_thread(), body="A kettle.", state=State.HELD)

    look()

    for one in (search, lapsed):
        assert (found(one), told(one.member)) == (set(), [])


@pytest.mark.parametrize(
    "query", ["kettle board:garden", "kettle by:asha", "kettle organisation:dorset", "kettle answered:no"]
)
def test_the_fields_of_a_query_mean_what_they_mean_on_the_results_page(query):
    at_dorset = make_organisation(slug="dorset")
    asha = make_member(handle="asha", verified_at=at_dorset)
    garden = make_board(slug="garden")
    search = saved(query)
    wanted = question(board=garden, starter=asha)
    other = question()
    look()

    assert wanted in found(search)
    assert (other in found(search)) == (query == "kettle answered:no")


@pytest.mark.parametrize("query", ["kettle board:nowhere", "kettle by:nobody-here", "kettle unheardof", "unheardof*"])
def test_what_the_results_page_passes_over_is_passed_over_here_with_everything_else(query):
    search = saved(query)
    question()

    look()

    assert told(search.member) == []


def test_what_an_abbreviation_stands_for_is_found_here_too():
    search = saved("FOI")
    wanted = question(title="A freedom of information request")

    look()

    assert found(search) == {wanted}


def test_of_several_boards_one_that_is_gone_takes_the_others_not_with_it():
    garden = make_board(slug="garden")
    search = saved("kettle board:garden board:nowhere")
    wanted, _other = question(board=garden), question()

    look()

    assert found(search) == {wanted}


def test_a_post_that_says_half_of_it_is_not_told():
    search = saved("copper kettle")
    with at(now() - timedelta(days=3)):
        question("copper kettle")
    question("kettle")

    look()

    assert told(search.member) == []


def test_without_an_index_nothing_is_lost(folder, caplog):
    search = saved("kettle")
    post = question()
    build_index()
    lose_index(folder)

    assert look(index=False) == 0
    assert "wait for the index" in caplog.text
    look()

    assert found(search) == {post}


def test_a_search_that_fails_keeps_no_other_waiting_and_is_tried_again(monkeypatch, caplog):
    first, second = saved("kettle"), saved("teapot")
    posts = question(), question("teapot")
    whole = saved_looking.narrowing

    def broken(viewer, *facts):
        if viewer.id == first.member_id:
            raise ZeroDivisionError
        return whole(viewer, *facts)

    monkeypatch.setattr(saved_looking, "narrowing", broken)
    look()
    monkeypatch.setattr(saved_looking, "narrowing", whole)
    assert (found(first), found(second)) == (set(), {posts[1]})
    assert f"the saved search {first.id} failed" in caplog.text

    with at(now() + timedelta(hours=2)):
        look()

    assert found(first) == {posts[0]}


def test_two_workers_tell_once():
    search, post = saved("kettle"), question()
    begun = now()

    for _worker in range(2):
        write_down(search.id, {post}, begun, is_full=False)

    assert len(session.scalars(select(Finding)).all()) == 1


@pytest.mark.parametrize("often", [Often.WEEKLY, Often.DAILY])
def test_after_a_look_the_next_one_is_due_in_its_time(often):
    search = saved("kettle", often=often)

    look()

    session.refresh(search)
    days = (search.due_at - now()) / timedelta(days=1)
    assert 0 < days <= (7 if often == Often.WEEKLY else 1)


def test_what_is_only_kept_is_never_looked_at_until_one_wants_to_be_told():
    search = saved("kettle", often=Often.NEVER)
    due(search)
    change_search(search.member, search.member, search.id, "Kettles", Often.NEVER)
    change(search, due_at=None)
    question()
    assert look() == 0

    change_search(search.member, search.member, search.id, "Kettles", Often.DAILY)
    with at(now() + timedelta(seconds=1)):
        later = question()
    look_when_due(search)

    assert found(search) == {later}


@pytest.mark.parametrize("state", ["suspended_until", "closed_at", "confirmed_at"])
def test_who_cannot_use_the_account_is_told_nothing(state):
    gone = {"suspended_until": now() + timedelta(days=9), "closed_at": now(), "confirmed_at": None}
    search = saved("kettle")
    change(search.member, **{state: gone[state]})
    question()

    look()

    assert (found(search), told(search.member)) == (set(), [])


def test_a_silenced_member_is_told():
    search = saved("kettle")
    change(search.member, silenced_until=now() + timedelta(days=9))
    question()

    look()

    assert len(notices(search.member)) == 1


def test_with_a_search_goes_what_was_told_of_it():
    search = saved("kettle")
    member = search.member
    question()
    look()

    delete_search(member, member, search.id)
    look()

    assert notices(member) == []


def test_what_was_found_long_ago_is_forgotten_with_its_notice():
    search = saved("kettle")
    question()
    look()

    with at(now() + KEPT + timedelta(days=1)):
        look()

    assert session.scalars(select(Finding)).all() == []
    assert notices(search.member) == []


def test_one_that_finds_too_much_tells_the_newest_and_goes_on_from_there(monkeypatch):
    monkeypatch.setattr(saved_looking, "CHECKED", 2)
    search = saved("kettle")
    for minutes in (3, 2, 1):
        with at(now() - timedelta(minutes=minutes)):
            question()

    look()
    session.refresh(search)

    assert search.begun_at == search.looked_at


def test_a_look_sends_few_statements():
    searches = [saved("kettle") for _number in range(3)]
    for _number in range(5):
        question()
    build_index()
    session.expire_all()

    with count_queries() as statements:
        saved_looking.look_for_new_posts()

    assert len(statements) <= 2 + 14 * len(searches), "\n".join(statements)
