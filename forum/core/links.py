"""Where a link in a member's text may lead, and which words of a text are addresses."""

import re
from urllib.parse import parse_qs, urlsplit

_PLAIN = re.compile(r"[!-\[\]-~]+")  # printable ASCII; no space, no backslash
_ENTITY = re.compile(r"&#?\w+;")
_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?")
_PLACE = re.compile(r"/(?!/)|#post-[1-9][0-9]{0,9}\Z")
_MAILBOX = r"[A-Za-z0-9](?:[\w.+'-]{0,62}[\w-])?@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}"
_MAIL_FIELDS = {"subject", "body"}

ADDRESS_LIMIT = 2_000  # characters; what is longer is no address that anybody reads

WEB_START = r"(?<![\w@./:-])(?i:https?://|www\.)"
_WEB = re.compile(WEB_START + rf"[\w\-.~:/?#@!$&'()*+,;=%]{{1,{ADDRESS_LIMIT}}}+(?![\w/])")
_AFTER_ADDRESS = "?!.,:;*_~'"

MAILBOX = re.compile(rf"(?<![\w.+'@/-])(?a:{_MAILBOX})(?![\w@-]|\.\w)")


def is_safe(address: str) -> bool:
    """Whether a link may lead to this address: the web, a mailbox, or a place of this site.

    The address is read with a URL parser, as it stands after Markdown: http and https with a plain host and without
    credentials; mailto to one mailbox, with nothing but a subject and a body; a path from the site's root; a post on
    the same page. What a browser could read otherwise than we do (control characters, backslashes, `//host`, character
    references inside the address) is refused.
    """
    if not _PLAIN.fullmatch(address) or _ENTITY.search(address):
        return False
    if _PLACE.match(address):
        return True
    try:
        parts = urlsplit(address)
        has_good_port = parts.port != 0
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return _is_mailbox(parts.path, parts.query)
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not has_good_port:
        return False
    return bool(_HOST.fullmatch(parts.hostname or ""))


def is_outside(address: str) -> bool:
    """Whether a safe address leaves the site."""
    return not address.startswith(("/", "#"))


def web_address(text: str, start: int, end: int) -> str | None:
    """The web address that begins at `start`, without the punctuation of the sentence around it."""
    match = _WEB.match(text, start, end)
    if not match:
        return None
    address = _without_sentence(match[0])
    if address[:4].lower() == "www." and address.count(".") < 2:
        return None
    return address


def _without_sentence(address: str) -> str:
    """Punctuation at the end belongs to the sentence, and so does a bracket that was not opened in the address."""
    surplus = address.count(")") - address.count("(")
    end = len(address)
    while end and (address[end - 1] in _AFTER_ADDRESS or (address[end - 1] == ")" and surplus > 0)):
        surplus -= address[end - 1] == ")"
        end -= 1
    return address[:end]


def _is_mailbox(mailbox: str, query: str) -> bool:
    return bool(re.fullmatch(f"(?a:{_MAILBOX})", mailbox)) and set(parse_qs(query, True)) <= _MAIL_FIELDS
