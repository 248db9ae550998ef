"""The log as administrators read it: all of it, in words, and nothing that it must not say."""

import ast
from datetime import timedelta

import pytest

from forum.admin.log_words import DEEDS
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.log import LogEntry, record
from forum.moderation.hiding import hide_post
from forum.moderation.notes import write_note
from forum.verification.models import Means, Verification, VerificationRequest
from tests.admin.people import administrator
from tests.factories import make_board, make_member, make_organisation, make_post, make_thread
from tests.house.code import files, tree
from tests.moderation.people import make_moderator
from tests.pages import sign_in
from tests.pages_of_site.looking import main_of, next_page
from tests.statements import count_queries


def write(actor, deed, thing, *more, **facts):
    with transaction():
        record(actor.id if actor else None, deed, thing, *more, **facts)


def log_of(client, query: str = "") -> str:
    return main_of(client.get(f"/admin/log{query}").text)


def entries(page: str) -> list[str]:
    """The heading of each entry."""
    return [part.split("</h3>")[0] for part in page.split('<h3 class="app-thread__title">')[1:]]


@pytest.mark.parametrize("role", ["guest", "member", "moderator"])
def test_the_log_is_for_administrators(client, role):
    write(make_member(), "change a board", make_board(name="The kettles"))
    if role != "guest":
        sign_in(client, make_member(role=role, verified=True))

    answer = client.get("/admin/log")

    assert answer.status_code == (302 if role == "guest" else 403)
    assert "The kettles" not in answer.text


def test_an_entry_says_who_did_what_to_what_with_before_and_after_and_why(client):
    asha = administrator(client, name="Asha Patel")
    board = make_board(name="The kettles")
    write(
        asha,
        "change a board",
        board,
        {"audience": "members", "archived": False},
        {"audience": "public", "archived": True},
        reason="Nobody writes there",
    )

    page = log_of(client)

    assert entries(page) == ["Changed a board: The kettles"]
    assert "<span>Asha Patel</span>" in page
    assert "<strong>who may read</strong>: was members, is public</li>" in page
    assert "<strong>archived</strong>: was no, is yes</li>" in page
    assert "Reason: Nobody writes there" in page


def test_what_was_merged_is_named_where_it_is_an_account_and_no_handle_is_told(client):
    chief = administrator(client)
    other, thread = make_member(name="Ben Okafor"), make_thread()
    for thing in (make_member(), thread):
        write(chief, "merge accounts", thing, {"merged_id": other.id, "handle": "ben-before"})

    page = log_of(client)

    assert "ben-before" not in page
    assert page.count("Ben Okafor") == page.count(f"number {other.id}") == 1


def test_a_moment_is_said_as_people_say_it(client):
    write(administrator(client), "change a board", make_board(), {}, {"until": "2027-05-25T21:30:03.839269+00:00"})

    assert "25 May 2027, " in log_of(client)


def test_numbers_of_people_and_places_are_names(client):
    administrator(client)
    ben, board, council = (
        make_member(name="Ben Okoro"),
        make_board(name="The kettles"),
        make_organisation(name="Dorset"),
    )
    write(None, "name on a board", board, after={"member_id": ben.id, "role": "moderator"})
    write(None, "invite an organisation", board, after={"organisation_id": council.id})

    page = log_of(client)

    assert "<span>The operator</span>" in page
    assert "<strong>member</strong>: Ben Okoro</li>" in page
    assert "<strong>organisation</strong>: Dorset</li>" in page


def test_what_is_gone_is_said_to_be_gone(client):
    administrator(client)
    with transaction():
        session.add(LogEntry(actor_id=9999, deed="change a board", thing="board", thing_id=8888, before={}, after={}))

    page = log_of(client)

    assert entries(page) == ["Changed a board: number 8888, which is gone"]
    assert "<span>number 9999, which is gone</span>" in page


def test_a_deed_without_words_yet_stands_as_it_was_recorded(client):
    administrator(client)
    write(None, "polish the kettle", make_board(name="The kettles"), after={"shine_level": 3})

    page = log_of(client)

    assert entries(page) == ["Polish the kettle: The kettles"]
    assert "<strong>shine level</strong>: 3" in page


def test_threads_and_posts_have_numbers_and_never_their_words(client):
    administrator(client)
    thread = make_thread(title="The secret of the kettle", board=make_board())
    post = make_post(thread, body="Descale it at midnight")
    write(None, "lock a thread", thread)
    write(None, "polish a post", post)

    page = log_of(client)

    assert entries(page) == [f"Polish a post: number {post.id}", f"Locked a thread: number {thread.id}"]
    assert "secret" not in page
    assert "midnight" not in page


def test_what_was_done_on_a_board_that_is_closed_to_the_administrator_is_not_there(client):
    administrator(client)
    thread = make_thread(board=make_board(audience="invited"))
    write(None, "lock a thread", thread)
    write(None, "edit a post", make_post(thread))

    assert entries(log_of(client)) == []


def test_who_decided_about_the_administrator_and_that_there_is_a_note_is_not_there(client):
    chief, moderator = make_member(role="administrator"), make_moderator(name="Ben Okafor")
    hide_post(moderator, make_post(make_thread(board=make_board()), chief), "It is unkind.")
    write_note(moderator, chief, "Watch out.")
    write_note(moderator, make_member(name="Asha Patel"), "She was kind.")
    sign_in(client, chief)

    assert entries(log_of(client)) == ["Wrote a note about a member: Asha Patel"]


def test_no_e_mail_address_is_shown_whoever_wrote_one_there(client):
    administrator(client)
    member = make_member(email="ben.okoro@kettles.example")
    note = {"note": ["from", "ben.okoro@kettles.example"]}
    write(None, "appoint", member, note, {"note": ""}, reason="Asked by ben.okoro@kettles.example")

    page = log_of(client)

    assert "okoro" not in page
    assert "kettles.example" not in page


def test_what_was_recorded_is_text_and_no_html(client):
    administrator(client)
    write(None, "<b>deed</b>", make_board(name="<i>x</i>"), after={"<u>s</u>": "<script>"}, reason="<img src=x>")

    page = log_of(client)

    assert not any(tag in page for tag in ("<b>deed", "<i>x", "<u>s", "<script", "<img"))


def test_an_empty_log_says_so(client):
    administrator(client)

    assert "Nothing has been changed yet" in log_of(client)


@pytest.fixture
def some(client):
    """Three entries: of Asha, of Ben ten days ago, of the operator."""
    administrator(client)
    asha, ben = make_member(name="Asha", handle="asha"), make_member(name="Ben", handle="ben")
    board, other = make_board(name="The kettles"), make_board(name="The drawers")
    with transaction():
        session.add(
            LogEntry(at=now() - timedelta(days=10), actor_id=ben.id, deed="make a board", thing="board",
                     thing_id=other.id, before={}, after={})
        )  # fmt: skip
    write(asha, "change a board", board)
    write(None, "appoint", ben)
    return board


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Appointed: Ben", "Changed a board: The kettles", "Made a board: The drawers"]),
        ("?deed=appoint", ["Appointed: Ben"]),
        ("?deed=polish+the+kettle", []),
        ("?actor=asha", ["Changed a board: The kettles"]),
        ("?actor=ASHA", ["Changed a board: The kettles"]),
        ("?actor=operator", ["Appointed: Ben"]),
        ("?actor=nobody-here", []),
        ("?thing=board", ["Changed a board: The kettles", "Made a board: The drawers"]),
        ("?thing=member&deed=make+a+board", []),
    ],
)
def test_the_log_is_narrowed_to_what_is_asked_for(client, some, query, found):
    page = log_of(client, query)

    assert entries(page) == found
    assert ("Show the whole log" in page) == bool(query)


def test_the_log_is_narrowed_to_one_thing_by_a_link(client, some):
    link = log_of(client).split('href="/admin/log?thing=board&amp;number=')[1].split('"')[0]

    assert int(link) == some.id
    assert entries(log_of(client, f"?thing=board&number={link}")) == ["Changed a board: The kettles"]


def test_the_log_is_narrowed_to_days(client, some):
    today, long_ago = now().date(), (now() - timedelta(days=10)).date()

    assert entries(log_of(client, f"?until={long_ago + timedelta(days=1)}")) == ["Made a board: The drawers"]
    assert "Made a board: The drawers" not in entries(log_of(client, f"?since={today - timedelta(days=1)}"))
    assert len(entries(log_of(client, f"?since={today - timedelta(days=20)}&until={today + timedelta(days=1)}"))) == 3


@pytest.mark.parametrize(
    "query",
    ["since=yesterday", "since=2026-13-01", "until=0001-01-01", "until=9999-12-31", "number=x", "number=99999999999",
     "number=-1", "number=%D9%A1", f"actor={'x' * 50}"],
)  # fmt: skip
def test_what_cannot_be_asked_is_said_and_stays_in_its_field(client, query):
    administrator(client)

    answer = client.get(f"/admin/log?{query}")

    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    typed = query.partition("=")[2]
    assert f'value="{"١" if "%" in typed else typed}"' in answer.text


def test_the_log_goes_on_page_by_page_and_stays_narrowed(client):
    administrator(client)
    board = make_board(name="The kettles")
    for number in range(95):
        write(None, "change a board" if number % 5 else "move a board", board, after={"place": number})

    found, address, pages = 0, "/admin/log?deed=change+a+board", 0
    while address:
        page = client.get(address).text
        found, pages, address = found + len(entries(page)), pages + 1, next_page(page)

    assert (found, pages) == (76, 2)
    assert client.get("/admin/log?after=x").status_code == 404


def test_the_log_costs_few_statements_however_many_names_it_needs(client):
    administrator(client)
    counts = []
    for rows in (3, 30):
        for _row in range(rows):
            board = make_board()
            facts = {"member_id": make_member().id, "organisation_id": make_organisation().id}
            write(make_member(), "change a board", board, after={**facts, "section_id": board.section_id})
        client.get("/admin/log")
        with count_queries() as statements:
            client.get("/admin/log")
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 9  # one for what waits, in the header; one for who the viewer was before


def test_every_deed_that_the_code_records_has_words():
    assert recorded_deeds() - set(DEEDS) == set(), "a new deed gets its words in forum/admin/log_words.py"


def recorded_deeds() -> set[str]:
    """Every name of a deed that is given to `record`, as it stands in the code."""
    calls = [node for path in files() for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    named = [call.args[1] for call in calls if getattr(call.func, "id", "") == "record" and len(call.args) > 1]
    words = [node for name in named for node in ast.walk(name)]
    return {node.value for node in words if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_many_details_are_folded_and_no_digest_is_among_them(client):
    facts = {"name": "Cups", "purpose": "Cups", "slug": "cups", "text": "a", "version": 1, "role": "member"}
    write(administrator(client), "change a text of the site", make_board(), after={**facts, "digest": "0a1b2c"})

    page = log_of(client)

    assert "6 details" in page
    assert "0a1b2c" not in page


def test_of_a_verification_and_a_request_for_one_the_log_says_whose_it_is(client):
    administrator(client)
    ends = {"since": now(), "until": now()}
    asked = {"member_id": make_member(name="New Nell").id, "organisation_id": make_organisation().id}
    verification = Verification(**asked, **ends, grade="A", means=Means.ADDRESS)
    request = VerificationRequest(**asked, due_at=now(), kind=Means.EVIDENCE)
    with transaction():
        session.add_all([verification, request])
    write(None, "lapse verification", verification)
    write(None, "refuse verification", request)

    assert [entry.split(": ")[1] for entry in entries(log_of(client))] == ["New Nell", "New Nell"]
