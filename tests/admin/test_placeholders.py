"""Authors of archives on the pages of administration."""

import pytest
from sqlalchemy import select

from forum.core.db import session
from forum.members.claims import ClaimedAuthor
from forum.threads.models import Post
from tests.accounts.test_kept import fields_of
from tests.admin.people import administrator
from tests.factories import make_board, make_member, make_post, make_thread
from tests.statements import count_queries

PATH = "/admin/placeholders/a-patel-archive"


@pytest.fixture
def chief(client):
    return administrator(client)


@pytest.fixture
def author(chief):
    facts = {"email": None, "archive_key": "letters:A. Patel", "confirmed_at": None}
    author = make_member(name="A. Patel", handle="a-patel-archive", **facts)
    thread = make_thread(starter=author, title="Where do kettles go?")
    make_post(thread, author)
    return author


@pytest.fixture
def asha(author):
    return make_member(name="Asha Patel", handle="asha")


def test_authors_are_listed_and_found_by_name(client, author):
    make_member(name="A. Patel, a member")

    page, found, nobody = (client.get(f"/admin/placeholders{query}").text for query in ("", "?name=pat", "?name=ben"))

    assert page.count('class="app-thread"') == found.count('class="app-thread"') == 1
    assert "2 posts" in page
    assert "letters" in page
    assert "No author of this name is left to claim." in nobody


def test_a_claim_is_shown_before_it_happens(client, author, asha):
    shown = client.send(PATH, {"handle": "@asha"})
    before = session.scalars(select(ClaimedAuthor.archive_key)).all()
    answer = client.send(PATH, fields_of(shown.text))

    assert shown.status_code == 200
    assert "2 posts will bear the name of Asha Patel (@asha)." in shown.text
    assert "1 thread counts as started by them" in shown.text
    assert before == []
    assert (answer.status_code, answer.location) == (303, "/admin/placeholders")
    assert set(session.scalars(select(Post.author_id))) == {asha.id}
    assert client.get("/members/a-patel-archive").location == "/members/asha"
    assert "What was written there now bears the name of Asha Patel." in client.get(answer.location).text


def test_a_claim_that_means_something_else_by_now_is_shown_again(client, author, asha):
    shown = client.send(PATH, {"handle": "asha"})
    make_post(make_thread(), author)

    again = client.send(PATH, fields_of(shown.text))
    answer = client.send(PATH, fields_of(again.text))

    assert again.status_code == 409
    assert "Something has changed meanwhile." in again.text
    assert "3 posts will bear the name" in again.text
    assert answer.status_code == 303


def test_a_claim_is_done_once(client, author, asha):
    fields = fields_of(client.send(PATH, {"handle": "asha"}).text)

    assert [client.send(PATH, fields).status_code for _twice in range(2)] == [303, 404]


@pytest.mark.parametrize("handle", ["", "nobody", "a-patel-archive", "x" * 50])
def test_for_whom_it_cannot_be_is_said_beside_the_field(client, author, handle):
    answer = client.send(PATH, {"handle": handle, "shown": "2,1"})

    assert answer.status_code == 422
    assert 'id="handle-error"' in answer.text
    assert f'value="{handle}"' in answer.text


@pytest.mark.parametrize("shown", ["x", "1", "-1,0", "²,1", "1,2,3", "99999999999999,1"])
def test_numbers_that_no_page_showed_claim_nothing(client, author, asha, shown):
    assert client.send(PATH, {"handle": "asha", "shown": shown}).status_code in (200, 409)
    assert session.scalars(select(ClaimedAuthor.archive_key)).all() == []


def test_for_whom_it_cannot_be_is_said_before_anything_is_shown(client, chief, author):
    answers = [client.send(PATH, {"handle": handle}) for handle in (chief.handle, "a-patel-archive")]

    assert [answer.status_code for answer in answers] == [403, 422]
    assert all('id="handle-error"' in answer.text for answer in answers)
    assert "Nobody decides about themselves." in answers[0].text


def test_a_member_is_no_author(client, asha):
    assert client.get("/admin/placeholders/asha").status_code == 404


def test_what_the_administrator_may_not_read_is_not_shown(client, author):
    make_thread(board=make_board(audience="invited"), starter=author, title="A secret about drawers")

    page = client.get(PATH).text

    assert "Where do kettles go?" in page
    assert "drawers" not in page
    assert "3 posts" in page


def test_the_list_goes_on_page_by_page_with_as_many_statements(client, chief):
    for number in range(30):
        make_member(name=f"Author {number:02}", email=None, archive_key=f"list:{number}")

    with count_queries() as statements:
        page = client.get("/admin/placeholders").text

    assert page.count('class="app-thread"') == 25
    assert "Next page" in page
    assert len(statements) <= 4
    assert client.get("/admin/placeholders?after=rubbish").status_code == 404
