"""Who may do what, as everybody can read it: asked of the table, never written down."""

import pytest

from forum.permissions import rules as r
from forum.permissions.archetypes import kinds
from forum.permissions.in_words import DEEDS, GROUPS
from forum.permissions.summary import who_may_do_what
from forum.permissions.table import TABLE, Can
from tests.pages_of_site.looking import main_of
from tests.permissions.grids import read_grid
from tests.statements import count_queries

pytestmark = pytest.mark.apart

# Of product's table what can be said with yes and no; "some": in the cases that the page names.
EXPECTED = read_grid("""
                        guests  members  verified  board mods  moderators  admins
READ                    some    some     some      yes         some        some
SEE_MEMBERS             no      yes      yes       yes         yes         yes
SEE_HISTORY             no      yes      yes       yes         yes         yes
FOLLOW                  no      yes      yes       yes         yes         yes
START_THREAD            no      some     some      yes         yes         yes
REPLY                   no      some     some      yes         yes         yes
EDIT_POST               no      some     some      yes         yes         yes
DELETE_POST             no      some     some      some        some        some
MARK_ANSWER             no      some     some      yes         yes         yes
REPORT                  yes     yes      yes       yes         yes         yes
REPORT_MEMBER           no      yes      yes       yes         yes         yes
MODERATE_POST           no      no       no        yes         yes         yes
MODERATE_THREAD         no      no       no        yes         yes         yes
PIN_EVERYWHERE          no      no       no        no          yes         yes
SEE_MODERATION          no      no       no        yes         yes         yes
SEE_CASE                no      no       no        yes         yes         yes
DECIDE_CASE             no      no       no        yes         yes         yes
SEE_RECORD              no      no       no        no          some        some
SANCTION                no      no       no        no          some        yes
ENTER_BOARD             no      no       no        no          no          yes
APPOINT                 no      no       no        no          no          some
KEEP_BOARDS             no      no       no        no          no          yes
KEEP_ACCOUNTS           no      no       no        no          no          yes
EDIT_TEXTS              no      no       no        no          no          yes
ADMINISTER              no      no       no        no          no          yes
ASK_FOR_VERIFICATION    no      yes      yes       yes         yes         yes
SPONSOR                 no      no       some      no          no          no
DECIDE_VERIFICATION     no      no       no        no          some        some
REVOKE_VERIFICATION     no      no       no        no          some        some
SEE_LOG                 no      no       no        no          no          yes
SEE_SEARCHES            no      no       no        no          no          yes
JOIN                    yes     no       no        no          no          no
ASK_FOR_LINK            yes     yes      yes       yes         yes         yes
""")
PEOPLE = ("guests", "members", "verified", "board mods", "moderators", "admins")


def rows() -> dict:
    return {row.name: row for _group, rows in who_may_do_what() for row in rows}


def answers(permission: Can) -> dict:
    """For each kind of people: yes, no, or the cases of a yes."""
    row = rows()[permission.name.lower().replace("_", "-")]
    by_name = {str(words): answer for answer in row.answers for words in answer.people}
    said = [by_name[str(words)] for words, _person in kinds().values()]
    return {
        who: [str(one) for one in answer.cases] or ("yes" if answer.is_yes else "no")
        for who, answer in zip(PEOPLE, said, strict=True)
    }


@pytest.mark.parametrize(("permission", "who"), EXPECTED)
def test_the_summary_says_what_the_product_says(permission, who):
    said = answers(Can[permission])[who]

    assert ("some" if isinstance(said, list) else said) == EXPECTED[permission, who]


def test_it_depends_is_said_in_words():
    assert answers(Can.READ)["guests"] == ["public boards"]
    assert answers(Can.READ)["members"] == [
        "public boards",
        "boards for members",
        "boards by invitation, if invited or let in",
    ]
    assert answers(Can.REPLY)["members"] == ["where the board says that members reply"]
    assert answers(Can.EDIT_POST)["verified"] == [
        "one’s own, in the first 24 hours",
        "one’s own, in the first 30 days",
        "one’s own that waits for a moderator",
    ]
    assert answers(Can.APPOINT)["admins"] == ["somebody else"]
    assert answers(Can.SANCTION)["moderators"] == ["members and board moderators"]


def test_what_nobody_may_is_said_once():
    nobody = [str(one) for one in rows()["delete-post"].nobody]

    assert nobody == ["one’s own, after somebody replied", "one of somebody else"]


def test_every_permission_has_its_words_and_its_group():
    assert set(DEEDS) == set(Can), "a new permission gets its words in forum/permissions/in_words.py"
    assert {deed.group for deed in DEEDS.values()} == set(GROUPS)
    assert len(rows()) == len(Can)


@pytest.mark.parametrize("permission", Can)
def test_a_permission_without_words_appears_by_its_name(monkeypatch, permission):
    monkeypatch.delitem(DEEDS, permission)

    row = rows()[permission.name.lower().replace("_", "-")]

    assert row.words.lower() == permission.value
    assert row.answers


def test_the_page_is_for_everybody_and_asks_no_database(client):
    with count_queries() as statements:
        answer = client.get("/about/permissions")

    assert answer.status_code == 200
    assert statements == []
    assert 'href="/about/permissions"' in client.get("/about").text


def test_the_page_follows_the_table(client, monkeypatch):
    def part_of(page: str) -> str:
        return page.split('id="moderate-thread"')[1].split("</dl>")[0]

    before = part_of(main_of(client.get("/about/permissions").text))
    monkeypatch.setitem(TABLE, Can.MODERATE_THREAD, [[r.signed_in]])
    after = part_of(main_of(client.get("/about/permissions").text))

    assert "Guests, members, verified public servants</dt>\n      <dd>No" in before
    assert "Guests</dt>\n      <dd>No" in after
    assert "Members, verified public servants, board moderators on their own boards, " in after


def test_the_page_follows_the_rules(client, monkeypatch):
    monkeypatch.setitem(TABLE, Can.READ, [[r.anybody]])

    page = main_of(client.get("/about/permissions").text)

    part = page.split('id="read"')[1].split("</dl>")[0]
    assert "Everybody</dt>\n      <dd>Yes</dd>" in part
