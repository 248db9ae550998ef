"""Before a post with personal data is published, its author is asked; what is meant is published and kept nowhere."""

import re

import pytest
from sqlalchemy import select, text

from forum.core.db import db, session
from forum.threads.models import Post
from tests.factories import make_board, make_member, make_post, make_thread
from tests.pages import sign_in

TITLE = "What do you do about kettles?"
NUMBER = "943 476 5919"


@pytest.fixture
def author(client):
    person = make_member(verified=True)
    sign_in(client, person)
    return person


def mark_in(page: str) -> str:
    return re.search(r'name="meant" type="checkbox" value="(\w+)"', page)[1]


def test_a_reply_is_asked_about_and_published_when_it_is_meant(client, author):
    thread = make_thread()
    path, fields = f"/threads/{thread.id}/replies", {"body": f"One\nWho is {NUMBER}?"}

    asked = client.send(path, fields)

    assert asked.status_code == 422
    assert "NHS number" in asked.text
    assert "in line 2 of the text" in asked.text
    assert f"Who is {NUMBER}?" in asked.text
    assert session.scalars(select(Post).where(Post.author_id == author.id)).all() == []
    assert client.send(path, fields | {"meant": "y"}).status_code == 422
    assert client.send(path, fields | {"meant": mark_in(asked.text)}).status_code == 303
    assert session.scalars(select(Post.body).where(Post.author_id == author.id)).all() == [f"One\nWho is {NUMBER}?"]


def test_what_is_meant_covers_nothing_that_comes_later(client, author):
    path, fields = f"/threads/{make_thread().id}/replies", {"body": f"Who is {NUMBER}?"}
    meant = mark_in(client.send(path, fields).text)

    answer = client.send(path, {"body": f"Who is {NUMBER}? Ask asha@gmail.com", "meant": meant})

    assert answer.status_code == 422
    assert "e-mail address of a person" in answer.text


def test_a_title_is_looked_at_too(client, author):
    board = make_board()

    answer = client.send(f"/boards/{board.slug}/threads/new", {"title": f"Who is {NUMBER}?", "body": "Ours are old."})

    assert answer.status_code == 422
    assert "in the title" in answer.text
    assert "Ours are old." in answer.text


def test_an_edit_is_asked_about_what_it_brings_in(client, author):
    post = make_post(make_thread(), author, body=f"Who is {NUMBER}?")
    path = f"/posts/{post.id}/edit"

    assert client.send(path, {"body": f"Who is {NUMBER} now?", "seen_edits": "0"}).status_code == 303
    assert client.send(path, {"body": "Who is AB123456C?", "seen_edits": "1"}).status_code == 422


def test_a_preview_asks_nothing(client, author):
    answer = client.send(f"/threads/{make_thread().id}/replies", {"body": NUMBER, "deed": "preview"})

    assert answer.status_code == 200
    assert "This looks like personal data" not in answer.text


def test_what_was_meant_is_kept_nowhere_but_in_the_post(client, author):
    path, fields = f"/threads/{make_thread().id}/replies", {"body": f"Who is {NUMBER}?"}
    mark = mark_in(client.send(path, fields).text)
    client.send(path, fields | {"meant": mark})

    kept = []
    for table in db.metadata.sorted_tables:
        rows = session.execute(text(f'SELECT * FROM "{table.name}"')).all()
        kept += [table.name for row in rows if mark in str(row) or NUMBER in str(row)]
    assert kept == ["post"]


def test_the_reason_of_an_edit_is_asked_about_too(client, author):
    post = make_post(make_thread(), author)
    fields = {"body": "Other words", "reason": "Asked by asha@gmail.com", "seen_edits": "0"}

    answer = client.send(f"/posts/{post.id}/edit", fields)

    assert answer.status_code == 422
    assert "in the reason" in answer.text
