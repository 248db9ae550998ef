"""A clean-up suspends and hides: an appeal against it is about both, and the member is told what became of both."""

import pytest
from sqlalchemy import select

from forum.boards.models import Board
from forum.core.db import session
from forum.members.models import Member
from forum.members.named import BoardRole
from forum.moderation.appeals import appeal
from forum.moderation.cleaning_up import clean_up
from forum.moderation.own_sanctions import sanction_of_entry
from forum.moderation.sanction_models import Appeal
from forum.moderation.sanctions import suspend
from forum.notifications.moderation_words import of_moderation
from forum.threads.models import Post
from tests.accounts.door import knock, make_account
from tests.factories import make_board, make_member, make_named, make_post, make_thread
from tests.moderation.people import busy_board, make_moderator, words_told
from tests.pages import sign_in
from tests.pages_of_site.looking import main_of

WHY, SAID, ANSWER = "You posted advertising or spam.", "It was a question about a pump.", "It was no spam."


def make_appeal(*boards: Board) -> tuple[Member, Appeal]:
    """Somebody whose posts on these boards were hidden as they were suspended, and who says why not."""
    member, giver = make_account(), make_moderator()
    for board in boards or (busy_board(),):
        make_named(giver, board, BoardRole.MODERATOR)
        make_post(make_thread(board=board), member)
    posts = session.scalars(select(Post.id).where(Post.author_id == member.id)).all()
    entry = clean_up(giver, member, posts, WHY)
    sanction = sanction_of_entry(entry.id)
    return member, appeal(member, sanction, SAID)


def states(member: Member) -> set[str]:
    session.rollback()
    return set(session.scalars(select(Post.state).where(Post.author_id == member.id)))


def test_an_appeal_that_succeeds_gives_the_posts_back_too(client):
    member, made = make_appeal()
    sign_in(client, make_moderator())
    path = f"/moderation/appeals/{made.id}"

    page = main_of(client.get(path).text)
    answer = client.send(path, {"preset": "", "words": ANSWER, "decision": "undo"})
    after = main_of(client.get(path).text)

    assert "The same deed has hidden 1 post" in page
    assert f"/moderation/deeds/{made.sanction.entry_id}" in page
    assert page.index('value="undo"') < page.index('value="lift"')
    assert (answer.status_code, states(member), member.is_suspended) == (303, {"published"}, False)
    assert "The sanction was taken back" in after
    assert ANSWER in after
    assert words_told(member)[-1] == "undo: clean up"
    assert "can be read again" in of_moderation("undo: clean up")
    assert client.send(path, {"preset": "", "words": ANSWER, "decision": "undo"}).status_code == 409


def test_where_only_the_sanction_ends_the_member_is_told_that_the_posts_stay_hidden(client):
    member, made = make_appeal()
    sign_in(client, make_moderator())

    client.send(f"/moderation/appeals/{made.id}", {"preset": "", "words": ANSWER, "decision": "lift"})

    assert (states(member), member.is_suspended) == ({"hidden"}, False)
    assert words_told(member)[-1] == "appeal, posts hidden"
    assert "stays so" in of_moderation("appeal, posts hidden")
    sign_in(client, member)
    assert "has hidden 1 post of yours" in client.get(f"/moderation/sanctions/{made.sanction_id}").text


def test_who_does_not_look_after_all_of_it_is_told_so(client):
    member, made = make_appeal(busy_board(), make_board(audience="invited"))
    sign_in(client, make_moderator())
    path = f"/moderation/appeals/{made.id}"

    page = client.get(path).text
    answer = client.send(path, {"preset": "", "words": ANSWER, "decision": "undo"})

    assert "Some of it stands where you do not moderate" in page
    assert 'value="undo"' not in page
    assert (answer.status_code, states(member)) == (403, {"hidden"})
    assert ANSWER in answer.text


def test_where_nothing_was_hidden_there_is_nothing_else_to_take_back(client):
    member = make_member()
    sanction = sanction_of_entry(suspend(make_moderator(), member, 3, WHY).id)
    made = appeal(member, sanction, SAID)
    sign_in(client, make_moderator())
    path = f"/moderation/appeals/{made.id}"

    assert 'value="undo"' not in client.get(path).text
    assert client.send(path, {"preset": "", "words": ANSWER, "decision": "undo"}).status_code == 409


@pytest.mark.parametrize("hides", [True, False])
def test_the_suspended_read_whether_what_they_wrote_is_hidden(client, hides):
    if hides:
        make_appeal()
    else:
        suspend(make_moderator(), make_account(), 3, WHY)

    knock(client)
    page = main_of(client.get("/").text)

    assert ("has hidden what you wrote: 1 post" in page) is hides
    assert ("What you have published here stays where it is" in page) is not hides
    assert "afterwards you can read and write again" in page
