"""Accounts that cannot be used, or not now: suspended, closed, unconfirmed."""

from datetime import timedelta

from sqlalchemy import select

from forum.accounts.models import BrowserSession
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.threads.models import Post
from tests.accounts.door import OTHER_PASSWORD, is_signed_in, knock, make_account
from tests.factories import make_board, make_thread
from tests.pages_of_site.looking import main_of


def test_a_suspended_member_sees_only_the_sanction_after_the_right_password(client):
    make_account(suspended_until=now() + timedelta(days=3))
    public = make_board(audience="public")

    wrong, right = knock(client, OTHER_PASSWORD), knock(client)
    pages = [
        client.get(path) for path in ("/", f"/boards/{public.slug}", "/settings/account", "/search?q=a", "/nowhere")
    ]

    assert (wrong.status_code, right.status_code) == (422, 303)
    assert "suspended" not in wrong.text
    assert {page.status_code for page in pages} == {403}
    assert all("Your account is suspended" in page.text for page in pages)
    assert all(public.name not in page.text for page in pages)


def test_a_suspended_member_can_sign_out_and_do_nothing_else(client):
    make_account(suspended_until=now() + timedelta(days=3))
    knock(client)

    refused = client.send("/settings/preferences", {"time_zone": "UTC"})
    out = client.send("/sign-out")

    assert refused.status_code == 403
    assert out.location == "/"
    assert client.get("/").status_code == 200


def test_a_suspension_that_is_over_is_over(client):
    make_account(suspended_until=now() - timedelta(minutes=1))

    knock(client)

    assert is_signed_in(client)


def test_a_closed_account_cannot_be_signed_in_to(client):
    make_account(closed_at=now())

    answer = knock(client)

    assert answer.status_code == 422
    assert "The e-mail address or the password is not right." in answer.text
    assert session.scalars(select(BrowserSession)).all() == []


def test_an_unconfirmed_account_cannot_be_signed_in_to(client):
    make_account(confirmed_at=None)

    assert knock(client).status_code == 422


def test_an_account_without_a_password_cannot_be_signed_in_to(client):
    make_account(password_hash=None)

    assert knock(client).status_code == 422
    assert knock(client, "").status_code == 422


def test_who_is_suspended_while_writing_reads_what_they_wrote_to_copy_it(client):
    member = make_account()
    knock(client)
    thread = make_thread(board=make_board(audience="public"))
    with transaction():
        member.suspended_until = now() + timedelta(days=3)
    fields = {"title": "Of kettles", "body": "Many words\nabout <kettles>", "form_key": "abc", "reports": "1 at 2"}

    answer = client.send(f"/threads/{thread.id}/replies", fields)

    page = main_of(answer.text)
    assert answer.status_code == 403
    assert page.index("Your account is suspended") < page.index("What you were writing")
    assert "Many words\nabout &lt;kettles&gt;</textarea>" in page
    assert "Of kettles" in page
    assert "1 at 2" not in page
    assert session.scalars(select(Post).where(Post.author_id == member.id)).all() == []
    assert "What you were writing" not in client.get("/").text
