"""Notes, addresses that are seen on purpose, and cleaning up after a new member."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.accounts.closing import close_account
from forum.accounts.merging import merge_accounts
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.errors import Conflict, Refused
from forum.core.log import LogEntry
from forum.members.named import BoardRole
from forum.moderation.both import Both
from forum.moderation.cases import open_case
from forum.moderation.cleaning_up import clean_up
from forum.moderation.hiding import hide_post, restore_post
from forum.moderation.merging import merge_threads
from forum.moderation.models import CaseKind, Report
from forum.moderation.notes import write_note
from forum.moderation.own_sanctions import sanction_of_entry
from forum.moderation.records import summary_of
from forum.moderation.sanctions import lift, silence
from forum.moderation.splitting import split_into_new
from forum.moderation.undoing import undo
from forum.threads.actions import mark_answer
from forum.threads.counting import recounted
from forum.threads.models import Post
from tests.factories import make_board, make_member, make_named, make_post, make_thread
from tests.leaks.rows import FOLLOWING, every_row
from tests.moderation.people import busy_board, counters, make_case, make_moderator, words_told
from tests.pages import sign_in
from tests.statements import count_queries

WHY = "Spam."
ASIDE = {"log_entry", "outbox", "notice", "letter", "throttle_count", *FOLLOWING}


def test_a_note_is_read_by_moderators_and_never_by_whom_it_is_about(client):
    about = make_moderator()
    write_note(make_moderator(name="Ben Okafor"), about, "Tends to shout.")
    path = f"/moderation/members/{about.handle}"

    sign_in(client, make_moderator())
    page = client.get(path).text
    sign_in(client, about)
    own = client.get(path)
    log = client.get("/moderation/log")

    assert "Tends to shout." in page
    assert "Ben Okafor" in page
    assert own.status_code == 403
    assert "Tends to shout." not in own.text + log.text
    assert "Tends to shout." not in str(every_row({"member_note"}))


@pytest.mark.parametrize("note", ["", "  ", "x" * 2001])
def test_an_empty_or_endless_note_is_not_kept(client, note):
    sign_in(client, make_moderator())

    answer = client.send(f"/moderation/members/{make_member().handle}/notes", {"note": note})

    assert answer.status_code == 422
    assert note.strip() in answer.text


def test_an_address_is_shown_once_for_a_reason_and_logged(client):
    member, moderator = make_member(email="asha@example.org"), make_moderator()
    sign_in(client, member, address="192.0.2.7")
    sign_in(client, moderator)
    path = f"/moderation/members/{member.handle}/contact"

    asked = client.get(path).text
    refused = client.send(path, {"preset": "", "words": " "})
    shown = client.send(path, {"preset": "", "words": "A threat of harm."})

    assert "asha@example.org" not in asked + refused.text + client.get(f"/moderation/members/{member.handle}").text
    assert refused.status_code == 422
    assert shown.status_code == 200
    assert "asha@example.org" in shown.text
    assert "192.0.2.7" in shown.text
    assert shown.headers["Cache-Control"] == "no-store"
    [entry] = session.scalars(select(LogEntry))
    assert (entry.deed, entry.actor_id, entry.thing_id) == ("see an e-mail address", moderator.id, member.id)
    assert "asha" not in str(vars(entry))
    assert words_told(member) == []


def test_whom_an_address_belongs_to_does_not_read_that_somebody_looked(client):
    member = make_moderator()
    sign_in(client, make_moderator())
    client.send(f"/moderation/members/{member.handle}/contact", {"preset": "", "words": "A threat of harm."})
    number = session.scalars(select(LogEntry.id)).one()
    sign_in(client, member)

    pages = [client.get(path) for path in (f"/moderation/deeds/{number}", "/settings/moderation", "/moderation/log")]

    assert pages[0].status_code == 404
    assert all("A threat of harm." not in page.text for page in pages)


def spammer():
    """Somebody new who wrote in a thread of their own, in one of another, and one post that waits."""
    board, member = busy_board(), make_member()
    own = make_thread(board=board, starter=member, title="Buy pills")
    other = make_thread(board=board)
    make_post(other, member, body="Buy pills")
    make_post(other, member, body="More pills", state="held")
    with transaction(), recounted(own, other):
        pass
    return member, board, own, other


def numbers_of(member):
    return list(session.scalars(select(Post.id).where(Post.author_id == member.id).order_by(Post.id)))


def test_a_new_member_is_suspended_and_all_they_wrote_is_hidden_and_one_undo_gives_all_back(client):
    member, board, own, other = spammer()
    moderator = make_moderator()
    before, counted = every_row(ASIDE), counters(board)

    entry = clean_up(moderator, member, numbers_of(member), WHY)

    states = session.scalars(select(Post.state).where(Post.author_id == member.id)).all()
    assert set(states) == {"hidden"}
    assert (own.state, other.state) == ("hidden", "published")
    assert member.is_suspended
    assert counters(board) == [(1, 1)]
    assert client.get(f"/threads/{own.id}/{own.slug}").status_code == 404
    assert "Buy pills" not in client.get(f"/threads/{other.id}/{other.slug}").text

    undo(moderator, entry, member, "A mistake.")
    assert counters(board) == counted
    assert every_row(ASIDE) == before


def test_what_went_with_a_closed_account_does_not_come_back():
    member, _board, _own, _other = spammer()
    moderator = make_moderator()
    entry = clean_up(moderator, member, numbers_of(member), WHY)

    close_account(make_member(role="administrator"), member, False, "They asked for it.")

    with pytest.raises(Conflict):
        undo(moderator, entry, member, "A mistake.")
    assert set(session.scalars(select(Post.state).where(Post.author_id == member.id))) == {"deleted"}


def test_an_answer_of_theirs_is_the_answer_again():
    member, asker = make_member(), make_member()
    thread = make_thread(board=busy_board(), starter=asker)
    post, moderator = make_post(thread, member), make_moderator()
    mark_answer(asker, post)
    since = thread.accepted_at

    entry = clean_up(moderator, member, [post.id], WHY)
    assert thread.accepted_id is None
    undo(moderator, entry, member, WHY)
    assert (thread.accepted_id, thread.accepted_by_id, thread.accepted_at) == (post.id, asker.id, since)


def test_what_was_shown_is_what_is_hidden_or_nothing(client):
    member, _board, _own, other = spammer()
    sign_in(client, make_moderator())
    path = f"/moderation/members/{member.handle}/clean-up"
    page = client.get(path).text
    shown = ",".join(map(str, numbers_of(member)))
    make_post(other, member, body="One more")

    late = client.send(path, {"preset": "advertising", "words": "", "shown": shown})

    assert f'value="{shown}"' in page
    assert page.count("Buy pills") >= 2
    assert late.status_code == 409
    assert not member.is_suspended
    assert "hidden" not in session.scalars(select(Post.state)).all()
    assert "One more" in late.text
    again = re.findall(r'name="shown" value="([^"]*)"', late.text)[0]
    assert client.send(path, {"preset": "advertising", "words": "", "shown": again}).status_code == 303
    assert {post.state for post in session.scalars(select(Post).where(Post.author_id == member.id))} == {"hidden"}


def test_posts_on_boards_that_one_does_not_look_after_are_left_alone(client):
    member = make_member()
    closed = make_post(make_thread(board=make_board(audience="invited"), title="Behind the door"), member)
    own = make_post(make_thread(board=busy_board()), member)
    sign_in(client, make_moderator())

    page = client.get(f"/moderation/members/{member.handle}/clean-up").text
    with pytest.raises(Conflict):
        clean_up(make_moderator(), member, [closed.id, own.id], WHY)
    clean_up(make_moderator(), member, [own.id], WHY)

    assert "Behind the door" not in page
    assert (closed.state, own.state) == ("published", "hidden")


@pytest.mark.parametrize(
    ("facts", "posts", "said"),
    [
        ({"verified": True}, 0, "This is for members who are not verified, and this one is, however new the account."),
        ({"joined_at": now() - timedelta(days=2)}, 3, "This one has been here longer, with 3 posts or more."),
    ],
)
def test_only_new_members_are_cleaned_up_after_and_others_are_told_apart(client, facts, posts, said):
    member, board = make_member(**facts), make_board()
    for _ in range(posts):
        make_post(make_thread(board=board), member)
    sign_in(client, make_moderator())

    answer = client.get(f"/moderation/members/{member.handle}/clean-up")

    assert answer.status_code == 403
    assert said in answer.text
    assert "hide what they wrote" not in client.get(f"/moderation/members/{member.handle}").text
    with pytest.raises(Refused):
        clean_up(make_moderator(), member, [], WHY)


def test_the_record_names_cases_that_the_viewer_may_see(client):
    member, closed = make_member(), make_thread(board=make_board(audience="invited"))
    post, hidden = make_post(make_thread(board=busy_board()), member), make_post(closed, member)
    reporter = make_member()
    with transaction():
        seen, unseen = (open_case(CaseKind.REPORT, one, member.id) for one in (post, hidden))
        session.add(Report(case_id=seen.id, reporter_id=reporter.id, reason="rules"))
    sign_in(client, make_moderator())

    page = client.get(f"/moderation/members/{member.handle}").text

    assert f'href="/moderation/cases/{seen.id}"' in page
    assert f'href="/moderation/cases/{unseen.id}"' not in page
    assert f'href="/moderation/cases/{seen.id}"' in client.get(f"/moderation/members/{reporter.handle}").text


def test_when_the_suspension_has_been_lifted_undoing_gives_the_posts_back():
    member, _board, own, _other = spammer()
    moderator = make_moderator()
    entry = clean_up(moderator, member, numbers_of(member), WHY)
    lift(make_moderator(), sanction_of_entry(entry.id), "It was no spam.")

    undo(moderator, entry, member, "It was no spam.")

    assert (own.state, member.is_suspended) == ("published", False)


def test_who_may_not_read_some_of_it_gives_nothing_back():
    member, inside, closed = make_member(), make_moderator(), make_board(audience="invited")
    make_named(inside, closed, BoardRole.INVITED)
    post = make_post(make_thread(board=closed), member)
    entry = clean_up(inside, member, [post.id], WHY)

    with pytest.raises(Refused, match="where you do not moderate"):
        undo(make_moderator(), entry, member, WHY)

    assert (post.state, member.is_suspended) == ("hidden", True)


def test_undoing_a_clean_up_leaves_alone_what_others_have_decided_since():
    member, _board, _own, other = spammer()
    post = session.scalars(select(Post).where(Post.thread_id == other.id, Post.number == 2)).one()
    entry = clean_up(make_moderator(), member, numbers_of(member), WHY)
    restore_post(make_moderator(), post, "This one is right.")
    hide_post(make_moderator(), post, "It is a threat.")

    with pytest.raises(Conflict):
        undo(make_moderator(), entry, member, WHY)

    assert post.state == "hidden"


def test_what_was_decided_since_is_asked_once_for_all_that_was_hidden():
    asked = []
    for many in (1, 6):
        member, board = make_member(), busy_board() if not asked else make_board()
        posts = [make_post(make_thread(board=board), member).id for _number in range(many)]
        entry = clean_up(make_moderator(), member, posts, WHY)
        moderator = make_moderator()
        with count_queries() as statements:
            undo(moderator, entry, member, WHY)
        asked.append(len([one for one in statements if one.startswith("SELECT") and "FROM log_entry" in one]))

    assert asked[0] == asked[1]


def test_a_deed_on_several_stands_under_each_of_them(client):
    authors, starters, moderator = [make_member(), make_member()], [make_member(), make_member()], make_moderator()
    board = busy_board()
    threads = [make_thread(board=board, starter=starter) for starter in starters]
    posts = [make_post(threads[0], author).id for author in authors]
    split = split_into_new(moderator, threads[0], posts, "A title", board, WHY)
    merge = merge_threads(moderator, Both(*threads), WHY)

    for members, entry in ((authors, split), (starters, merge)):
        for member in members:
            case = make_case(make_post(make_thread(board=board), member))
            assert [one.id for one in summary_of(make_moderator(), case).deeds] == [entry.id]
            sign_in(client, make_moderator())
            log = client.get(f"/moderation/log?about={member.handle}").text
            assert [f"/moderation/deeds/{one.id}" in log for one in (split, merge)] == [entry is split, entry is merge]


def test_what_was_decided_about_another_account_of_theirs_stands_there_too():
    going, staying = make_member(), make_member()
    silence(make_moderator(), going, 1, WHY)
    merge_accounts(make_member(role="administrator"), going, staying, "They wrote from both addresses.")

    case = make_case(make_post(make_thread(board=busy_board()), staying))

    assert [one.deed for one in summary_of(make_moderator(), case).deeds] == ["silence"]
