"""What follows in the worker: whether an address has an account is asked here, and only its mailbox is told."""

from forum.accounts import letters
from forum.accounts.events import AddressChangeAsked, AddressChanged, PasswordChanged, ResetAsked, SignUpAsked
from forum.accounts.queries import account_of
from forum.core.db import session
from forum.core.mail import postbox
from forum.members.models import Member


def send_sign_up_letter(event: SignUpAsked) -> None:
    """A link to join with; to a member, word that they are one."""
    member = account_of(event.email)
    if member is None:
        postbox.send(letters.join_letter(event.email))
    elif not member.is_closed:
        postbox.send(letters.member_already_letter(member))


def send_reset_letter(event: ResetAsked) -> None:
    """A link to set a new password with; to others, word that there is no account."""
    member = account_of(event.email)
    if member is None:
        postbox.send(letters.no_account_letter(event.email))
    elif not member.is_closed:
        postbox.send(letters.reset_letter(member))


def send_new_address_letter(event: AddressChangeAsked) -> None:
    """A link to the new address, or word that it is somebody's already."""
    member = session.get(Member, event.member_id)
    if member is None or member.is_closed:
        return
    taken = account_of(event.email) is not None
    postbox.send(
        letters.address_in_use_letter(event.email) if taken else letters.new_address_letter(member, event.email)
    )


def tell_old_address(event: AddressChanged) -> None:
    """Whoever reads the old mailbox learns of the change, in case it was not they who made it."""
    if event.old_email:
        postbox.send(letters.address_changed_letter(event.old_email))


def tell_of_new_password(event: PasswordChanged) -> None:
    """The member learns of the change, in case it was not they who made it."""
    member = session.get(Member, event.member_id)
    if member is not None and member.email and not member.is_closed:
        postbox.send(letters.password_changed_letter(member))
