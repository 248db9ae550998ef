"""Why a post waits: moderators read it in the thread and on the page of the case, with what was found."""

from sqlalchemy import select

from forum.boards.models import Approval
from forum.core.db import session, transaction
from forum.core.outbox import deliver_pending
from forum.moderation.models import Case
from forum.prevention.actions import WatchedSettings, watch
from forum.threads.actions import reply
from forum.threads.models import Held, Post
from forum.threads.prose import prose
from tests.factories import make_board, make_member, make_thread
from tests.moderation.people import busy_board, make_moderator
from tests.pages import sign_in
from tests.pages_of_site.looking import main_of

TEXT = "Our company sells the very best drawers for offices, ask us today for a price that nobody else gives you"


def pages(client, post: Post) -> list[str]:
    """The thread and the case of a post that waits, as who is signed in reads them."""
    deliver_pending()
    case = session.scalars(select(Case).where(Case.thing_id == post.id)).one()
    thread = client.get(f"/threads/{post.thread_id}/{post.thread.slug}").text
    return [main_of(thread), main_of(client.get(f"/moderation/cases/{case.id}").text)]


def held_reply(text: str) -> Post:
    for word in ("gasket", "kettle", "spoon"):
        watch(make_member(role="administrator"), None, WatchedSettings(word))
    return reply(make_member(verified=True), make_thread(board=busy_board()), prose(text))


def test_the_watched_words_that_were_found_are_named(client):
    post = held_reply("A Gasket for a **kettle**")
    sign_in(client, make_moderator(post.board))

    for page in pages(client, post):
        assert "It waits because words stand in it that are watched." in page
        assert "Found in it: “gasket”, “kettle”." in " ".join(page.split())


def test_its_author_does_not_read_them(client):
    post = held_reply("A gasket")
    sign_in(client, post.author)

    page = main_of(client.get(f"/threads/{post.thread_id}/{post.thread.slug}").text)

    assert "Only you and the moderators see this" in page
    assert "watched" not in page
    assert "Found in it" not in page


def test_the_threads_with_nearly_the_same_are_named_as_far_as_one_reads_them(client):
    author, board = make_member(), busy_board()
    closed = make_thread(
        board=make_board(audience="verified", start_by="members", reply_by="members"), title="Closed drawers"
    )
    first = make_thread(board=board, title="Who has drawers?")
    reply(author, first, prose(TEXT))
    with transaction():
        session.add(Post(thread_id=closed.id, author_id=author.id, number=2, body=TEXT, html=TEXT, html_version=1))
    post = reply(author, make_thread(board=board), prose(TEXT))
    assert post.held_for == Held.SAME_TEXT

    for moderator, reads_all in ((make_moderator(board), False), (make_moderator(), True)):
        sign_in(client, moderator)
        for page in pages(client, post):
            assert "nearly the same in other threads today" in page
            assert "Who has drawers?" in page
            assert ("Closed drawers" in page) == reads_all


def test_where_everything_waits_the_page_of_the_case_says_that(client):
    board = make_board(approval=Approval.ALL)
    post = reply(make_member(verified=True), make_thread(board=board), prose("A spoon"))
    sign_in(client, make_moderator(board))

    for page in pages(client, post):
        assert "It waits because every post on this board does." in page
        assert "Found in it" not in page
