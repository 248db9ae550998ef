"""What came by mail, on pages: quotations folded, own words found, old addresses leading on."""

from urllib.parse import quote

import pytest
from sqlalchemy import select

from forum.core.db import session
from forum.members.models import Member
from forum.search.handlers import build_index
from forum.threads.claiming import claim_author, written_by
from tests.factories import make_member, make_thread
from tests.imports.archives import line, write
from tests.imports.mails import answer, mail
from tests.pages import sign_in

QUOTING = "Into the drawer.\n\nOn 13 March 2014 Asha wrote:\n> They are turquoise.\n\nBen"


def page_of_thread(client) -> str:
    return client.get("/archive/a@example.org", follow_redirects=True).text


def test_quoted_text_is_folded_and_can_be_opened_without_scripts(take, client):
    take(mail("a"), answer("b", "a", QUOTING))

    page = page_of_thread(client)

    assert page.count("<details") == page.count("Show quoted text") == 1
    folded = page[page.index("<details") : page.index("</details>")]
    assert "They are turquoise." in folded
    assert "Into the drawer." not in folded
    assert "On 13 March 2014 Asha wrote:" in folded[: folded.index("</summary>")]


def test_an_accepted_answer_that_came_by_mail_is_folded_too(take, client):
    take(mail("a"), answer("b", "a", QUOTING))
    admin = make_member(role="administrator", verified=True)
    sign_in(client, admin)
    thread_path, _mark, anchor = client.get("/archive/b@example.org").location.partition("#")
    thread_id = thread_path.split("/")[2]
    number = client.get(f"{thread_path}").text.partition('href="/posts/')[2].partition('"')[0]
    post_id = int(number) + 1 if anchor == "post-2" else int(number)

    client.send(f"/threads/{thread_id}/answer", {"post": str(post_id)})

    assert page_of_thread(client).count("Show quoted text") == 2


def test_a_profile_shows_how_own_words_begin(take, client):
    take(mail("a", "On 13 March 2014 Ben wrote:\n> They are turquoise.\n\nInto the drawer."))
    sign_in(client, make_member())

    page = client.get("/members/asha-patel-archive").text

    assert '<p class="app-hit__text" dir="auto">Into the drawer.</p>' in page


def test_quotations_of_members_are_not_folded(client):
    thread = make_thread(body="> somebody else\n\nmine")

    assert "<details" not in client.get(f"/threads/{thread.id}/{thread.slug}").text


def test_search_finds_own_words_and_not_those_that_are_quoted(take, client):
    take(mail("a", subject="Kettles"), answer("b", "a", QUOTING, subject="Re: Kettles"))
    build_index()

    assert "Into the <mark>drawer</mark>." in client.get("/search?q=drawer").text
    assert "<mark>" not in client.get("/search?q=turquoise").text


@pytest.mark.parametrize(
    "message_id",
    [
        *(
            "a@example.org",
            "CAF=+x/y@mail.example.org",
            "a?b=c&d#e@x",
            "100%@x",
            "a//b@x",
            "é@x",
            "a'b\"c@x",
            "x" * 400 + "@x",
        ),
        *("a b@x", "../../etc@x", "mid:a@x", "[1]@x", "a\\b@x", "a;b,c@x"),
    ],
)
@pytest.mark.parametrize("brackets", ["{}", "<{}>"])
def test_old_message_ids_lead_to_their_posts(take, client, message_id, brackets):
    take(mail("x", message_id=f"<{message_id}>"))

    answered = client.get("/archive/" + quote(brackets.format(message_id)))

    assert (answered.status_code, answered.location.partition("#")[2]) == (302, "post-1")


def test_a_message_id_that_begins_with_a_slash_leads_there_in_brackets(take, client):
    take(mail("x", message_id="</x@y>"))

    assert client.get("/archive/%3C/x@y%3E").status_code == 302


def test_message_ids_on_a_closed_board_are_like_those_that_never_were(take, client, forum):
    take(mail("a"))
    closed = forum.test_cli_runner()
    closed.invoke(args=["boards", "create", "Closed", "--section", "Archives", "--slug", "closed"])
    take(mail("b", subject="Cups"), words=["--board", "closed"])

    known, absent = client.get("/archive/b@example.org"), client.get("/archive/c@example.org")

    assert (known.status_code, absent.status_code) == (404, 404)
    assert known.text.replace("b@example.org", "…") == absent.text.replace("c@example.org", "…")


def test_a_message_and_a_post_of_another_archive_may_have_one_id(take, client, forum, tmp_path):
    take(mail("a"))
    write(tmp_path / "a.jsonl", line("a@example.org", "t1"))
    forum.test_cli_runner().invoke(args=["imports", "jsonl", str(tmp_path / "a.jsonl"), "--audience", "public"])

    plain, mailed = client.get("/archive/a@example.org"), client.get("/archive/mid:a@example.org")

    assert (plain.status_code, mailed.status_code) == (302, 302)
    assert plain.location != mailed.location


@pytest.mark.parametrize("name", ["Administrator", "Asha Patel"])
def test_who_wrote_by_mail_is_never_taken_for_a_member(take, client, name):
    make_member(name="Asha Patel", verified=True)
    take(mail("a", "It whistles.", **{"from": f"{name} <a@example.org>"}))
    build_index()

    addresses = ["/boards/lists", "/search?q=whistles", "/latest", "/search.atom?q=whistles"]
    for page in [page_of_thread(client), *(client.get(address).text for address in addresses)]:
        assert "From a mailing list" in page[page.index(name) :]

    assert f">{name} (From a mailing list)<" in page


def test_who_wrote_in_an_archive_is_named_so_and_members_are_not(client, forum, tmp_path):
    write(tmp_path / "a.jsonl", line("p1", "t1"))
    forum.test_cli_runner().invoke(args=["imports", "jsonl", str(tmp_path / "a.jsonl"), "--audience", "public"])
    own = make_thread()

    archived = client.get("/archive/p1", follow_redirects=True).text

    assert "From an archive</span>" in archived[archived.index("<article") : archived.index("</h2>")]
    assert "From a" not in client.get(f"/threads/{own.id}/{own.slug}").text


def test_what_a_member_has_claimed_is_theirs(take, client):
    take(mail("a"))
    placeholder = session.scalars(select(Member).where(Member.archive_key.is_not(None))).one()
    admin, member = make_member(role="administrator"), make_member(name="Asha Patel")
    claim_author(admin, placeholder, member, written_by(placeholder))

    assert "From a mailing list" not in page_of_thread(client)


def test_texts_read_in_the_direction_of_their_letters(take, client):
    take(mail("a", "שלום לכולם", subject="אין כפות"))
    build_index()

    assert 'class="app-prose" dir="auto"><p>שלום' in page_of_thread(client)
    assert 'dir="auto">אין כפות</h1>' in page_of_thread(client)
    assert 'dir="auto">אין כפות</a>' in client.get("/boards/lists").text
    assert 'dir="auto"><mark>שלום</mark>' in client.get("/search?q=שלום").text
