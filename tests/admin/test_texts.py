"""The pages on which administrators change the site's texts."""

import pytest

from forum.core.db import session
from forum.texts.actions import change_text
from forum.texts.models import SiteText
from forum.texts.queries import text_now
from forum.texts.shipped import TITLES
from tests.admin.people import LONG_AGO, administrator
from tests.factories import make_member
from tests.pages import sign_in
from tests.pages_of_site.looking import main_of
from tests.statements import count_queries

PAGES = ("/admin/texts", "/admin/texts/rules", "/admin/texts/rules/versions", "/admin/texts/rules/versions/0")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["guest", "member", "moderator"])
def test_the_pages_are_for_administrators(client, page, role):
    if role != "guest":
        sign_in(client, make_member(role=role, verified=True))

    answer = client.get(page)

    assert answer.status_code == (302 if role == "guest" else 403)


@pytest.mark.parametrize("path", ["/admin/texts/rules", "/admin/texts/rules/versions/0"])
def test_nobody_else_changes_a_text_by_sending_the_form(client, path):
    sign_in(client, make_member(role="moderator", verified=True))

    answer = client.send(path, {"body": "Anything goes.", "seen": "0"})

    assert answer.status_code == 403
    assert session.query(SiteText).count() == 0


def test_the_list_names_each_text_and_who_changed_it_last(client):
    asha = administrator(client, name="Asha Patel")
    change_text(asha, None, "rules", "Be kind.", 0)

    page = main_of(client.get("/admin/texts").text)

    assert all(str(title) in page for title in TITLES.values())
    assert page.count("The text that came with the forum") == len(TITLES) - 1
    assert "Version 1" in page
    assert "Asha Patel" in page


def test_a_text_is_changed_and_everybody_reads_it(client, forum):
    administrator(client)
    client.get("/admin/texts/rules")

    answer = client.send("/admin/texts/rules", {"body": "Be **kind**.", "seen": "0", "reason": "Shorter"})

    assert (answer.status_code, answer.location) == (303, "/rules")
    assert "<p>Be <strong>kind</strong>.</p>" in forum.test_client().get("/rules").text
    assert "The text is changed." in client.get("/rules").text


def test_the_form_holds_the_text_as_it_is_now(client):
    asha = administrator(client)
    change_text(asha, None, "rules", "Be kind & <exact>.", 0)

    page = client.get("/admin/texts/rules").text

    assert "Be kind &amp; &lt;exact&gt;." in page
    assert 'name="seen" type="hidden" value="1"' in page


def test_a_preview_shows_the_text_and_changes_nothing(client):
    administrator(client)

    answer = client.send("/admin/texts/rules", {"body": "## Kettles\n\nfor {contact}", "seen": "0", "deed": "preview"})

    assert answer.status_code == 200
    assert "<h2>Kettles</h2>" in answer.text
    assert "for forum@localhost" in answer.text
    assert "## Kettles" in answer.text
    assert text_now("rules").number == 0


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"body": " "}, "A text cannot be empty"),
        ({"body": "Words " * 9000}, "A text takes 40,000 characters"),
        ({"body": "Words", "reason": "x" * 201}, "A reason takes 200 characters"),
        ({"body": "Words", "seen": "x"}, ""),
        ({"body": "Words", "seen": ""}, ""),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(client, fields, sentence):
    administrator(client)

    answer = client.send("/admin/texts/rules", {"seen": "0", **fields})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert fields["body"].strip() in answer.text
    assert text_now("rules").number == 0


def test_who_saves_upon_an_older_version_sees_both_and_can_save_again(client):
    asha = administrator(client)
    change_text(asha, None, "rules", "Be exact.", 0)

    answer = client.send("/admin/texts/rules", {"body": "Be kind.", "seen": "0"})

    assert answer.status_code == 409
    assert "Somebody else changed this text meanwhile." in answer.text
    assert "<p>Be exact.</p>" in answer.text
    assert "Be kind." in answer.text
    assert client.send("/admin/texts/rules", {"body": "Be kind.", "seen": "1"}).status_code == 303


def test_what_a_text_said_before_is_listed_and_can_be_read(client):
    asha = administrator(client, name="Asha Patel")
    change_text(asha, None, "rules", "Be kind.", 0, "Shorter")
    change_text(asha, None, "rules", "Be exact.", 1)

    listed = main_of(client.get("/admin/texts/rules/versions").text)

    assert listed.index("Version 2") < listed.index("Version 1") < listed.index("The text that came with the forum")
    assert "Asha Patel" in listed
    assert "Shorter" in listed
    assert "<p>Be kind.</p>" in client.get("/admin/texts/rules/versions/1").text
    assert "Six rules keep it useful and safe." in client.get("/admin/texts/rules/versions/0").text
    assert "This is what the text says now." in client.get("/admin/texts/rules/versions/2").text


def test_many_versions_go_on_page_by_page(client):
    asha = administrator(client)
    for number in range(30):
        change_text(asha, None, "rules", f"Rule {number}", number)

    first = client.get("/admin/texts/rules/versions").text
    after = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    second = client.get(after).text

    assert "Version 30" in first
    assert "Version 5<" not in first
    assert "Version 5<" in second
    assert "The text that came with the forum" in second


@pytest.mark.parametrize("number", [0, 1])
def test_an_earlier_version_comes_back(client, number):
    asha = administrator(client)
    change_text(asha, None, "rules", "Be kind.", 0)
    change_text(asha, None, "rules", "Be exact.", 1)
    earlier = client.get(f"/admin/texts/rules/versions/{number}").text

    answer = client.send(f"/admin/texts/rules/versions/{number}", {"seen": "2"})

    assert ("Go back to the text that came with the forum" if number == 0 else "Let the text say this again") in earlier
    assert answer.status_code == 303
    assert ("Be kind." if number else "Six rules") in client.get("/rules").text


def test_an_earlier_version_does_not_come_back_over_a_later_change(client):
    asha = administrator(client)
    change_text(asha, None, "rules", "Be kind.", 0)

    answer = client.send("/admin/texts/rules/versions/0", {"seen": "0"})

    assert answer.status_code == 409
    assert text_now("rules").source == "Be kind."


def test_a_damaged_form_for_what_the_text_says_now_is_refused_on_its_page(client):
    asha = administrator(client)
    change_text(asha, None, "rules", "Be kind.", 0)

    answer = client.send("/admin/texts/rules/versions/1", {"seen": "1", "reason": "x" * 300})

    assert answer.status_code == 422
    assert "A reason takes 200 characters" in answer.text


@pytest.mark.parametrize(
    "path",
    ["/admin/texts/imprint", "/admin/texts/imprint/versions", "/admin/texts/rules/versions/1",
     "/admin/texts/rules/versions/99999999999999999999", "/admin/texts/rules/versions?after=x"],
)  # fmt: skip
def test_what_is_not_there_is_absent(client, path):
    administrator(client)

    assert client.get(path).status_code == 404


def test_administrators_alone_find_the_way_from_a_text_to_its_form(client, forum):
    administrator(client)

    assert 'href="/admin/texts/rules"' in client.get("/rules").text
    assert "/admin" not in forum.test_client().get("/rules").text


@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_few_statements_however_many_versions(client, page):
    asha = administrator(client)
    counts = []

    for start in (0, 3):
        for number in range(start, 3 if start == 0 else 24):
            change_text(asha, None, "rules", f"Rule {number}", number)
        client.get(page)
        with count_queries() as statements:
            client.get(page)
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 4


def test_only_saving_asks_for_the_password(client):
    administrator(client, LONG_AGO)
    fields = {"body": "Be kind.", "seen": "0", "reason": "Shorter"}

    looked = client.send("/admin/texts/rules", {**fields, "deed": "preview"})
    wrong = client.send("/admin/texts/rules", {**fields, "body": ""})
    saved = client.send("/admin/texts/rules", fields)

    assert (looked.status_code, wrong.status_code, saved.status_code) == (200, 422, 403)
    assert "This is how it will look" in looked.text
    assert "Give your password again" in saved.text
