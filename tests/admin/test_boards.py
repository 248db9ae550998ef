"""Boards on the pages of administration: made, ordered, changed, and what a change means before it happens."""

import re

import pytest
from sqlalchemy import select

from forum.boards.models import Audience, Board, FormerBoardSlug
from forum.core.db import session, transaction
from forum.core.log import LogEntry
from forum.members.named import BoardRole
from forum.search.handlers import build_index
from tests.accounts.test_kept import fields_of
from tests.admin.people import LONG_AGO, administrator
from tests.factories import make_board, make_member, make_named, make_post, make_thread
from tests.searching import new_index
from tests.statements import count_queries

VERIFIED = {"audience": "verified", "start_by": "verified", "reply_by": "verified"}


@pytest.fixture
def chief(client):
    return administrator(client)


@pytest.fixture
def kettles(chief):
    """A board for verified colleagues, with two threads and three posts."""
    board = make_board(name="Kettles", slug="kettles", **VERIFIED)
    make_post(make_thread(board=board))
    make_thread(board=board)
    return session.get(Board, board.id)


def typed(client, board: Board, **changes) -> dict:
    """What the form of a board would send, with some changes; None takes a tick away."""
    page = client.get(f"/admin/boards/{board.slug}").text
    seen = re.search(r'name="seen"[^>]* value="(\w+)"', page)[1]
    fields = {name: getattr(board, name) for name in ("name", "section_id", "slug", "purpose", "house_rules")}
    fields |= {name: getattr(board, name) for name in ("audience", "start_by", "reply_by", "approval", "first_posts")}
    ticks = {name: "y" for name in ("own_threads_only", "open_title", "archived") if getattr(board, name)}
    return {name: text for name, text in {**fields, **ticks, "seen": seen, **changes}.items() if text is not None}


def ask(client, board: Board, **changes):
    """Send the form of a board with some changes."""
    return client.send(f"/admin/boards/{board.slug}", typed(client, board, **changes))


def sentences(answer) -> list[str]:
    main = answer.text[answer.text.index("<main") : answer.text.index("</main>")]
    return re.findall(r"<li>(.*?)</li>", main)


def go_on(client, board: Board, shown):
    mark = re.search(r'name="shown" value="(\w+)"', shown.text)[1]
    return client.send(f"/admin/boards/{board.slug}", {**fields_of(shown.text), "shown": mark})


def fresh(board: Board) -> Board:
    return session.scalar(select(Board).where(Board.id == board.id).execution_options(populate_existing=True))


def test_a_board_that_opens_to_everyone_says_what_becomes_readable(client, kettles):
    shown = ask(client, kettles, audience="public")
    before = fresh(kettles).audience
    answer = go_on(client, kettles, shown)

    assert shown.status_code == 200
    assert sentences(shown) == [
        "2 threads with 3 posts become readable by everyone, guests and search engines included.",
        "No member loses the right to read it.",
    ]
    assert before == "verified"
    assert (answer.status_code, fresh(kettles).audience) == (303, "public")
    assert "The board Kettles is changed." in client.get("/admin/boards").text


def test_search_follows_at_once(client, forum, chief, kettles, tmp_path):
    before, forum.extensions["forum.index"] = forum.extensions["forum.index"], new_index(tmp_path / "search")
    make_thread(board=kettles, title="About zebracrossings")
    build_index()
    guest, found = forum.test_client(), []
    for audience in ("verified", "public", "members"):
        if audience != "verified":
            go_on(client, kettles, ask(client, kettles, audience=audience))
        found.append('href="/posts/' in guest.get("/search?q=zebracrossings").text)
    forum.extensions["forum.index"] = before

    assert found == [False, True, False]


def test_a_change_stands_in_the_log_with_before_and_after(client, chief, kettles):
    go_on(client, kettles, ask(client, kettles, audience="public", reply_by="members"))

    [entry] = session.scalars(select(LogEntry)).all()
    assert (entry.actor_id, entry.thing, entry.thing_id) == (chief.id, "board", kettles.id)
    assert entry.before == {"audience": "verified", "reply_by": "verified"}
    assert entry.after == {"audience": "public", "reply_by": "members"}


def test_a_board_that_closes_says_how_many_can_no_longer_read_and_write(client, chief):
    board = make_board(name="Kettles", slug="kettles")
    for verified in (True, False, False):
        make_member(verified=verified)

    shown = ask(client, board, **VERIFIED)

    assert sentences(shown) == [
        "Guests and search engines can no longer read the board.",
        "2 members can no longer read it, their own threads there included.",
        "2 members can no longer start threads.",
        "2 members can no longer reply.",
    ]


CLOSES = [
    "Guests and search engines can no longer read the board.",
    "1 member can no longer read it, their own threads there included.",
    "You are among those who can no longer read it; you can enter it with a reason.",
]


@pytest.mark.parametrize("named", [True, False], ids=["somebody invited", "nobody invited"])
def test_who_closes_a_board_to_themselves_is_told_so_and_led_to_where_one_invites(client, chief, named):
    board = make_board(name="Kettles", slug="kettles", start_by="moderators", reply_by="nobody")
    if named:
        make_named(make_member(), board, BoardRole.INVITED)

    shown = ask(client, board, audience="invited")
    went = go_on(client, board, shown)

    nobody = [] if named else ["Nobody can read it then."]
    assert sentences(shown)[: 3 + len(nobody)] == [*CLOSES, *nobody]
    assert ("Nobody can read it then." in shown.text) != named
    assert went.location == "/boards/kettles/people"
    assert "invite them here" in client.get(went.location).text


def test_a_closed_board_that_is_made_leads_to_where_one_invites(client, chief):
    section = make_board().section
    fields = {"name": "Cups", "section_id": section.id, "audience": "invited", "start_by": "members"}

    went = client.send("/admin/boards/new", {**fields, "reply_by": "members"})

    assert went.location == "/boards/cups/people"


@pytest.mark.parametrize(
    ("before", "changes", "expected"),
    [
        (VERIFIED, {"audience": "members"}, ["2 more members can read the board: 1 thread with 1 post."]),
        ({"start_by": "verified"}, {"start_by": "members"}, ["2 more members can start threads."]),
        ({}, {"start_by": "moderators"}, ["4 members can no longer start threads."]),
        ({}, {"reply_by": "nobody"}, ["4 members can no longer reply."]),
        (
            {},
            {"own_threads_only": "y"},
            [
                "Members will see only the threads that they started; guests see none.",
                "2 people, who moderate the board, see all of them.",
            ],
        ),
        (
            {"audience": "members", "own_threads_only": True},
            {"own_threads_only": None},
            [
                "1 thread with 1 post, until now seen by those who started them and by moderators, become readable by "
                "6 members."
            ],
        ),
        (
            VERIFIED,
            {"open_title": "y"},
            [
                "Everyone, guests included, sees that the board exists, with its name and purpose.",
                "Members who cannot read it can ask to come in.",
            ],
        ),
        (
            {**VERIFIED, "open_title": True},
            {"open_title": None},
            [
                "1 member can no longer read it, their own threads there included.",
                "Who cannot read the board no longer sees that it exists, and nobody can ask to come in.",
            ],
        ),
        (
            {},
            {"archived": "y"},
            [
                "The board can still be read, and takes no more writing: no threads, no replies, no edits.",
                "6 members can no longer start threads.",
                "6 members can no longer reply.",
            ],
        ),
        ({"archived": True}, {"archived": None, "start_by": "moderators"}, ["The board takes writing again."]),
        ({}, {"slug": "cups"}, ["The address becomes /boards/cups. The old one leads there."]),
    ],
)
def test_each_setting_says_what_it_changes(client, chief, before, changes, expected):
    board = make_board(name="Kettles", slug="kettles", **before)
    make_thread(board=board, starter=make_member(verified=True))  # with the chief: 2 who moderate, 2 verified
    make_member(role="moderator", verified=True)
    make_member()
    make_named(make_member(), board, BoardRole.INVITED)
    make_member(verified=True)

    shown = ask(client, board, **changes)

    said = sentences(shown)
    assert said[: len(expected)] == expected or expected == [one for one in said if one in expected]


def test_what_means_nothing_to_anybody_changes_at_once(client, kettles):
    answer = ask(client, kettles, start_by="members")  # who is not verified cannot even read it

    assert (answer.status_code, fresh(kettles).start_by) == (303, "members")


def test_words_alone_change_at_once(client, kettles):
    answer = ask(client, kettles, name="Kettles and cups", purpose="About cups", house_rules="Be kind.")

    assert answer.status_code == 303
    assert (fresh(kettles).name, fresh(kettles).purpose) == ("Kettles and cups", "About cups")
    assert fresh(kettles).house_rules == "Be kind."


def test_when_the_numbers_have_changed_meanwhile_they_are_shown_again(client, kettles):
    shown = ask(client, kettles, audience="public")
    make_thread(board=session.get(Board, kettles.id))

    again = go_on(client, kettles, shown)
    before = fresh(kettles).audience
    answer = go_on(client, kettles, again)

    assert again.status_code == 409
    assert "Something has changed meanwhile." in again.text
    assert "3 threads with 4 posts become readable by everyone" in again.text
    assert before == "verified"
    assert (answer.status_code, fresh(kettles).audience) == (303, "public")


def test_when_the_settings_have_changed_meanwhile_they_are_shown_again(client, kettles):
    shown = ask(client, kettles, audience="public")
    with transaction():
        session.get(Board, kettles.id).reply_by = "nobody"

    again = go_on(client, kettles, shown)

    assert again.status_code == 409
    assert fresh(kettles).audience == "verified"


def test_a_mark_of_another_change_opens_nothing(client, kettles):
    mark = re.search(r'name="shown" value="(\w+)"', ask(client, kettles, archived="y").text)[1]

    answer = ask(client, kettles, audience="public", shown=mark)

    assert answer.status_code == 409
    assert fresh(kettles).audience == "verified"


def test_a_form_from_before_somebody_else_s_change_is_shown_again_with_what_was_typed(client, kettles):
    fields = typed(client, kettles, purpose="About cups")
    with transaction():
        session.get(Board, kettles.id).house_rules = "Be kind."

    answer = client.send("/admin/boards/kettles", fields)

    assert answer.status_code == 409
    assert "Somebody changed this board while you were looking at it." in answer.text
    assert "About cups</textarea>" in answer.text
    assert fresh(kettles).house_rules == "Be kind."


def test_one_goes_back_to_the_settings_with_what_was_typed(client, kettles):
    shown = ask(client, kettles, audience="public", name="Cups")

    answer = client.send("/admin/boards/kettles", {**fields_of(shown.text), "back": "y"})

    assert answer.status_code == 200
    assert 'value="Cups"' in answer.text
    assert re.search(r'value="public" checked', answer.text)
    assert fresh(kettles).audience == "verified"


def test_a_new_address_and_the_old_one_that_leads_there(client, kettles):
    go_on(client, kettles, ask(client, kettles, slug="cups", audience="public"))

    assert fresh(kettles).slug == "cups"
    assert session.scalars(select(FormerBoardSlug.slug)).all() == ["kettles"]
    assert client.get("/boards/cups").status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"purpose": "x" * 301}, "purpose"),
        ({"house_rules": "x" * 4001}, "house_rules"),
        ({"audience": "everybody"}, "audience"),
        ({"section_id": 999}, "section_id"),
        ({"section_id": "x"}, "section_id"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_kept(client, kettles, changes, field):
    answer = ask(client, kettles, **{"purpose": "About cups", **changes})

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert field == "purpose" or "About cups</textarea>" in answer.text
    assert fresh(kettles).purpose == ""


@pytest.mark.parametrize("slug", ["cups", "!!"])
def test_an_address_that_cannot_be_is_said_beside_its_field(client, kettles, slug):
    make_board(slug="cups")

    answer = ask(client, kettles, slug=slug)

    assert answer.status_code == 422
    assert 'id="slug-error"' in answer.text
    assert fresh(kettles).slug == "kettles"


@pytest.mark.parametrize("slug", ["Kettles!", " KETTLES ", "kettles"])
def test_an_address_that_becomes_the_same_is_no_change(client, kettles, slug):
    answer = ask(client, kettles, slug=slug)

    assert answer.status_code == 303
    assert fresh(kettles).slug == "kettles"


def test_an_address_is_shown_as_it_will_be(client, kettles):
    shown = ask(client, kettles, slug="Eyes board!")
    go_on(client, kettles, shown)

    assert sentences(shown) == ["The address becomes /boards/eyes-board. The old one leads there."]
    assert fresh(kettles).slug == "eyes-board"


def test_an_administrator_outside_a_closed_board_does_not_open_it_to_themselves(client, chief):
    board = make_board(name="Kettles", slug="kettles", audience="invited")

    answer = go_on(client, board, ask(client, board, audience="members"))

    assert answer.status_code == 403
    assert "Enter it first" in answer.text
    assert fresh(board).audience == "invited"


def test_a_board_is_made_in_a_section(client, chief):
    section = make_board().section
    page = client.get(f"/admin/boards/new?section={section.id}").text

    fields = {"name": "Cups & saucers", "section_id": section.id, "slug": "", "purpose": "", "house_rules": ""}
    answer = client.send("/admin/boards/new", {**fields, **VERIFIED, "open_title": "y"})

    assert f'<option value="{section.id}" selected>' in page
    assert answer.status_code == 303
    made = session.scalar(select(Board).where(Board.slug == "cups-saucers"))
    assert (made.audience, made.open_title, made.archived) == (Audience.VERIFIED, True, False)


def test_a_board_needs_a_name(client, chief):
    section = make_board().section

    answer = client.send("/admin/boards/new", {"name": "", "section_id": section.id, **VERIFIED})

    assert answer.status_code == 422
    assert 'id="name-error"' in answer.text


@pytest.mark.parametrize(("way", "expected"), [("up", "ACB"), ("down", "ABC")])
def test_a_board_moves_within_its_section(client, chief, way, expected):
    first = make_board(name="A", slug="a", position=1)
    make_board(name="B", slug="b", section=first.section, position=2)
    make_board(name="C", slug="c", section=first.section, position=3)
    make_board(name="Other")

    answer = client.send("/admin/boards/c/move", {"way": way})

    in_order = select(Board.name).where(Board.section_id == first.section_id).order_by(Board.position)
    assert answer.status_code == 303
    assert "The board C is moved." in client.get(answer.location).text
    assert "".join(session.scalars(in_order)) == expected


def test_only_up_and_down_move_something(client, kettles):
    assert client.send("/admin/boards/kettles/move", {"way": "sideways"}).status_code == 422
    assert client.send("/admin/boards/kettles/move").status_code == 422


def test_a_change_asks_for_the_password_again_and_then_goes_on(client):
    administrator(client, LONG_AGO)
    board = make_board(name="Kettles", slug="kettles", **VERIFIED)

    asked = ask(client, board, audience="public", house_rules="Be kind.\n\nAlways.")

    assert asked.status_code == 403
    assert "Give your password again" in asked.text
    kept = fields_of(asked.text)
    assert (kept["kept_address"], kept["kept.audience"]) == ("/admin/boards/kettles", "public")
    assert kept["kept.house_rules"] == "Be kind.\n\nAlways."


def test_the_list_sends_as_many_statements_for_many_as_for_few(client, chief):
    counts = []
    for rows in (1, 12):
        for _row in range(rows):
            make_board()
        with count_queries() as statements:
            page = client.get("/admin/boards").text
        counts.append(len(statements))

    assert counts[0] == counts[1]
    assert counts[1] <= 5
    assert page.count('class="app-thread"') == 13


def test_the_question_of_what_a_change_means_is_a_few_statements(client, kettles):
    fields = typed(client, kettles, audience="public")

    with count_queries() as statements:
        client.send("/admin/boards/kettles", fields)

    assert len(statements) <= 6
