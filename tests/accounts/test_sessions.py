"""A browser's session: found in one statement, touched seldom, listed to its owner, ended at once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.accounts import sessions
from forum.accounts.models import LASTS, TOUCH_EVERY, BrowserSession
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.members.models import Member
from tests.accounts.door import is_signed_in, knock, make_account
from tests.factories import make_board, make_member
from tests.pages import sign_in
from tests.statements import count_queries

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0 Safari/537.36"


def change(member: Member, **facts) -> None:
    with transaction():
        for name, value in facts.items():
            setattr(session.get(Member, member.id), name, value)


def seen_at(row: BrowserSession):
    return session.scalar(select(BrowserSession.seen_at).where(BrowserSession.id == row.id))


def test_a_session_is_over_a_month_after_the_last_visit(client):
    row = sign_in(client, make_member())

    with at(row.seen_at + LASTS):
        gone = sessions.forget_ended_sessions()

    assert gone == 1


def test_a_session_that_is_over_is_over_before_anybody_tidies_up(client):
    row = sign_in(client, make_member())

    with at(row.seen_at + LASTS):
        assert not is_signed_in(client)


def test_a_visit_is_written_down_once_in_a_few_minutes(client):
    row = sign_in(client, make_member())
    began = row.seen_at

    with at(began + TOUCH_EVERY / 2):
        client.get("/settings")
    soon = seen_at(row)
    with at(began + TOUCH_EVERY):
        client.get("/settings")

    assert soon == began
    assert seen_at(row) == began + TOUCH_EVERY


def test_who_is_signed_in_is_found_in_one_statement(client):
    sign_in(client, make_member())

    with count_queries() as statements:
        client.get("/settings")

    assert [statement for statement in statements if "browser_session" in statement] == statements[:1]
    assert len(statements) == 2  # and what is unread, for the top of the page


def test_own_sessions_are_listed_and_nobody_else_s(client, forum):
    asha = make_member()
    sign_in(client, asha)
    sign_in(forum.test_client(), asha, address="192.0.2.7")
    sign_in(forum.test_client(), make_member(), address="192.0.2.99")

    page = client.get("/settings/sessions").text

    assert page.count('<h2 class="app-thread__title">Firefox on Linux') == 2
    assert page.count("this browser") == 1
    assert "192.0.2.7" in page
    assert "192.0.2.99" not in page


def test_a_session_says_which_browser_signed_in(client):
    make_account()
    client.environ_base["HTTP_USER_AGENT"] = CHROME

    knock(client)

    assert "Chrome on Windows" in client.get("/settings/sessions").text


def test_another_browser_is_signed_out_from_here(client, forum):
    asha, elsewhere = make_member(), forum.test_client()
    sign_in(client, asha)
    other = sign_in(elsewhere, asha)

    answer = client.send(f"/settings/sessions/{other.id}/end")

    assert (answer.status_code, answer.location) == (303, "/settings/sessions")
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)


def test_this_browser_is_signed_out_from_the_list_too(client):
    row = sign_in(client, make_member())

    answer = client.send(f"/settings/sessions/{row.id}/end")

    assert (answer.status_code, answer.location) == (303, "/")
    assert not is_signed_in(client)


def test_all_other_browsers_are_signed_out_at_once(client, forum):
    asha, others = make_member(), [forum.test_client(), forum.test_client()]
    for browser in (client, *others):
        sign_in(browser, asha)

    client.send("/settings/sessions/end-others")

    assert is_signed_in(client)
    assert not any(is_signed_in(browser) for browser in others)


def test_nobody_ends_a_session_of_somebody_else(client, forum):
    other, elsewhere = make_member(), forum.test_client()
    theirs = sign_in(elsewhere, other)
    sign_in(client, make_member())

    refused = client.send(f"/settings/sessions/{theirs.id}/end")

    assert refused.status_code == client.send("/settings/sessions/999999/end").status_code == 404
    assert is_signed_in(elsewhere)


@pytest.mark.parametrize("facts", [{"closed_at": now()}, {"suspended_until": now() + timedelta(days=3)}])
def test_who_is_suspended_or_closed_has_no_rights_at_the_next_request(client, facts):
    asha, board = make_member(verified=True), make_board(audience="verified")
    sign_in(client, asha)
    before = client.get(f"/boards/{board.slug}").status_code

    change(asha, **facts)

    assert before == 200
    assert client.get(f"/boards/{board.slug}").status_code in (403, 404)
    assert not is_signed_in(client)


def test_who_is_no_longer_verified_has_lost_it_at_the_next_request(client):
    asha, board = make_member(verified=True), make_board(audience="verified")
    sign_in(client, asha)
    before = client.get(f"/boards/{board.slug}").status_code

    change(asha, verified_until=now() - timedelta(seconds=1))

    assert (before, client.get(f"/boards/{board.slug}").status_code) == (200, 404)


def test_who_is_appointed_has_the_rights_at_the_next_request(client):
    asha, board = make_member(), make_board(audience="verified")
    sign_in(client, asha)
    before = client.get(f"/boards/{board.slug}").status_code

    change(asha, role="moderator")
    appointed = client.get(f"/boards/{board.slug}").status_code
    change(asha, role="member")

    assert (before, appointed, client.get(f"/boards/{board.slug}").status_code) == (404, 200, 404)


def test_a_member_whose_row_is_gone_is_a_guest(client):
    asha = make_member()
    sign_in(client, asha)
    with transaction():
        session.delete(session.get(Member, asha.id))

    assert client.get("/").status_code == 200
    assert not is_signed_in(client)
