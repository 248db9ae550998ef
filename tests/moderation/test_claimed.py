"""Who claims what an author of an archive wrote is that author for moderators, too: it concerns them from then on."""

import pytest
from sqlalchemy import select

from forum.core.db import session, transaction
from forum.core.errors import Absent
from forum.imports.placeholders import placeholders
from forum.members.models import Member
from forum.members.one_person import accounts_now
from forum.moderation.clearing import decline_report, hide_reported
from forum.moderation.locking import lock_thread
from forum.moderation.models import Case, CaseState
from forum.moderation.notes import notes_about, write_note
from forum.moderation.undoing import undo
from forum.threads.claiming import claim_author, written_by
from forum.threads.models import Thread
from tests.factories import make_member, make_post, make_thread
from tests.moderation.people import busy_board, make_case, make_moderator, words_told
from tests.pages import sign_in

WHY = "It breaks the rules."


@pytest.fixture
def author() -> Member:
    with transaction():
        [author_id] = placeholders("letters", ["A. Patel"]).values()
    return session.get_one(Member, author_id)


def claim(author: Member, member: Member) -> None:
    claim_author(make_member(role="administrator"), author, member, written_by(author))


def test_they_do_not_decide_what_was_reported_of_it(client, author):
    post, moderator = make_post(make_thread(board=busy_board()), author), make_moderator()
    case = make_case(post)
    claim(author, moderator)

    for decide in (decline_report, hide_reported):
        with pytest.raises(Absent):
            decide(moderator, case, WHY)
    sign_in(client, moderator)
    assert client.get(f"/moderation/cases/{case.id}").status_code == 404
    decline_report(make_moderator(), case, WHY)


def test_what_was_reported_and_noted_of_the_author_is_about_them(client, author):
    sign_in(client, make_member(verified=True))
    client.send(f"/members/{author.handle}/report", {"reason": "other", "words": "Who is this?"})
    write_note(make_moderator(), author, "They ask for a kettle each week.")
    member = make_member()

    claim(author, member)

    case = session.scalars(select(Case)).one()
    assert [note.words for note in notes_about(member)] == ["They ask for a kettle each week."]
    entry = decline_report(make_moderator(), case, WHY)
    assert (case.state, entry.thing_id) == (CaseState.CLOSED, member.id)


def test_they_are_told_when_is_undone_what_was_done_before(client, author):
    thread, member = make_thread(board=busy_board(), starter=author), make_member()
    author_id, entry = author.id, lock_thread(make_moderator(), thread, WHY)
    claim(author, member)

    undone = undo(make_moderator(), entry, session.get_one(Thread, thread.id), "It was all right.")

    assert accounts_now([author_id]) == [member.id]
    assert (undone.member_id, words_told(member)) == (member.id, ["undo"])
    sign_in(client, member)
    assert f"/moderation/deeds/{undone.id}" in client.get("/settings/moderation").text
