"""How often one may ask to be verified."""

from datetime import timedelta

from forum.accounts.limits import spend_letter
from forum.core.throttle import Limit, throttle
from forum.members.models import Member

LINKS = Limit("work addresses, account", 10, timedelta(days=1))
REQUESTS = Limit("verification requests, account", 10, timedelta(days=1))


def spend_link_to(member: Member, mailbox: str) -> None:
    """One more link to a work address. Raises TooMany."""
    throttle.spend(LINKS, member.id)
    spend_letter(mailbox)


def spend_request(member: Member) -> None:
    """One more request that people decide, or picture that is looked at. Raises TooMany."""
    throttle.spend(REQUESTS, member.id)
