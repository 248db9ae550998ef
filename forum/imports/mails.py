"""A message as a post: its words, and below them the names of what hung on it."""

import hashlib
from dataclasses import dataclass

from forum.core.cleaning import clean_line, clean_text, without_overrides
from forum.core.words import _
from forum.imports.mail_addresses import without_addresses
from forum.imports.mail_headers import Headers
from forum.imports.mail_parts import NAMES_LIMIT, parts_of
from forum.imports.quotations import words_of_mail
from forum.threads.by_mail import MAIL_SCHEME

BODY_KEPT = 200_000  # characters; what is longer is a file that somebody put into the text
ATTACHMENTS = "attachments"


@dataclass(frozen=True)
class Body:
    """The body of a post that was a message, and which kinds of things were left out of it."""

    text: str
    left_out: frozenset[str]


def body_of(raw: bytes) -> Body:
    """The message's body as Markdown. Raises RecursionError for parts within parts without end."""
    parts = parts_of(raw)
    words = words_of_mail(without_overrides(clean_text(parts.text)))
    text = _cut(without_addresses(words.text))
    names = [name.replace("`", "'") for name in map(clean_line, parts.attachments)]
    if names:
        named = ", ".join(f"`{' '.join(without_addresses(name).split())}`" for name in names[:NAMES_LIMIT])
        more = f" + {len(names) - NAMES_LIMIT}" if len(names) > NAMES_LIMIT else ""
        text = f"{text}\n\n{_('Attachments, not kept: %(names)s', names=named + more)}".lstrip("\n")
    left_out = parts.left_out | words.left_out | ({ATTACHMENTS} if names else set())
    return Body(text, frozenset(left_out))


def id_by_content(headers: Headers, raw: bytes) -> str:
    """An id for a message that has none of its own: the same for the same message, in whatever archive it stands."""
    sent = headers.moment.isoformat() if headers.moment and headers.is_dated else ""
    lines = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[2].rstrip()
    known = "\n".join((headers.author, headers.address, sent, headers.subject))
    return f"{MAIL_SCHEME}content-{hashlib.sha256(known.encode() + b'|' + lines).hexdigest()}"


def _cut(text: str) -> str:
    if len(text) <= BODY_KEPT:
        return text
    over = f"{len(text) - BODY_KEPT:,}"
    return text[:BODY_KEPT] + "\n\n" + _("The message goes on for %(over)s characters, which were not kept.", over=over)
