"""A text that was typed while a session had ended comes back after signing in."""

import html
import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum.core.clock import now
from forum.core.db import session, transaction
from forum.members.models import Member
from forum.threads.models import Post
from tests.accounts.door import ADDRESS, OTHER_PASSWORD, PASSWORD, make_account
from tests.factories import make_board, make_thread
from tests.pages import sign_in, sign_out

KEY = "0123456789abcdef0123456789abcdef"
TEXT = 'We keep <b>nine</b> kettles & "one" drawer.\n\n    and code\n\nThe end: Grüße'


def fields_of(page: str) -> dict[str, str]:
    """What the one form below the header would send, as a browser reads it."""
    form = page[page.index("<main") :]
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    areas = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL)
    return {name: html.unescape(value) for name, value in hidden + areas if name != "csrf_token"}


def posts() -> int:
    return session.scalar(select(func.count(Post.id)))


@pytest.fixture
def asha(client):
    """A member whose session has ended behind the browser's back."""
    member = make_account()
    sign_out(client, sign_in(client, member))
    return member


@pytest.fixture
def asked(client, asha):
    """The answer to a reply that was sent after the session had ended."""
    thread = make_thread()
    return client.send(f"/threads/{thread.id}/replies", {"body": TEXT, "form_key": KEY})


def give_password(client, page: str, password: str = PASSWORD):
    return client.send("/sign-in", {**fields_of(page), "email": ADDRESS, "password": password})


def test_the_sign_in_page_says_that_the_text_is_kept(asked):
    assert asked.status_code == 403
    assert "What you wrote is kept: sign in, and it is there." in asked.text
    assert posts() == 1


def test_the_text_is_there_after_signing_in_and_is_sent_at_the_press_of_a_button(client, asked):
    shown = give_password(client, asked.text)
    before = posts()
    address = re.search(r'<form action="(/threads/[^"]+)"', shown.text)[1]
    answer = client.send(address, fields_of(shown.text))

    assert (shown.status_code, before) == (200, 1)
    assert "Nothing is lost" in shown.text
    assert fields_of(shown.text) == {"body": TEXT, "form_key": KEY}
    assert answer.status_code == 303
    assert session.scalar(select(Post.body).order_by(Post.id.desc()).limit(1)) == TEXT


def test_a_wrong_password_on_the_way_loses_nothing(client, asked):
    wrong = give_password(client, asked.text, OTHER_PASSWORD)

    shown = give_password(client, wrong.text)

    assert wrong.status_code == 422
    assert fields_of(shown.text)["body"] == TEXT


def test_the_text_is_shown_as_text(asked):
    assert "<b>nine</b>" not in asked.text
    assert "&lt;b&gt;nine&lt;/b&gt;" in asked.text


def test_a_new_thread_comes_back_with_title_and_text(client, asha):
    board = make_board()
    asked = client.send(
        f"/boards/{board.slug}/threads/new", {"title": "Where do kettles go?", "body": TEXT, "form_key": KEY}
    )

    shown = give_password(client, asked.text)

    assert fields_of(shown.text) == {"title": "Where do kettles go?", "body": TEXT, "form_key": KEY}


def test_a_page_that_was_open_for_too_long_loses_nothing_either(client):
    sign_in(client, make_account())
    thread = make_thread()

    answer = client.post(f"/threads/{thread.id}/replies", data={"body": TEXT, "form_key": KEY, "csrf_token": "old"})

    assert answer.status_code == 400
    assert fields_of(answer.text) == {"body": TEXT, "form_key": KEY}
    assert posts() == 1


def test_a_profile_typed_without_a_session_comes_back(client, asha):
    asked = client.send("/settings/profile", {"name": "Asha P. Patel", "about": TEXT})

    shown = give_password(client, asked.text)

    assert fields_of(shown.text) == {"name": "Asha P. Patel", "about": TEXT}
    assert session.scalar(select(Member.about).where(Member.id == asha.id)) == ""


def test_a_password_is_never_kept(client, asha):
    asked = client.send("/settings/account/password", {"old_password": PASSWORD, "password": OTHER_PASSWORD})

    assert PASSWORD not in asked.text
    assert OTHER_PASSWORD not in asked.text


def test_what_another_site_sent_in_somebody_s_name_is_not_kept(client, asha):
    thread = make_thread()

    answers = [
        client.send(f"/threads/{thread.id}/replies", {"body": TEXT}, headers=headers)
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://example.com"}, {"Origin": "null"})
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert not any("nine" in answer.text for answer in answers)


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com", "/\\example.com", "javascript:alert(1)"]
)
def test_a_kept_text_goes_nowhere_outside_the_site(client, elsewhere):
    make_account()

    fields = {"email": ADDRESS, "password": PASSWORD, "kept_address": elsewhere, "kept.body": TEXT}
    answer = client.send("/sign-in", fields)

    assert (answer.status_code, answer.location) == (303, "/")


def test_a_suspended_member_gets_the_sanction_and_not_the_text_s_button(client, asked):
    with transaction():
        member = session.scalar(select(Member).where(Member.email == ADDRESS))
        member.suspended_until = now() + timedelta(days=1)

    assert give_password(client, asked.text).status_code == 303
    assert "Your account is suspended" in client.get("/").text


def test_a_form_without_its_token_does_nothing(client):
    asha = make_account()
    sign_in(client, asha)

    answers = [
        client.post("/settings/preferences", data={"time_zone": "UTC"}),
        client.post("/settings/profile", data={"name": "Somebody Else"}),
        client.post("/sign-out"),
    ]

    assert {answer.status_code for answer in answers} == {400}
    assert session.scalar(select(Member.name).where(Member.id == asha.id)) == asha.name
    assert client.get("/settings").status_code == 200


def test_what_a_form_says_of_what_was_seen_is_nobodys_writing_and_travels_unseen(client, asha):
    marks = {"seen": "2 published published", "seen_title": "Which kettle?", "case": "29:0 published published"}
    post = make_thread(starter=asha)
    asked = client.send(f"/threads/{post.id}/moderate/title", {**marks, "words": "It says more now."})

    shown = give_password(client, asked.text).text

    assert fields_of(shown) == {**marks, "words": "It says more now."}
    assert shown.count("<textarea") == 1
    assert f'<a href="/threads/{post.id}/moderate/title">Look at the page with the form again' in shown


def test_where_no_page_has_the_form_no_way_back_to_it_is_offered(client, asha):
    asked = client.send("/boards/kettles/ask/withdraw", {"words": "All of them"})

    shown = give_password(client, asked.text).text

    assert "Nothing is lost" in shown
    assert "Look at the page with the form again" not in shown
