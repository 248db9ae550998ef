"""A browser's session: found in one statement, touched seldom, ended at once."""

from forum.accounts import sessions
from forum.accounts.models import LASTS
from forum.core.clock import at
from tests.factories import make_member
from tests.pages import sign_in


def test_a_session_is_over_a_month_after_the_last_visit(client):
    row = sign_in(client, make_member())

    with at(row.seen_at + LASTS):
        gone = sessions.forget_ended_sessions()

    assert gone == 1
