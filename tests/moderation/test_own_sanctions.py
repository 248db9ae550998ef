"""What a member sees of a sanction of their own, and a warning that has to be read before one writes again."""

from sqlalchemy import select, update

from forum.boards.models import AdmissionRequest
from forum.core.db import session, transaction
from forum.members.models import Member
from forum.moderation.appeals import appeal, somebody_can_decide
from forum.moderation.own_sanctions import acknowledge, sanction_of_entry
from forum.moderation.sanction_models import Sanction
from forum.moderation.sanctions import silence, suspend, warn
from forum.moderation.undoing import undo
from forum.threads.models import Post
from tests.factories import make_board, make_member, make_post, make_thread
from tests.moderation.people import make_moderator
from tests.pages import sign_in
from tests.statements import count_queries

WHY = "You called a colleague names."
KEY = {"form_key": "a" * 32}


def test_a_warning_is_read_from_every_page_and_then_gone(client):
    member = make_member()
    warn(make_moderator(), member, WHY)
    number = session.scalars(select(Sanction.id)).one()
    path = f"/moderation/sanctions/{number}"
    sign_in(client, member)

    pages = [client.get(address).text for address in ("/", "/settings", "/nowhere")]
    page = client.get(path).text
    answer = client.send(f"{path}/read")
    after = client.get("/").text

    assert all(f'href="{path}"' in one for one in pages)
    assert WHY in page
    assert "I have read this" in page
    assert answer.status_code == 303
    assert path not in after
    assert not member.is_warned


def test_who_has_not_read_a_warning_reads_on_and_writes_nothing(client):
    member, thread = make_member(), make_thread(board=make_board())
    warn(make_moderator(), member, WHY)
    sign_in(client, member)

    page = client.get(f"/threads/{thread.id}/{thread.slug}")
    answer = client.send(f"/threads/{thread.id}/replies", {"body": "My words", **KEY})

    assert page.status_code == 200
    assert "Read the warning and say that you have" in page.text
    assert answer.status_code == 403
    assert "My words" in answer.text
    assert len(session.scalars(select(Post)).all()) == 1


def test_of_two_warnings_both_have_to_be_read(client):
    member, moderator = make_member(), make_moderator()
    warn(moderator, member, WHY)
    warn(moderator, member, WHY)
    first, second = session.scalars(select(Sanction.id).order_by(Sanction.id))
    sign_in(client, member)

    client.send(f"/moderation/sanctions/{first}/read")
    between = member.is_warned
    client.send(f"/moderation/sanctions/{second}/read")

    assert between
    assert not member.is_warned


def test_a_warning_that_is_undone_has_not_to_be_read():
    member, moderator = make_member(), make_moderator()

    undo(moderator, warn(moderator, member, WHY), member, "A mistake.")

    assert not member.is_warned


def test_who_is_silenced_sees_why_and_until_when_where_they_would_write(client):
    member, thread = make_member(), make_thread(board=make_board())
    silence(make_moderator(), member, 3, WHY)
    sign_in(client, member)

    page = client.get(f"/threads/{thread.id}/{thread.slug}").text

    assert WHY in page
    assert "It ends by itself" in page


def test_the_notice_leads_to_the_sanction_and_a_sanction_is_for_whom_it_was_given_alone(client):
    member = make_member()
    entry = warn(make_moderator(), member, WHY)
    number = session.scalars(select(Sanction.id)).one()
    path = f"/moderation/sanctions/{number}"
    sign_in(client, member)
    assert client.get(f"/moderation/deeds/{entry.id}").location == path

    for other in (make_member(), make_moderator(), make_member(role="administrator")):
        sign_in(client, other)
        assert client.get(path).status_code == 404
        assert client.send(f"{path}/read").status_code == 404
    assert member.is_warned


def test_who_was_never_warned_pays_nothing_for_the_banner(client):
    sign_in(client, make_member())

    with count_queries() as statements:
        client.get("/settings")

    assert [one for one in statements if "sanction" in one.replace("sanction_id", "").split("FROM")[-1]] == []


def test_who_has_not_read_a_warning_asks_to_come_in_nowhere(client):
    member, board = make_member(), make_board(audience="invited", open_title=True)
    warn(make_moderator(), member, WHY)
    sign_in(client, member)

    answer = client.send(f"/boards/{board.slug}/ask", {"words": "Please let me in."})

    assert answer.status_code == 403
    assert session.scalars(select(AdmissionRequest.id)).all() == []


def test_a_moderator_who_was_warned_decides_again_when_they_have_read_it(client):
    moderator, thread = make_moderator(), make_thread(board=make_board())
    post = make_post(thread)
    entry = warn(make_member(role="administrator"), moderator, WHY)
    hide = f"/posts/{post.id}/hide"
    sign_in(client, moderator)

    offered = hide in client.get(f"/threads/{thread.id}/{thread.slug}").text
    refused = client.send(hide, {"preset": "rules"})
    acknowledge(moderator, sanction_of_entry(entry.id))
    then = client.send(hide, {"preset": "rules"})

    assert (offered, refused.status_code, then.status_code) == (False, 403, 303)
    assert "Read the warning" in refused.text
    assert post.state == "hidden"


def test_who_has_not_read_a_warning_is_nobody_who_could_decide_an_appeal_at_this_moment():
    giver, other = make_moderator(), make_moderator()
    sanction = sanction_of_entry(suspend(giver, make_member(), 3, WHY).id)
    made = appeal(sanction.person, sanction, "It was a quotation.")
    assert somebody_can_decide(made)

    entry = warn(make_member(role="administrator"), other, WHY)
    with transaction():
        session.execute(update(Member).where(Member.role == "administrator").values(role="member"))

    assert not somebody_can_decide(made)
    acknowledge(other, sanction_of_entry(entry.id))
    assert somebody_can_decide(made)
