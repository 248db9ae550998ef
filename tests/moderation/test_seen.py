"""What changed after the page was shown: the deed notices, does nothing, and says what it was."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from forum.core.db import session, transaction
from forum.core.log import LogEntry
from forum.members.named import BoardRole
from forum.moderation.case_handlers import open_what_waits
from forum.moderation.case_seen import CaseSeen, SeenMember, seen_said
from forum.moderation.hiding import hide_for_now, hide_post
from forum.moderation.models import Case
from forum.moderation.moving import hide_thread, move_thread
from forum.moderation.redacting import redact_post, redaction_of
from forum.moderation.reports_seen import SeenReports
from forum.moderation.scrubbing import HOLE
from forum.moderation.seen import Seen
from forum.threads.actions import edit_post
from forum.threads.models import Post
from forum.threads.prose import Prose
from tests.factories import make_board, make_named, make_post, make_thread
from tests.moderation.people import busy_board, make_case, make_moderator
from tests.pages import sign_in
from tests.pages_of_site.looking import main_of

WHY = "My reason for it"


@pytest.fixture
def post(client) -> Post:
    sign_in(client, make_moderator())
    return make_post(make_thread(board=busy_board()), body="What the moderator reads")


def mark_on(page: str) -> str:
    """How the form on the page says which text it is about."""
    return re.findall(r'name="seen" value="([^"]*)"', page)[0]


def edit(post: Post) -> None:
    edit_post(post.author, post, Prose("Other words", "<p>Other words</p>", 1), "", None, post.edit_count)


def hide_by_reports(post: Post) -> None:
    with transaction():
        hide_for_now(post, "Several members reported it.", session.scalars(select(Case.id)).one())


def hide_whole(post: Post) -> None:
    hide_thread(make_moderator(), post.thread, WHY)


CHANGES: dict[str, Any] = {
    "The post was edited meanwhile": edit,
    "The post was hidden meanwhile": hide_by_reports,
    "The whole thread was hidden meanwhile": hide_whole,
}


def state_of(post: Post) -> str:
    session.refresh(post)
    return post.state


def said_by(post: Post) -> str:
    session.refresh(post)
    return post.body


def deeds() -> list[str]:
    session.rollback()
    return list(session.scalars(select(LogEntry.deed)))


@pytest.mark.parametrize("deed", ["hide", "decline"])
@pytest.mark.parametrize("sentence", CHANGES)
def test_a_report_is_not_decided_about_another_text_or_state_than_was_seen(client, post, sentence, deed):
    case = make_case(post)
    seen, before = mark_on(client.get(f"/moderation/cases/{case.id}").text), deeds()
    CHANGES[sentence](post)
    done = deeds()

    fields = {"preset": "", "deed": deed, "words": WHY}
    answer = client.send(f"/moderation/cases/{case.id}", {**fields, "seen": seen})

    assert (answer.status_code, case.is_open, deeds()) == (409, True, done)
    assert sentence in answer.text
    assert WHY in answer.text
    again = mark_on(answer.text)
    assert again.startswith(Seen.of(post).mark)
    assert again != seen
    assert client.send(f"/moderation/cases/{case.id}", {**fields, "seen": again}).status_code == 303
    assert len(deeds()) == len(done) + 1 > len(before)


@pytest.mark.parametrize("sentence", ["The post was edited meanwhile", "The whole thread was hidden meanwhile"])
def test_a_post_that_waits_is_not_declined_for_what_it_no_longer_says(client, sentence):
    sign_in(client, make_moderator())
    post = make_post(make_thread(board=busy_board()), state="held")
    open_what_waits()
    path = f"/moderation/cases/{session.scalars(select(Case.id)).one()}"
    seen = mark_on(client.get(path).text)
    CHANGES[sentence](post)

    answer = client.send(path, {"preset": "", "deed": "refuse", "words": WHY, "seen": seen})

    assert (answer.status_code, state_of(post)) == (409, "held")
    assert sentence in answer.text
    again = client.send(path, {"preset": "", "deed": "refuse", "words": WHY, "seen": mark_on(answer.text)})
    assert (again.status_code, state_of(post)) == (303, "hidden")


@pytest.mark.parametrize(("deed", "state"), [("hide", "published"), ("decline", "held")])
def test_the_page_of_a_deed_shows_what_was_changed_and_asks_again(client, deed, state):
    sign_in(client, make_moderator())
    post = make_post(make_thread(board=busy_board()), body="What the moderator reads", state=state)
    path = f"/posts/{post.id}/{deed}"
    page = client.get(path).text
    assert "What the moderator reads" in main_of(page)
    edit(post)

    answer = client.send(path, {"preset": "", "words": WHY, "seen": mark_on(page)})

    assert (answer.status_code, state_of(post), deeds()) == (409, state, [])
    assert "The post was edited meanwhile" in answer.text
    assert "Other words" in answer.text
    assert "What the moderator reads" not in answer.text
    assert WHY in answer.text
    again = client.send(path, {"preset": "", "words": WHY, "seen": mark_on(answer.text)})
    assert (again.status_code, state_of(post)) == (303, "hidden")


def test_what_its_author_has_added_since_does_not_count_as_taken_out(client, post):
    path = f"/posts/{post.id}/redact"
    seen = mark_on(client.get(path).text)
    edit_post(post.author, post, Prose("What the moderator reads now", "<p>Now</p>", 1), "", None, 0)
    fields = {"preset": "personal", "text": "What the reads", "words": "", "seen": seen}

    for more in ({}, {"deed": "preview"}):
        answer = client.send(path, {**fields, **more})

        assert (answer.status_code, post.body) == (409, "What the moderator reads now")
        assert "The post was edited meanwhile" in answer.text
        assert '<blockquote class="app-said">What the reads</blockquote>' in answer.text
        assert ">\nWhat the moderator reads now</textarea>" in answer.text
    again = client.send(path, fields | {"text": "What the reads now", "seen": mark_on(answer.text)})
    assert (again.status_code, said_by(post)) == (303, f"What the {HOLE} reads now")


def test_what_was_typed_stays_where_the_post_was_only_hidden_meanwhile(client, post):
    path = f"/posts/{post.id}/redact"
    fields = {"preset": "personal", "text": "What the reads", "seen": mark_on(client.get(path).text)}
    hide_post(make_moderator(), post, WHY)

    answer = client.send(path, fields)

    assert answer.status_code == 409
    assert "The post was hidden meanwhile" in answer.text
    assert ">\nWhat the reads</textarea>" in answer.text
    assert client.send(path, fields | {"seen": mark_on(answer.text)}).status_code == 303
    assert said_by(post) == f"What the {HOLE} reads"


def test_who_redacts_at_the_same_time_as_another_sees_what_is_left_and_goes_on(client, post):
    path, last = f"/posts/{post.id}/redact", "What the moderator"
    fields = {"preset": "personal", "seen": mark_on(client.get(path).text)}
    redact_post(make_moderator(), post, redaction_of(post, "What the reads", None), WHY)

    answer = client.send(path, fields | {"text": last})

    assert answer.status_code == 409
    assert f">\nWhat the {HOLE} reads</textarea>" in answer.text
    assert client.send(path, fields | {"text": "What the", "seen": mark_on(answer.text)}).status_code == 303
    assert said_by(post) == f"What the {HOLE} {HOLE}"


@pytest.mark.parametrize(
    ("deed", "state"), [("cases", "held"), ("approve", "held"), ("restore", "hidden"), ("settle", "hidden")]
)
def test_a_post_is_not_published_on_a_board_where_its_moderator_has_not_seen_it(client, deed, state):
    moderator, closed, public = make_moderator(), make_board(audience="invited"), busy_board()
    make_named(moderator, closed, BoardRole.MODERATOR)
    post = make_post(make_thread(board=closed), state=state)
    number = make_case(post, "held" if state == "held" else "report", hold_id=1 if deed == "settle" else None).id
    sign_in(client, moderator)
    shown, path, name = {
        "cases": (f"/moderation/cases/{number}", f"/moderation/cases/{number}", "approve"),
        "approve": (f"/threads/{post.thread_id}/{post.thread.slug}", f"/posts/{post.id}/approve", ""),
        "restore": (f"/posts/{post.id}/restore", f"/posts/{post.id}/restore", ""),
        "settle": (f"/moderation/cases/{number}", f"/moderation/cases/{number}", "settle"),
    }[deed]
    mark = mark_on(client.get(shown).text)
    assert mark.partition(", ")[0] == Seen.of(post).mark
    move_thread(moderator, post.thread, public, WHY)

    answer = client.send(path, {"preset": "", "words": WHY, "deed": name, "seen": mark})

    assert state_of(post) == state
    page = answer.text if deed != "approve" else client.get(shown).text
    assert "The post stands on the board Kettles by now" in page
    again = client.send(path, {"preset": "", "words": WHY, "deed": name, "seen": mark_on(page)})
    assert (again.status_code, state_of(post)) == (303, "published")


@pytest.mark.parametrize("deed", ["restore", "decline", "settle"])
def test_a_form_that_does_not_say_what_was_read_gives_no_post_back(client, deed):
    sign_in(client, make_moderator())
    post = make_post(make_thread(board=busy_board()), state="hidden")
    case = make_case(post, hold_id=1)
    path = f"/posts/{post.id}/restore" if deed == "restore" else f"/moderation/cases/{case.id}"

    answer = client.send(path, {"preset": "", "words": WHY, "deed": deed})

    assert (answer.status_code, state_of(post), deeds()) == (409, "hidden", [])
    assert "does not say what you have read" in answer.text


@pytest.mark.parametrize(
    "mark",
    ["", "x", "-1", "1 2 3", "0 held", "9999999", "٣", "0 held published ", "0 held published 3", "log", "log x"],
)
def test_what_no_page_of_ours_says_says_nothing(mark):
    assert seen_said(mark) is None


def test_a_form_says_how_often_a_post_was_edited_and_mostly_its_state_or_how_far_the_log_went():
    assert seen_said("12") == CaseSeen(Seen(12))
    assert seen_said("0 held hidden") == CaseSeen(Seen(0, "held", "hidden"))
    assert seen_said("0 held hidden 3 12") == CaseSeen(Seen(0, "held", "hidden", 3, 12))
    assert seen_said("log 12, 3 at 4") == CaseSeen(SeenMember(12), SeenReports(3, 4))
