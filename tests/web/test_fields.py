"""What was typed, cleaned of what nobody types; and what went wrong, said beside it."""

import pytest
from flask_wtf import FlaskForm
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms.validators import DataRequired

from forum.core.errors import Invalid, Refused, TooMany
from forum.web.faults import say
from forum.web.fields import Body, FormKey, Line, clean_body, clean_line


class KettleForm(FlaskForm):
    """A form about a kettle."""

    name = Line(validators=[DataRequired()])
    story = Body()
    key = FormKey()


@pytest.fixture(autouse=True)
def page(forum):
    with forum.test_request_context("/", method="POST"):
        yield


def filled(**fields):
    return KettleForm(MultiDict({"key": "0" * 32, **fields}), meta={"csrf": False})


def test_a_line_is_one_line():
    form = filled(name="  A\r\nkettle\t \x00 of   ours ", story="\r\n\n one\r\n  two \x0b three\n\n")

    assert form.name.data == "A kettle of ours"
    assert form.story.data == "one\n  two \n three"


def test_blanks_are_nothing():
    assert not filled(name=" \u00a0\u2003\n").validate()


@given(st.text(st.characters(codec=None)))
def test_a_line_never_has_a_line_end_or_a_control_character(text):
    line = clean_line(text)

    assert len(line.splitlines()) <= 1
    assert line == clean_line(line)
    assert line.encode().decode() == line


@given(st.text(st.characters(codec=None)))
def test_a_body_cleaned_twice_is_a_body_cleaned_once(text):
    assert clean_body(clean_body(text)) == clean_body(text)


def test_two_forms_bear_different_keys():
    keys = {KettleForm(meta={"csrf": False}).key.data for _ in range(20)}

    assert len(keys) == 20
    assert all(filled(name="x", key=key).validate() for key in keys)


@pytest.mark.parametrize("key", ["", "x" * 33, "../x", "é" * 8, "a b", "<b>"])
def test_a_form_with_a_damaged_key_is_refused(key):
    form = filled(name="x", key=key)

    assert not form.validate()
    assert "Reload the page" in str(form.key.errors[0])


@pytest.mark.parametrize(
    ("fault", "field", "status", "headers"),
    [(Refused("No."), "name", 403, {}), (Invalid("No."), "name", 422, {}), (Invalid("No.", "story"), "story", 422, {}),
     (TooMany("No.", 30), "name", 429, {"Retry-After": 30})],
)  # fmt: skip
def test_a_refusal_stands_beside_the_field_that_met_it(fault, field, status, headers):
    form = filled(name="x")
    form.validate()

    assert say(form, fault, "name") == (status, headers)
    assert form.errors == {field: ["No."]}


def test_a_line_turns_nothing_round():
    assert clean_line("Cups \u202esetalp\u2066 \u200fx") == "Cups setalp \u200fx"
