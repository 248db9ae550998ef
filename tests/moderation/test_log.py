"""The log of moderation: moderators search it, members see what concerns them, nobody else sees anything."""

import re

import pytest

from forum.accounts.closing import close_account
from forum.moderation.case_seen import seen_now
from forum.moderation.clearing import decline_report
from forum.moderation.hiding import hide_post
from forum.moderation.locking import lock_thread
from forum.moderation.moving import hide_thread, move_thread
from forum.moderation.sanctions import silence, suspend, warn
from forum.moderation.undoing import undo
from forum.moderation.words import TO_ONESELF, WORDS
from tests.factories import make_board, make_member, make_post, make_thread
from tests.moderation.people import make_case, make_moderator
from tests.pages import sign_in
from tests.pages_of_site.looking import main_of
from tests.statements import count_queries


def hide(reason: str, by=None, author=None, board=None):
    """A post was hidden; answers it and the entry."""
    post = make_post(make_thread(board=board or make_board()), author or make_member())
    return post, hide_post(by or make_moderator(), post, reason)


def reasons(page: str) -> list[str]:
    return re.findall(r"Reason: ([^<]+)", page)


def test_what_was_done_stays_in_it_when_its_author_deletes_all_of_it(client):
    author, moderator = make_member(), make_moderator(name="Ben Okafor")
    post, entry = hide("It names somebody.", moderator, author)
    sign_in(client, make_moderator())

    close_account(make_member(role="administrator"), author, False, "They asked for it.")

    page = client.get(f"/moderation/deeds/{entry.id}").text
    assert "It names somebody." in reasons(client.get("/moderation/log").text)
    assert "by Ben Okafor" in page
    assert "It cannot be undone." in page
    assert "the post in" not in page
    assert author.handle not in page + client.get("/moderation/log").text  # whose profile is gone


def test_the_newest_stands_first_with_who_did_it_to_whom_and_why(client):
    author, moderator = make_member(name="Asha Patel"), make_moderator(name="Ben Okafor")
    hide("First.", moderator, author)
    hide("Second.", moderator, author)
    sign_in(client, make_moderator())

    page = client.get("/moderation/log").text

    assert reasons(page) == ["Second.", "First."]
    assert "by Ben Okafor" in page
    assert ">Asha Patel</a>" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("by=ben", ["Kettles."]),
        ("about=%40asha", ["Kettles."]),
        ("words=KETT", ["Kettles."]),
        ("words=%25", []),
        ("deed=restore+a+post", []),
        ("deed=hide+a+post&since=2020-01-01", ["Other.", "Kettles."]),
        ("until=2020-01-01", []),
    ],
)
def test_the_log_is_narrowed_by_an_address(client, asked, found):
    hide("Kettles.", make_moderator(handle="ben"), make_member(handle="asha"))
    hide("Other.")
    sign_in(client, make_moderator())

    assert reasons(client.get(f"/moderation/log?{asked}").text) == found


@pytest.mark.parametrize("asked", ["since=yesterday", "deed=nonsense", f"by={'x' * 60}", "by=Ben Okafor"])
def test_what_cannot_be_asked_is_said_and_stays_on_the_page(client, asked):
    sign_in(client, make_moderator())

    answer = client.get(f"/moderation/log?{asked}")

    assert answer.status_code == 422
    assert "There is a problem" in answer.text


def test_who_looks_after_one_board_sees_what_was_done_there(client):
    own, closed = make_board(), make_board(audience="invited")
    hide("On mine.", board=own)
    hide("Elsewhere.")
    hide("Closed.", by=make_moderator(closed), board=closed)

    sign_in(client, make_moderator(own))
    assert reasons(client.get("/moderation/log").text) == ["On mine."]
    sign_in(client, make_moderator())
    assert reasons(client.get("/moderation/log").text) == ["Elsewhere.", "On mine."]


def test_each_deed_has_words_for_others_and_for_whom_it_concerns():
    assert set(TO_ONESELF) == set(WORDS)
    assert all("you" in str(said).lower() for said in TO_ONESELF.values())


@pytest.mark.parametrize(
    ("deed", "to_others", "to_oneself"),
    [
        (warn, "A member was warned", "You were warned"),
        (silence, "A member was silenced", "You were silenced"),
        (suspend, "A member was suspended", "Your account was suspended"),
    ],
)
def test_a_deed_speaks_to_whom_it_concerns_and_about_them_to_others(client, deed, to_others, to_oneself):
    member, moderator = make_member(), make_moderator()
    entry = deed(moderator, member, *([3] if deed is not warn else []), "Because.")
    undone = undo(moderator, entry, member, "A mistake.")
    paths = [f"/moderation/deeds/{entry.id}", f"/moderation/deeds/{undone.id}"]
    sign_in(client, member)
    theirs = [client.get(path).text for path in ("/settings/moderation", *paths)]
    sign_in(client, make_moderator())
    others = [client.get(path).text for path in ("/moderation/log", *paths)]

    assert all(to_oneself in page and to_others not in page for page in theirs)
    assert all(to_others in page and to_oneself not in page for page in others)


@pytest.mark.parametrize("of_member", [False, True])
def test_that_nothing_wrong_was_found_with_what_one_wrote_no_log_tells(client, of_member):
    author = make_member(role="administrator")
    thing = author if of_member else make_post(make_thread(board=make_board()), author)
    case, moderator = make_case(thing), make_member(role="administrator", name="Ben Okafor")
    entry = decline_report(moderator, case, "Who reported it is easily hurt.", seen_now(case))
    undone = undo(moderator, entry, thing, "To be looked at again.")
    paths = [f"/moderation/deeds/{one.id}" for one in (entry, undone)]

    sign_in(client, author)
    assert [client.get(path).status_code for path in paths] == [404, 404]
    for log in ("/moderation/log", "/admin/log"):
        page = client.get(log).text
        assert "easily hurt" not in page
        assert "looked at again" not in page
        assert "Ben Okafor" not in page
    sign_in(client, make_moderator())
    assert [client.get(path).status_code for path in paths] == [200, 200]
    assert "easily hurt" in client.get("/moderation/log").text


def test_members_see_what_concerns_them_without_who_did_it(client):
    author = make_member()
    post, entry = hide("Name no neighbours.", make_moderator(name="Ben Okafor"), author)
    hide("Not theirs.")
    undo(make_moderator(), entry, post, "A mistake.")
    sign_in(client, author)

    page = client.get("/settings/moderation").text

    assert reasons(page) == ["A mistake.", "Name no neighbours."]
    assert "Undone: A post of yours was hidden" in page
    assert "Okafor" not in page
    assert client.get("/moderation/log").status_code == 403


def test_each_deed_says_in_which_thread_it_was_done(client):
    thread = make_thread(board=make_board(), title="About kettles")
    post = make_post(thread, make_member())
    hide_post(make_moderator(), post, "Of the post.")
    lock_thread(make_moderator(), thread, "Of the thread.")
    warn(make_moderator(), post.author, "Of the member.")
    sign_in(client, make_moderator())

    assert main_of(client.get("/moderation/log").text).count(f'href="/threads/{thread.id}">About kettles</a>') == 2
    sign_in(client, post.author)
    assert main_of(client.get("/settings/moderation").text).count(">About kettles</a>") == 1


def test_a_thread_is_named_to_those_only_who_may_read_it_now(client):
    author, closed = make_member(), make_board(audience="invited")
    hidden, moved = (make_thread(board=make_board(), title=title) for title in ("Is hidden", "Was moved"))
    for thread in (hidden, moved):
        hide_post(make_moderator(), make_post(thread, author), "It breaks the rules.")
    hide_thread(make_moderator(), hidden, "Because.")
    move_thread(make_moderator(closed, role="moderator"), moved, closed, "Because.")
    sign_in(client, author)

    page = main_of(client.get("/settings/moderation").text)

    assert reasons(page) == ["It breaks the rules."] * 2
    assert "Is hidden" not in page
    assert "Was moved" not in page


def test_the_log_costs_as_much_however_long_it_is(client):
    board = make_board()
    hide("One.", board=board)
    sign_in(client, make_moderator())
    client.get("/moderation/log")
    with count_queries() as few:
        client.get("/moderation/log")
    for number in range(12):
        hide(f"Number {number}.", board=board)
    with count_queries() as many:
        client.get("/moderation/log")

    assert len(few) == len(many)
