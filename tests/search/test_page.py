"""The search page: what is asked, what is shown, and to whom."""

import pytest

from forum.core.db import session, transaction
from forum.members.named import BoardRole, NamedMember
from forum.search.found import FEW
from forum.search.handlers import build_index
from forum.threads.models import State
from tests.factories import make_board, make_member, make_named, make_post, make_thread
from tests.pages import sign_in
from tests.searching import break_index, lose_index
from tests.statements import count_queries

pytestmark = pytest.mark.usefixtures("folder")


def find(client, words: str, **more: str):
    return client.get("/search", query_string={"q": words, **more})


def test_a_word_is_found_and_marked_and_leads_to_its_post(client):
    thread = make_thread(title="Kerbs at crossings")
    post = make_post(thread, body="We dropped nine kerbs in a week.")
    build_index()

    page = find(client, "nine week").text

    assert f'href="/posts/{post.id}"' in page
    assert "<mark>nine</mark>" in page
    assert "1 post" in page


def test_typed_html_is_shown_as_text(client):
    make_thread(body="Never write &lt;script&gt; on a kerb")
    build_index()

    page = find(client, '"><script>alert(1)</script> kerb').text

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("words", ["", "   ", "in:title", "board:"])
def test_without_a_query_the_page_says_how_to_search_and_where_to_look_around(client, words):
    answer = find(client, words)

    assert answer.status_code == 200
    assert "those words together" in answer.text
    assert 'href="/unanswered"' in answer.text


def test_where_nothing_was_found_the_page_says_what_to_do(client):
    make_thread(body="kerbs")
    build_index()

    guest = find(client, "unheardof -kerbs").text
    sign_in(client, make_member())
    member = find(client, "unheardof").text

    assert "A minus before a word leaves out every post that has it." in guest
    assert "Sign in to search all your boards" in guest
    assert "Choose a board and ask" in member
    assert "Sign in" not in member.partition("<main")[2]


def test_a_past_answer_is_two_steps_from_any_page(client):
    thread = make_thread(title="Kerbs at crossings")
    answer = make_post(thread, body="Drop nine of them.")
    build_index()
    box = client.get(f"/threads/{thread.id}/{thread.slug}").text

    assert 'action="/search"' in box  # one: search from where one is
    assert f'href="/posts/{answer.id}"' in find(client, "nine").text  # two: open the result
    assert client.get(f"/posts/{answer.id}").location.endswith(f"#post-{answer.number}")


def test_what_is_wrong_with_a_query_is_told(client):
    make_thread(body="kerbs")
    build_index()

    assert "quotation mark has no partner" in find(client, '"kerbs').text
    assert "Nothing was found" in find(client, "unheardof").text


@pytest.mark.parametrize("more", [{"page": "0"}, {"page": "2"}, {"page": "x"}, {"page": "51"}, {"sort": "colour"}])
def test_pages_and_orders_that_are_not_there_are_absent(client, more):
    make_thread(body="kerbs")
    build_index()

    assert find(client, "kerbs", **more).status_code == 404


def test_results_go_on_over_pages(client):
    for _number in range(22):
        make_thread(body="kerbs")
    build_index()

    first, second = find(client, "kerbs").text, find(client, "kerbs", page="2").text

    assert (first.count('class="app-hit"'), second.count('class="app-hit"')) == (20, 2)
    assert "22 posts in 22 threads" in first


def test_newest_first_is_an_address(client):
    make_thread(body="kerbs kerbs kerbs", title="Kerbs, kerbs and again kerbs")
    newest = make_post(make_thread(), body="Only one word here is about kerbs, many others are about something else.")
    build_index()

    page = find(client, "kerbs", sort="newest").text

    assert page.count('href="/posts/') == 2
    assert page.index(f'href="/posts/{newest.id}"') == page.index('href="/posts/')


def _closed_places() -> dict[str, object]:
    """A thread for each reason not to read it, all with the same rare word."""
    desk = make_board(audience="members", own_threads_only=True)
    hidden = make_thread(title="A question about nothing", body="harmless")
    make_post(hidden, body="wombats hidden", state=State.HIDDEN)
    make_post(hidden, body="wombats held", state=State.HELD)
    return {
        "verified": make_thread(board=make_board(audience="verified"), body="wombats verified"),
        "invited": make_thread(board=make_board(audience="invited"), body="wombats invited"),
        "members": make_thread(board=make_board(audience="members"), body="wombats members"),
        "desk": make_thread(board=desk, body="wombats desk"),
        "hidden thread": make_thread(body="wombats hidden thread", state=State.HIDDEN),
        "held thread": make_thread(body="wombats held thread", state=State.HELD),
    }


def test_a_guest_learns_nothing_of_what_they_may_not_read(client):
    nothing = find(client, "wombats").text
    build_index()
    empty = find(client, "wombats").text
    _closed_places()
    build_index()

    with count_queries() as statements:
        page = find(client, "wombats")

    assert "Nothing was found" in empty
    assert page.text == empty
    assert page.text != nothing
    assert not [one for one in statements if "post" in one.lower()]


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, {"members"}),
        ({"verified": True}, {"members", "verified"}),
        ({"confirmed_at": None}, set()),
        ({"role": "moderator"}, {"members", "verified", "desk"}),
        ({"role": "administrator"}, {"members", "verified", "desk"}),
    ],
    ids=["member", "verified", "unconfirmed", "moderator", "administrator"],
)
def test_each_kind_of_member_finds_what_they_may_read(client, facts, found):
    threads = _closed_places()
    build_index()
    sign_in(client, make_member(**facts))

    page = find(client, "wombats").text

    assert {name for name in threads if f"</mark> {name}" in page} == found


def test_who_is_invited_finds_and_who_was_removed_no_longer_does(client):
    threads, member = _closed_places(), make_member()
    make_named(member, threads["invited"].board, BoardRole.INVITED)
    build_index()
    sign_in(client, member)

    assert "</mark> invited" in find(client, "wombats").text

    with transaction():
        session.delete(session.get_one(NamedMember, (member.id, threads["invited"].board_id, BoardRole.INVITED)))

    assert "</mark> invited" not in find(client, "wombats").text


def test_at_a_desk_for_own_threads_one_finds_ones_own(client):
    desk, member = make_board(audience="members", own_threads_only=True), make_member()
    mine, other = make_thread(board=desk, starter=member, body="wombats mine"), make_thread(board=desk, body="wombats")
    build_index()
    sign_in(client, member)

    page = find(client, "wombats").text

    assert mine.title in page
    assert "1 post" in page
    assert other.id != mine.id


def test_the_database_has_the_last_word(client):
    thread = make_thread(body="wombats in the open")
    build_index()
    with transaction():
        thread.board.audience = "invited"

    assert "wombats in" not in find(client, "wombats").text

    with transaction():
        thread.board.audience = "public"
        thread.state = State.HIDDEN

    page = find(client, "wombats").text
    assert "in the open" not in page
    assert "Nothing was found" in page


def test_a_lapsed_verification_no_longer_finds(client):
    _closed_places()
    member = make_member(verified=True)
    build_index()
    sign_in(client, member)
    assert "</mark> verified" in find(client, "wombats").text

    with transaction():
        member.verified_until = member.verified_since

    assert "</mark> verified" not in find(client, "wombats").text


def test_a_hidden_organisation_is_not_shown_beside_a_result(client):
    starter = make_member(verified=True, organisation="Eastmere City Council", organisation_shown="nobody")
    make_thread(starter=starter, body="wombats")
    build_index()

    assert "Eastmere" not in find(client, "wombats").text


def test_a_missing_index_is_told_and_breaks_nothing_else(client):
    thread = make_thread(body="kerbs")

    answer = find(client, "kerbs")

    assert answer.status_code == 503
    assert "Search does not work at the moment" in answer.text
    assert 'value="kerbs"' in answer.text
    assert client.get(f"/threads/{thread.id}/{thread.slug}").status_code == 200


def test_a_damaged_index_is_told(client, folder):
    make_thread(body="kerbs")
    build_index()
    break_index(folder)

    assert find(client, "kerbs").status_code == 503

    lose_index(folder)
    build_index()

    assert find(client, "kerbs").status_code == 200


def test_statements_do_not_grow_with_the_results(client):
    sign_in(client, make_member(verified=True))
    thread = make_thread(board=make_board(audience="verified"), body="kerbs")
    for _number in range(FEW):
        make_post(thread, body="kerbs")
    build_index()
    find(client, "kerbs")
    with count_queries() as few:
        find(client, "kerbs")
    for _number in range(20):
        make_post(thread, body="kerbs")
    build_index()

    with count_queries() as many:
        find(client, "kerbs")

    assert len(few) == len(many) <= 11


def test_somebody_who_searches_without_end_is_asked_to_wait(client):
    build_index()
    sign_in(client, make_member())

    answers = [find(client, "kerbs").status_code for _number in range(61)]

    assert answers == [200] * 60 + [429]


def test_a_deleted_post_tells_no_word_that_it_had(client):
    thread = make_thread(body="kerbs in yellow")
    gone = make_post(thread, body="goneword kerbs")
    build_index()
    with transaction():
        gone.state = State.DELETED

    page, other = find(client, "goneword kerbs"), find(client, "neverword kerbs")

    assert page.text.replace("goneword", "neverword") == other.text
    assert "goneword kerbs" not in page.text.partition("<main")[2].partition("<h2")[2]
