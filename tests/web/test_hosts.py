"""Which names the forum answers to, and whom it believes about the client's address."""

import pytest

HTTPS = "https://forum.kent.example"
PRODUCTION = {
    "FORUM_MODE": "production",
    "FORUM_SECRET_KEY": "a secret for this test, which is long enough",
    "FORUM_BASE_URL": HTTPS,
    "FORUM_MAIL_URL": "smtp://mail.kent.example",
    "FORUM_MAIL_FROM": "forum@kent.example",
    "FORUM_CONTACT_EMAIL": "help@kent.example",
}


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "localhost:8000", "127.0.0.1:5000"])
def test_development_answers_on_this_machine(make_forum, host):
    client = make_forum(FORUM_MODE="development").test_client()

    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["forum.kent.example", "evil.example", "localhost.evil.example", "10.0.0.7", "evil.example:8000", "", "a b"]
)
def test_development_answers_to_no_other_name(make_forum, host):
    client = make_forum(FORUM_MODE="development").test_client()

    answer = client.get("/", headers={"Host": host})

    assert answer.status_code == 400
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost", "127.0.0.1", "forum.kent.example.evil.example", "evil.example#forum.kent.example",
     "www.forum.kent.example", "forum.kent.example@evil.example", "[::1]"],
)  # fmt: skip
def test_production_answers_to_its_own_name_only(make_forum, host):
    client = make_forum(**PRODUCTION).test_client()

    assert client.get("/", headers={"Host": "forum.kent.example"}).status_code == 200
    assert client.get("/", headers={"Host": host}).status_code == 400


def test_without_proxies_nobody_is_believed_about_the_address(make_forum):
    client = make_forum(FORUM_PROXIES=0).test_client()

    names = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP")
    headers = {**dict.fromkeys(names, "203.0.113.9"), "X-Forwarded-Proto": "https"}

    assert client.get("/who", headers=headers).text == "127.0.0.1 http localhost"


def test_our_proxy_is_believed_about_the_address_and_the_scheme(make_forum):
    client = make_forum(FORUM_PROXIES=1).test_client()

    headers = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}

    assert client.get("/who", headers=headers).text == "203.0.113.9 https localhost"


def test_what_the_client_told_our_proxy_is_not_believed(make_forum):
    client = make_forum(FORUM_PROXIES=1).test_client()

    headers = {"X-Forwarded-For": "10.0.0.1, 192.0.2.1, 203.0.113.9", "X-Forwarded-Proto": "http, https"}

    assert client.get("/who", headers=headers).text == "203.0.113.9 https localhost"


def test_with_two_proxies_the_second_last_address_is_the_clients(make_forum):
    client = make_forum(FORUM_PROXIES=2).test_client()

    headers = {"X-Forwarded-For": "10.0.0.1, 203.0.113.9, 192.0.2.1"}

    assert client.get("/who", headers=headers).text == "203.0.113.9 http localhost"


@pytest.mark.parametrize("proxies", [0, 1])
def test_no_proxy_is_believed_about_the_name_of_the_site(make_forum, proxies):
    client = make_forum(FORUM_PROXIES=proxies).test_client()

    headers = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Port": "666", "X-Forwarded-Prefix": "/evil"}

    assert client.get("/who", headers=headers).text == "127.0.0.1 http localhost"


def test_behind_our_proxy_the_site_is_bound_to_https(make_forum):
    client = make_forum(FORUM_PROXIES=1).test_client()

    assert "Strict-Transport-Security" in client.get("/who", headers={"X-Forwarded-Proto": "https"}).headers
    assert "Strict-Transport-Security" not in client.get("/who").headers
