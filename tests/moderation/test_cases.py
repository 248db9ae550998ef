"""The page of a case: decided with one submit, by one moderator alone; claims; many cases at once."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.errors import Conflict
from forum.core.log import LogEntry
from forum.core.outbox import deliver_pending
from forum.imports.placeholders import placeholders
from forum.members.models import Member
from forum.members.named import BoardRole
from forum.moderation import case_pages
from forum.moderation.approving import approve_post
from forum.moderation.case_handlers import open_what_waits
from forum.moderation.case_seen import seen_now, seen_said
from forum.moderation.claiming import CLAIM_LASTS, claim, release
from forum.moderation.cleaning_up import clean_up
from forum.moderation.clearing import decline_report
from forum.moderation.models import Case
from forum.moderation.moving import hide_thread, move_thread
from forum.moderation.renaming import change_title
from forum.moderation.reporting import report_post
from forum.moderation.undoing import undo
from forum.notifications.models import Kind, Notice
from forum.threads.actions import edit_post
from forum.threads.claiming import claim_author, written_by
from forum.threads.models import Post
from forum.threads.prose import prose
from tests.factories import make_board, make_member, make_named, make_post, make_thread
from tests.leaks.canaries import CHANCE
from tests.moderation.people import busy_board, make_case, make_moderator, words_told
from tests.pages import sign_in
from tests.pages_of_site.looking import main_of

WHY = "It breaks the rules."


def make_report(board: Any = None, words: str = "Look here", **facts: Any) -> tuple[Post, Case, Member]:
    """A post, the case of a report of it, and who reported it."""
    reporter = make_member(verified=True, name="Rosa Reporter")
    post = make_post(make_thread(board=board or make_board(), title=facts.pop("title", "About kettles")), **facts)
    report_post(reporter, post, "rules", words)
    return post, session.scalars(select(Case).where(Case.thing_id == post.id)).one(), reporter


def test_from_its_notice_a_report_is_cleared_in_two_steps(client):
    board = busy_board()
    moderator = make_moderator(board)
    post, case, reporter = make_report(board)
    deliver_pending()
    sign_in(client, moderator)
    notice = session.scalars(select(Notice).where(Notice.member_id == moderator.id)).one()

    page = client.get(f"/notifications/{notice.id}").location  # the first step
    answer = client.send(page, {"preset": "", "deed": "hide", "words": WHY})  # the second

    assert (page, answer.status_code) == (f"/moderation/cases/{case.id}", 303)
    assert (post.state, case.outcome) == ("hidden", "hidden")
    assert (words_told(post.author), words_told(reporter)) == (["hide a post"], ["report hidden"])


def test_the_page_shows_the_reports_the_post_in_its_place_and_the_record(client):
    board = busy_board()
    thread = make_thread(board=board)
    make_post(thread, body="What came before")
    post = make_post(thread, make_member(name="Arthur Author"), body="The words in question")
    make_post(thread, body="What came after")
    report_post(make_member(name="Rosa Reporter"), post, "personal", "It names a child")
    case = session.scalars(select(Case)).one()
    earlier = make_case(make_post(thread, post.author))
    decline_report(make_moderator(), earlier, WHY)
    sign_in(client, make_moderator(board))

    page = main_of(client.get(f"/moderation/cases/{case.id}").text)

    for words in ("It names a child", "Rosa Reporter", "It holds personal data", "The words in question"):
        assert words in page
    assert page.index("What came before") < page.index("The words in question") < page.index("What came after")
    assert f"/moderation/cases/{earlier.id}" in page
    assert "Arthur Author" in page


@pytest.mark.parametrize("audience", ["public", "members", "verified", "invited"])
def test_a_case_is_open_to_those_who_look_after_its_board(client, audience):
    board = make_board(audience=audience)
    reporter, author = make_member(verified=True), make_member()
    make_named(reporter, board, BoardRole.INVITED)
    post = make_post(make_thread(board=board), author)
    report_post(reporter, post, "rules", "Between us")
    case = session.scalars(select(Case)).one()
    make_named(author, board, BoardRole.MODERATOR)
    sees = {make_moderator(board): 200, make_moderator(): 404 if audience == "invited" else 200}

    for person, status in {**sees, author: 404, reporter: 404, make_moderator(make_board()): 404}.items():
        sign_in(client, person)
        answer = client.get(f"/moderation/cases/{case.id}")
        assert answer.status_code == status
        assert ("Between us" in answer.text) == (status == 200)
        assert client.send(f"/moderation/cases/{case.id}", {"deed": "none"}).status_code == (
            422 if status == 200 else 404
        )


def test_the_author_never_reads_who_reported_or_what(client):
    post, case, _reporter = make_report()
    decline_report(make_moderator(), case, WHY)
    deliver_pending()
    sign_in(client, post.author)

    entry = session.scalars(select(LogEntry)).one()
    pages = [f"/moderation/cases/{case.id}", f"/moderation/deeds/{entry.id}", "/notifications", "/settings/moderation"]
    text = "".join(client.get(page).text for page in (*pages, f"/posts/{post.id}", f"/members/{post.author.handle}"))

    assert "Look here" not in text
    assert "Rosa Reporter" not in text


def test_a_second_moderator_is_told_what_was_done_and_by_whom(client):
    post, case, _reporter = make_report()
    first = make_moderator(name="Faster Fay")
    decline_report(first, case, WHY)
    sign_in(client, make_moderator())

    answer = client.send(f"/moderation/cases/{case.id}", {"preset": "", "deed": "hide", "words": "My reason"})

    assert answer.status_code == 409
    assert "decided this already" in answer.text
    assert "Faster Fay" in answer.text
    entry = session.scalars(select(LogEntry)).one()
    assert f"/moderation/deeds/{entry.id}" in answer.text
    assert post.state == "published"


def test_what_lacks_its_reason_or_button_is_not_done_and_typed_words_stay(client):
    post, case, _reporter = make_report()
    sign_in(client, make_moderator())

    nothing = client.send(f"/moderation/cases/{case.id}", {"preset": "", "deed": "hide", "words": " "})
    no_button = client.send(
        f"/moderation/cases/{case.id}", {"preset": "", "deed": "none of these", "words": "My words"}
    )

    assert (nothing.status_code, no_button.status_code) == (422, 422)
    assert "Say why" in nothing.text
    assert "My words" in no_button.text
    assert (post.state, case.is_open) == ("published", True)


def test_a_silenced_moderator_sees_a_case_and_decides_none(client):
    _post, case, _reporter = make_report()
    sign_in(client, make_moderator(silenced_until=now() + timedelta(days=1)))

    assert 'name="deed"' not in client.get(f"/moderation/cases/{case.id}").text
    assert client.send(f"/moderation/cases/{case.id}", {"preset": "", "deed": "hide", "words": WHY}).status_code == 403
    assert case.is_open


def test_who_is_at_a_case_says_so_for_half_an_hour(client):
    _post, case, _reporter = make_report()
    mine, other = make_moderator(name="Busy Bea"), make_moderator()
    sign_in(client, mine)

    assert client.send(f"/moderation/cases/{case.id}/claim").status_code == 303
    assert "Let others take it" in client.get(f"/moderation/cases/{case.id}").text
    sign_in(client, other)
    assert "Busy Bea is at it" in client.get("/moderation").text
    answer = client.send(f"/moderation/cases/{case.id}/claim")
    assert answer.status_code == 409
    assert "Busy Bea is at this case already" in answer.text
    with at(now() + CLAIM_LASTS * 1.01):
        claim(other, case)
    assert case.claimed_by_id == other.id


def test_a_claim_is_given_back_by_its_own_moderator_only():
    _post, case, _reporter = make_report()
    mine, other = make_moderator(), make_moderator()
    claim(mine, case)

    release(other, case)
    assert case.claimed_by_id == mine.id
    release(mine, case)
    assert case.claimed_by_id is None
    decline_report(mine, case, WHY)
    with pytest.raises(Conflict, match="decided this already"):
        claim(mine, case)


def seen(*cases: Case) -> list[str]:
    """What the boxes of these cases say, in the queue as it is now."""
    return [f"{case.id}:{seen_now(case).mark}" for case in cases]


def test_many_reports_are_decided_with_one_reason(client):
    cases = [make_report()[1] for _report in range(3)]
    sign_in(client, make_moderator())

    answer = client.send("/moderation", {"preset": "", "case": seen(*cases[:2]), "deed": "decline", "words": WHY})

    assert answer.status_code == 303
    assert "2 cases are decided" in client.get(answer.location).text
    assert [case.outcome for case in cases] == ["declined", "declined", ""]


def test_what_cannot_be_decided_among_many_is_named(client):
    here = busy_board()
    _post, first, _reporter = make_report(here, title="Quite fine")
    _post, second, _reporter = make_report(here, title="Was faster")
    _post, elsewhere, _reporter = make_report(make_board(), title="Not mine")
    about = make_case(make_member(name="Some Body"))
    decline_report(make_moderator(), second, WHY)
    sign_in(client, make_moderator(here))
    numbers = seen(first, second, elsewhere, about)

    answer = client.send("/moderation", {"preset": "", "case": numbers, "deed": "hide", "words": WHY})

    assert answer.status_code == 409
    page = main_of(answer.text)
    assert "1 case is decided" in page
    assert "Was faster" in page
    assert "Not mine" not in page
    assert "Some Body" not in page
    assert "2 cases are not there" in page
    assert [case.outcome for case in (first, second, elsewhere, about)] == ["hidden", "declined", "", ""]


def test_nothing_is_decided_without_ticks_reason_or_button(client):
    _post, case, _reporter = make_report()
    sign_in(client, make_moderator())

    for fields in (
        {"case": seen(case), "deed": "decline"},
        {"deed": "decline", "words": WHY},
        {"case": seen(case), "words": WHY},
    ):
        answer = client.send("/moderation", {"preset": "", **fields})
        assert answer.status_code == 422
        assert ("checked" in answer.text) == ("case" in fields)
        assert (WHY in main_of(answer.text)) == ("words" in fields)
    assert client.send("/moderation", {"case": "x", "deed": "decline", "words": WHY}).status_code == 404
    assert case.is_open


def told_of_cases() -> dict[int, str]:
    """Who has been told of a case that waits, and the kind of notice."""
    deliver_pending()
    told = select(Notice.member_id, Notice.kind).where(Notice.word.in_(("report", "urgent case")))
    return dict(session.execute(told).all())


def test_those_who_may_act_are_told_and_nobody_else():
    here = make_board(audience="invited")
    own, named, reporter = make_moderator(here), make_moderator(), make_member(verified=True)
    for person in (named, reporter):
        make_named(person, here, BoardRole.INVITED)
    make_moderator()
    make_moderator(make_board())
    report_post(reporter, make_post(make_thread(board=here), own), "rules", "")

    assert told_of_cases() == {named.id: Kind.CASE}


def test_what_is_urgent_is_told_at_once():
    moderator = make_moderator()
    post, _case, reporter = make_report()
    assert told_of_cases() == {moderator.id: Kind.CASE}

    report_post(reporter, post, "safety", "")
    deliver_pending()

    words = select(Notice.word).where(Notice.member_id == moderator.id, Notice.kind == Kind.MODERATION)
    assert session.scalars(words).all() == ["urgent case"]


def test_a_notice_of_a_case_is_read_when_it_is_decided_and_gone_for_who_no_longer_looks_after_it(client):
    board = busy_board()
    moderator, former = make_moderator(board), make_member()
    make_named(former, board, BoardRole.MODERATOR)
    _post, case, _reporter = make_report(board)
    deliver_pending()
    decline_report(moderator, case, WHY)
    deliver_pending()

    sign_in(client, former)
    page = client.get("/notifications")
    assert "waits for a moderator" in page.text
    assert "unread" not in main_of(page.text)


def test_a_notice_of_a_case_tells_no_title_that_a_thread_got_on_another_board(client):
    board, closed = busy_board(), make_board(audience="invited")
    former, both = make_member(), make_moderator(closed)
    make_named(former, board, BoardRole.MODERATOR)
    make_named(both, board, BoardRole.MODERATOR)
    post, case, _reporter = make_report(board)
    deliver_pending()
    decline_report(make_moderator(board), case, WHY)
    move_thread(both, post.thread, closed, WHY)
    change_title(both, post.thread, "What the vanadium costs", post.thread.title, WHY)
    deliver_pending()

    sign_in(client, former)
    assert "vanadium" not in client.get("/notifications").text


def hold(title: str = "About kettles", board: Any = None) -> tuple[Post, Case]:
    """A post that waits for a moderator, and its case."""
    post = make_post(make_thread(board=board or make_board(), title=title), state="held")
    assert open_what_waits() == 1
    return post, session.scalars(select(Case).where(Case.thing_id == post.id)).one()


def test_a_held_post_waits_in_the_queue_and_is_published_with_one_submit_and_no_reason(client):
    board = busy_board()
    post, case = hold(board=board)
    sign_in(client, make_moderator(board))

    assert "Post to approve: About kettles" in client.get("/moderation").text
    answer = client.send(f"/moderation/cases/{case.id}", {"preset": "", "deed": "approve", "seen": "0"})

    assert answer.status_code == 303
    assert (post.state, case.outcome) == ("published", "approved")
    undo(make_moderator(), session.scalars(select(LogEntry)).one(), post, WHY)
    deliver_pending()
    assert (post.state, case.is_open) == ("held", True)
    assert session.scalars(select(Case.id)).all() == [case.id]


def test_what_its_author_changed_meanwhile_is_read_again_before_it_is_published(client):
    post, case = hold()
    sign_in(client, make_moderator())
    assert f'name="seen" value="{seen_now(case).mark}"' in client.get(f"/moderation/cases/{case.id}").text
    edit_post(post.author, post, prose("Other words"), "", None, 0)

    answer = client.send(f"/moderation/cases/{case.id}", {"preset": "", "deed": "approve", "seen": "0"})

    assert (answer.status_code, post.state) == (409, "held")
    assert "edited meanwhile" in answer.text
    assert "Other words" in answer.text
    again = client.send(f"/moderation/cases/{case.id}", {"preset": "", "deed": "approve", "seen": "1"})
    assert (again.status_code, post.state) == (303, "published")


def test_held_posts_are_published_or_declined_many_at_once(client):
    cases = [hold()[1] for _post in range(3)]
    sign_in(client, make_moderator())

    fields = {"preset": "", "words": "", "deed": "approve", "case": seen(*cases[:2])}
    assert client.send("/moderation", fields).status_code == 303
    fields = {"preset": "spam", "words": "", "deed": "refuse", "case": seen(cases[2])}
    assert client.send("/moderation", fields).status_code == 303

    assert [case.outcome for case in cases] == ["approved", "approved", "not published"]


def test_what_was_changed_since_the_list_was_made_is_not_published_with_the_others(client):
    board = busy_board()
    (good, _case), (bad, other) = hold(board=board, title="Quite fine"), hold(board=board, title="Was changed")
    sign_in(client, make_moderator())
    page = client.get("/moderation").text
    ticked = seen(_case, other)
    assert all(f'value="{one}"' in page for one in ticked)
    edit_post(bad.author, bad, prose("Buy kettles"), "", None, 0)

    answer = client.send("/moderation", {"preset": "", "words": "", "deed": "approve", "case": ticked})

    assert (answer.status_code, good.state, bad.state) == (409, "published", "held")
    assert "edited meanwhile" in answer.text.partition("Was changed")[2]
    assert "checked" not in answer.text
    for unsaid in (f"{other.id}", f"{other.id}:", f"{other.id}:x"):
        fields = {"preset": "", "words": "", "deed": "approve", "case": unsaid}
        assert (client.send("/moderation", fields).status_code, bad.state) == (409, "held")
    nothing_said = client.send(f"/moderation/cases/{other.id}", {"preset": "", "deed": "approve"})
    assert (nothing_said.status_code, bad.state) == (409, "held")


@pytest.mark.parametrize(("deed", "state"), [("hide", "hidden"), ("decline", "published")])
def test_a_report_of_a_post_whose_thread_was_hidden_says_so_and_is_decided(client, deed, state):
    board = busy_board()
    post, case, reporter = make_report(board)
    moderator = make_moderator(board)
    sign_in(client, moderator)
    assert "whole thread is hidden" not in client.get(f"/moderation/cases/{case.id}").text
    hidden = hide_thread(make_moderator(), post.thread, WHY)

    page = client.get(f"/moderation/cases/{case.id}").text
    assert "The whole thread is hidden: only moderators read it." in page
    fields = {"preset": "", "deed": deed, "words": WHY, "seen": "0 published hidden"}
    answer = client.send(f"/moderation/cases/{case.id}", fields)

    assert (answer.status_code, case.is_open, post.state) == (303, False, state)
    assert words_told(reporter) == [f"report {case.outcome}"]
    assert "The whole thread is hidden" in client.get(f"/moderation/cases/{case.id}").text
    decided = session.scalars(select(LogEntry).where(LogEntry.id == case.entry_id)).one()
    undo(make_moderator(), decided, post, WHY)
    undo(make_moderator(), hidden, post.thread, WHY)
    assert (case.is_open, post.state, board.post_count) == (True, "published", 2)


def test_a_reply_that_waits_in_a_hidden_thread_can_be_declined_and_no_button_publishes_it(client):
    post, case = hold()
    hide_thread(make_moderator(), post.thread, WHY)
    sign_in(client, make_moderator())

    page = client.get(f"/moderation/cases/{case.id}").text
    assert "nothing in it can be published" in page
    assert ('value="approve"' in page, 'value="refuse"' in page) == (False, True)
    fields = {"preset": "", "words": WHY, "seen": "0 held hidden"}
    early = client.send(f"/moderation/cases/{case.id}", {**fields, "deed": "approve"})
    assert early.status_code == 409
    assert "The thread is not published" in early.text
    answer = client.send(f"/moderation/cases/{case.id}", {**fields, "deed": "refuse"})

    assert (answer.status_code, post.state, case.outcome) == (303, "hidden", "not published")


def test_of_the_first_post_a_case_says_what_hiding_it_leaves(client):
    board = busy_board()
    thread = make_thread(board=board, title="Names a child")
    first = session.scalars(select(Post)).one()
    reply = make_post(thread)
    cases = [make_case(first), make_case(reply)]
    sign_in(client, make_moderator(board))

    pages = [client.get(f"/moderation/cases/{case.id}").text for case in cases]

    whole = f'href="/threads/{thread.id}/moderate/hide"'
    assert [whole in page for page in pages] == [True, False]
    assert "the title “Names a child” and the replies can still be read" in pages[0]
    queue = client.get("/moderation").text
    assert queue.count("first post of its thread") == 1
    assert "only the text is hidden" in queue


def test_what_is_decided_on_the_thread_closes_its_case_too():
    post, case = hold()
    approve_post(make_moderator(), post)

    assert case.outcome == "approved"


def test_a_case_counts_of_its_member_only_the_posts_that_its_reader_may_read(client):
    board, closed, author = busy_board(), make_board(audience="invited"), make_member()
    _post, case, _reporter = make_report(board, author=author)
    for _number in range(7):
        make_post(make_thread(board=closed), author)
    sign_in(client, make_moderator(board))
    there = CHANCE.sub("", main_of(client.get(f"/moderation/cases/{case.id}").text))

    client.get("/")
    for _number in range(7):
        make_post(make_thread(board=closed), author)

    assert CHANCE.sub("", main_of(client.get(f"/moderation/cases/{case.id}").text)) == there


def test_who_looks_after_one_board_does_not_read_that_a_member_was_suspended(client):
    spammer = make_member()
    post, case, _reporter = make_report(busy_board(), author=spammer)
    entry = clean_up(make_moderator(), spammer, [post.id], "Spam.")

    for moderator, reads in ((make_moderator(post.board), False), (make_moderator(), True)):
        sign_in(client, moderator)
        page = main_of(client.get(f"/moderation/cases/{case.id}").text)
        assert "The post was hidden" in page
        assert [words in page for words in ("suspended", f"/moderation/deeds/{entry.id}")] == [reads, reads]


@pytest.mark.parametrize("of_member", [False, True])
def test_a_case_about_the_author_of_an_archive_is_about_who_has_claimed_it(client, of_member):
    with transaction():
        [author_id] = placeholders("letters", ["A. Patel"]).values()
    author, member = session.get_one(Member, author_id), make_moderator()
    thing = author if of_member else make_post(make_thread(board=busy_board()), author)
    case = make_case(thing)
    claim_author(make_member(role="administrator"), author, member, written_by(author))

    for moderator, status in ((member, 404), (make_moderator(), 200)):
        sign_in(client, moderator)
        assert client.get(f"/moderation/cases/{case.id}").status_code == status


def test_a_case_that_goes_out_of_reach_while_it_is_decided_is_like_one_that_never_was(client, app, monkeypatch):
    post, case, _reporter = make_report(busy_board())
    closed, both, moderator = make_board(audience="invited"), make_moderator(post.board), make_moderator(post.board)
    make_named(both, closed, BoardRole.MODERATOR)
    path, words = f"/moderation/cases/{case.id}", {"preset": "fine", "deed": "decline"}
    mover, thread, board = ((type(one), one.id) for one in (both, post.thread, closed))

    def slowly(mark: str | None) -> Any:
        with app.app_context():
            move_thread(session.get_one(*mover), session.get_one(*thread), session.get_one(*board), WHY)
        return seen_said(mark)

    monkeypatch.setattr(case_pages, "seen_said", slowly)
    sign_in(client, moderator)
    answer, never_was = client.send(path, words), client.send("/moderation/cases/999", words)

    assert answer.status_code == never_was.status_code == 404
    assert CHANCE.sub("", main_of(answer.text)) == CHANCE.sub("", main_of(never_was.text))


def test_the_case_of_a_member_shows_what_their_profile_says_as_far_as_one_may_see_it(client):
    said = {"about": "I sell kettles cheaply", "about_shown": "members", "place": "Leeds", "place_shown": "nobody"}
    member = make_member(name="Ann Author", **said)
    case = make_case(member)
    sign_in(client, make_moderator())

    page = main_of(client.get(f"/moderation/cases/{case.id}").text)

    assert "I sell kettles cheaply" in page
    assert "Leeds" not in page
    assert "It belongs on another board." not in page


def test_nobody_is_reported_for_being_on_the_wrong_board(client):
    member, post = make_member(), make_post(make_thread(board=busy_board()))
    sign_in(client, make_member())
    wrong = {"reason": "place", "words": ""}

    of_post, of_member = (
        client.get(f"/{path}/report").text for path in (f"posts/{post.id}", f"members/{member.handle}")
    )

    assert "It is on the wrong board" in of_post
    assert "It is on the wrong board" not in of_member
    assert client.send(f"/members/{member.handle}/report", wrong).status_code == 422
