"""Closing an account: final, by oneself or on request; nothing says who it was any more, and as they choose no post."""

import pytest
from sqlalchemy import select

from forum.accounts.closing import close_account, close_own_account
from forum.accounts.queries import account_of
from forum.boards.models import AdmissionRequest
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.errors import Conflict, Invalid, Refused
from forum.core.log import LogEntry
from forum.core.outbox import deliver_pending
from forum.members.models import FormerHandle, Member
from forum.moderation.notes import write_note
from forum.moderation.sanctions import silence, warn
from forum.notifications.models import Kind, Notice
from forum.search.handlers import build_index
from forum.threads.actions import edit_post, mark_answer
from forum.threads.following import Level, ThreadFollow
from forum.threads.models import Post, ReaderBefore, ReadMarker, Revision, Thread
from forum.threads.prose import Prose
from forum.verification.models import Evidence, Means, Verification, VerificationRequest
from tests.accounts.door import PASSWORD, knock, letters, make_account
from tests.factories import make_board, make_member, make_organisation, make_post, make_thread
from tests.leaks.rows import every_row
from tests.moderation.people import counters
from tests.pages import sign_in

CANARY = "zirconium"


def busy_account(**facts) -> Member:
    """Somebody in whose account every place is filled with the canary."""
    texts = {"name": f"Asha {CANARY}", "handle": CANARY, "email": f"{CANARY}@example.org", "about": CANARY}
    member = make_account(**{**texts, "organisation": CANARY, "place": CANARY, **facts})
    at, board = make_organisation(), make_board(open_title=True)
    with transaction():
        session.add(FormerHandle(handle=f"{CANARY}-2", skeleton=f"{CANARY}-2", member_id=member.id))
        session.add(Notice(member_id=member.id, kind=Kind.APPOINTMENT, about_id=0))
        asked = {"organisation_id": at.id, "due_at": now(), "address": f"{CANARY}@work.example"}
        session.add(request := VerificationRequest(member_id=member.id, kind=Means.EVIDENCE, **asked))
        session.add(AdmissionRequest(board_id=board.id, member_id=member.id, words=CANARY))
        session.flush()
        session.add(Evidence(request_id=request.id, words=CANARY))
    return member


def close(member: Member, posts_stay: bool) -> None:
    close_own_account(member, member, member.password_hash, posts_stay)


def left(but_for=("letter", "throttle_count")) -> list[str]:
    """The tables in which the canary still stands."""
    return [name for name, rows in every_row(set(but_for)).items() if any(CANARY in row for row in rows)]


def test_nothing_is_left_that_says_who_it_was(client):
    member, number = busy_account(), 0
    thread = make_thread(board=make_board())
    make_post(thread, member)
    with transaction():
        number = member.id
        session.add(ThreadFollow(member_id=number, thread_id=thread.id, level=Level.FOLLOWING))
        session.add(ReadMarker(member_id=number, thread_id=thread.id, number=1))
        session.add(ReaderBefore(entry_id=1, member_id=number, number=1, has_level=False))
    moderator = make_member(role="moderator")
    write_note(moderator, member, CANARY)
    warn(moderator, member, "Because.")
    silence(moderator, member, 3, "Because.")
    sign_in(client, member)

    close(member, posts_stay=True)

    assert left() == []
    for model in (ThreadFollow, ReadMarker, ReaderBefore, Notice, VerificationRequest, Verification, Evidence):
        assert session.scalars(select(model)).all() == [], model
    assert client.get("/settings/account").status_code == 302
    assert account_of(f"{CANARY}@example.org") is None
    page = client.get(f"/threads/{thread.id}/{thread.slug}").text
    assert "Former member" in page
    assert CANARY not in page


def test_what_somebody_wrote_goes_for_good_if_they_choose_so(client, folder):
    member, board, other = busy_account(), make_board(), make_member()
    alone = make_thread(board=board, starter=member, title=f"About {CANARY}", slug=CANARY, body=CANARY)
    answered = make_thread(board=board, starter=member, title=f"On {CANARY}", slug=CANARY, body=CANARY)
    reply = make_post(answered, other, body="We do this.")
    elsewhere = make_thread(board=board, starter=other)
    own = make_post(elsewhere, member, body=CANARY)
    mark_answer(other, own)
    edit_post(member, own, Prose(f"{CANARY} again", f"<p>{CANARY} again</p>", 1), "", None, 0)
    build_index()
    deliver_pending()
    assert f"/posts/{own.id}" in client.get(f"/search?q={CANARY}").text

    close(member, posts_stay=False)
    deliver_pending()

    assert left() == []
    assert session.scalars(select(Revision)).all() == []
    assert (alone.state, answered.state, reply.state) == ("deleted", "published", "published")
    assert elsewhere.accepted_id is None
    assert counters(board) == [(2, 2)]
    assert (answered.reply_count, elsewhere.reply_count) == (1, 0)
    assert "/posts/" not in client.get(f"/search?q={CANARY}").text.split("<main")[1]
    assert client.get(f"/threads/{alone.id}").status_code == 404
    assert "A thread of a former member" in client.get(f"/threads/{answered.id}/thread").text


def test_search_still_finds_what_stays_and_names_nobody(client, folder):
    member = busy_account()
    post = make_post(make_thread(board=make_board()), member, body="Whistling kettles")
    build_index()

    close(member, posts_stay=True)
    deliver_pending()

    page = client.get("/search?q=whistling").text
    assert f"/posts/{post.id}" in page
    assert CANARY not in page


def test_a_member_closes_their_account_with_the_password_and_a_choice(client):
    member = make_account()
    knock(client)

    wrong = client.send("/settings/account/close", {"posts": "go", "password": "wrong"})
    nothing = client.send("/settings/account/close", {"password": PASSWORD})
    answer = client.send("/settings/account/close", {"posts": "stay", "password": PASSWORD})

    assert (wrong.status_code, nothing.status_code, answer.status_code) == (422, 422, 303)
    session.refresh(member)
    assert member.is_closed
    assert client.get("/settings/account").status_code == 302
    assert knock(client).status_code == 422
    assert [one.subject for one in letters() if "is closed" in one.subject] != []
    assert session.scalars(select(LogEntry.deed)).all() == ["close an account"]


def test_an_administrator_closes_on_request_with_a_reason(client):
    member = make_member(handle="asha")
    make_thread(board=make_board(), starter=member)
    sign_in(client, make_member(role="administrator"), proven_at=now())

    empty = client.send("/admin/members/asha/close", {"posts": "go", "reason": " "})
    answer = client.send("/admin/members/asha/close", {"posts": "go", "reason": "By letter, today."})

    assert (empty.status_code, answer.status_code) == (422, 303)
    assert member.is_closed
    assert session.scalars(select(Post.body)).all() == [""]
    assert client.get("/admin/members/asha/close").status_code == 404


def test_the_last_administrator_stays():
    chief = make_account(role="administrator")

    with pytest.raises(Refused, match="last administrator"):
        close(chief, posts_stay=True)
    with pytest.raises(Refused, match="in your settings"):
        close_account(chief, chief, True, "Me.")
    assert not chief.is_closed


def test_closing_is_done_once_and_for_a_reason():
    chief, member = make_member(role="administrator"), make_member()
    with pytest.raises(Invalid, match="Say how the member asked"):
        close_account(chief, member, True, " ")
    close_account(chief, member, True, "They asked.")
    with pytest.raises(Conflict, match="closed already"):
        close_account(chief, member, True, "They asked.")
    assert session.scalars(select(Thread)).all() == []
