"""Mail addresses are not published: authors go by their names, and in texts only the part behind the @ is shown."""

import re

from forum.core.cleaning import clean_line
from forum.imports.archived import NAME_LIMIT
from forum.imports.charsets import text_of_header
from forum.imports.spelled_addresses import name_without_spelled, without_spelled

LONGEST_FROM = 2_000  # characters
UNKNOWN = "Unknown author"
ELLIPSIS_IN_LINK = "%E2%80%A6"  # so that the link stays one

_ADDRESS = re.compile(r"[\w.%+'-]{1,100}@((?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,})")
_IN_LINK = re.compile(
    r"(%[\dA-Fa-f]{2}|(?<![\w.+'%-]))(?:[\w.+'-]|%2[Bb]){1,100}(%40(?:[A-Za-z0-9-]{1,63}\.){1,9}[A-Za-z]{2,})"
)
_ASIDE = r"(?!(?:also|and|as|but|even|here|is|now|only|or|see|there|was|were) )"  # (and at example.org) is a sentence
_SPELLED_OUT = re.compile(
    rf"(?i)([<(\[](?:mailto:)?){_ASIDE}[\w.%+'-]{{1,100}}( at (?:[A-Z0-9-]{{1,63}}\.){{1,9}}[A-Z]{{2,}}[>)\]])"
)
_BESIDE_NAME = re.compile(r"(?m)^( {0,3}>.*?[\w.\"')])\s?[<\[(](?:mailto:)?[^\s<>\[\]()@]{1,100}@[\w.-]{1,200}[>\])]")
_MAILBOX = re.compile(r"(?P<name>.*?)\s*<(?P<address>[^<>]*)>\s*$|(?P<only>.+(?:@| at ).+?)\s*\((?P<comment>.*)\)\s*$")
_VIA = re.compile(r"(?i)\s+via\s+.{1,80}$")
_SPELLED = re.compile(r"(?i)\s+(?:\(at\)|\[at\]|at)\s+\S+.*$")


def without_addresses(text: str) -> str:
    """The text with an ellipsis for what stands before the @ of each mail address.

    Where a quotation says whose it is, the name is enough.
    """
    text = _SPELLED_OUT.sub(r"\1…\2", text) if " at " in text else text
    text = _IN_LINK.sub(rf"\1{ELLIPSIS_IN_LINK}\2", text) if "%40" in text else text
    text = without_spelled(text)
    return _ADDRESS.sub(r"…@\1", _BESIDE_NAME.sub(r"\1", text)) if "@" in text else text


def author_of(header: str) -> str:
    """The name in a From header, else one that is made of the part of the address before the @."""
    text = clean_line(text_of_header(header))[:LONGEST_FROM]
    match = _MAILBOX.match(text)
    if match is None:
        return _shaped(text)
    name = match["name"] if match["name"] is not None else match["comment"]
    return _as_name(name) or _shaped(match["address"] or match["only"] or "")


def address_of(header: str) -> str:
    """The mail address in a From header, in lower case; empty when there is none. To compare, never to show."""
    match = _ADDRESS.search(header)
    return match[0].lower() if match else ""


def _as_name(text: str) -> str:
    """The words in quotation marks or not, when they are a name and no address."""
    name = _VIA.sub("", text.strip().strip("\"'").replace("\\", "").strip())
    if "@" in name or not any(one.isalnum() for one in name):
        return ""
    plain = " ".join(name_without_spelled(name).split())
    is_address = plain != " ".join(name.split()) and " " not in plain
    return _shaped(plain) if is_address else plain[:NAME_LIMIT].strip()


def _shaped(address: str) -> str:
    """asha.patel@example.org as Asha Patel."""
    local = _SPELLED.sub("", name_without_spelled(address).partition("@")[0].strip("<>\"' ")).partition("+")[0]
    words = [word for word in re.split(r"[\W_]+", local) if word]
    return " ".join(word[:1].upper() + word[1:] for word in words)[:NAME_LIMIT].strip() or UNKNOWN
