"""Did you mean …: what is suggested, to whom, and that nothing is told of what they may not read."""

import re

import pytest

from forum.core.db import session, transaction
from forum.search import vocabulary
from forum.search.found import FEW
from forum.search.handlers import build_index
from forum.search.meant import FAR_MORE
from forum.search.models import PostWords, WordUse
from forum.search.neighbours import neighbours
from forum.threads.models import State
from tests.factories import make_board, make_member, make_post, make_thread
from tests.pages import sign_in
from tests.search.test_page import find
from tests.statements import count_queries

pytestmark = pytest.mark.usefixtures("folder")


def meant(client, typed: str, **more: str) -> str | None:
    """What is suggested for this, with what was changed between asterisks."""
    match = re.search(r"Did you mean <a[^>]*>(.*?)</a>\?", find(client, typed, **more).text)
    return match and re.sub("</?strong>", "*", match[1]).replace("&#34;", '"')


@pytest.mark.apart
@pytest.mark.parametrize("typed", ["hosing", "housinng", "houzing", "huosing", "housin", "ousing"])
def test_one_letter_is_left_out_put_in_taken_for_another_or_changed_over(typed):
    assert "housing" in neighbours(typed)
    assert typed in neighbours("housing")


@pytest.mark.apart
@pytest.mark.parametrize("typed", ["housing", "huosign", "hous", "housings!", "xhousingx"])
def test_the_word_itself_and_what_is_further_away_are_no_neighbours(typed):
    assert "housing" not in neighbours(typed)


@pytest.mark.parametrize("typed", ["hosing", "housinng", "houzing", "huosing", "HUOSING", "Huosing,"])
def test_a_word_that_nobody_says_is_set_right(client, typed):
    make_thread(body="housing for everybody")
    build_index()

    assert meant(client, typed).rstrip(" ,") == "*housing*"


def test_the_rest_of_the_query_stays_as_it_was_typed(client):
    board = make_board(slug="garden")
    make_thread(board=board, body="housing benefit and a blue permit in care")
    build_index()

    suggested = meant(client, 'board:garden "blue permit" huosing -bins CARE')

    assert suggested == 'board:garden "blue permit" *housing* -bins CARE'


def test_several_words_are_set_right_at_once_and_in_phrases_too(client):
    make_thread(body="housing benefit in a garden")
    build_index()

    assert meant(client, "huosing beneift") == "*housing* *benefit*"
    assert meant(client, '"huosing benefit"') == '"*housing* benefit"'
    assert meant(client, "huosing-benefit") == "*housing*-benefit"


def test_the_suggestion_leads_to_results(client):
    make_thread(title="About housing", body="housing benefit")
    build_index()
    page = find(client, "huosing beneift").text
    link = re.search(r'Did you mean <a class="govuk-link" href="([^"]+)"', page)[1]

    assert "1 post" in client.get(link.replace("&amp;", "&")).text


def test_what_is_said_most_is_meant_and_the_same_beginning_counts_for_more(client):
    for body in ("cases", "cases", "cases", "caves"):
        make_thread(body=body)
    for _number in range(4):
        make_thread(body="bakes")
    build_index()

    assert meant(client, "cakes") == "*cases*"


def test_results_of_the_other_words_remain_shown(client):
    make_thread(body="housing benefit")
    build_index()

    page = find(client, "huosing benefit").text

    assert "Did you mean" in page
    assert "No post says “huosing”" in page
    assert "<mark>benefit</mark>" in page


def test_a_word_that_hardly_anybody_says_is_set_right_where_very_many_say_its_neighbour(client):
    make_thread(body="recieve")
    thread = make_thread(body="receive")
    for _number in range(18):
        make_post(thread, body="receive")
    build_index()
    assert meant(client, "recieve") is None

    make_post(thread, body="receive")
    build_index()

    assert meant(client, "recieve") == "*receive*"
    assert "1 post" in find(client, "recieve").text


@pytest.mark.parametrize(
    "typed",
    ["housing", "HUOSING for the ASC", "huos*", "-huosing garden", "xy", "houses", "12345", "wer", '"garden"', "h"],
)
def test_nothing_is_suggested_for_what_is_there_is_a_name_or_is_too_short(client, typed):
    make_thread(body="housing in a garden, for the care of all, 12346, we were xyz houseing")
    build_index()

    assert meant(client, typed) is None


def test_a_word_of_the_texts_is_not_set_right_because_no_title_has_it(client):
    make_thread(title="About houses", body="kettle")
    make_thread(title="A kettles b", body="mettle")
    make_thread(title="About the nettle", body="a nettle")
    build_index()

    assert meant(client, "in:title kettle") is None
    assert meant(client, "in:title nettel") == "in:title *nettle*"


def test_a_word_that_filters_or_a_minus_keep_out_is_not_suggested(client):
    board = make_board(slug="garden")
    make_thread(board=board, body="kerbs")
    make_thread(body="housing bins")
    build_index()

    assert meant(client, "board:garden huosing") is None
    assert meant(client, "huosing -bins") is None
    assert meant(client, "huosing") == "*housing*"


def test_in_one_thread_and_sorted_it_stays_so(client):
    thread = make_thread(body="housing")
    build_index()

    page = find(client, "huosing", thread=str(thread.id), sort="newest").text

    assert f'href="/search?q=housing&amp;sort=newest&amp;thread={thread.id}"' in page


def test_it_stands_on_the_first_page_alone(client):
    for _number in range(21):
        make_thread(body="kerbs housing")
    build_index()

    assert meant(client, "kerbs huosing") == "kerbs *housing*"
    assert meant(client, "kerbs huosing", page="2") is None


def test_typed_html_is_shown_as_text(client):
    make_thread(body="housing")
    build_index()

    page = find(client, "huosing <script>alert(1)</script>").text

    assert "Did you mean" in page
    assert "<script>alert" not in page


# --- what may not be read ---


def closed_places(word: str, times: int = 2) -> None:
    """The word in every place where a member who is not verified may not read, so many times in each board."""
    desk = make_board(audience="members", own_threads_only=True)
    open_thread = make_thread(title="A question about nothing", body="harmless")
    make_post(open_thread, body=word, state=State.HIDDEN)
    make_post(open_thread, body=word, state=State.HELD)
    make_post(open_thread, body=word, state=State.DELETED)
    for board in (make_board(audience="verified"), make_board(audience="invited"), desk):
        thread = make_thread(board=board, title=f"About {word}", body=word)
        for _number in range(times - 1):
            make_post(thread, body=word)
    make_thread(body=word, state=State.HIDDEN)
    make_thread(body=word, state=State.HELD)


@pytest.mark.parametrize("facts", [None, {}, {"confirmed_at": None}], ids=["guest", "member", "unconfirmed"])
@pytest.mark.parametrize(
    "typed", ["wobmats", "wobmats kerbs", "wombatz -kerbs", '"wobmats at night"', "in:title wobmats"]
)
def test_a_word_that_stands_in_closed_places_alone_leaves_no_trace(client, facts, typed):
    if facts is not None:
        sign_in(client, make_member(**facts))
    make_thread(title="A question about nothing", body="harmless kerbs and wombatz")
    make_thread(title="A question about nothing", body="harmless")
    build_index()
    with count_queries() as before:
        empty = find(client, typed)
    closed_places("wombats", times=FAR_MORE // 2 if "wombatz" in typed else 2)  # on three boards
    build_index()

    with count_queries() as after:
        page = find(client, typed)

    assert page.text.partition("<main")[2] == empty.text.partition("<main")[2] != ""
    assert len(after) == len(before)


def test_who_may_read_more_is_suggested_more(client):
    closed_places("wombats")
    build_index()
    assert meant(client, "wobmats") is None

    sign_in(client, make_member(verified=True))
    assert meant(client, "wobmats") == "*wombats*"


def test_a_desk_s_words_are_for_who_reads_all_of_it(client):
    desk, member = make_board(audience="members", own_threads_only=True), make_member()
    make_thread(board=desk, body="wombats")
    make_thread(board=desk, starter=member, body="my own kettle")
    build_index()

    sign_in(client, member)
    assert meant(client, "wobmats") is None
    sign_in(client, make_member(role="moderator"))
    assert meant(client, "wobmats") == "*wombats*"


@pytest.mark.parametrize("state", [State.HIDDEN, State.HELD, State.DELETED])
def test_a_post_that_went_a_second_ago_is_no_reason(client, state):
    thread = make_thread(body="kerbs")
    post = make_post(thread, body="wombats")
    make_post(thread, body="wombat")  # another form, which the search finds as well
    build_index()
    assert meant(client, "wobmats") == "*wombats*"

    with transaction():
        post.state = state

    assert meant(client, "wobmats") is None


def test_nor_is_a_board_that_was_closed_a_second_ago(client):
    thread = make_thread(body="wombats")
    build_index()

    with transaction():
        thread.board.audience = "invited"

    assert meant(client, "wobmats") is None


def test_a_nearer_neighbour_that_cannot_be_read_gives_way_to_the_next(client):
    thread = make_thread(body="kerbs")
    gone = [make_post(thread, body="cases") for _number in range(5)]
    make_post(thread, body="caves")
    build_index()
    with transaction():
        for post in gone:
            post.state = State.HIDDEN

    assert meant(client, "cakes") == "*caves*"


# --- what it costs ---


def test_a_search_that_finds_plenty_asks_for_no_words(client):
    thread = make_thread(body="housing benefit")
    for _number in range(FEW):
        make_post(thread, body="housing benefit")
    build_index()

    with count_queries() as plenty:
        find(client, "housing benefit")
    with count_queries() as wrong:
        find(client, "huosing benefit")

    assert not [one for one in plenty if "search_word" in one]
    assert len(wrong) == len(plenty) + 3  # the words, who may read them, and whether they stand there


def test_however_much_is_misspelt_it_costs_the_same(client):
    make_thread(body="housing benefit garden permit renewal")
    build_index()
    with count_queries() as one:
        find(client, "huosing")
    with count_queries() as many:
        find(client, " ".join(["huosing beneift gadren premit renewla"] * 5))

    assert len(many) <= len(one) + 1


def test_without_a_count_of_words_search_works_as_ever(client):
    make_thread(body="housing")
    build_index()
    with transaction():
        session.execute(vocabulary.delete(PostWords))
        session.execute(vocabulary.delete(WordUse))

    assert find(client, "huosing").status_code == 200
    assert "1 post" in find(client, "housing").text
