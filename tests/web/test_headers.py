"""Headers of every answer: what a browser may load, and what it may keep."""

import pytest

from tests.factories import make_member, make_thread
from tests.pages import sign_in

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'none'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
EVERYWHERE = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


@pytest.mark.parametrize(
    "path",
    ["/", "/latest", "/sign-in", "/search?q=kettle", "/nowhere", "/api/nowhere", "/settings", "/static/icon.svg"],
)  # fmt: skip
def test_every_answer_says_what_a_browser_may_do(client, path):
    answer = client.get(path)

    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE


@pytest.mark.parametrize("kind", ["broken", "refused", "toomany"])
def test_answers_to_what_went_wrong_say_it_too(troubled, kind):
    answer = troubled.get(f"/trouble/{kind}")

    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE


def test_a_guests_page_may_be_kept_and_asked_for_again(client):
    answer = client.get(f"/threads/{make_thread().id}", follow_redirects=True)

    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert "Cookie" in answer.headers["Vary"]
    assert "Set-Cookie" not in answer.headers


def test_a_members_page_is_kept_by_nobody(client):
    sign_in(client, make_member())

    answer = client.get("/")

    assert answer.headers["Cache-Control"] == "no-store"
    assert "Cookie" in answer.headers["Vary"]


def test_a_page_with_a_token_in_its_form_is_kept_by_nobody(client):
    answer = client.get("/sign-in")

    assert answer.headers["Cache-Control"] == "no-store"


def test_the_site_is_bound_to_https_where_it_is_asked_over_https(client):
    answer = client.get("/", base_url="https://localhost")

    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_the_site_is_not_bound_to_https_where_it_is_asked_over_http(client):
    assert "Strict-Transport-Security" not in client.get("/").headers


def test_the_cookie_of_a_form_is_for_the_server_only(client):
    cookie = client.get("/sign-in").headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_over_https_the_cookie_is_bound_to_the_host_and_to_https(make_forum):
    client = make_forum(FORUM_BASE_URL="https://forum.kent.example").test_client()

    cookie = client.get("/sign-in", base_url="https://forum.kent.example").headers["Set-Cookie"]

    assert cookie.startswith("__Host-forum=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_a_static_file_is_for_this_site_only(client):
    assert "Access-Control-Allow-Origin" not in client.get("/static/icon.svg").headers
