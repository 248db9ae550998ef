"""What happened at the door, for the letters that follow. Addresses are here only until the letter is sent."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SignUpAsked:
    """Somebody wants to join with this address, which may have an account already."""

    email: str


@dataclass(frozen=True)
class ResetAsked:
    """Somebody has forgotten the password of this address, which may have no account."""

    email: str


@dataclass(frozen=True)
class AddressChangeAsked:
    """A member, having given the password, wants another address."""

    member_id: int
    email: str


@dataclass(frozen=True)
class AddressChanged:
    """A member has another address now; the old one is to be told."""

    member_id: int
    old_email: str


@dataclass(frozen=True)
class PasswordChanged:
    """A member has another password now."""

    member_id: int
