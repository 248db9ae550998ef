"""Two accounts of one person become one, which is final: what the one has is the other's, its handle leads there."""

from forum.accounts.closing import leave
from forum.accounts.handovers import handovers
from forum.core.db import lock, session
from forum.core.errors import Invalid, Refused
from forum.core.letters import queue_letter
from forum.core.log import REASON_LIMIT, record
from forum.core.words import lazy
from forum.members.models import FormerHandle, Member
from forum.members.offices import keep_an_administrator
from forum.members.one_person import MERGED
from forum.permissions.guard import action
from forum.permissions.people import Person, uses_account
from forum.permissions.table import Can

LETTER = "accounts-merged"


@action(Can.KEEP_ACCOUNTS)
def merge_accounts(actor: Person, going: Member, staying: Member, reason: str) -> None:
    """Give one account what another has, and close the other.

    What it wrote, follows, has read, how it was verified and what it was sanctioned with change hands. Offices,
    invitations and notices do not. Both mailboxes are told. Raises Invalid, Refused for oneself and for the last
    administrator.
    """
    check_merge(actor, going, lock(staying))
    if not reason.strip():
        raise Invalid(lazy("Say how you know that both are one person. It stands in the log."), "reason")
    if going.is_administrator:
        keep_an_administrator(going)
    record(actor.id, MERGED, staying, {"merged_id": going.id}, {}, reason.strip()[:REASON_LIMIT])
    handle, shape, mailboxes = going.handle, going.handle_skeleton, {going.email, staying.email}
    for handover in handovers():
        handover(going, staying)
    leave(going, posts_stay=True)
    session.merge(FormerHandle(handle=handle, skeleton=shape, member_id=staying.id))
    for place, email in enumerate(sorted(filter(None, mailboxes))):
        facts = {"email": email, "gone": handle, "handle": staying.handle}
        queue_letter(LETTER, f"{LETTER}:{going.id}:{place}", facts)


def check_merge(actor: Person, going: Member, staying: Member) -> None:
    """Whether the two could become one. Raises like `merge_accounts`."""
    if actor.id in (going.id, staying.id):
        raise Refused(lazy("Nobody decides about themselves. Another administrator can."))
    if going.id == staying.id:
        raise Invalid(lazy("This is the same account."), "handle")
    if going.is_placeholder or going.is_closed:
        raise Invalid(lazy("Nobody can sign in with this account, so there is nothing to merge."), "handle")
    if staying.is_suspended or not uses_account(staying):
        raise Invalid(lazy("This account cannot be used now, so nothing can become part of it."), "handle")
