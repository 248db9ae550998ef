"""What the headers of a message say: its id, what it answers, subject, author and date; all of it may be broken."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import parsedate_to_datetime

from forum.core.cleaning import clean_line, clean_text
from forum.imports.archived import ID_LIMIT, address_or_none, is_possible
from forum.imports.charsets import readable, text_of_header
from forum.imports.mail_addresses import address_of, author_of
from forum.threads.by_mail import MAIL_SCHEME

REFERENCES_LIMIT = 100
HEADER_LIMIT = 20_000  # characters of one header
ENVELOPE_LIMIT = 500  # bytes of a "From " line
NEEDED = {"from", "date", "subject", "message-id", "to", "received"}

_BRACKETED = re.compile(r"<([^<>]+)>")
_ENVELOPE_DATE = re.compile(r"[A-Z][a-z]{2},? .*\d{4}.*|\d{1,2} [A-Z][a-z]{2} \d{4}.*")


@dataclass(frozen=True)
class Headers:
    """The headers of a message, as far as they could be read. `moment` is None where no date is one."""

    message_id: str
    references: tuple[str, ...]
    in_reply_to: tuple[str, ...]
    subject: str
    list_id: str
    author: str
    address: str
    moment: datetime | None
    is_dated: bool  # by its own Date, not by the way that it went
    url: str | None

    @property
    def post_id(self) -> str:
        """The id under which the message is kept; empty when it has none."""
        return mail_id(self.message_id)


def mail_id(message_id: str) -> str:
    """The id of a post that was a message: never that of another archive, and a digest where it is too long."""
    plain = clean_id(message_id).removeprefix(MAIL_SCHEME)
    if len(MAIL_SCHEME + plain) <= ID_LIMIT:
        return MAIL_SCHEME + plain if plain else ""
    return f"{MAIL_SCHEME}sha256-{hashlib.sha256(plain.encode()).hexdigest()}"


def clean_id(message_id: str) -> str:
    """A Message-ID without brackets, blanks and control characters."""
    return re.sub(r"\s+", "", clean_text(message_id)).strip("<>")


def read_headers(raw: bytes, envelope: bytes = b"") -> Headers | None:
    """The headers at the beginning of a message; None when there are none that a mail has."""
    message = BytesHeaderParser(policy=compat32).parsebytes(raw)
    found = headers_by_name(message)
    if not NEEDED & found.keys():
        return None
    moment, is_dated = _moment(found, envelope)
    sender = _first(found, "from") or _first(found, "sender") or _sender(envelope)
    return Headers(
        message_id=clean_id(readable(_first(found, "message-id"))),
        references=_ids(" ".join(found.get("references", []))),
        in_reply_to=_ids(_first(found, "in-reply-to")),
        subject=clean_line(text_of_header(_first(found, "subject"))),
        list_id=text_of_header(_first(found, "list-id")),
        author=author_of(sender),
        address=address_of(sender),
        moment=moment,
        is_dated=is_dated,
        url=address_or_none(_first(found, "archived-at").strip(" <>")),
    )


def headers_by_name(message: Message) -> dict[str, list[str]]:
    """All headers, unfolded, with what is no ASCII as lone surrogates."""
    found: dict[str, list[str]] = {}
    for name, value in message.raw_items():
        found.setdefault(name.lower(), []).append(re.sub(r"[\r\n]+[ \t]*", " ", str(value)[:HEADER_LIMIT]).strip())
    return found


def _first(found: dict[str, list[str]], name: str) -> str:
    return next(filter(None, found.get(name, [])), "")


def _ids(value: str) -> tuple[str, ...]:
    """The ids in a header, in order; in one without brackets, its words."""
    value = readable(value)
    named = _BRACKETED.findall(value) or [word for word in value.split() if "@" in word]
    ids = [mail_id(one) for one in named]
    ids = list(dict.fromkeys(filter(None, ids)))
    return (*ids[:1], *ids[1:][-REFERENCES_LIMIT:])


def _moment(found: dict[str, list[str]], envelope: bytes) -> tuple[datetime | None, bool]:
    own = _read_moment(_first(found, "date"))
    if own:
        return own, True
    on_the_way = [hop.rpartition(";")[2] for hop in found.get("received", [])]
    sent = _ENVELOPE_DATE.search(envelope[:ENVELOPE_LIMIT].decode("ascii", "replace"))
    return next(filter(None, map(_read_moment, [*on_the_way, sent[0] if sent else ""])), None), False


def _read_moment(text: str) -> datetime | None:
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = read(clean_text(text).strip())
            moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        if is_possible(moment):
            return moment.replace(microsecond=0)
    return None


def _sender(envelope: bytes) -> str:
    words = envelope.decode("utf-8", "surrogateescape").split()
    return words[1] if len(words) > 1 and "@" in words[1] else ""
