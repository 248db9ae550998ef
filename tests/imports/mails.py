"""Mails of our own, as bytes, and the mailboxes that hold them."""

import gzip
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

START = datetime(2014, 3, 13, 20, 32, 4, tzinfo=UTC)
SEPARATOR = b"From asha@example.org Thu Mar 13 20:32:04 2014\n"


def mail(key: str, body: str | bytes = "They are nine.", minute: int = 0, **headers: str | None) -> bytes:
    """A message with the id key@example.org; header names with underscores for hyphens, None leaves one out."""
    facts: dict[str, str | None] = {
        "from": "Asha Patel <asha@example.org>",
        "date": format_datetime(START + timedelta(minutes=minute)),
        "subject": "Where do the kettles go?",
        "message_id": f"<{key}@example.org>",
        **headers,
    }
    lines = [f"{name.replace('_', '-').title()}: {value}" for name, value in facts.items() if value is not None]
    text = body if isinstance(body, bytes) else body.encode()
    return "\n".join(lines).encode("utf-8", "surrogateescape") + b"\n\n" + text


def answer(key: str, to: str, body: str | bytes = "Into the drawer.", minute: int = 1, **headers: str | None) -> bytes:
    """A message that answers another one."""
    said = {"from": "Ben Brook <ben@example.org>", "subject": "Re: Where do the kettles go?", **headers}
    return mail(key, body, minute, references=f"<{to}@example.org>", **said)


def mbox(path: Path, mails: Iterable[bytes], separator: bytes = SEPARATOR) -> Path:
    """A file with these messages; packed when its name ends in .gz."""
    raw = b"".join(separator + one.replace(b"\nFrom ", b"\n>From ").rstrip(b"\n") + b"\n\n" for one in mails)
    path.write_bytes(gzip.compress(raw) if path.suffix == ".gz" else raw)
    return path


def maildir(path: Path, mails: Iterable[bytes]) -> Path:
    """A Maildir with these messages, the first half of them read."""
    for name in ("cur", "new", "tmp"):
        (path / name).mkdir(parents=True)
    for number, one in enumerate(mails):
        (path / ("new" if number % 2 else "cur") / f"{1394742724 + number}.M{number}.host:2,S").write_bytes(one)
    return path
