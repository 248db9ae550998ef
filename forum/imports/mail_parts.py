"""The parts of a message: what of it is text, and the names of what is not. Parts may be broken, or never end."""

import re
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import Compat32

from forum.imports.charsets import text_of_bytes, text_of_header
from forum.imports.html_text import markdown_of
from forum.imports.mail_addresses import author_of

NAMES_LIMIT = 20  # attachments named under a post
NAME_LENGTH = 100
DEEPEST = 20  # parts within parts
HEADER_LIMIT = 5_000  # characters of one header: the library takes a square of time for its parameters
COMPARED_LIMIT = 30_000_000  # the library compares each line with the bound of each part that it may end

_BOUND = re.compile(rb"(?i)\bboundary(?:\*\d{0,9}\*?)?\s*=")


class _Limited(Compat32):
    """Headers that end somewhere."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:HEADER_LIMIT]


_LIMITED = _Limited()
SIGNATURE = "signatures"
FILES = {"text/calendar", "text/vcard", "text/x-vcard", "text/directory", "text/x-vcalendar", "text/csv", "text/css"}


@dataclass
class Parts:
    """What a message holds: its text, the names of its attachments, what was left out."""

    texts: list[str] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        """All of it, one text below the other."""
        return "\n\n".join([*map(str.rstrip, self.texts[:-1]), *self.texts[-1:]])

    def add(self, text: str) -> None:
        """One text more, below the others."""
        if text.strip():
            self.texts.append(text)


def parts_of(raw: bytes) -> Parts:
    """The text of a message, and what hangs on it. Raises RecursionError for parts within parts without end.

    Raises ValueError for as many parts in as many lines as only an attack has.
    """
    if len(_BOUND.findall(raw)) * raw.count(b"\n") > COMPARED_LIMIT:
        raise ValueError("too many parts in too many lines")
    parts = Parts()
    _read(message_from_bytes(raw, policy=_LIMITED), parts, 0)
    return parts


def _read(part: Message, parts: Parts, depth: int) -> None:
    kind = part.get_content_type()
    inner = _inner(part)
    if depth > DEEPEST:
        parts.attachments.append(kind)
    elif kind == "message/rfc822" and inner:
        _read_forwarded(inner[0], parts, depth)
    elif kind == "multipart/alternative" and inner:
        _read_best(inner, parts, depth)
    elif inner:
        for one in inner:
            _read(one, parts, depth + 1)
    elif _is_attached(part, kind):
        parts.attachments.append(_name(part) or kind)
    elif kind == "text/html":
        text, signed = markdown_of(_text(part))
        parts.add(text)
        parts.left_out |= {SIGNATURE} if signed else set()
    else:
        parts.add(_unfolded(part, _text(part)))


def _inner(part: Message) -> list[Message]:
    """The parts that it holds; none where it says that it holds some and they cannot be told apart."""
    payload = part.get_payload() if part.is_multipart() else []
    return [one for one in payload if isinstance(one, Message)]


def _read_best(alternatives: list[Message], parts: Parts, depth: int) -> None:
    """Of alternatives the first that says something in plain text, else the first that says anything."""
    found = []
    for one in alternatives:
        kept = Parts()
        _read(one, kept, depth + 1)
        found.append((one.get_content_type() != "text/plain", kept))
    said = sorted((one for one in found if one[1].text.strip()), key=lambda one: one[0])
    if said:
        parts.texts += said[0][1].texts
        parts.left_out |= said[0][1].left_out
    parts.attachments += [name for _kind, kept in found for name in kept.attachments]


def _read_forwarded(message: Message, parts: Parts, depth: int) -> None:
    """A message in a message is a quotation, below a line that says whose."""
    inside = Parts()
    _read(message, inside, depth + 1)
    subject, author = text_of_header(str(message["subject"] or "")), author_of(str(message["from"] or ""))
    lines = [f"{author}: {subject}".rstrip(": "), "", *inside.text.strip("\n").split("\n")]
    parts.add("\n".join(f"> {line}".rstrip() for line in lines))
    parts.attachments += inside.attachments


def _is_attached(part: Message, kind: str) -> bool:
    """Whether it is a file: it says so, has a name, or is neither text nor several parts (whose bounds are broken)."""
    if part.get_content_disposition() == "attachment" or _name(part):
        return True
    return not kind.startswith(("text/", "multipart/")) or kind in FILES


def _name(part: Message) -> str:
    try:
        name = part.get_filename()
    except (ValueError, TypeError, LookupError):
        name = None
    return text_of_header(str(name or ""))[:NAME_LENGTH]


def _text(part: Message) -> str:
    try:
        raw = part.get_payload(decode=True)
    except (ValueError, TypeError, LookupError):
        raw = None
    if not isinstance(raw, bytes):
        raw = str(part.get_payload()).encode("utf-8", "surrogateescape")
    return text_of_bytes(raw, _parameter(part, "charset")).replace("\r\n", "\n").replace("\r", "\n")


def _unfolded(part: Message, text: str) -> str:
    """Lines that RFC 3676 lets programs break softly, whole again."""
    if _parameter(part, "format").lower() != "flowed":
        return text
    lines, depth_of_open, joined_closely = list[list[str]](), -1, _parameter(part, "delsp").lower() == "yes"
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:].removeprefix(" ")
        if depth == depth_of_open and words not in ("", "-- "):
            lines[-1].append(words)
        else:
            lines.append([">" * depth, " " if depth and words else "", words])
        is_soft = words.endswith(" ") and words != "-- "
        depth_of_open = depth if is_soft else -1
        if is_soft and joined_closely:
            lines[-1][-1] = lines[-1][-1][:-1]
    return "\n".join(map("".join, lines))


def _parameter(part: Message, name: str) -> str:
    try:
        value = part.get_param(name, "")
    except (ValueError, TypeError, LookupError):
        return ""
    return str(value[2] if isinstance(value, tuple) else value)
