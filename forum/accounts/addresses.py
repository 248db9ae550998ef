"""E-mail addresses, written one way, so that one address has one account."""

from email_validator import EmailNotValidError, validate_email

from forum.core.errors import Invalid
from forum.core.words import lazy

EMAIL_LIMIT = 254
NOT_AN_ADDRESS = lazy("Enter an e-mail address in the form name@example.org")


def plain_address(text: str) -> str:
    """The address in lower case, with an international domain as mail servers write it.

    Whether mail arrives there is found out by sending it. Raises Invalid for everything that is not exactly one
    address: quoted names, encoded words, several addresses.
    """
    text = text.strip(" \t\r\n")
    if len(text) > EMAIL_LIMIT or text.startswith("=?"):
        raise Invalid(NOT_AN_ADDRESS, "email")
    try:
        address = validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as fault:
        raise Invalid(NOT_AN_ADDRESS, "email") from fault
    plain = str(address.ascii_email).lower()
    if not text.isascii() and "xn--" not in plain:  # other signs that a library takes for ours: it reads as another
        raise Invalid(NOT_AN_ADDRESS, "email")
    return plain
