"""Changing the texts: who may, what is kept, what the log says."""

import pytest
from sqlalchemy import select

from forum.core.db import session
from forum.core.errors import Absent, Conflict, Invalid, Refused
from forum.core.log import LogEntry
from forum.core.markup import BODY_LIMIT
from forum.permissions.people import Guest
from forum.texts.actions import change_text, restore_text
from forum.texts.models import SiteText
from forum.texts.queries import text_now, text_then
from forum.texts.shipped import shipped
from tests.factories import make_member


@pytest.fixture
def admin():
    return make_member(role="administrator", name="Asha")


def test_a_change_is_a_version_more_and_the_earlier_ones_stay(admin):
    change_text(admin, None, "rules", "Be kind.", 0)
    change_text(admin, None, "rules", "Be exact.", 1, "Kind goes without saying")

    assert (text_now("rules").source, text_now("rules").number) == ("Be exact.", 2)
    assert [text_then(admin, "rules", number).source for number in (0, 1, 2)] == [
        shipped("rules"),
        "Be kind.",
        "Be exact.",
    ]
    [_first, second] = session.scalars(select(SiteText).order_by(SiteText.version))
    assert (second.reason, second.written_by_id) == ("Kind goes without saying", admin.id)


@pytest.mark.parametrize("facts", [{}, {"verified": True}, {"role": "moderator"}])
def test_only_administrators_change_texts_and_see_earlier_versions(facts):
    person = make_member(**facts)

    with pytest.raises(Refused, match="Only administrators"):
        change_text(person, None, "rules", "Anything goes.", 0)
    with pytest.raises(Refused, match="Only administrators"):
        text_then(person, "rules", 0)
    assert session.scalar(select(SiteText)) is None


def test_a_guest_changes_nothing():
    with pytest.raises(Refused):
        change_text(Guest(), None, "rules", "Anything goes.", 0)


def test_an_earlier_version_becomes_the_text_again(admin):
    change_text(admin, None, "rules", "Be kind.", 0)
    change_text(admin, None, "rules", "Be exact.", 1)

    restore_text(admin, None, text_then(admin, "rules", 1), 2)

    assert (text_now("rules").source, text_now("rules").number) == ("Be kind.", 3)


def test_the_text_that_came_with_the_forum_is_not_copied_when_it_comes_back(admin):
    change_text(admin, None, "rules", "Be kind.", 0)

    restore_text(admin, None, text_then(admin, "rules", 0), 1)

    assert text_now("rules").is_shipped
    assert text_now("rules").source == shipped("rules")
    assert session.scalar(select(SiteText.body).where(SiteText.version == 2)) is None


def test_a_change_upon_an_older_version_is_a_conflict_and_changes_nothing(admin):
    change_text(admin, None, "rules", "Be kind.", 0)

    with pytest.raises(Conflict, match="Somebody else changed this text"):
        change_text(admin, None, "rules", "Be exact.", 0)
    with pytest.raises(Conflict):
        restore_text(admin, None, text_then(admin, "rules", 0), 0)

    assert text_now("rules").source == "Be kind."


@pytest.mark.parametrize("body", ["", "  \n ", "x" * (BODY_LIMIT + 1)])
def test_a_text_has_words_and_an_end(admin, body):
    with pytest.raises(Invalid):
        change_text(admin, None, "rules", body, 0)


def test_there_are_no_other_texts(admin):
    with pytest.raises(Absent):
        change_text(admin, None, "imprint", "Words", 0)
    with pytest.raises(Absent):
        text_then(admin, "rules", 7)


def test_the_log_says_which_versions_and_never_what_they_say(admin):
    change_text(admin, None, "rules", "Be kind, kettle.", 0, "Clearer")

    [entry] = session.scalars(select(LogEntry))
    assert (entry.actor_id, entry.deed, entry.reason) == (admin.id, "change a text of the site", "Clearer")
    assert (entry.thing, entry.thing_id) == ("site_text", session.scalar(select(SiteText.id)))
    assert (entry.before["version"], entry.after["version"]) == (0, 1)
    assert entry.before["digest"] != entry.after["digest"]
    assert "kettle" not in str([entry.before, entry.after])
