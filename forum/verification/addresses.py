"""Which text is the work address of one person. Whether its domain is an organisation's, the directory says.

The grammar is smaller than that of RFC 5321 on purpose: what a mail server could read in two ways is no address here.
So there is nothing to decode, fold or guess, and the address that was looked at is, sign for sign, the one that the
letter goes to.
"""

import re
from dataclasses import dataclass

from forum.core.errors import Invalid
from forum.core.words import lazy
from forum.verification.roles import is_role

ADDRESS_LIMIT = 254
LOCAL_LIMIT = 64

NOT_AN_ADDRESS = lazy("Enter exactly one address in the form name@organisation.gov.uk, without quotes or spaces.")
TAGGED = lazy("Enter the address itself, without a tag behind a plus sign or the like.")
SHARED = lazy("This looks like a mailbox of a team or role, which proves nobody. Enter the one that only you read.")

_LOCAL = re.compile(r"[a-z0-9](?:[a-z0-9._'-]*[a-z0-9])?")
_TWO_MARKS = re.compile(r"[._'-][._'-]")  # also how some servers write a tag: `name--tag`
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_TAG_SIGNS = frozenset("+=")


@dataclass(frozen=True)
class WorkAddress:
    """A mailbox as the forum writes it, in small letters, and its domain."""

    mailbox: str
    domain: str


def work_address(text: str) -> WorkAddress:
    """The one address that the text is. Raises Invalid for anything else, for sub-addresses and roles' mailboxes."""
    if not text.isascii() or len(text) > ADDRESS_LIMIT or text.count("@") != 1:
        raise Invalid(NOT_AN_ADDRESS, "email")
    local, domain = text.lower().split("@")
    if not _is_host(domain):
        raise Invalid(NOT_AN_ADDRESS, "email")
    if _TAG_SIGNS & set(local) or _TWO_MARKS.search(local):
        raise Invalid(TAGGED, "email")
    if len(local) > LOCAL_LIMIT or not _LOCAL.fullmatch(local):
        raise Invalid(NOT_AN_ADDRESS, "email")
    if is_role(local):
        raise Invalid(SHARED, "email")
    return WorkAddress(f"{local}@{domain}", domain)


def _is_host(domain: str) -> bool:
    """A name of two labels or more, none of them an encoded one (`xn--`), the last one no number."""
    labels = domain.split(".")
    plain = all(_LABEL.fullmatch(label) and label[2:4] != "--" for label in labels)
    return plain and len(labels) > 1 and labels[-1].isalpha()
