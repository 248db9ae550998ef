"""Whatever stands under /admin is for administrators, and every form there asks for the password again."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from forum.core.clock import now
from forum.core.db import session
from forum.core.log import LogEntry
from tests.factories import make_member
from tests.pages import sign_in

AN_HOUR = timedelta(hours=1)


def looks_first(app: Flask, endpoint: str) -> bool:
    """Whether a view looks first whether a form would change anything."""
    return hasattr(app.view_functions[endpoint], "changes_nothing")


def addresses(app: Flask, method: str, look_first: bool | None = None) -> list[str]:
    """The addresses under /admin that take this method, with something in their places."""
    found = []
    for rule in app.url_map.iter_rules():
        wanted = look_first in (None, looks_first(app, rule.endpoint))
        if rule.rule.startswith("/admin") and method in (rule.methods or ()) and wanted:
            path = rule.rule
            for name in rule.arguments:
                path = path.replace(f"<{name}>", "x").replace(f"<id:{name}>", "1").replace(f"<int:{name}>", "1")
            found.append(path)
    return found


def test_every_form_asks_for_the_password_again_after_half_an_hour(app, client):
    sign_in(client, make_member(role="administrator"), proven_at=now() - AN_HOUR)

    forms = addresses(app, "POST", look_first=False)
    answers = {path: client.send(path, {"name": "Kettles & drawers"}) for path in forms}

    assert len(answers) > 2
    assert {path for path, answer in answers.items() if answer.status_code != 403} == set()
    assert {path for path, answer in answers.items() if "Give your password again" not in answer.text} == set()
    assert {path for path, answer in answers.items() if 'value="Kettles &amp; drawers"' not in answer.text} == set()
    assert session.scalars(select(LogEntry.id)).all() == []


def test_what_is_not_right_is_said_before_any_password_and_changes_nothing(app, client):
    sign_in(client, make_member(role="administrator"), proven_at=now() - AN_HOUR)

    answers = [client.send(path, {"name": "x" * 200}) for path in addresses(app, "POST", look_first=True)]

    assert {answer.status_code for answer in answers} == {404, 422}
    assert all("Give your password again" not in answer.text for answer in answers)
    assert session.scalars(select(LogEntry.id)).all() == []


@pytest.mark.parametrize("role", ["member", "moderator"])
def test_others_are_refused_before_any_password_and_whether_or_not_there_is_something(app, client, role):
    sign_in(client, make_member(role=role, verified=True), proven_at=now() - AN_HOUR)

    answers = [client.get(path) for path in addresses(app, "GET")]
    answers += [client.send(path) for path in addresses(app, "POST")]

    assert {answer.status_code for answer in answers} == {403}
    assert all("Only administrators can do this." in answer.text for answer in answers)


def test_a_guest_s_form_asks_to_sign_in_and_is_kept(app, client):
    answers = [client.send(path, {"name": "Kettles & drawers"}) for path in addresses(app, "POST")]

    assert {answer.status_code for answer in answers} == {403}
    assert all("What you wrote is kept: sign in, and it is there." in answer.text for answer in answers)
