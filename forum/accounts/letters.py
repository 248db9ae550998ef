"""The letters of the door: whether an address has an account is asked here, and only its mailbox is told.

Each is written when it is sent, from the facts that its deed queued; its link counts from then on. A member whose
account is closed gets none.
"""

from forum.accounts.links import join_token, new_address_token, reset_token
from forum.accounts.queries import account_numbered, account_of
from forum.core.letters import Facts, Writer
from forum.core.mail import Letter
from forum.members.models import Member
from forum.web.letters import full_address, write_letter


def sign_up_letter(facts: Facts) -> Letter | None:
    """A link to join with; to a member, word that they are one, and how to get a new password."""
    email: str = facts["email"]
    member = account_of(email)
    if member is None:
        return write_letter(email, "join", email=email, link=full_address(f"/confirm/{join_token(email)}"))
    if member.is_closed:
        return None
    return write_letter(email, "member_already", sign_in=full_address("/sign-in"), link=_reset_link(member))


def reset_letter(facts: Facts) -> Letter | None:
    """A link to set a new password with; to others, word that there is no account."""
    email: str = facts["email"]
    member = account_of(email)
    if member is None:
        return write_letter(email, "no_account", email=email, link=full_address("/sign-up"))
    return None if member.is_closed else write_letter(email, "reset", link=_reset_link(member))


def new_address_letter(facts: Facts) -> Letter | None:
    """A link to the address that a member wants to have, or word that it is somebody's already."""
    email: str = facts["email"]
    member = account_numbered(facts["member_id"])
    if member is None or member.is_closed:
        return None
    if account_of(email) is not None:
        return write_letter(email, "address_in_use", email=email)
    link = full_address(f"/settings/account/email/{new_address_token(member, email)}")
    return write_letter(email, "new_address", link=link)


def address_changed_letter(facts: Facts) -> Letter | None:
    """Whoever reads the mailbox that a member had until now learns of it, in case it was not they who changed it."""
    email: str = facts["email"]
    return write_letter(email, "address_changed") if email else None


def account_closed_letter(facts: Facts) -> Letter | None:
    """The last letter: that the account is closed, in case it was not its member who asked for it."""
    return write_letter(facts["email"], "account_closed")


def accounts_merged_letter(facts: Facts) -> Letter | None:
    """Both mailboxes learn that two accounts are one, in case they were not one person's."""
    return write_letter(facts["email"], "accounts_merged", gone=facts["gone"], handle=facts["handle"])


def password_changed_letter(facts: Facts) -> Letter | None:
    """The member learns of the change, in case it was not they who made it."""
    member = account_numbered(facts["member_id"])
    if member is None or not member.email or member.is_closed:
        return None
    return write_letter(member.email, "password_changed", link=full_address("/reset"))


def _reset_link(member: Member) -> str:
    return full_address(f"/reset/{reset_token(member)}")


LETTERS: dict[str, Writer] = {
    "sign-up": sign_up_letter,
    "reset": reset_letter,
    "new-address": new_address_letter,
    "address-changed": address_changed_letter,
    "account-closed": account_closed_letter,
    "accounts-merged": accounts_merged_letter,
    "password-changed": password_changed_letter,
}
