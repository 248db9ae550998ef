"""Posts that wait for a moderator: who sees them, what they count for, and what becomes of them."""

import pytest
from sqlalchemy import select

from forum.boards.models import Approval
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.errors import Conflict, Invalid, Refused
from forum.core.log import LogEntry
from forum.core.outbox import deliver_pending
from forum.moderation.approving import approve_post, approve_posts, decline_post
from forum.moderation.editing import edit_others_post
from forum.moderation.hiding import restore_post
from forum.moderation.moving import restore_thread
from forum.moderation.seen import Seen
from forum.moderation.undoing import undo
from forum.notifications.models import Kind, Notice
from forum.search.handlers import build_index
from forum.threads.actions import edit_post, mark_read, reply, start_thread
from forum.threads.follow_actions import stand_to_board, stand_to_thread
from forum.threads.following import Level
from forum.threads.models import Post, ReaderBefore, ReadMarker, Revision, State
from forum.threads.prose import Prose
from tests.factories import make_board, make_member, make_post, make_thread
from tests.moderation.people import counters, make_moderator, words_told
from tests.pages import sign_in

TITLE = "What do you do about kettles?"
WHY = "It breaks the rules."


def text(words: str) -> Prose:
    return Prose(words, f"<p>{words}</p>", 1)


def quiet_board(**facts):
    """A board on which every post waits."""
    return make_board(name="Quiet", slug="quiet", **{"approval": Approval.ALL, **facts})


@pytest.fixture
def waiting():
    """A reply that waits, in a thread of somebody else's."""
    return reply(make_member(name="Asha Patel"), make_thread(board=quiet_board()), text("Whistling kettles"))


def test_what_waits_takes_no_number_and_counts_nowhere():
    board = quiet_board()
    thread = make_thread(board=board)
    before, last = counters(board), thread.last_post_at

    post = reply(make_member(), thread, text("We do this."))
    question = start_thread(make_member(), board, TITLE, text("Ours are old."))

    assert (post.state, post.number, thread.last_number, thread.reply_count) == (State.HELD, None, 1, 0)
    assert (question.state, question.last_number) == (State.HELD, 0)
    assert (counters(board), thread.last_post_at) == (before, last)


@pytest.mark.parametrize("person", ["moderator", "board moderator", "administrator"])
def test_posts_of_moderators_never_wait(person):
    board = quiet_board()
    author = make_moderator(board) if person == "board moderator" else make_member(role=person)

    assert reply(author, make_thread(board=board), text("We do this.")).number == 2


def test_the_first_posts_of_a_member_wait_until_so_many_were_published():
    board, author = quiet_board(approval=Approval.FIRST, first_posts=2), make_member()
    thread, moderator = make_thread(board=board), make_moderator()
    posts = [reply(author, thread, text(f"Reply {number}")) for number in range(2)]
    assert [post.state for post in posts] == [State.HELD] * 2

    approve_post(moderator, posts[0])
    assert reply(author, thread, text("Another")).state == State.HELD
    approve_post(moderator, posts[1])

    assert reply(author, thread, text("At last")).state == State.PUBLISHED


def test_the_author_and_moderators_see_what_waits_in_its_place_and_others_nothing(client, waiting):
    page = f"/threads/{waiting.thread_id}/{waiting.thread.slug}"
    for person, sees in ((waiting.author, True), (make_moderator(), True), (make_member(), False)):
        sign_in(client, person)
        shown = client.get(page).text
        assert ("Whistling" in shown) == sees
        assert ("Waits for a moderator" in shown) == sees
        assert (f'action="/posts/{waiting.id}/approve"' in shown) == (person.role == "moderator")
        assert client.get(f"/posts/{waiting.id}").status_code == (302 if sees else 404)
    assert "Whistling" not in client.application.test_client().get(page).text


def test_who_sends_it_is_told_what_happens_next_and_by_when(client):
    board = quiet_board()
    sign_in(client, make_member())

    answer = client.send(f"/boards/{board.slug}/threads/new", {"title": TITLE, "body": "Ours are old."})
    page = client.get(answer.location).text

    assert answer.status_code == 303
    assert "A moderator reads it before others do, by" in page
    assert "Only you and the moderators see this" in page
    assert "Withdraw" in page
    assert TITLE in client.get(f"/boards/{board.slug}").text
    assert TITLE not in client.application.test_client().get(f"/boards/{board.slug}").text


def test_who_writes_is_told_before_that_it_will_wait(client):
    sign_in(client, make_member())
    for approval, said in ((Approval.ALL, "reads each post"), (Approval.FIRST, "reads the first 3 posts of a member")):
        board = make_board(approval=approval)
        assert f"A moderator {said} before others do." in client.get(f"/boards/{board.slug}/threads/new").text


def test_the_same_form_sent_again_leads_to_what_waits():
    board, author = quiet_board(), make_member()
    first = start_thread(author, board, TITLE, text("Ours are old."), "key")

    assert start_thread(author, board, TITLE, text("Ours are old."), "key") is first
    assert start_thread(author, board, TITLE, text("Ours are old."), "another key") is first
    thread = make_thread(board=board)
    post = reply(author, thread, text("We do this."), "one")
    assert reply(author, thread, text("We do this."), "two") is post


def test_approving_publishes_now_and_tells_those_who_follow(waiting):
    thread, follower, named = waiting.thread, make_member(), make_member(handle="named")
    stand_to_thread(follower, thread, Level.FOLLOWING)
    edit_post(waiting.author, waiting, text("Ask @named"), "", None, 0)
    deliver_pending()
    assert session.scalars(select(Notice)).all() == []
    written, thread_before = waiting.created_at, thread.last_post_at

    approve_post(make_moderator(), waiting)

    assert (waiting.state, waiting.number, waiting.edit_count) == (State.PUBLISHED, 2, 1)
    assert (thread.reply_count, thread.last_post_at) == (1, waiting.created_at)
    assert thread.last_post_at > max(written, thread_before)
    assert words_told(waiting.author) == ["approve a post"]
    told = {(notice.member_id, notice.kind) for notice in session.scalars(select(Notice))}
    assert told >= {(follower.id, Kind.REPLY), (named.id, Kind.MENTION)}


def test_approving_the_first_post_publishes_the_thread():
    board, author, follower = quiet_board(), make_member(), make_member()
    stand_to_board(follower, board, Level.FOLLOWING)
    thread = start_thread(author, board, TITLE, text("Ours are old."))
    post = session.scalars(select(Post)).one()

    approve_post(make_moderator(board), post)
    deliver_pending()

    assert (thread.state, post.number, thread.reply_count) == (State.PUBLISHED, 1, 0)
    assert counters(board) == [(1, 1)]
    assert session.scalars(select(Notice.kind).where(Notice.member_id == follower.id)).all() == [Kind.THREAD]


def test_search_finds_what_was_approved_and_no_longer_what_waits_again(client, folder, waiting):
    build_index()
    moderator = make_moderator()
    entry = approve_post(moderator, waiting)
    deliver_pending()
    assert f"/posts/{waiting.id}" in client.get("/search?q=whistling").text

    undo(moderator, entry, waiting, WHY)
    deliver_pending()
    assert f"/posts/{waiting.id}" not in client.get("/search?q=whistling").text


@pytest.mark.parametrize("starts", [True, False])
def test_undone_approval_waits_again_and_the_number_stays_used(starts):
    board, author, moderator = quiet_board(), make_member(), make_moderator()
    thread = start_thread(author if starts else moderator, board, TITLE, text("Ours are old."))
    post = session.scalars(select(Post)).one() if starts else reply(author, thread, text("We do this."))
    state = (post.created_at, thread.created_at, thread.last_post_at, thread.state, thread.reply_count, counters(board))

    undo(moderator, approve_post(moderator, post), post, WHY)

    assert (post.state, post.number, thread.last_number) == (State.HELD, post.number, post.number)
    after = (post.created_at, thread.created_at, thread.last_post_at, thread.state, thread.reply_count, counters(board))
    assert after == state
    approve_post(moderator, post)
    assert (post.number, thread.state) == (1 if starts else 2, State.PUBLISHED)


@pytest.mark.parametrize("number", [None, 1])
def test_undone_approval_leaves_its_author_where_they_had_read(number):
    thread, author, moderator = make_thread(board=quiet_board()), make_member(), make_moderator()
    if number:
        mark_read(author, thread, number)
    post = reply(author, thread, text("We do this."))
    marker = select(ReadMarker.number).where(ReadMarker.member_id == author.id)

    entry = approve_post(moderator, post)
    seen = session.scalar(marker)
    undo(moderator, entry, post, WHY)

    assert (seen, session.scalar(marker)) == (2, number)
    assert session.scalars(select(ReaderBefore)).all() == []


@pytest.mark.parametrize("starts", [True, False])
def test_declined_its_author_is_told_why_and_keeps_the_text(client, starts):
    board, author, moderator = quiet_board(), make_member(), make_moderator()
    thread = start_thread(author, board, TITLE, text("Ours are old.")) if starts else make_thread(board=board)
    post = session.scalars(select(Post)).one() if starts else reply(author, thread, text("Ours are old."))

    entry = decline_post(moderator, post, "Say which kettles.")

    assert post.state == State.HIDDEN
    assert thread.state == (State.HIDDEN if starts else State.PUBLISHED)
    assert words_told(author) == ["decline a post"]
    sign_in(client, author)
    page = client.get(f"/moderation/deeds/{entry.id}").text
    assert "Say which kettles." in page
    assert "Ours are old." in page
    assert client.get(f"/posts/{post.id}").status_code == 404
    sign_in(client, moderator)
    assert "Ours are old." not in client.get(f"/moderation/deeds/{entry.id}").text
    undo(moderator, entry, post, WHY)
    assert (post.state, thread.state) == (State.HELD, State.HELD if starts else State.PUBLISHED)


def test_what_was_declined_is_not_restored_past_its_number(waiting):
    moderator = make_moderator()
    decline_post(moderator, waiting, WHY)
    thread = start_thread(make_member(), waiting.board, TITLE, text("Ours are old."))
    decline_post(moderator, session.scalars(select(Post).where(Post.thread == thread)).one(), WHY)
    with pytest.raises(Conflict, match="never published"):
        restore_thread(moderator, thread, WHY)

    with pytest.raises(Conflict, match="never published"):
        restore_post(moderator, waiting, WHY)


def test_declining_asks_for_a_reason_and_approving_for_none(client, waiting):
    moderator = make_moderator()
    sign_in(client, moderator)
    with pytest.raises(Invalid):
        decline_post(moderator, waiting, " ")
    assert client.send(f"/posts/{waiting.id}/decline", {"preset": "", "words": ""}).status_code == 422

    answer = client.send(f"/posts/{waiting.id}/approve", {"seen": "0", "next": "/latest"})

    assert (answer.status_code, answer.location) == (303, "/latest")
    assert session.scalars(select(LogEntry.reason)).all() == [""]
    assert waiting.state == State.PUBLISHED


def test_what_was_changed_or_decided_meanwhile_is_not_approved(client, waiting):
    moderator = make_moderator()
    edit_post(waiting.author, waiting, text("Other words"), "", None, 0)
    with pytest.raises(Conflict, match="edited meanwhile"):
        approve_post(moderator, waiting, Seen(0))
    decline_post(moderator, waiting, WHY)
    sign_in(client, make_moderator())

    answer = client.send(f"/posts/{waiting.id}/approve", {"seen": "1"})

    assert "does not wait any more" in client.get(client.get(answer.location).location).text
    assert waiting.state == State.HIDDEN


@pytest.mark.parametrize("seen", [{}, {"seen": ""}, {"seen": "none"}])
def test_a_form_that_does_not_say_what_was_read_approves_nothing(client, waiting, seen):
    sign_in(client, make_moderator())

    assert client.send(f"/posts/{waiting.id}/approve", seen).status_code == 422

    assert waiting.state == State.HELD


def test_after_an_approval_is_undone_a_form_of_before_approves_nothing(client, waiting):
    moderator = make_moderator()
    sign_in(client, moderator)
    edit_post(waiting.author, waiting, text("Fine words"), "", None, 0)
    entry = approve_post(moderator, waiting, Seen(1))
    assert "Edited once" not in client.get(f"/threads/{waiting.thread_id}/{waiting.thread.slug}").text
    with transaction():
        waiting.board.approval = Approval.NONE
    edit_post(waiting.author, waiting, text("Buy kettles"), "", None, 1)
    assert "Edited once" in client.get(f"/threads/{waiting.thread_id}/{waiting.thread.slug}").text
    undo(moderator, entry, waiting, WHY)

    for seen in ("0", "1"):
        client.send(f"/posts/{waiting.id}/approve", {"seen": seen})
        assert (waiting.state, waiting.edit_count) == (State.HELD, 2)


def test_many_are_approved_each_by_itself(waiting):
    moderator, other = make_moderator(), make_post(waiting.thread)
    later = reply(make_member(), waiting.thread, text("And this"))

    approved = approve_posts(moderator, [(later, None, None), (other, None, None), (waiting, Seen(0), None)])

    assert [entry.thing_id for entry in approved.entries] == [waiting.id, later.id]
    assert [post for post, _sentence in approved.refused] == [other]
    assert (waiting.number, later.number) == (3, 4)


def test_nobody_approves_their_own_post_and_nobody_who_only_reads(waiting):
    with transaction():
        waiting.author.role = "moderator"
    with pytest.raises(Refused, match="wrote themselves"):
        approve_post(waiting.author, waiting)
    mine = make_thread(board=waiting.board)
    with pytest.raises(Refused, match="Only the moderators of this board"):
        decline_post(make_member(), make_post(mine), WHY)


def test_a_reply_in_a_thread_that_is_not_published_is_not_approved(waiting):
    with transaction():
        waiting.thread.state = State.HIDDEN

    with pytest.raises(Conflict, match="thread is not published"):
        approve_post(make_moderator(), waiting)


def test_while_it_waits_its_author_changes_it_and_nothing_is_kept_of_it(client, waiting):
    sign_in(client, waiting.author)

    answer = client.send(f"/posts/{waiting.id}/edit", {"body": "Other words", "seen_edits": "0"})

    assert answer.status_code == 303
    assert (waiting.body, waiting.edit_count, waiting.edited_at) == ("Other words", 1, None)
    assert session.scalars(select(Revision)).all() == []


@pytest.mark.parametrize("starts", [True, False])
def test_while_it_waits_its_author_withdraws_it(client, starts):
    board, author = quiet_board(), make_member()
    thread = start_thread(author, board, TITLE, text("Ours are old.")) if starts else make_thread(board=board)
    post = session.scalars(select(Post)).one() if starts else reply(author, thread, text("Ours are old."))
    before = counters(board)
    make_post(make_thread() if starts else thread, created_at=now())
    sign_in(client, author)

    assert client.send(f"/posts/{post.id}/delete", {}).status_code == 303

    assert (post.state, post.body) == (State.DELETED, "")
    assert thread.state == (State.DELETED if starts else State.PUBLISHED)
    assert counters(board) == ([(0, 0)] if starts else [(before[0][0], before[0][1] + 1)])


@pytest.mark.parametrize("state", [State.PUBLISHED, State.HELD, State.HIDDEN])
def test_an_approval_is_not_undone_where_others_have_replied_since(state):
    moderator = make_moderator()
    thread = start_thread(make_member(), quiet_board(), TITLE, text("Ours are old."))
    post = session.scalars(select(Post)).one()
    entry = approve_post(moderator, post)
    make_post(thread, state=state)

    with pytest.raises(Conflict, match="Hide the thread instead"):
        undo(moderator, entry, post, WHY)
    assert (post.state, thread.state) == (State.PUBLISHED, State.PUBLISHED)


@pytest.mark.parametrize("approval", [Approval.ALL, Approval.FIRST])
def test_what_was_approved_is_not_changed_unread_where_the_next_post_would_wait(client, approval):
    author = make_member()
    thread = start_thread(author, quiet_board(approval=approval, first_posts=3), TITLE, text("Ours are old."))
    post = session.scalars(select(Post)).one()
    approve_post(make_moderator(), post)
    sign_in(client, author)
    changed = {"title": "Buy kettles here, all of you", "body": "Buy kettles", "seen_edits": "0"}

    answer = client.send(f"/posts/{post.id}/edit", changed)

    assert answer.status_code == 422
    assert "Write the correction as a reply, or ask a moderator to make it." in answer.text
    assert "Buy kettles here, all of you" in answer.text
    assert (thread.title, post.body, post.edit_count) == (TITLE, "Ours are old.", 0)
    edit_others_post(make_moderator(), post, text("Ours are older."), "Corrected", None, 0)
    with transaction():
        thread.board.approval = Approval.NONE
    edit_post(author, post, text("Ours are the oldest."), "", None, 1)
    assert post.body == "Ours are the oldest."
