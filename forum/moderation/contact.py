"""The e-mail address of a member and where they are signed in: seen on purpose, with a reason, and logged."""

from dataclasses import dataclass
from datetime import datetime

from forum.accounts.agents import browser_in_words
from forum.accounts.queries import sessions_of
from forum.core.log import record
from forum.members.models import Member
from forum.moderation.reasons import check_reason
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can


@dataclass(frozen=True)
class SignIn:
    """One browser in which a member is signed in, and the network address that it was last seen from."""

    browser: str
    address: str
    since: datetime
    seen_at: datetime


@dataclass(frozen=True)
class Contact:
    """What only the member and, on purpose, a moderator sees."""

    email: str
    sign_ins: list[SignIn]


@action(Can.SEE_CONTACT)
def see_contact(actor: Person, member: Member, reason: str) -> Contact:
    """The address and the sign-ins of a member, after the log holds who looked and why. Raises Invalid."""
    record(actor.id, "see an e-mail address", member, reason=check_reason(reason))
    rows = sessions_of(member)
    sign_ins = [SignIn(browser_in_words(row.browser), row.address, row.created_at, row.seen_at) for row in rows]
    return Contact(member.email or "", sign_ins)
