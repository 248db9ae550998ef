"""An administrator with a password, signed in, who gave it just now or long ago."""

from datetime import timedelta
from typing import Any

from forum.core.clock import now
from forum.members.models import Member
from tests.accounts.door import make_account
from tests.pages import Browser, sign_in

LONG_AGO = timedelta(minutes=31)


def administrator(client: Browser, proven: timedelta | None = timedelta(0), **facts: Any) -> Member:
    """An administrator, signed in with this browser, who gave the password so long ago, or never."""
    member = make_account(role="administrator", **facts)
    sign_in(client, member, proven_at=None if proven is None else now() - proven)
    return member
