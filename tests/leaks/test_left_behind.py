"""What is written stands in posts and nowhere else: not in events, not in the log, not in what counts or remembers."""

import re

import pytest
from sqlalchemy import select

from forum.core.db import session
from forum.threads.models import Post
from tests.leaks.canaries import tokens_in
from tests.leaks.looking import Looker
from tests.leaks.map import Sent
from tests.leaks.rows import every_row

WRITER = "board moderator, verified"
HOLD_TEXT = {"thread", "post", "revision", "throttle_count"}
ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+")


@pytest.mark.usefixtures("worker_sleeps")
def test_no_deed_with_a_post_leaves_its_words_anywhere_else(app, world):
    looker, before = Looker(app, world, WRITER), every_row(but_for=HOLD_TEXT)
    words = {text: world.canaries.word("never") for text in ("title", "body", "reply", "edit", "reason")}

    for board in [target.facts["board"] for target in world.targets if "board" in target.facts]:
        write_everything(looker, board, words)

    left = {name: "\n".join(set(rows) - set(before[name])) for name, rows in every_row(but_for=HOLD_TEXT).items()}
    assert {name: tokens_in(text) & set(words.values()) for name, text in left.items() if text} == {
        name: set() for name, text in left.items() if text
    }
    assert ADDRESS.findall(left["outbox"] + left["log_entry"]) == []
    assert "PostRemoved" in left["outbox"]


def write_everything(looker: Looker, board: str, words: dict[str, str]) -> None:
    """Start a thread, reply to it, mark, edit and delete the reply."""
    title, body = f"A title that is long: {words['title']}", f"Words: {words['body']}"
    thread = done(looker, f"/boards/{board}/threads/new", title=title, body=body).rsplit("/", 1)[0]
    done(looker, f"{thread}/replies", body=words["reply"])
    post = session.scalars(select(Post.id).where(Post.body == words["reply"]).order_by(Post.id.desc())).first()
    done(looker, f"{thread}/answer", post=str(post))
    done(looker, f"/posts/{post}/edit", body=words["edit"], reason=words["reason"], seen_edits="0")
    done(looker, f"/posts/{post}/delete")


def done(looker: Looker, address: str, **fields: str) -> str:
    """Send a form that is taken; answers where it leads."""
    answer = looker.send(Sent("", address, "POST", fields))
    assert answer.status_code == 303, (address, answer.get_data(as_text=True))
    return str(answer.location)
