"""A moderator changes what somebody else wrote: for a reason, told, in the log without a word of it, and undone."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.accounts.closing import close_account
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.errors import Absent, Conflict, Invalid, Refused
from forum.core.log import LogEntry
from forum.core.outbox import deliver_pending
from forum.moderation.both import Both
from forum.moderation.editing import edit_others_post
from forum.moderation.hiding import hide_post
from forum.moderation.merging import merge_threads
from forum.moderation.redacting import redact_post, redaction_of
from forum.moderation.renaming import change_title
from forum.moderation.undoing import undo
from forum.search.handlers import build_index
from forum.threads.actions import edit_post
from forum.threads.models import Post, Revision
from forum.threads.prose import prose
from tests.factories import make_member, make_post, make_thread
from tests.moderation.people import busy_board, make_moderator, words_told
from tests.pages import sign_in
from tests.pages_of_site.looking import main_of

SAID, SAYS, WHY = "Ask vanadium about it.", "Ask somebody about it.", "A name stood here."
TITLE, NEW_TITLE = "What do you do about this?", "What do you all do about this?"


@pytest.fixture
def post() -> Post:
    return make_post(make_thread(board=busy_board()), body=SAID)


def first_post() -> Post:
    thread = make_thread(board=busy_board(), body=SAID)
    return session.scalars(select(Post).where(Post.thread_id == thread.id)).one()


def edit(post: Post, says: str = SAYS, title: str | None = None, by=None) -> LogEntry:
    return edit_others_post(by or make_moderator(), post, prose(says), WHY, title, post.edit_count)


def revisions() -> int:
    session.rollback()
    return len(session.scalars(select(Revision)).all())


def test_its_author_is_told_and_reads_the_deed_the_reason_and_what_was_changed(client, post):
    moderator = make_moderator(post.board, name="Ben Okafor")
    sign_in(client, moderator)
    page = client.get(f"/posts/{post.id}/edit").text
    assert "The author is told, and reads it" in page

    answer = client.send(f"/posts/{post.id}/edit", {"body": SAYS, "reason": WHY, "seen_edits": "0"})
    done = main_of(client.get(answer.location).text) if answer.status_code == 303 else answer.text

    entry = session.scalars(select(LogEntry)).one()
    assert "The post is changed. Its author is told." in done
    assert f'href="/moderation/deeds/{entry.id}"' in done
    assert (entry.deed, entry.reason, entry.member_id) == ("edit a post", WHY, post.author_id)
    assert "vanadium" not in f"{entry.before}{entry.after}"
    assert words_told(post.author) == ["edit a post"]
    sign_in(client, post.author)
    assert "changed what a post of yours says, and says why" in client.get("/notifications").text
    deed = main_of(client.get(f"/moderation/deeds/{entry.id}").text)
    assert [words in deed for words in (WHY, "What the post says now", SAYS)] == [True] * 3
    assert f'href="/posts/{post.id}/history"' in deed
    assert "Undo it" not in deed
    assert "changed what a post of yours says" in client.get("/settings/moderation").text


def test_without_a_reason_a_change_or_somebody_else_it_is_not_done(post):
    moderator = make_moderator()
    own = make_post(post.thread, moderator)

    for text, reason, field in ((SAYS, " ", "reason"), (SAID, WHY, "body")):
        with pytest.raises(Invalid) as fault:
            edit_others_post(moderator, post, prose(text), reason, None, 0)
        assert fault.value.field == field
    with pytest.raises(Invalid, match="your own"):
        edit_others_post(moderator, own, prose(SAYS), WHY, None, 0)
    with pytest.raises(Conflict, match="edited meanwhile"):
        edit_others_post(moderator, post, prose(SAYS), WHY, None, 7)
    with pytest.raises(Refused, match="Only the author"):
        edit_post(moderator, post, prose(SAYS), WHY, None, 0)
    with pytest.raises(Refused):
        edit_others_post(make_member(), post, prose(SAYS), WHY, None, 0)
    assert session.scalars(select(LogEntry)).all() == []
    edit_post(moderator, own, prose(SAYS), "", None, 0)
    assert session.scalars(select(LogEntry)).all() == []


def test_undone_it_says_what_it_said_and_nothing_tells_of_it_but_the_log(client, folder, post):
    build_index()
    before = post.body, post.html, post.edited_at
    entry = edit(post)
    deliver_pending()
    assert "/posts/" not in main_of(client.get("/search?q=vanadium").text)

    undone = undo(make_moderator(), entry, post, "It was right as it was.")

    deliver_pending()
    session.refresh(post)
    assert (post.body, post.html, post.edited_at, revisions()) == (*before[:1], prose(SAID).html, None, 0)
    assert f"/posts/{post.id}" in client.get("/search?q=vanadium").text
    assert (undone.deed, undone.before["digest"]) == ("undo: edit a post", entry.after["digest"])
    assert words_told(post.author) == ["edit a post", "undo"]
    assert post.edit_count == 2


def test_a_new_title_comes_with_the_first_post_and_goes_with_it(client):
    post = first_post()
    moderator = make_moderator()
    sign_in(client, moderator)

    fields = {"title": NEW_TITLE, "body": SAID, "reason": WHY, "seen_edits": "0"}
    client.send(f"/posts/{post.id}/edit", fields)
    entry = session.scalars(select(LogEntry)).one()
    named = post.thread.title, post.thread.slug
    undo(moderator, entry, post, "It was right as it was.")

    assert named == (NEW_TITLE, "what-do-you-all-do-about-this")
    assert (post.thread.title, post.thread.slug, revisions()) == (TITLE, "what-do-you-do-about-this", 0)
    assert NEW_TITLE not in f"{entry.before}{entry.after}"


def since_edited(post: Post) -> None:
    edit_post(post.author, post, prose("Ask anybody about it."), "", None, 1)


def since_edited_back_and_forth(post: Post) -> None:
    edit_post(post.author, post, prose(SAID), "", None, 1)
    edit_post(post.author, post, prose(SAYS), "", None, 2)


def since_edited_by_another(post: Post) -> None:
    edit(post, "Ask nobody.")


def since_redacted(post: Post) -> None:
    redact_post(make_moderator(), post, redaction_of(post, "Ask about it.", None), WHY)


def since_renamed(post: Post) -> None:
    change_title(make_moderator(), post.thread, "Who asks about this?", post.thread.title, WHY)


def since_closed(post: Post) -> None:
    close_account(make_member(role="administrator"), post.author, False, "They asked.")


@pytest.mark.parametrize(
    "since",
    [since_edited, since_edited_back_and_forth, since_edited_by_another, since_redacted, since_renamed, since_closed],
)
def test_what_has_changed_since_stays_as_it_is(since):
    post = first_post()
    entry = edit(post, title=NEW_TITLE)
    since(post)
    session.refresh(post)
    before = post.body, post.thread.title, revisions()

    with pytest.raises((Conflict, Absent)):
        undo(make_moderator(), entry, post, "It was right as it was.")

    session.refresh(post)
    assert (post.body, post.thread.title, revisions()) == before


def test_of_two_edits_the_later_is_undone_first():
    post = first_post()
    first, second = edit(post), edit(post, "Ask nobody.", NEW_TITLE)
    with pytest.raises(Conflict, match="Undo that first"):
        undo(make_moderator(), first, post, WHY)

    for entry in (second, first):
        undo(make_moderator(), entry, post, WHY)

    assert (post.body, post.thread.title, revisions()) == (SAID, TITLE, 0)
    with pytest.raises(Conflict, match="undone already"):
        undo(make_moderator(), first, post, WHY)


def test_words_that_were_taken_out_for_good_do_not_come_back():
    post = first_post()
    entry = edit(post)
    redact_post(make_moderator(), post, redaction_of(post, "Ask about it.", None), WHY)

    with pytest.raises(Conflict):
        undo(make_moderator(), entry, post, WHY)

    assert "somebody" not in post.body


def test_it_is_undone_for_30_days_where_the_post_stands_by_now_and_hidden_too(post):
    moderator = make_moderator()
    entry = edit(post)
    merge_threads(moderator, Both(make_thread(board=post.board), post.thread), WHY)
    hide_post(moderator, session.get_one(Post, post.id), WHY)
    with at(now() + timedelta(days=31)), pytest.raises(Conflict, match="30 days"):
        undo(moderator, entry, post, WHY)

    undo(moderator, entry, post, WHY)

    assert (post.body, post.state) == (SAID, "hidden")


def test_who_wrote_it_does_not_undo_it_but_may_edit_it(client):
    author = make_moderator()
    post = make_post(make_thread(board=busy_board()), author, body=SAID)
    entry = edit(post)

    with pytest.raises(Refused, match="what they wrote themselves"):
        undo(author, entry, post, WHY)

    edit_post(author, post, prose(SAID), "", None, 1)
    assert post.body == SAID


def test_an_archived_text_comes_back_as_it_was_rendered_without_mentions(post):
    make_member(handle="asha")
    with transaction():
        post.body, post.original_id = "Ask @asha.", "a/1"

    undo(make_moderator(), edit(post), post, WHY)

    assert (post.body, post.html) == ("Ask @asha.", "<p>Ask @asha.</p>\n")


@pytest.mark.parametrize("deed", ["edit", "new title", "redaction"])
def test_which_moderator_it_was_the_history_says_to_other_moderators_alone(client, deed):
    post, moderator = first_post(), make_moderator(name="Ben Okafor")
    with transaction():
        post.author.name = "Asha Patel"
    edit_post(post.author, post, prose(f"{SAID} Soon."), "", None, post.edit_count)
    if deed == "edit":
        edit(post, by=moderator)
    elif deed == "new title":
        change_title(moderator, post.thread, NEW_TITLE, TITLE, WHY)
    else:
        redact_post(moderator, post, redaction_of(post, "Ask about it. Soon.", None), WHY)

    for person, reads in ((post.author, False), (make_member(), False), (make_moderator(post.board), True)):
        sign_in(client, person)
        page = main_of(client.get(f"/posts/{post.id}/history").text)
        assert WHY in page
        assert "Edited by Asha Patel" in page
        assert ("Edited by Ben Okafor" in page, "Edited by a moderator" in page) == (reads, not reads)
