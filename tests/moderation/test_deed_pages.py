"""The page of a deed, as those whom it concerns read it."""

import pytest

from forum.accounts.merging import merge_accounts
from forum.core.errors import Absent
from forum.members.named import BoardRole
from forum.moderation import deed_pages
from forum.moderation.both import Both
from forum.moderation.cleaning_up import clean_up
from forum.moderation.hiding import hide_post
from forum.moderation.merging import merge_threads
from forum.moderation.moving import hide_thread, move_thread
from forum.moderation.renaming import change_title
from forum.moderation.splitting import split_into_thread
from forum.moderation.undoing import undo
from tests.factories import make_board, make_member, make_named, make_post, make_thread
from tests.moderation.people import busy_board, make_case, make_moderator
from tests.pages import sign_in
from tests.pages_of_site.looking import main_of

WHY = "It breaks the rules."


def test_who_wrote_a_hidden_post_is_led_to_its_thread_and_told_what_they_can_do(client):
    post = make_post(make_thread(board=busy_board(), title="About kettles"), body="My own words")
    entry = hide_post(make_moderator(), post, WHY)
    sign_in(client, post.author)

    page = main_of(client.get(f"/moderation/deeds/{entry.id}").text)

    assert f'href="/threads/{post.thread_id}/{post.thread.slug}">About kettles</a>' in page
    assert "My own words" in page
    assert "you can neither change nor delete it" in page
    assert 'href="/contact"' in page
    for path in ("edit", "delete"):
        assert client.get(f"/posts/{post.id}/{path}").status_code in (403, 404)


def test_a_thread_that_its_author_cannot_read_is_not_named(client):
    post = make_post(make_thread(board=busy_board(), title="About kettles"))
    entry = hide_post(make_moderator(), post, WHY)
    hide_thread(make_moderator(), post.thread, WHY)
    sign_in(client, post.author)

    assert "About kettles" not in main_of(client.get(f"/moderation/deeds/{entry.id}").text)


def test_that_it_was_undone_the_author_reads_and_a_moderator_too(client):
    post = make_post(make_thread(board=busy_board()))
    entry = hide_post(make_moderator(), post, WHY)
    undone = undo(make_moderator(), entry, post, "It was a mistake.")

    for person in (post.author, make_moderator()):
        sign_in(client, person)
        page = main_of(client.get(f"/moderation/deeds/{entry.id}").text)
        assert "This was undone." in page
        assert f'href="/moderation/deeds/{undone.id}"' in page
        assert "neither change nor delete" not in page
        assert "It was a mistake." in client.get(f"/moderation/deeds/{undone.id}").text


def test_a_clean_up_says_whom_and_what_it_concerns_to_those_who_may_read_it(client):
    member, board = make_member(name="Vic Spam"), busy_board()
    posts = [make_post(make_thread(board=board, title=f"Thread {number}"), member, body="Pills") for number in (1, 2)]
    entry = clean_up(make_moderator(), member, [post.id for post in posts], WHY)
    sign_in(client, make_moderator())

    page = main_of(client.get(f"/moderation/deeds/{entry.id}").text)

    assert f'concerns <a href="/members/{member.handle}">Vic Spam</a>' in page
    assert [f'href="/posts/{post.id}">{post.thread.title}</a>: Pills' in page for post in posts] == [True, True]


def test_a_deed_leads_to_the_case_that_it_decided(client):
    post = make_post(make_thread(board=busy_board()))
    case = make_case(post)
    hide_post(make_moderator(), post, WHY)
    sign_in(client, make_moderator())

    assert f'href="/moderation/cases/{case.id}">the case</a>' in client.get(f"/moderation/deeds/{case.entry_id}").text


@pytest.mark.parametrize("deed", ["move", "merge", "split"])
@pytest.mark.parametrize("audience", ["public", "invited"])
def test_what_reaches_onto_a_board_of_others_is_undone_by_who_looks_after_both(client, deed, audience):
    here, there = busy_board(), make_board(audience=audience)
    both = make_moderator()
    make_named(both, there, BoardRole.MODERATOR)
    thread, other = make_thread(board=here), make_thread(board=there)
    post = make_post(thread)
    if deed == "move":
        thread, entry = other, move_thread(both, other, here, WHY)
    elif deed == "merge":
        entry = merge_threads(both, Both(thread, other), WHY)
    else:
        entry = split_into_thread(both, Both(thread, other), [post.id], WHY)
    path = f"/moderation/deeds/{entry.id}"
    sign_in(client, make_moderator(here))

    page = client.get(path).text
    answer = client.send(path, {"preset": "", "words": "It was a mistake."})

    assert "The other half of it stands where you do not moderate." in page
    assert "Undo it" not in page
    assert answer.status_code == 403
    sign_in(client, both)
    assert client.send(path, {"preset": "", "words": "It was a mistake."}).status_code == 303


def test_what_goes_out_of_reach_at_the_moment_of_undoing_is_said(client, monkeypatch):
    thread = make_thread(board=busy_board())
    entry = hide_thread(make_moderator(), thread, WHY)
    sign_in(client, make_moderator())

    def gone(*_args):
        raise Absent()

    monkeypatch.setattr(deed_pages, "undo", gone)
    answer = client.send(f"/moderation/deeds/{entry.id}", {"preset": "", "words": "It was a mistake."})

    assert answer.status_code == 409
    assert "Somebody has changed this meanwhile" in answer.text
    assert "It was a mistake." in answer.text


def test_the_page_of_a_new_title_says_both(client):
    thread, moderator = make_thread(board=busy_board(), title="Kettles?"), make_moderator()
    first = change_title(moderator, thread, "Which kettles last?", "Kettles?", WHY)
    change_title(moderator, thread, "Which kettles last for years?", "Which kettles last?", WHY)

    for person in (thread.starter, moderator):
        sign_in(client, person)
        page = main_of(client.get(f"/moderation/deeds/{first.id}").text)
        assert "<dt>Title before</dt><dd>Kettles?</dd>" in page
        assert "<dt>New title</dt><dd>Which kettles last?</dd>" in page


def test_who_cannot_read_the_thread_any_more_reads_neither_title(client):
    thread = make_thread(board=busy_board(), title="Kettles?")
    entry = change_title(make_moderator(), thread, "Which kettles last?", "Kettles?", WHY)
    hide_thread(make_moderator(), thread, WHY)
    sign_in(client, thread.starter)

    page = main_of(client.get(f"/moderation/deeds/{entry.id}").text)

    assert "Kettles?" not in page
    assert "Which kettles last?" not in page


def test_of_a_thread_that_was_merged_away_no_title_of_the_other_is_said(client):
    stays, goes = make_thread(board=busy_board(), title="About teapots"), make_thread(title="Kettles?")
    entry = change_title(make_moderator(), goes, "Which kettles last?", "Kettles?", WHY)
    merge_threads(make_moderator(), Both(stays, goes), WHY)
    sign_in(client, goes.starter)

    assert "About teapots" not in main_of(client.get(f"/moderation/deeds/{entry.id}").text)


def test_the_page_of_a_move_says_from_where_and_where_to_as_far_as_one_may_know(client):
    thread, closed = make_thread(board=busy_board()), make_board(name="The closed room", audience="invited")
    insider = make_moderator(closed, role="moderator")
    entry = move_thread(insider, thread, closed, WHY)
    undone = undo(insider, entry, thread, WHY)

    sign_in(client, insider)
    assert "<dt>New board</dt><dd>The closed room</dd>" in client.get(f"/moderation/deeds/{entry.id}").text
    assert "<dt>Board before</dt><dd>The closed room</dd>" in client.get(f"/moderation/deeds/{undone.id}").text
    for person in (thread.starter, make_moderator()):
        sign_in(client, person)
        for path in (f"/moderation/deeds/{entry.id}", f"/moderation/deeds/{undone.id}"):
            page = main_of(client.get(path).text)
            assert "Kettles" in page
            assert "The closed room" not in page


def test_moderators_read_who_did_it_and_whom_it_concerns_does_not(client):
    author = make_moderator()
    post = make_post(make_thread(board=busy_board()), author)
    entry = hide_post(make_member(role="administrator", name="Ben Okafor"), post, WHY)

    for person, reads in ((make_moderator(), True), (author, False)):
        sign_in(client, person)
        assert ("by Ben Okafor" in client.get(f"/moderation/deeds/{entry.id}").text) is reads


def test_nor_do_they_when_it_was_their_other_account(client):
    going, staying = make_member(), make_moderator()
    post = make_post(make_thread(board=busy_board()), going)
    entry = hide_post(make_moderator(name="Ben Okafor"), post, WHY)
    merge_accounts(make_member(role="administrator"), going, staying, "They wrote from both addresses.")

    for person, reads in ((make_moderator(), True), (staying, False)):
        sign_in(client, person)
        assert ("by Ben Okafor" in client.get(f"/moderation/deeds/{entry.id}").text) is reads
