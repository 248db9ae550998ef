"""The letters of the door: where their links lead, and what they never say."""

import re

import pytest

from tests.accounts.door import ADDRESS, PASSWORD, last_letter, letters, make_account
from tests.elements import read_page
from tests.factories import make_member
from tests.pages import sign_in

ELSEWHERE = "evil.example.com"


def ask_for_each_letter(client, **more) -> list:
    """One letter of each kind that carries a link, asked for with these headers."""
    client.send("/sign-up", {"email": "new@example.org"}, **more)
    client.send("/sign-up", {"email": ADDRESS}, **more)
    client.send("/reset", {"email": ADDRESS}, **more)
    client.send("/reset", {"email": "new@example.org"}, **more)
    sign_in(client, make_member(email="ben@example.org", password_hash=make_account().password_hash))
    client.send("/settings/account/email", {"email": "ben2@example.org", "password": PASSWORD}, **more)
    client.send("/settings/account/password", {"old_password": PASSWORD, "password": PASSWORD + "!"}, **more)
    return letters()


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": ELSEWHERE},
        {"X-Original-Host": ELSEWHERE},
        {"Forwarded": f"host={ELSEWHERE}"},
        {"Host": "localhost:9999"},
    ],
)
def test_no_header_of_a_request_gets_into_a_letter(client, headers):
    sent = ask_for_each_letter(client, headers=headers)

    assert len(sent) == 6
    assert all("http://localhost/" in letter.body for letter in sent if "http" in letter.body)
    assert not any(ELSEWHERE in letter.body or ":9999" in letter.body for letter in sent)


@pytest.mark.parametrize("host", [ELSEWHERE, f"localhost:1234@{ELSEWHERE}", f"localhost.{ELSEWHERE}", "x" * 300, "a b"])
def test_a_request_for_a_host_that_is_not_ours_is_refused(client, host):
    answers = [
        client.get("/", headers={"Host": host}),
        client.send("/sign-up", {"email": ADDRESS}, headers={"Host": host}),
    ]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert "frame-ancestors 'none'" in answers[0].headers["Content-Security-Policy"]
    assert letters() == []


def test_each_link_begins_with_the_address_in_the_settings(client, forum, monkeypatch):
    monkeypatch.setitem(forum.config, "FORUM_BASE_URL", "https://forum.example.gov.uk")

    client.send("/sign-up", {"email": ADDRESS})

    assert "\nhttps://forum.example.gov.uk/confirm/" in last_letter().body


def test_no_letter_says_a_password(client):
    sent = ask_for_each_letter(client)

    assert len(sent) == 6
    assert not any(PASSWORD in letter.body for letter in sent)


def test_each_letter_says_what_to_do_if_one_did_not_ask_and_whom_to_ask(client, forum):
    sent = ask_for_each_letter(client)

    assert all(forum.config["FORUM_CONTACT_EMAIL"] in letter.body for letter in sent)
    assert all("do nothing" in letter.body or "If it was not you" in letter.body for letter in sent)


def test_letters_say_the_same_in_text_and_in_html_to_one_person_each(client):
    sent = ask_for_each_letter(client)

    for letter in sent:
        [html] = [part for part, kind in letter.alternatives if kind == "text/html"]
        page, faults = read_page(html)
        [body] = [one for one in page if one.tag == "body"]
        assert faults == []
        assert body.text == " ".join(letter.body.split())
        assert [one.attributes["href"] for one in page if one.tag == "a"] == re.findall(r"http\S+", letter.body)
        assert "&#" not in letter.body
        assert "&amp;" not in letter.body
        assert len(letter.recipients()) == 1


def test_letters_load_nothing_and_have_no_pictures(client):
    for letter in ask_for_each_letter(client):
        page, _faults = read_page(letter.alternatives[0][0])

        assert {one.tag for one in page} <= {"html", "head", "meta", "title", "body", "p", "br", "a"}
