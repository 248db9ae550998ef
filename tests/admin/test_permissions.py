"""The table of permissions as a page: all that the code has, and nothing that it has not."""

import pytest

from forum.permissions import rules as r
from forum.permissions.claims_in_words import CLAIMS
from forum.permissions.rules import Rule
from forum.permissions.table import TABLE, Can
from tests.admin.people import administrator
from tests.factories import make_member
from tests.pages import sign_in
from tests.pages_of_site.looking import main_of


def page_of(client) -> str:
    administrator(client)
    return main_of(client.get("/admin/permissions").text)


def words_of(row: list) -> str:
    """A row as the page reads it aloud."""
    claims = [f"the person may {one.value}" if isinstance(one, Can) else str(CLAIMS[one.name]) for one in row]
    return " and ".join([", ".join(claims[:-1])] * (len(claims) > 1) + claims[-1:])


def plain(page: str) -> list[str]:
    """The rows of the page without their links."""
    rows = [part.split("</li>")[0] for part in page.split("<li>")[1:]]
    return ["".join(piece.split(">", 1)[-1] for piece in row.split("<")) for row in rows]


def test_every_row_of_the_table_stands_there_as_a_sentence(client):
    page = page_of(client)

    assert all(f"<code>{permission.value}</code>".replace("'", "&#39;") in page for permission in Can)
    assert plain(page.split("<h1")[1]) == [words_of(row) for permission in Can for row in TABLE[permission]]


def test_every_claim_stands_there_with_the_sentence_that_people_are_shown(client):
    page = page_of(client)

    for claim in {one for rows in TABLE.values() for row in rows for one in row if isinstance(one, Rule)}:
        words, place = CLAIMS[claim.name], claim.name.replace("_", "-")
        sentence = str(claim.sentence).replace("'", "&#39;")
        assert f'<dt id="rule-{place}">{words}<br><code>{claim.name}</code></dt><dd>{sentence}</dd>' in page


def test_every_claim_has_words_and_no_words_are_left_over():
    assert {one.name for rows in TABLE.values() for row in rows for one in row if isinstance(one, Rule)} == set(CLAIMS)


def test_the_page_follows_the_table(client, monkeypatch):
    monkeypatch.setitem(TABLE, Can.MODERATE_THREAD, [[r.anybody], [Can.READ, r.confirmed]])

    page = page_of(client)

    part = page.split(f"<code>{Can.MODERATE_THREAD.value}</code>")[1].split("</ul>")[0]
    assert plain(part) == ["anybody may", "the person may read and the account is confirmed and in use"]


@pytest.mark.parametrize("role", ["member", "moderator"])
def test_it_is_for_administrators(client, role):
    sign_in(client, make_member(role=role, verified=True))

    assert client.get("/admin/permissions").status_code == 403
