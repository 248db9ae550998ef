"""Rights follow the facts within one request, in every session that is open, wherever something can be read or done."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from forum.core.clock import now
from forum.core.db import session, transaction
from forum.members.models import Member
from forum.members.named import BoardRole, NamedMember, NamedOrganisation
from forum.moderation.sanctions import silence, suspend
from forum.permissions.archetypes import Somebody, Whatever
from forum.permissions.guard import can
from forum.permissions.member_rules import has_read_warning
from forum.permissions.people import Operator
from forum.permissions.rules import in_good_standing
from forum.permissions.table import TABLE, Can
from forum.search.handlers import build_index
from forum.threads.models import Post
from tests.factories import make_board, make_member, make_named, make_organisation, make_post, make_thread
from tests.pages import Browser, sign_in
from tests.searching import new_index

CANARY, SOUGHT = "zirconium", "granite"  # what may not be seen, and a word beside it that is searched for
Scene = tuple[Any, Member]  # the board, and somebody who may read it
Change = Callable[[Any, Member], None]


def verified_reader() -> Scene:
    return make_board(audience="verified", slug="quarry"), make_member(verified_at=make_organisation())


def invited_reader() -> Scene:
    board, member = make_board(audience="invited", slug="quarry"), make_member()
    make_named(member, board, BoardRole.INVITED)
    return board, member


def colleague() -> Scene:
    board, organisation = make_board(audience="invited", slug="quarry"), make_organisation()
    with transaction():
        session.add(NamedOrganisation(organisation_id=organisation.id, board_id=board.id))
    return board, make_member(verified_at=organisation)


def let_in_reader() -> Scene:
    board, member = make_board(audience="verified", open_title=True, slug="quarry"), make_member()
    make_named(member, board, BoardRole.INVITED)
    return board, member


def board_moderator() -> Scene:
    board, member = make_board(audience="invited", slug="quarry"), make_member()
    make_named(member, board, BoardRole.MODERATOR)
    return board, member


def site_moderator() -> Scene:
    return make_board(audience="verified", slug="quarry"), make_member(role="moderator")


def members_only() -> Scene:
    return make_board(audience="members", slug="quarry"), make_member()


def becomes(**facts: Any) -> Change:
    def change(_board: Any, member: Member) -> None:
        for name, value in facts.items():
            setattr(member, name, now() + value if isinstance(value, timedelta) else value)

    return change


def board_becomes(**facts: Any) -> Change:
    def change(board: Any, _member: Member) -> None:
        for name, value in facts.items():
            setattr(board, name, value)

    return change


def moves(_board: Any, member: Member) -> None:
    member.verified_at_id = make_organisation().id


def is_suspended(_board: Any, member: Member) -> None:
    suspend(Operator(), member, 2, "Because.")


def loses_name(board: Any, member: Member) -> None:
    session.execute(delete(NamedMember).where(NamedMember.member_id == member.id, NamedMember.board_id == board.id))


def organisation_goes(board: Any, _member: Member) -> None:
    session.execute(delete(NamedOrganisation).where(NamedOrganisation.board_id == board.id))


CHANGES: dict[str, tuple[Callable[[], Scene], Change]] = {
    "verification lapses": (verified_reader, becomes(verified_until=timedelta(seconds=-1))),
    "verification is revoked": (verified_reader, becomes(verified_until=None, verified_since=None)),
    "invitation is taken back": (invited_reader, loses_name),
    "colleague's verification lapses": (colleague, becomes(verified_until=timedelta(seconds=-1))),
    "colleague moves to another organisation": (colleague, moves),
    "organisation is no longer invited": (colleague, organisation_goes),
    "open title is closed": (let_in_reader, board_becomes(open_title=False)),
    "let in, then removed": (let_in_reader, loses_name),
    "board moderator is dismissed": (board_moderator, loses_name),
    "moderator is dismissed": (site_moderator, becomes(role="member")),
    "suspended": (members_only, is_suspended),
    "suspended, verified": (verified_reader, is_suspended),
    "suspended board moderator": (board_moderator, is_suspended),
    "closed": (verified_reader, becomes(closed_at=timedelta(0))),
    "no longer confirmed": (members_only, becomes(confirmed_at=None)),
    "board is closed to members": (members_only, board_becomes(audience="verified")),
}


@pytest.fixture(autouse=True)
def index(forum: Flask, tmp_path: Any) -> Iterator[None]:
    """An index of this test alone."""
    before = forum.extensions["forum.index"]
    forum.extensions["forum.index"] = new_index(tmp_path / "search")
    yield
    forum.extensions["forum.index"] = before


def exits(thread: Any, post: Post, own: Post) -> list[tuple[str, str, dict[str, str]]]:
    """Every way to the thread: method, address, what is sent."""
    key = {"form_key": "a" * 32}
    return [
        ("GET", "/boards/quarry", {}),
        ("GET", f"/threads/{thread.id}/{thread.slug}", {}),
        ("GET", f"/threads/{thread.id}/{thread.slug}?quote={post.id}", {}),
        ("GET", f"/threads/{thread.id}/unread", {}),
        ("GET", f"/posts/{post.id}", {}),
        ("GET", f"/posts/{post.id}/history", {}),
        ("GET", f"/posts/{own.id}/edit", {}),
        ("GET", "/boards/quarry/threads/new", {}),
        ("POST", f"/threads/{thread.id}/replies", {"body": "A last word", "deed": "preview", **key}),
        ("POST", f"/threads/{thread.id}/replies", {"body": "A last word", **key}),
        ("POST", f"/posts/{own.id}/edit", {"body": "Another word", "deed": "preview", "seen_edits": "0"}),
    ]


def go(browser: Browser, method: str, path: str, sent: dict[str, str]) -> Any:
    return browser.get(path) if method == "GET" else browser.send(path, sent)


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_open_is_absent_at_the_next_request_in_every_browser(forum, change):
    make_scene, happens = CHANGES[change]
    board, member = make_scene()
    thread = make_thread(board=board, title=f"About {CANARY}", slug="about", body=f"{SOUGHT} {CANARY}")
    post, own = make_post(thread, body=CANARY), make_post(thread, member, body=f"My {CANARY}")
    build_index()
    browsers = [forum.test_client() for _browser in range(2)]
    for browser in browsers:
        sign_in(browser, member)
    ways = exits(thread, post, own)
    before = [go(browser, *way).status_code for browser in browsers for way in ways if way[0] == "GET"]
    assert set(before) <= {200, 302}, dict(zip(ways, before, strict=False))
    assert CANARY in browsers[0].get(f"/search?q={SOUGHT}").text

    with transaction():
        happens(board, member)

    for browser in browsers:
        for way in ways:
            answer = go(browser, *way)
            outside = answer.status_code == 200 and "How to come in" in answer.text  # its title is still open
            assert outside or answer.status_code in (302, 403, 404), way
            assert answer.status_code != 302 or answer.location.startswith("/sign-in"), way
            assert CANARY not in answer.text, way
        for page in ("/", "/latest", "/unanswered", f"/search?q={SOUGHT}", f"/members/{member.handle}"):
            assert CANARY not in browser.get(page).text, page
    assert session.scalar(select(func.count()).where(Post.body == "A last word")) == 0


def test_who_is_silenced_reads_on_and_writes_nothing_from_any_browser(forum):
    board, member = verified_reader()
    thread = make_thread(board=board)
    browsers = [forum.test_client() for _browser in range(2)]
    for browser in browsers:
        sign_in(browser, member)
        assert browser.get(f"/threads/{thread.id}/{thread.slug}").status_code == 200

    silence(Operator(), member, 1, "Because.")

    for browser in browsers:
        page = browser.get(f"/threads/{thread.id}/{thread.slug}")
        answer = browser.send(f"/threads/{thread.id}/replies", {"body": "A last word", "form_key": "b" * 32})
        assert page.status_code == 200
        assert "A moderator has paused your right to write here" in page.text
        assert answer.status_code == 403
        assert "A last word" in answer.text  # what was typed is kept
    assert session.scalar(select(func.count()).where(Post.body == "A last word")) == 0


def test_a_verification_that_is_granted_opens_at_the_next_request_too(forum, client):
    make_board(audience="verified", slug="quarry")
    member = make_member()
    sign_in(client, member)
    before = client.get("/boards/quarry").status_code

    with transaction():
        member.verified_since, member.verified_until = now(), now() + timedelta(days=1)

    assert (before, client.get("/boards/quarry").status_code) == (404, 200)


KEEPING = [
    *(Can.APPOINT, Can.KEEP_ACCOUNTS, Can.KEEP_BOARDS, Can.KEEP_ORGANISATIONS, Can.EDIT_TEXTS, Can.IMPORT_ARCHIVES),
    *(Can.LET_IN, Can.ENTER_BOARD, Can.DECIDE_REQUEST),
]


@pytest.mark.parametrize("state", ["is_silenced", "is_warned"])
@pytest.mark.parametrize("deed", KEEPING)
def test_an_administrator_who_is_silenced_or_has_a_warning_to_read_looks_and_changes_nothing(deed, state):
    chief = Somebody(is_moderator=True, is_administrator=True)
    stopped = replace(chief, **{state: True})

    assert can(chief, deed, Whatever())
    assert not can(stopped, deed, Whatever())
    assert can(stopped, Can.ADMINISTER)
    assert can(stopped, Can.SEE_LOG)


def test_whatever_a_silence_stops_a_warning_that_is_not_read_stops_too_but_taking_down_ones_own_words():
    stopped_by_one = {
        deed for deed, rows in TABLE.items() for row in rows if (in_good_standing in row) != (has_read_warning in row)
    }

    assert stopped_by_one == {Can.DELETE_POST}
