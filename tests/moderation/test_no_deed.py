"""Enter in a field presses the first button of a form: where there are several deeds, that one does none of them."""

import re
from typing import Any

import pytest

from forum.core.db import session
from forum.moderation.appeals import appeal
from forum.moderation.own_sanctions import sanction_of_entry
from forum.moderation.sanctions import suspend
from tests.factories import make_member, make_post, make_thread
from tests.moderation.people import busy_board, make_case, make_moderator
from tests.moderation.test_queue import marks_on
from tests.pages import sign_in
from tests.pages_of_site.looking import main_of

ASKS = "Choose what to do: one of the buttons at the end of the form."


def pressed_by_enter(page: str) -> tuple[str, str]:
    """Name and value of the first button of the form that has deeds."""
    form = next(one for one in main_of(page).split("<form") if 'name="preset"' in one)
    button = re.findall(r"<button[^>]*>", form)[0]
    return tuple(re.findall(rf'{fact}="([^"]*)"', button)[0] for fact in ("name", "value"))  # type: ignore[return-value]


@pytest.mark.parametrize("where", ["queue", "case", "appeal"])
def test_enter_does_nothing_and_asks_what_to_do(client: Any, where: str):
    post = make_post(make_thread(board=busy_board()), state="held")
    case = make_case(post, "held")
    path = {"queue": "/moderation", "case": f"/moderation/cases/{case.id}"}.get(where) or path_of_an_appeal()
    sign_in(client, make_moderator())
    page = client.get(path).text
    name, value = pressed_by_enter(page)
    ticked = marks_on(client.get("/moderation").text)[:1]

    answer = client.send(path, {"preset": "", "words": "Half a reason", "case": ticked, name: value})

    assert (value, answer.status_code) == ("", 422)
    assert ASKS in answer.text
    assert "Half a reason" in answer.text
    assert where != "queue" or f'value="{ticked[0]}" checked' in answer.text
    session.refresh(post)
    assert post.state == "held"


def path_of_an_appeal() -> str:
    member = make_member()
    sanction = sanction_of_entry(suspend(make_moderator(), member, 3, "Unkind words.").id)
    assert sanction is not None
    return f"/moderation/appeals/{appeal(member, sanction, 'They were not.').id}"
