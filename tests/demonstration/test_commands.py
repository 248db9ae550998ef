"""The demonstration as an operator loads it, and what visitors and its members then see."""

import re
from datetime import timedelta
from html import escape

import pytest
from sqlalchemy import func, select

from forum.boards.models import Audience
from forum.core.clock import now
from forum.core.db import session
from forum.demonstration.reading import read_demonstration
from forum.members.models import Grade, Member
from forum.verification.models import VerificationRequest

HERE = read_demonstration()


def run(forum, *words):
    return forum.test_cli_runner().invoke(args=["demonstration", *words])


def row_of(kind):
    return next(member for member in HERE.members if member.kind == kind)


@pytest.mark.slow
def test_all_of_it_is_loaded_once_and_said_in_one_line(forum):
    first, second = run(forum, "load"), run(forum, "load")

    counts = (len(HERE.boards), len(HERE.threads), len(HERE.posts), len(HERE.members))
    everything = "{} boards, {} threads, {} posts, {} members".format(*counts)
    assert first.output == f"Demonstration: {everything}; added just now: {everything}.\n"
    assert second.output == f"Demonstration: {everything}; all of it was here already.\n"


@pytest.mark.slow
def test_members_of_every_kind_are_there(forum):
    run(forum, "load")

    people = session.scalars(select(Member)).all()
    lapsed = [one for one in people if one.verified_until and not one.is_verified]

    assert sum(one.is_administrator for one in people) == 1
    assert sum(one.is_moderator for one in people) == 2
    assert sum(bool(one.moderates) for one in people) > 2
    assert [one.name for one in people if one.is_silenced] == [row_of("Silenced").name]
    assert [one.name for one in people if one.is_suspended] == [row_of("Suspended").name]
    assert [one.name for one in lapsed] == [row_of("Verification has lapsed").name]
    assert sum(one.is_verified for one in people) > 12
    assert {one.verified_at_id is not None for one in people if one.is_verified} == {True}
    assert sum(one.verified_grade == Grade.B for one in people if one.is_verified) == 1
    assert any(one.is_verified and one.verified_until < now() + timedelta(days=7) for one in people)
    assert session.scalars(select(VerificationRequest.kind)).all() == ["evidence"]


@pytest.mark.slow
def test_every_sign_in_that_is_printed_signs_in(forum):
    run(forum, "load")
    lines = [re.split(r"\s{2,}", line) for line in run(forum, "sign-ins").output.splitlines()]

    assert {"Administrator", "Moderator", "Member, not verified", "Silenced"} < {kind for kind, _email, _word in lines}
    for _kind, email, password in lines:
        answer = forum.test_client().send("/sign-in", {"email": email, "password": password})
        assert answer.status_code == 303, email


@pytest.mark.slow
def test_a_guest_finds_the_threads_of_public_boards_and_no_others(forum, client):
    run(forum, "load")

    page = client.get("/latest").text

    for board in HERE.boards:
        for thread in board.threads:
            shown = escape(thread.title) in page or escape(thread.title, quote=False) in page
            assert shown == (board.settings.audience == Audience.PUBLIC), thread.title


def test_sign_ins_are_not_told_before_there_are_any(forum):
    answer = run(forum, "sign-ins")

    assert answer.exit_code == 1
    assert "demonstration load" in answer.output


@pytest.mark.parametrize("verb", ["load", "sign-ins"])
def test_production_is_refused(forum, monkeypatch, verb):
    monkeypatch.setitem(forum.config, "FORUM_MODE", "production")

    answer = run(forum, verb)

    assert answer.exit_code == 1
    assert "does not belong here" in answer.output
    assert session.scalar(select(func.count()).select_from(Member)) == 0


def test_the_sign_ins_can_be_kept_in_a_file(forum, tmp_path):
    file = tmp_path / "sign-ins.txt"

    done = run(forum, "load", "--migrate", "--sign-ins", str(file))

    assert done.exit_code == 0
    assert file.read_text() == run(forum, "sign-ins").output
