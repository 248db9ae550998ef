"""What visitors and members of the demonstration see once it is loaded; these tests only look."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import escape

import pytest
from flask import Flask
from sqlalchemy import select

from forum.boards.models import Audience
from forum.core.clock import now
from forum.core.db import session
from forum.demonstration.reading import read_demonstration
from forum.members.models import Grade, Member
from forum.verification.models import VerificationRequest
from tests.conftest import empty
from tests.demonstration.test_commands import run

HERE = read_demonstration()

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def loaded(app: Flask) -> Iterator[None]:
    """The demonstration, until the last test of the file has looked at it."""
    with app.app_context():
        run(app, "load")
        session.remove()
        yield
        session.remove()
        empty()


@pytest.fixture(autouse=True)
def forum(app: Flask) -> Iterator[Flask]:
    """An app context to ask the forum in; what is there stays for the next test of the file."""
    with app.app_context():
        yield app
        session.remove()


def row_of(kind):
    return next(member for member in HERE.members if member.kind == kind)


def test_members_of_every_kind_are_there():
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


def test_every_sign_in_that_is_printed_signs_in(forum):
    lines = [re.split(r"\s{2,}", line) for line in run(forum, "sign-ins").output.splitlines()]

    assert {"Administrator", "Moderator", "Member, not verified", "Silenced"} < {kind for kind, _email, _word in lines}
    for _kind, email, password in lines:
        answer = forum.test_client().send("/sign-in", {"email": email, "password": password})
        assert answer.status_code == 303, email


def test_a_guest_finds_the_threads_of_public_boards_and_no_others(client):
    page = client.get("/latest").text

    for board in HERE.boards:
        for thread in board.threads:
            shown = escape(thread.title) in page or escape(thread.title, quote=False) in page
            assert shown == (board.settings.audience == Audience.PUBLIC), thread.title
