"""Addresses on pages: remembered, and never another than Flask's own."""

import flask
import pytest

from forum.web.addresses import url_for


@pytest.mark.parametrize(
    ("endpoint", "values"),
    [
        ("pages.front", {}),
        ("threads.post", {"post_id": 12}),
        ("search.results", {"q": "blue badge & Größe", "sort": None, "thread": 7}),
        ("search.results", {"q": "a", "_anchor": "results"}),
        ("search.results", {"q": "a", "_external": True}),
        ("static", {"filename": "icon.svg"}),
    ],
)
def test_an_address_is_the_same_whenever_it_is_asked_for(app, endpoint, values):
    with app.test_request_context("/"):
        expected = flask.url_for(endpoint, **values)

        assert [url_for(endpoint, **values) for _time in range(2)] == [expected, expected]


def test_numbers_and_words_that_are_equal_have_addresses_of_their_own(app):
    with app.test_request_context("/"):
        said = [url_for("search.results", q="a", page=value) for value in (1, True, "1", 1.0)]

        assert [address.rpartition("=")[2] for address in said] == ["1", "True", "1", "1.0"]


def test_a_forum_below_another_address_has_addresses_below_it(app):
    said = []
    for place in ("/", "/forum"):
        with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": place.rstrip("/")}):
            said.append(url_for("pages.latest"))

    assert said == ["/latest", "/forum/latest"]


def test_an_address_with_a_host_is_of_the_host_that_was_asked(app):
    said = []
    for scheme in ("http", "https"):
        with app.test_request_context("/", base_url=f"{scheme}://localhost"):
            said.append(url_for("pages.latest", _external=True))

    assert said == ["http://localhost/latest", "https://localhost/latest"]


def test_a_page_that_is_not_there_has_no_address(app):
    with app.test_request_context("/"), pytest.raises(flask.app.BuildError):
        url_for("pages.of_nobody")
