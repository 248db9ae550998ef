"""The texts as everybody reads them: what came with the forum, or what an administrator wrote."""

import pytest

from forum.core.db import session, transaction
from forum.texts.models import SiteText
from forum.texts.shipped import HERE, TITLES, shipped
from tests.elements import read_page
from tests.pages_of_site.looking import main_of
from tests.statements import count_queries


def write(slug: str, body: str | None, version: int = 1) -> None:
    with transaction():
        session.add(SiteText(slug=slug, version=version, body=body))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/about", "who work in public services"),
        ("/accessibility", "WCAG 2.2"),
        ("/privacy", "e-mail address"),
        ("/cookies", "cookie"),
        ("/rules", "Six rules keep it useful and safe."),
        ("/contact", "forum@localhost"),
    ],
)
def test_each_text_is_there_for_everybody_and_linked_from_every_page(client, path, words):
    answer = client.get(path)

    assert answer.status_code == 200
    assert words in main_of(answer.text)
    assert f'href="{path}"' in client.get("/").text


def test_reading_the_texts_sets_no_cookie(client):
    assert not any("Set-Cookie" in client.get(f"/{slug}").headers for slug in TITLES)


def test_a_text_that_is_none_is_absent(client):
    assert client.get("/imprint").status_code == 404


def test_each_text_that_comes_with_the_forum_has_a_title_and_each_title_a_text():
    assert {path.stem for path in HERE.glob("*.md")} == set(TITLES)


@pytest.mark.parametrize("slug", TITLES)
def test_the_headings_of_a_text_stand_right_below_its_title(client, slug):
    page, _faults = read_page(client.get(f"/{slug}").text)

    levels = [one.tag for one in page if one.tag in ("h1", "h2", "h3") and one.inside("main")]
    assert levels[0] == "h1"
    assert set(levels[1:]) <= {"h2"}
    assert len(levels) - 1 == shipped(slug).count("## ")


@pytest.mark.parametrize("slug", TITLES)
def test_the_links_of_the_texts_lead_to_pages(client, slug):
    page, _faults = read_page(client.get(f"/{slug}").text)

    links = [one.attributes["href"] for one in page if one.tag == "a" and one.inside("main")]
    broken = [link for link in links if link.startswith("/") and client.get(link).status_code != 200]
    assert broken == []


def test_the_newest_version_is_what_the_page_says(client):
    write("rules", "Be kind.")
    write("rules", "Be **kind** and exact.", version=2)
    write("privacy", "Nothing is kept.", version=3)

    page = main_of(client.get("/rules").text)

    assert "<p>Be <strong>kind</strong> and exact.</p>" in page
    assert "Six rules" not in page


def test_a_version_without_words_is_the_text_that_came_with_the_forum(client):
    write("rules", "Be kind.")
    write("rules", None, version=2)

    assert "Six rules keep it useful and safe." in client.get("/rules").text


def test_what_an_administrator_writes_is_markdown_and_no_html(client):
    write("about", '<script>alert(1)</script>\n\n[x](javascript:alert(1)) <img src=x onerror="alert(1)">')

    page = main_of(client.get("/about").text)

    assert "<script" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize("version", [0, 1, 40])
def test_a_text_costs_a_guest_one_statement(client, version):
    for number in range(1, version + 1):
        write("privacy", f"Version {number}", version=number)

    with count_queries() as statements:
        answer = client.get("/privacy")

    assert answer.status_code == 200
    assert len(statements) == 1
