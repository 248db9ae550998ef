"""How often the door may be tried. Offices share one network address, so those limits are wider."""

from datetime import timedelta

from forum.core.throttle import Limit, throttle
from forum.web.viewer import client_address

_QUARTER = timedelta(minutes=15)
_HOUR = timedelta(hours=1)

SIGN_IN_ACCOUNT = Limit("sign in, account", 10, _QUARTER)
SIGN_IN_CLIENT = Limit("sign in, client", 60, _QUARTER)
LETTERS_TO = Limit("letters, mailbox", 5, _HOUR)
LETTERS_FOR = Limit("letters, client", 30, _HOUR)
LINKS_OPENED = Limit("links, client", 60, _HOUR)
OWN_PASSWORD = Limit("own password, account", 10, _HOUR)


def spend_sign_in(email: str) -> None:
    """One more try to sign in, counted the same whether the address has an account. Raises TooMany."""
    throttle.spend(SIGN_IN_CLIENT, client_address())
    throttle.spend(SIGN_IN_ACCOUNT, email)


def forget_sign_ins(email: str) -> None:
    """The right password: the account's tries count from nothing."""
    throttle.forget(SIGN_IN_ACCOUNT, email)


def spend_letter(email: str) -> None:
    """One more letter to this address. Raises TooMany."""
    throttle.spend(LETTERS_FOR, client_address())
    throttle.spend(LETTERS_TO, email)


def spend_link() -> None:
    """One more form sent from behind a link. Raises TooMany."""
    throttle.spend(LINKS_OPENED, client_address())


def spend_own_password(member_id: int) -> None:
    """One more time that a member who is signed in gives the password. Raises TooMany."""
    throttle.spend(OWN_PASSWORD, member_id)
