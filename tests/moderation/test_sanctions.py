"""Warning, silencing and suspending: what it does, for how long, how it ends, and what undoing leaves."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.core.clock import at, now
from forum.core.db import session
from forum.core.errors import Conflict, Invalid, Refused
from forum.core.log import LogEntry
from forum.moderation.ladder import next_rung
from forum.moderation.sanction_models import Sanction, SanctionKind
from forum.moderation.sanctions import lift, silence, suspend, warn
from forum.moderation.undoing import undo
from forum.permissions.people import Operator
from tests.factories import make_board, make_member, make_thread
from tests.leaks.rows import every_row
from tests.moderation.people import make_moderator, words_told
from tests.pages import sign_in
from tests.statements import count_queries

WHY = "Be kind."
DAY = timedelta(days=1)
GIVE = {
    "warn": warn,
    "silence": lambda actor, member, why: silence(actor, member, 3, why),
    "suspend": lambda actor, member, why: suspend(actor, member, 3, why),
}


def only_sanction() -> Sanction:
    return session.scalars(select(Sanction)).one()


def test_a_silence_begins_at_once_and_ends_by_itself():
    member = make_member()

    silence(make_moderator(), member, 3, WHY)

    assert member.is_silenced
    assert not member.is_suspended
    with at(now() + 3 * DAY):
        assert not member.is_silenced


def test_who_is_suspended_meets_the_sanction_at_the_next_request(client):
    member = make_member()
    sign_in(client, member)
    before = client.get("/").status_code

    suspend(make_moderator(), member, 1, WHY)

    assert (before, client.get("/").status_code) == (200, 403)


def test_a_shorter_sanction_shortens_no_longer_one():
    member, moderator = make_member(), make_moderator()
    suspend(moderator, member, 30, WHY)
    until = member.suspended_until

    suspend(moderator, member, 1, WHY)

    assert member.suspended_until == until


@pytest.mark.parametrize("deed", GIVE)
def test_what_is_undone_leaves_everything_as_it_was(deed):
    member, moderator = make_member(), make_moderator()
    aside = {"log_entry", "outbox", "notice", "letter", "throttle_count"}
    before = every_row(aside)

    entry = GIVE[deed](moderator, member, WHY)
    changed = every_row(aside)
    undo(moderator, entry, member, "A mistake.")

    assert changed != before
    assert every_row(aside) == before
    with pytest.raises(Conflict, match="undone already"):
        undo(moderator, entry, member, "A mistake.")


def test_undoing_one_of_two_leaves_the_other():
    member, moderator = make_member(), make_moderator()
    first = silence(moderator, member, 7, WHY)
    silence(moderator, member, 1, WHY)

    undo(moderator, first, member, "A mistake.")

    assert now() < member.silenced_until < now() + 2 * DAY


def test_a_sanction_that_is_ended_early_stays_on_the_record_and_ending_it_can_be_undone():
    member, moderator = make_member(), make_moderator()
    suspend(moderator, member, 7, WHY)

    entry = lift(moderator, only_sanction(), "It is settled.")
    ended = member.is_suspended
    undo(moderator, entry, member, "It was not.")

    assert not ended
    assert member.is_suspended
    assert next_rung(member, SanctionKind.SUSPENSION) == 3


def test_what_has_ended_is_not_ended_again():
    member, moderator = make_member(), make_moderator()
    silence(moderator, member, 1, WHY)
    lift(moderator, only_sanction(), WHY)

    with pytest.raises(Conflict, match="ended already"):
        lift(moderator, only_sanction(), WHY)
    with at(now() + 9 * DAY), pytest.raises(Conflict, match="ended already"):
        lift(moderator, only_sanction(), WHY)


def test_the_ladder_rises_with_the_record_of_twelve_months():
    member, moderator = make_member(), make_moderator()
    rungs = [next_rung(member, SanctionKind.SUSPENSION)]
    with at(now() - 400 * DAY):
        suspend(moderator, member, 1, WHY)
    for _time in range(4):
        rungs.append(next_rung(member, SanctionKind.SUSPENSION))
        suspend(moderator, member, 1, WHY)

    assert rungs == [1, 1, 3, 7, 30]
    assert next_rung(member, SanctionKind.SUSPENSION) == 30


def test_milder_sanctions_raise_no_graver_one_and_undone_ones_none():
    member, moderator = make_member(), make_moderator()
    warn(moderator, member, WHY)
    silence(moderator, member, 1, WHY)
    entry = suspend(moderator, member, 1, WHY)

    assert next_rung(member, SanctionKind.SUSPENSION) == 3
    assert next_rung(member, SanctionKind.SILENCE) == 7

    undo(moderator, entry, member, "A mistake.")
    assert next_rung(member, SanctionKind.SUSPENSION) == 1
    assert next_rung(member, SanctionKind.SILENCE) == 3


def test_the_last_administrator_cannot_be_suspended():
    chief, other = make_member(role="administrator"), make_member(role="administrator")
    suspend(chief, other, 3, WHY)

    with pytest.raises(Refused, match="last administrator"):
        suspend(Operator(), chief, 3, WHY)
    assert not chief.is_suspended


def test_ending_is_not_undone_where_nobody_would_be_left_to_administer():
    chief, other = make_member(role="administrator"), make_member(role="administrator")
    suspend(chief, other, 3, WHY)
    entry = lift(chief, only_sanction(), WHY)
    suspend(other, chief, 3, WHY)

    with pytest.raises(Refused, match="last administrator"):
        undo(Operator(), entry, other, WHY)


def test_nobody_is_sanctioned_who_cannot_sign_in():
    with pytest.raises(Invalid, match="Nobody can sign in"):
        warn(make_moderator(), make_member(email=None, archive_key="a/b"), WHY)


@pytest.mark.parametrize("days", [0, -1, 3651, 10**9])
def test_days_are_bounded(days):
    with pytest.raises(Invalid, match="1 to 3650 days"):
        silence(make_moderator(), make_member(), days, WHY)


def test_a_moderator_reaches_members_and_no_moderator():
    moderator = make_moderator()
    for deed in GIVE.values():
        with pytest.raises(Refused, match="only administrators"):
            deed(moderator, make_moderator(), WHY)
        with pytest.raises(Refused, match="Only moderators and administrators"):
            deed(make_moderator(make_board()), make_member(), WHY)
    assert session.scalars(select(LogEntry)).all() == []


@pytest.mark.parametrize("deed", GIVE)
def test_nothing_is_done_without_a_reason(client, deed):
    member = make_member()
    sign_in(client, make_moderator())

    answer = client.send(f"/moderation/members/{member.handle}/{deed}", {"days": "3", "preset": "", "words": "  "})

    assert answer.status_code == 422
    assert "Say why" in answer.text
    assert session.scalars(select(Sanction)).all() == []


def test_a_member_is_suspended_in_two_steps_and_a_reason(client):
    member = make_member()
    sign_in(client, make_moderator())

    page = client.get(f"/moderation/members/{member.handle}").text
    form = client.get(f"/moderation/members/{member.handle}/suspend").text
    answer = client.send(f"/moderation/members/{member.handle}/suspend", {"preset": "conduct", "days": "1"})

    assert f'href="/moderation/members/{member.handle}/suspend"' in page
    assert 'value="1" checked' in form
    assert answer.status_code == 303
    assert member.is_suspended
    assert only_sanction().reason == "You broke the rules of this forum."


@pytest.mark.parametrize("deed", ["warn", "silence", "suspend", "clean-up"])
def test_who_decides_after_another_is_told_what_was_done_and_sends_it_again_if_need_be(client, deed):
    member, path = make_member(), f"/moderation/members/{{}}/{deed}"
    sign_in(client, make_moderator())
    fields = {"preset": "", "words": "Be kind to all.", "days": "3", "shown": ""}
    seen = last_seen(client.get(path.format(member.handle)).text)
    suspend(make_moderator(), member, 1, WHY)

    late = client.send(path.format(member.handle), {**fields, "last": seen})
    many = len(session.scalars(select(Sanction)).all())
    again = client.send(path.format(member.handle), {**fields, "last": last_seen(late.text)})

    assert (late.status_code, many, again.status_code) == (409, 1, 303)
    assert "Somebody has decided about this member meanwhile: A member was suspended." in late.text
    assert "Be kind to all." in late.text
    assert len(session.scalars(select(Sanction)).all()) == 2


def last_seen(page: str) -> str:
    """What the form of a page says of what was last done to the member."""
    found = re.search(r'name="last"[^>]* value="(\d+)"', page)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("days", "status"), [("45", 303), ("", 422), ("0", 422), ("٣", 422), ("1e3", 422), ("99999", 422)]
)
def test_another_number_of_days_can_be_chosen(client, days, status):
    member = make_member()
    sign_in(client, make_moderator())
    fields = {"preset": "", "days": "other", "other_days": days, "words": WHY}

    answer = client.send(f"/moderation/members/{member.handle}/silence", fields)

    assert answer.status_code == status
    assert bool(session.scalars(select(Sanction)).all()) == (status == 303)
    assert status == 303 or WHY in answer.text


def test_the_member_is_told(client):
    member, moderator = make_member(), make_moderator()

    silence(moderator, member, 3, WHY)

    assert words_told(member) == ["silence"]
    sign_in(client, member)
    assert "has paused your right to write here" in client.get("/notifications").text


def test_a_deed_on_a_member_is_undone_from_its_page(client):
    member, moderator = make_member(), make_moderator()
    entry = silence(moderator, member, 3, WHY)
    sign_in(client, make_moderator())

    page = client.get(f"/moderation/deeds/{entry.id}").text
    answer = client.send(f"/moderation/deeds/{entry.id}", {"preset": "mistaken"})

    assert "Undo it" in page
    assert answer.status_code == 303
    assert not member.is_silenced


def test_nobody_reads_or_undoes_a_deed_about_themselves_as_a_moderator(client):
    moderator, chief = make_moderator(), make_member(role="administrator")
    entry = warn(chief, moderator, WHY)
    sign_in(client, moderator)

    page = client.get(f"/moderation/deeds/{entry.id}")
    answer = client.send(f"/moderation/deeds/{entry.id}", {"preset": "mistaken"})

    assert "Undo it" not in page.text
    assert answer.status_code in (303, 403, 404)
    assert moderator.is_warned


def test_the_record_shows_what_was_given_and_posts_that_the_viewer_may_read(client):
    member = make_member()
    make_thread(board=make_board(audience="invited"), starter=member, title="Behind the door")
    make_thread(board=make_board(), starter=member, title="About kettles")
    silence(make_moderator(name="Ben Okafor"), member, 3, "Be kind, please.")
    sign_in(client, make_moderator())

    page = client.get(f"/moderation/members/{member.handle}").text

    assert "Be kind, please." in page
    assert "by Ben Okafor" in page
    assert "About kettles" in page
    assert "Behind the door" not in page
    assert "End it early" in page


def test_members_are_found_by_name_and_handle_and_those_under_a_sanction_without_asking(client):
    make_member(name="Asha Patel", handle="asha")
    silence(make_moderator(), make_member(name="Ben Okafor"), 3, WHY)
    sign_in(client, make_moderator())

    by_name, by_handle = client.get("/moderation/members?who=patel"), client.get("/moderation/members?who=%40ASHA")
    nobody, unasked = client.get("/moderation/members?who=nobody"), client.get("/moderation/members")

    assert "Asha Patel" in by_name.text
    assert "Asha Patel" in by_handle.text
    assert "Nobody has this handle or name" in nobody.text
    assert "Ben Okafor" in unasked.text
    assert "Asha Patel" not in unasked.text


@pytest.mark.parametrize("path", ["", "/warn", "/silence", "/suspend", "/sanctions/1/lift"])
def test_others_cannot_tell_whether_there_is_such_a_member(client, path):
    sign_in(client, make_member())

    there, nowhere = (client.get(f"/moderation/members/{handle}{path}") for handle in (make_member().handle, "nobody"))

    assert there.status_code == nowhere.status_code == 403


def test_a_record_costs_the_same_for_one_post_and_many(client):
    member, board = make_member(), make_board()
    sign_in(client, make_moderator())
    make_thread(board=board, starter=member)
    silence(make_moderator(), member, 1, WHY)
    with count_queries() as few:
        client.get(f"/moderation/members/{member.handle}")
    for _time in range(5):
        make_thread(board=board, starter=member)
        silence(make_moderator(), member, 1, WHY)
    with count_queries() as many:
        client.get(f"/moderation/members/{member.handle}")

    assert len(many) == len(few)
