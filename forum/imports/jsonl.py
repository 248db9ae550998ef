"""Reading an archive of discussions: JSON Lines, gzip or not, one post a line.

Every line is checked by itself; a line at fault is named by its number and skipped, and so is a reply to a thread
whose first post is not there.
"""

import json
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from forum.core.cleaning import clean_line, clean_text, without_overrides
from forum.imports.archived import ID_LIMIT, NAME_LIMIT, ArchivedPost, Line, address_or_none, is_possible
from forum.imports.files import opened
from forum.threads.models import TITLE_STORED

LONGEST_LINE = 4_000_000


class BadLine(ValueError):
    """A line that is no post; the message says why."""


def read_archive(path: Path) -> Iterator[Line]:
    """All lines of the file. A file that breaks off in the middle ends with a line that says so."""
    number = 0
    with opened(path) as file:
        while True:
            number += 1
            try:
                raw = _next_line(file)
            except (EOFError, OSError, zlib.error) as fault:
                yield Line(number, None, f"the file breaks off here: {fault}")
                return
            if not raw:
                return
            if raw.strip():
                yield _line(number, raw)


def _next_line(file: BinaryIO) -> bytes:
    """The next line; of one that is longer than any post, its beginning."""
    raw = part = file.readline(LONGEST_LINE + 1)
    while len(part) > LONGEST_LINE and not part.endswith(b"\n"):
        part = file.readline(LONGEST_LINE + 1)
    return raw


def _line(number: int, raw: bytes) -> Line:
    if len(raw) > LONGEST_LINE:
        return Line(number, None, f"longer than {LONGEST_LINE} bytes")
    try:
        return Line(number, _post(json.loads(raw)))
    except (ValueError, RecursionError) as fault:
        return Line(number, None, str(fault) if isinstance(fault, BadLine) else f"no JSON: {fault}")


def _post(facts: Any) -> ArchivedPost:
    if not isinstance(facts, dict):
        raise BadLine("no object")
    url = facts.get("source_url")
    return ArchivedPost(
        thread_id=_text(facts, "thread_id", ID_LIMIT),
        thread_title=_text(facts, "thread_title", TITLE_STORED, clean_line),
        board=_text(facts, "board", NAME_LIMIT, clean_line),
        post_id=_text(facts, "post_id", ID_LIMIT),
        is_first=_reply_to(facts) is None,
        author=_text(facts, "author", NAME_LIMIT, clean_line),
        created_at=_moment(facts),
        body=_body(facts),
        source_url=_address(url) if url is not None else None,
        accepted=facts.get("accepted") is True,
    )


def _text(facts: dict[str, Any], name: str, most: int, clean: Callable[[str], str] = clean_text) -> str:
    value = facts.get(name)
    if not isinstance(value, str):
        raise BadLine(f"{name} is missing or no text")
    value = " ".join(clean(value).split())
    if not 0 < len(value) <= most:
        raise BadLine(f"{name} has {len(value)} characters, not 1 to {most}")
    return value


def _reply_to(facts: dict[str, Any]) -> str | None:
    if "reply_to" not in facts:
        raise BadLine("reply_to is missing; the first post of a thread has null")
    return None if facts["reply_to"] is None else _text(facts, "reply_to", ID_LIMIT)


def _body(facts: dict[str, Any]) -> str:
    if not isinstance(facts.get("body"), str):
        raise BadLine("body is missing or no text")
    return without_overrides(clean_text(facts["body"]))


def _moment(facts: dict[str, Any]) -> datetime:
    try:
        moment = datetime.fromisoformat(str(facts.get("created_at")))
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as fault:
        raise BadLine("created_at is no ISO 8601 moment") from fault
    if not is_possible(moment):
        raise BadLine("created_at lies before 1970 or in the future")
    return moment


def _address(url: Any) -> str:
    address = address_or_none(url)
    if address is None:
        raise BadLine("source_url is no http or https address")
    return address
