"""Places that a lower page leaves for a higher feature, and addresses of files that change with their content."""

import pytest
from flask import render_template_string
from markupsafe import Markup

from forum.web import slots
from forum.web.assets import asset


@pytest.fixture(autouse=True)
def own_slots(forum, monkeypatch):
    """Slots of this test only, on a page."""
    monkeypatch.setattr(slots, "_fillings", {})
    with forum.test_request_context("/"):
        yield


def test_a_slot_that_nobody_fills_is_empty():
    assert render_template_string("<p>{{ slot('kettles') }}</p>") == "<p></p>"


def test_a_slot_shows_what_fills_it_for_what_the_page_gives():
    slots.fill("kettles", lambda colour: Markup("<b>{}</b>").format(colour))

    assert render_template_string("{{ slot('kettles', '<blue>') }}") == "<b>&lt;blue&gt;</b>"


def test_what_fills_a_slot_with_plain_words_is_escaped():
    slots.fill("kettles", lambda: "<script>")

    assert render_template_string("{{ slot('kettles') }}") == "&lt;script&gt;"


def test_the_address_of_a_file_changes_with_its_content(forum, tmp_path, monkeypatch):
    monkeypatch.setattr(forum, "static_folder", str(tmp_path))
    (tmp_path / "one.css").write_text("a")
    (tmp_path / "two.css").write_text("b")

    one, two = asset("one.css"), asset("two.css")

    assert one.startswith("/static/one.css?v=")
    assert one.partition("=")[2] != two.partition("=")[2]


def test_a_file_that_is_not_there_has_its_plain_address():
    assert asset("nowhere.css") == "/static/nowhere.css"


def test_static_files_may_be_kept_for_a_day(client):
    answer = client.get(render_template_string("{{ asset('icon.svg') }}"))

    assert answer.status_code == 200
    assert "max-age=86400" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
