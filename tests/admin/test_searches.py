"""The page of searches: for administrators, in words what was asked often, and of closed boards nothing."""

from datetime import timedelta

import pytest

from forum.core.clock import now
from forum.search.counted import write_down
from forum.search.tally import Asked
from tests.admin.people import administrator
from tests.factories import make_board, make_member, make_thread
from tests.pages import sign_in
from tests.pages_of_site.looking import main_of
from tests.statements import count_queries

NOWHERE = frozenset[int]()


def ask(words: str, *days_ago: int, boards: frozenset[int] = NOWHERE, times: int = 1) -> None:
    """So many people looked for it on each of these days."""
    for days in days_ago:
        write_down([Asked(now().date() - timedelta(days=days), words, boards)] * times)


def page_of(client, query: str = "") -> str:
    return " ".join(main_of(client.get(f"/admin/searches{query}").text).split())


@pytest.mark.parametrize("role", ["guest", "member", "moderator"])
def test_the_page_is_for_administrators(client, role):
    ask("kerbs", 0, 1, 2)
    if role != "guest":
        sign_in(client, make_member(role=role, verified=True))

    answer = client.get("/admin/searches")

    assert answer.status_code == (302 if role == "guest" else 403)
    assert "kerbs" not in answer.text


def test_the_start_page_leads_there(client):
    administrator(client)

    assert 'href="/admin/searches"' in client.get("/admin").text


def test_what_is_asked_and_not_found_stands_there_with_the_most_frequent_first(client):
    administrator(client)
    board = make_board()
    ask("kerbs", 0, 1, 2, boards=frozenset({board.id}), times=4)
    ask("wombats", 0, 1, 2, times=2)
    ask("otters", 0, 1, 2)

    missing, most = page_of(client).split('id="most"')

    assert missing.index(">wombats<") < missing.index(">otters<")
    assert "kerbs" not in missing
    assert most.index(">kerbs<") < most.index(">wombats<") < most.index(">otters<")
    assert "asked 12 times" in most
    assert "found nothing 6 times" in missing
    assert "21 searches were counted. 9 of them found nothing." in missing
    assert 'href="/search?q=kerbs"' in most


def test_what_is_asked_seldom_is_in_the_sum_and_nowhere_else(client):
    administrator(client)
    ask("a secret of mine", 0, 1, times=9)

    page = page_of(client)

    assert "secret" not in page
    assert "18 searches were counted." in page
    assert page.count("Nothing has been asked often enough to stand here.") == 2


def test_one_looks_7_30_or_90_days_back_and_at_nothing_else(client):
    administrator(client)
    ask("kerbs", 6, 7, 29, 30, 89)

    assert "asked 1 time<" in page_of(client, "?days=7")
    assert "asked 3 times" in page_of(client)
    assert "asked 5 times" in page_of(client, "?days=90")
    assert client.get("/admin/searches?days=8").status_code == 404
    assert client.get("/admin/searches?days=").status_code == 404


def test_what_was_typed_is_shown_as_text(client):
    administrator(client)
    ask("<script>alert(1)</script>", 0, 1, 2)

    page = client.get("/admin/searches").text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_page_tells_nothing_of_what_stands_on_boards_for_the_invited(client):
    administrator(client)
    board = make_board(audience="invited")
    make_thread(board=board, title="The merger")
    ask("merger", 0, 1, 2, boards=frozenset({board.id}))
    with_it = page_of(client)
    ask("outsourcing", 0, 1, 2)
    both = page_of(client)

    rows = [part.split("</li>")[0] for part in both.split(">merger<")[1:]]
    others = [part.split("</li>")[0] for part in both.split(">outsourcing<")[1:]]
    assert "found nothing 3 times" in with_it
    assert rows == others


def test_the_page_sends_few_statements_however_much_is_asked(client):
    administrator(client)
    client.get("/admin/searches")
    with count_queries() as few:
        client.get("/admin/searches")
    for number in range(60):
        ask(f"kerbs{number:x}", 0, 1, 2)

    with count_queries() as many:
        page = client.get("/admin/searches").text

    assert len(few) == len(many) <= 6
    assert page.count('<li class="app-thread">') == 100
