"""The letters of the door."""

from forum.accounts.links import join_token, new_address_token, reset_token
from forum.core.mail import Letter
from forum.members.models import Member
from forum.web.letters import full_address, write_letter


def join_letter(email: str) -> Letter:
    """To somebody new: the link that leads to name and password."""
    return write_letter(email, "join", email=email, link=full_address(f"/confirm/{join_token(email)}"))


def member_already_letter(member: Member) -> Letter:
    """To a member who wanted to join again: there is an account, and how to get a new password."""
    return write_letter(_email(member), "member_already", sign_in=full_address("/sign-in"), link=_reset_link(member))


def reset_letter(member: Member) -> Letter:
    """To a member who has forgotten the password."""
    return write_letter(_email(member), "reset", link=_reset_link(member))


def no_account_letter(email: str) -> Letter:
    """To somebody who wants a new password and has no account."""
    return write_letter(email, "no_account", email=email, link=full_address("/sign-up"))


def new_address_letter(member: Member, email: str) -> Letter:
    """To the address that a member wants to have."""
    path = f"/settings/account/email/{new_address_token(member, email)}"
    return write_letter(email, "new_address", link=full_address(path))


def address_in_use_letter(email: str) -> Letter:
    """To an address that a member wants to have and that has an account already."""
    return write_letter(email, "address_in_use", email=email)


def address_changed_letter(old_email: str) -> Letter:
    """To the address that a member had until now."""
    return write_letter(old_email, "address_changed")


def password_changed_letter(member: Member) -> Letter:
    """To a member whose password was changed."""
    return write_letter(_email(member), "password_changed", link=full_address("/reset"))


def _email(member: Member) -> str:
    return member.email or ""


def _reset_link(member: Member) -> str:
    return full_address(f"/reset/{reset_token(member)}")
