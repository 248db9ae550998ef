"""From one page of moderation to the next: only where one may go, and to each of them."""

import pytest
from sqlalchemy import select

from forum.core.db import session
from forum.core.log import LogEntry
from tests.factories import make_member, make_post, make_thread
from tests.moderation.people import busy_board, make_case, make_moderator
from tests.pages import sign_in
from tests.pages_of_site.looking import main_of

PLACES = ("/moderation", "/moderation/log", "/moderation/members")


def test_queue_log_and_members_lead_to_each_other(client):
    sign_in(client, make_moderator())

    for place in PLACES:
        page = main_of(client.get(place).text)
        assert all(f'href="{other}"' in page for other in PLACES)
        assert f'href="{place}" aria-current="page"' in page


def test_who_looks_after_one_board_is_not_sent_to_the_members(client):
    sign_in(client, make_moderator(busy_board()))

    for place in PLACES[:2]:
        page = main_of(client.get(place).text)
        assert [f'href="{other}"' in page for other in PLACES] == [True, True, False]


def test_the_pages_of_a_member_lead_back_to_the_queue(client):
    member = make_member()
    sign_in(client, make_moderator())

    for place in (f"/moderation/members/{member.handle}", f"/moderation/members/{member.handle}/contact"):
        page = main_of(client.get(place).text)
        assert 'href="/moderation"' in page
        assert 'href="/moderation/members"' in page


@pytest.mark.parametrize("of", ["post", "profile"])
def test_a_case_leads_who_may_to_sanctions_of_whom_it_is_about(client, of):
    board, member, moderator = busy_board(), make_member(), make_moderator()
    case = make_case(make_post(make_thread(board=board), member) if of == "post" else member)
    about_admin = make_case(make_member(role="administrator"))
    sign_in(client, moderator)

    ways = [f'href="/moderation/members/{member.handle}/{deed}"' for deed in ("warn", "silence", "suspend")]
    page = main_of(client.get(f"/moderation/cases/{case.id}").text)
    assert all(way in page for way in ways)
    assert "/warn" not in main_of(client.get(f"/moderation/cases/{about_admin.id}").text)
    if of == "post":
        sign_in(client, make_moderator(board))
        assert "/warn" not in main_of(client.get(f"/moderation/cases/{case.id}").text)


def test_after_a_deed_the_page_leads_to_it_and_so_to_its_undoing(client):
    thread = make_thread(board=busy_board(), title="<b>Kettles</b>")
    post, reported = make_post(thread), make_case(make_post(thread))
    sign_in(client, make_moderator())
    deeds = {
        f"/posts/{post.id}/hide": {},
        f"/threads/{thread.id}/moderate/lock": {},
        f"/threads/{thread.id}/moderate/pin": {"where": "board", "day": ""},
        f"/moderation/members/{post.author.handle}/warn": {"last": "0"},
        f"/moderation/cases/{reported.id}": {"deed": "decline"},
    }

    for path, fields in deeds.items():
        answer = client.send(path, {"preset": "", "words": "So it is.", **fields})
        assert answer.status_code == 303, path
        entry = session.scalars(select(LogEntry.id).order_by(LogEntry.id.desc())).first()
        page = main_of(client.get(answer.location, follow_redirects=True).text)
        link = f'<a class="govuk-notification-banner__link" href="/moderation/deeds/{entry}">Look at it, or undo it</a>'
        assert f". {link}" in page


def test_after_what_is_final_the_page_leads_to_it_and_speaks_of_no_undoing(client):
    post = make_post(make_thread(board=busy_board()), body="Ask Mrs Whistlethwaite about it")
    sign_in(client, make_moderator())

    fields = {"preset": "", "words": "So it is.", "text": "Ask about it"}
    answer = client.send(f"/posts/{post.id}/redact", fields)

    page = main_of(client.get(answer.location, follow_redirects=True).text)
    assert "Look at what was done" in page
    assert "undo it" not in page


def test_after_posts_were_moved_the_page_leads_to_where_they_stand(client):
    thread, other = make_thread(board=busy_board()), make_thread()
    post = make_post(thread)
    sign_in(client, make_moderator())

    fields = {"preset": "", "words": "So it is.", "into": str(other.id), "title": "", "board": "kettles"}
    answer = client.send(f"/threads/{thread.id}/moderate/split?post={post.id}", fields)

    page = main_of(client.get(answer.location, follow_redirects=True).text)
    assert f'href="/threads/{other.id}">Go to where they stand now</a>' in page


def test_who_reported_something_finds_back_to_it(client):
    post, member = make_post(make_thread(board=busy_board())), make_member()
    sign_in(client, make_member())

    for path, back in ((f"/posts/{post.id}", f"/posts/{post.id}"), (f"/members/{member.handle}",) * 2):
        answer = client.send(f"{path}/report", {"reason": "rules", "words": ""})
        assert f'href="{back}">Go back to the ' in main_of(client.get(answer.location).text)
    assert client.get("/reports/sent?post=x").status_code == 404
    assert "Go back" not in main_of(client.get("/reports/sent").text)
