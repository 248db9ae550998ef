"""How often the door may be tried: by account and by network address."""

import pytest
import time_machine
from sqlalchemy import select
from werkzeug.middleware.proxy_fix import ProxyFix

from forum.accounts import limits
from forum.core.clock import now
from forum.core.db import session
from forum.core.throttle import ThrottleCount, throttle
from tests.accounts.door import ADDRESS, OTHER_PASSWORD, PASSWORD, knock, letters, make_account
from tests.pages import sign_in

OFFICE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


def browser_at(forum, address: str):
    browser = forum.test_client()
    browser.environ_base["REMOTE_ADDR"] = address
    return browser


def use_up(limit, *who, but: int = 0) -> None:
    for _attempt in range(limit.amount - but):
        throttle.spend(limit, *who)


def test_an_account_is_tried_so_often_and_no_more(client):
    make_account()
    use_up(limits.SIGN_IN_ACCOUNT, ADDRESS, but=1)

    last, beyond = knock(client, OTHER_PASSWORD), knock(client)

    assert (last.status_code, beyond.status_code) == (422, 429)
    assert 0 < int(beyond.headers["Retry-After"]) <= limits.SIGN_IN_ACCOUNT.per.total_seconds()
    assert "Try again in" in beyond.text
    assert f'value="{ADDRESS}"' in beyond.text


def test_an_account_that_was_tried_too_often_is_closed_to_all_addresses(forum):
    make_account()
    use_up(limits.SIGN_IN_ACCOUNT, ADDRESS)

    assert knock(browser_at(forum, ELSEWHERE)).status_code == 429
    assert knock(browser_at(forum, OFFICE), email="other@example.org").status_code == 422


def test_trying_in_capitals_is_trying_the_same_account(client):
    make_account()
    use_up(limits.SIGN_IN_ACCOUNT, ADDRESS)

    assert knock(client, email="ASHA@example.org").status_code == 429


def test_a_network_address_tries_so_many_accounts_and_no_more(forum):
    make_account()
    use_up(limits.SIGN_IN_CLIENT, OFFICE)

    assert knock(browser_at(forum, OFFICE)).status_code == 429
    assert knock(browser_at(forum, ELSEWHERE)).status_code == 303


def test_the_right_password_lets_the_account_count_from_nothing(client):
    make_account()
    use_up(limits.SIGN_IN_ACCOUNT, ADDRESS, but=1)

    knock(client)

    assert [knock(client, OTHER_PASSWORD).status_code for _attempt in range(3)] == [422] * 3


def test_a_limit_makes_room_again(client):
    make_account()
    use_up(limits.SIGN_IN_ACCOUNT, ADDRESS)
    wait = int(knock(client).headers["Retry-After"])

    with time_machine.travel(now().timestamp() + wait + 1):
        answer = knock(client)

    assert answer.status_code == 303


@pytest.mark.parametrize("path", ["/sign-up", "/reset"])
def test_a_mailbox_gets_so_many_letters_and_no_more(client, path):
    use_up(limits.LETTERS_TO, ADDRESS, but=1)

    answers = [client.send(path, {"email": ADDRESS}) for _attempt in range(2)]

    assert [answer.status_code for answer in answers] == [303, 429]
    assert "Retry-After" in answers[1].headers
    assert len(letters()) == 1


@pytest.mark.parametrize("path", ["/sign-up", "/reset"])
def test_a_network_address_has_so_many_letters_sent_and_no_more(forum, path):
    use_up(limits.LETTERS_FOR, OFFICE)

    assert browser_at(forum, OFFICE).send(path, {"email": ADDRESS}).status_code == 429
    assert browser_at(forum, ELSEWHERE).send(path, {"email": ADDRESS}).status_code == 303


def test_the_password_of_a_member_who_is_signed_in_is_tried_so_often_and_no_more(client):
    asha = make_account()
    sign_in(client, asha)
    use_up(limits.OWN_PASSWORD, asha.id)

    answers = [
        client.send("/settings/account/password", {"old_password": PASSWORD, "password": OTHER_PASSWORD}),
        client.send("/settings/account/email", {"email": "new@example.org", "password": PASSWORD}),
    ]

    assert [answer.status_code for answer in answers] == [429, 429]
    assert all("Retry-After" in answer.headers for answer in answers)


def test_links_are_tried_so_often_and_no_more(client, forum):
    client.send("/sign-up", {"email": ADDRESS})
    path = letters()[-1].body.split("http://localhost")[1].split()[0]
    use_up(limits.LINKS_OPENED, "127.0.0.1")

    answer = client.send(path, {"name": "Asha Patel", "password": PASSWORD})

    assert answer.status_code == 429
    assert 'value="Asha Patel"' in answer.text
    assert PASSWORD not in answer.text


def test_what_a_client_says_of_its_own_address_is_not_believed(forum):
    make_account()
    use_up(limits.SIGN_IN_CLIENT, OFFICE)
    browser = browser_at(forum, OFFICE)
    browser.environ_base |= {
        "HTTP_X_FORWARDED_FOR": ELSEWHERE,
        "HTTP_X_REAL_IP": ELSEWHERE,
        "HTTP_FORWARDED": ELSEWHERE,
    }

    assert knock(browser).status_code == 429


def test_a_proxy_of_ours_is_believed_and_only_its_own_word(forum, monkeypatch):
    make_account()
    use_up(limits.SIGN_IN_CLIENT, OFFICE)
    proxied = ProxyFix(forum.wsgi_app.app, x_for=1, x_proto=1, x_host=0)
    monkeypatch.setattr(forum, "wsgi_app", proxied)
    browser = browser_at(forum, "127.0.0.1")

    browser.environ_base["HTTP_X_FORWARDED_FOR"] = f"{ELSEWHERE}, {OFFICE}"
    through_the_office = knock(browser).status_code
    browser.environ_base["HTTP_X_FORWARDED_FOR"] = f"{OFFICE}, {ELSEWHERE}"

    assert (through_the_office, knock(browser).status_code) == (429, 303)


def test_who_was_counted_is_not_written_down(client):
    knock(client)

    keys = session.scalars(select(ThrottleCount.key)).all()
    assert len(keys) == 2
    assert not any(ADDRESS in key or "127.0.0.1" in key for key in keys)
