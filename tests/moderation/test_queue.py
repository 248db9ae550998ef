"""The queue: what waits, for whom, in which order, and what narrows it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from forum.boards.admission import ask_to_come_in, decline
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.delivery import deliver_letters
from forum.core.errors import Conflict
from forum.core.outbox import deliver_pending
from forum.members.named import NamedMember
from forum.moderation.access import visible_cases, with_boards
from forum.moderation.case_handlers import close_what_is_settled, open_what_waits
from forum.moderation.cases import close_case, open_case, open_case_about
from forum.moderation.clearing import decline_report
from forum.moderation.models import Case, CaseKind, Report
from forum.moderation.queue import waiting_cases
from forum.moderation.reporting import report_post
from forum.notifications.models import Kind, Notice
from forum.permissions.guard import can
from forum.permissions.table import Can
from forum.threads.models import Post
from forum.verification.models import Means, RequestState, VerificationRequest
from tests.factories import make_board, make_member, make_organisation, make_post, make_thread
from tests.moderation.people import busy_board, make_case, make_moderator
from tests.pages import sign_in
from tests.pages_of_site.looking import main_of
from tests.permissions.people import KINDS, make_person
from tests.statements import count_queries

AUDIENCES = ("public", "members", "verified", "invited")


def marks_on(page: str) -> list[str]:
    """What the boxes on the page of the queue send."""
    return re.findall(r'name="case" type="checkbox" value="([^"]*)"', page)


def test_a_board_moderator_sees_the_cases_of_that_board_only(client):
    here, elsewhere = busy_board(), make_board()
    make_case(make_post(make_thread(board=here, title="About kettles")))
    make_case(make_post(make_thread(board=elsewhere, title="About rotas")))
    make_case(make_member(name="Quiet Quentin"))
    sign_in(client, make_moderator(here))

    page = client.get("/moderation").text

    assert "About kettles" in page
    assert "About rotas" not in page
    assert "Quiet Quentin" not in page
    assert "1 waiting" in page


def test_of_a_closed_board_a_moderator_learns_only_that_a_case_exists(client):
    board = make_board(audience="invited", name="Closed circle")
    make_case(make_post(make_thread(board=board, title="Between us")))
    sign_in(client, make_moderator())

    page = client.get("/moderation").text

    assert "1 case waits on a closed board that you cannot read" in page
    assert "Between us" not in page
    assert "Closed circle" not in page
    assert "a closed board" not in client.get("/moderation?kind=report").text


def test_of_what_nobody_can_decide_administrators_learn_that_it_waits_and_nothing_else(client):
    board = make_board(audience="invited", name="Closed circle", slug="closed-circle")
    administrator, moderator = make_member(role="administrator"), make_moderator()
    case = make_case(make_post(make_thread(board=board, title="Between us")))
    deliver_pending()
    sign_in(client, administrator)

    inbox = client.get("/notifications").text
    queue = client.get("/moderation").text

    assert "Something waits that none of the moderators can decide" in inbox
    assert "Between us" not in inbox + queue
    assert "Closed circle" not in main_of(inbox) + main_of(queue)
    assert 'href="/admin/boards"' in main_of(queue)
    assert told_about(case) == {administrator.id}
    assert moderator.id not in told_about(case)

    appointed = make_moderator(board)
    decline_report(appointed, case, "Nothing is wrong with it.")
    deliver_pending()
    assert "none of the moderators" not in client.get("/notifications").text


def test_an_urgent_case_that_nobody_can_decide_is_told_at_once_but_not_to_whom_it_is_about():
    board = make_board(audience="invited")
    subject, other = make_member(role="administrator"), make_member(role="administrator")
    case = make_case(make_post(make_thread(board=board), subject))
    deliver_pending()
    with transaction():
        open_case(CaseKind.REPORT, session.get_one(Post, case.thing_id), subject.id, is_urgent=True)
    deliver_pending()

    kinds = select(Notice.kind).where(Notice.about_id == case.id, Notice.member_id == other.id)
    assert set(session.scalars(kinds)) == {Kind.CASE, Kind.MODERATION}
    assert told_about(case) == {other.id}


def told_about(case: Case) -> set[int]:
    """Who was told of a case."""
    return set(session.scalars(select(Notice.member_id).where(Notice.about_id == case.id)))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "operator"])
def test_sql_and_table_say_the_same_of_who_sees_a_case(kind):
    boards = [make_board(audience=audience, open_title=audience == "verified") for audience in AUDIENCES]
    person = make_person(kind, boards, make_board())
    cases = [make_case(make_post(make_thread(board=board))) for board in boards]
    cases += [make_case(make_member()), make_case(boards[2], "admission"), make_case(boards[3], "admission")]
    cases += [make_case(make_post(make_thread(board=boards[0], state="deleted")))]
    cases += [make_case(make_post(make_thread(board=boards[0]), state="deleted"))]
    if person.id is not None:
        cases += [make_case(make_post(make_thread(board=boards[0]), person))]

    seen = set(session.scalars(with_boards(select(Case.id)).where(visible_cases(person))))

    assert seen == {case.id for case in cases if can(person, Can.SEE_CASE, case)}


def test_nobody_sees_a_case_about_themselves(client):
    moderator = make_moderator()
    make_case(make_post(make_thread(board=busy_board()), moderator))
    sign_in(client, moderator)

    assert "Nothing waits for you" in client.get("/moderation").text
    assert waiting_cases(moderator) == 0


def test_what_is_urgent_comes_first_then_what_waits_longest(client):
    board = busy_board()
    for title in ("First", "Second", "Third"):
        make_case(make_post(make_thread(board=board, title=title)), rank=0 if title == "Third" else 1)
    sign_in(client, make_moderator())

    page = main_of(client.get("/moderation").text)

    assert page.index("Third") < page.index("First") < page.index("Second")


def test_addresses_narrow_the_queue(client):
    moderator, board = make_moderator(), busy_board()
    until = now() + timedelta(minutes=5)
    make_case(make_post(make_thread(board=board, title="Mine")), claimed_by_id=moderator.id, claimed_until=until)
    make_case(make_post(make_thread(board=board, title="Free")), claimed_by_id=moderator.id, claimed_until=now())
    make_case(make_post(make_thread(title="Held"), state="held"), "held")
    sign_in(client, moderator)

    def titles(query: str) -> list[str]:
        page = main_of(client.get(f"/moderation?{query}").text)
        return [title for title in ("Mine", "Free", "Held") if f": {title}" in page]

    assert titles("") == ["Mine", "Free", "Held"]
    assert titles("claim=mine") == ["Mine"]
    assert titles("claim=nobody") == ["Free", "Held"]
    assert titles("kind=held") == ["Held"]
    assert titles("board=kettles&claim=nobody") == ["Free"]
    assert client.get("/moderation?kind=none").status_code == 404
    assert client.get("/moderation?claim=yours").status_code == 404


def test_the_queue_has_pages(client):
    board = busy_board()
    thread = make_thread(board=board)
    for number in range(27):
        make_case(make_post(thread), weight=number)
    sign_in(client, make_moderator())

    first = client.get("/moderation?kind=report")
    address = first.text.split('rel="next"')[0].rpartition('href="')[2].split('"')[0].replace("&amp;", "&")
    second = client.get(address)

    assert first.text.count('name="case"') == 25
    assert second.text.count('name="case"') == 2
    assert "kind=report" in address


def test_who_moderates_nothing_is_refused_and_sees_no_link(client):
    sign_in(client, make_member())

    assert client.get("/moderation").status_code == 403
    assert "/moderation" not in client.get("/").text


def test_one_thing_has_one_open_case_and_after_it_another():
    post = make_post(make_thread())
    first = make_case(post)
    assert make_case(post).id == first.id

    with transaction():
        close_case(first, "declined", None)
    with pytest.raises(Conflict, match="decided this already"), transaction():
        close_case(first, "hidden", None)

    assert make_case(post).id != first.id


def test_a_case_that_becomes_urgent_rises():
    post = make_post(make_thread())
    case = make_case(post)

    with transaction():
        open_case(CaseKind.REPORT, post, post.author_id, is_urgent=True)

    assert case.is_urgent
    assert open_case_about(CaseKind.REPORT, post) is case


def test_a_request_to_come_in_waits_in_the_queue_until_it_is_decided(client):
    board = make_board(audience="invited", open_title=True, name="The circle", slug="circle")
    asker, moderator = make_member(name="Patient Pat"), make_moderator(board)
    request = ask_to_come_in(asker, board, "Please")
    deliver_pending()
    sign_in(client, moderator)

    assert "Request to come in: Patient Pat" in client.get("/moderation").text
    assert "/boards/circle/requests" in client.get("/moderation").text
    decline(moderator, request, "No room")
    assert "Nothing waits" in client.get("/moderation").text
    deliver_pending()
    assert session.scalars(select(Case.outcome)).all() == ["settled"]


def test_evidence_waits_in_the_queue_and_what_ends_elsewhere_is_closed_by_the_clock(client):
    asked = {"member_id": make_member(name="New Nell").id, "organisation_id": make_organisation().id}
    with transaction():
        request = VerificationRequest(**asked, due_at=now(), kind=Means.EVIDENCE)
        session.add(request)
    sign_in(client, make_moderator())

    assert (open_what_waits(), open_what_waits()) == (1, 0)
    assert f"/verification/requests/{request.id}" in client.get("/moderation").text
    with transaction():
        request.state = RequestState.WITHDRAWN
    assert "Nothing waits" in client.get("/moderation").text
    [case] = session.scalars(select(Case.id)).all()
    late = client.get(f"/moderation/cases/{case}")
    assert (late.status_code, late.location) == (302, "/moderation")
    assert "This request was decided already, or taken back." in client.get("/moderation").text
    assert (close_what_is_settled(), close_what_is_settled()) == (1, 0)


def test_a_full_queue_takes_the_statements_of_a_short_one(client):
    board = busy_board()
    sign_in(client, make_moderator(board))
    counts = []
    for many in (1, 40):
        for _case in range(many):
            case = make_case(make_post(make_thread(board=board)))
            with transaction():
                session.add_all(Report(case_id=case.id, reason=reason) for reason in ("rules", "spam"))
        with count_queries() as statements:
            client.get("/moderation")
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 8


@pytest.mark.parametrize("asked", ["board=%00", "kind=%00", "claim=%00", "after=%00", "board=nowhere"])
def test_strange_filters_are_no_fault_of_the_forum(client, asked):
    sign_in(client, make_moderator())

    assert client.get(f"/moderation?{asked}").status_code in (200, 404)


def test_each_line_tells_by_whom_what_it_says_and_why_it_was_reported(client):
    thread = make_thread(board=busy_board(), title="About kettles")
    for name, body in (("Ann Author", "Buy my kettles"), ("Ben Author", "Ours leaks")):
        make_case(make_post(thread, make_member(name=name), body=body, state="held"), "held")
    post = make_post(thread, make_member(name="Cat Author"), body="You are all fools")
    for reason, words in (("rules", "This is rude"), ("rules", "So it is"), ("safety", "She sounds unwell")):
        report_post(make_member(), post, reason, words)
    sign_in(client, make_moderator())

    page = main_of(client.get("/moderation").text)

    for words in ("Ann Author", "Buy my kettles", "Ben Author", "Ours leaks", "You are all fools", "This is rude"):
        assert words in page
    assert page.index("I worry about someone’s safety: “She sounds unwell”") < page.index("It breaks the rules: “This")
    assert "So it is" not in page
    names = re.findall(r'<label class="govuk-label govuk-checkboxes__label"[^>]*>(.*?)</label>', page, re.DOTALL)
    links = re.findall(r'<h2 class="app-thread__title"><a[^>]*>(.*?)</a>', page, re.DOTALL)
    assert (len(names), len(set(names)), len(set(links))) == (3, 3, 3)


def test_of_a_post_that_is_gone_the_line_says_no_words(client):
    post = make_post(make_thread(board=busy_board()), body="", state="deleted")
    make_case(post, rank=0)
    sign_in(client, make_moderator())

    assert "app-hit__text" not in client.get("/moderation").text


def test_notices_of_cases_say_which_and_when_they_are_decided(client):
    board = busy_board()
    thread, moderator = make_thread(board=board, title="About kettles"), make_moderator(board)
    for name in ("Ann Author", "Ben Author"):
        make_case(make_post(thread, make_member(name=name), state="held"), "held")
    post = make_post(thread, make_member(name="Cat Author"))
    report_post(make_member(), post, "safety", "She sounds unwell")
    deliver_pending()
    sign_in(client, moderator)

    before = client.get("/notifications").text
    decline_report(make_moderator(), open_case_about(CaseKind.REPORT, post), "It is not so.")
    deliver_pending()
    after = client.get("/notifications").text

    for name in ("Ann Author", "Ben Author"):
        assert f"A post by {name} in “About kettles” waits for a moderator to approve it" in before
    urgent = "An urgent report of a post by Cat Author in “About kettles” waits for a moderator"
    assert urgent in before
    assert f"Decided by now: {urgent}" in after


def test_the_notice_of_a_case_names_nobody_to_who_looks_after_the_board_no_more(client):
    board = make_board(audience="invited")
    moderator = make_moderator(board)
    make_case(make_post(make_thread(board=board, title="Behind the door"), make_member(name="Ann Author")))
    deliver_pending()
    sign_in(client, moderator)
    assert "Behind the door" in client.get("/notifications").text

    with transaction():
        session.execute(delete(NamedMember))

    page = client.get("/notifications").text
    assert "Behind the door" not in page
    assert "Ann Author" not in page


def test_no_letter_tells_whom_a_case_is_about(forum):
    board = busy_board()
    make_moderator(board)
    post = make_post(make_thread(board=board, title="About kettles"), make_member(name="Ann Author"))
    report_post(make_member(), post, "safety", "She sounds unwell")
    deliver_pending()
    deliver_letters()

    letters = [f"{letter.subject}{letter.body}" for letter in forum.extensions["mailman"].outbox]
    assert any("urgent" in letter for letter in letters)
    assert not any(words in letter for letter in letters for words in ("Ann Author", "About kettles"))
