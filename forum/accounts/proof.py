"""Who has given the right password, and so may sign in."""

from dataclasses import dataclass

from forum.accounts import limits, passwords
from forum.accounts.queries import account_of
from forum.core.errors import Invalid
from forum.core.words import lazy
from forum.members.models import Member

WRONG = lazy("The e-mail address or the password is not right. Check both.")
WRONG_PASSWORD = lazy("This is not your password.")


@dataclass(frozen=True)
class Proof:
    """A member, and the hash of the password that was given: a deed checks that it is still theirs."""

    member: Member
    password_hash: str


def prove(email: str, password: str) -> Proof:
    """Who signs in with this address and password. The work is the same whether there is an account.

    Raises Invalid without telling which of the two was wrong, TooMany, Busy.
    """
    limits.spend_sign_in(email)
    member = account_of(email)
    password_hash = member.password_hash if member else None
    right = passwords.is_right(password_hash, password)
    if not right or member is None or password_hash is None or not member.is_confirmed:
        raise Invalid(WRONG, "password")
    limits.forget_sign_ins(email)
    return Proof(member, password_hash)


def prove_again(member: Member, password: str, field: str) -> Proof:
    """A member who is signed in gives the password before something that matters.

    Raises Invalid for the field, TooMany, Busy.
    """
    password_hash = member.password_hash
    limits.spend_own_password(member.id)
    if password_hash is None or not passwords.is_right(password_hash, password):
        raise Invalid(WRONG_PASSWORD, field)
    return Proof(member, password_hash)
