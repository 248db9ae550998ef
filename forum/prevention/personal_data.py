"""What looks like personal data in a text before it is published. Nothing of what is found is kept anywhere."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forum.core.links import MAILBOX
from forum.core.markup import lines_of
from forum.core.words import lazy
from forum.organisations.domains import proven_by
from forum.prevention import numbers
from forum.prevention.folding import as_read
from forum.prevention.numbers import Span

MOST_SHOWN = 20
MOST_DOMAINS = 40  # that are looked up in the directory; a mailbox beyond counts as somebody's own
MARKDOWN = "body"  # the field that is written in it
_LOOKS_OTHERWISE = re.compile(r"[*_~`\[\\&\t]| {2}")  # what a page shows otherwise than it was typed


@dataclass(frozen=True)
class Seen:
    """One thing that was seen: what it looks like, its text as one reads it, its field and the line in it."""

    kind: str
    text: str
    field: str
    line: int

    @property
    def words(self) -> Any:
        """What it looks like, in words."""
        return KINDS[self.kind]

    @property
    def key(self) -> tuple[str, str]:
        """The same for the same number or address, however it is written."""
        return self.kind, "".join(sign for sign in self.text.lower() if sign.isalnum() or sign in "@.")


KINDS: dict[str, Any] = {
    "nhs": lazy("NHS number"),
    "insurance": lazy("National Insurance number"),
    "card": lazy("number of a payment card"),
    "mail": lazy("e-mail address of a person"),
    "phone": lazy("telephone number"),
}
NUMBERS: dict[str, Callable[[str], Iterator[Span]]] = {  # what is found first is not found again as something else
    "card": numbers.card_numbers,
    "nhs": numbers.nhs_numbers,
    "insurance": numbers.national_insurance_numbers,
    "phone": numbers.phone_numbers,
}


def seen_in(texts: Mapping[str, str]) -> list[Seen]:
    """What looks like personal data in these fields, each once, in the order of the text."""
    domains: dict[str, bool] = {}
    found: dict[tuple[str, str], Seen] = {}
    for field, typed in texts.items():
        lines = list(enumerate(as_read(typed).split("\n"), start=1))
        seen_here = [
            *_seen_in_lines(field, lines, domains),
            *_seen_in_lines(field, _shown(field, typed, lines), domains),
        ]
        for seen in sorted(seen_here, key=lambda one: one.line):
            found.setdefault(seen.key, seen)
    return list(found.values())


def _seen_in_lines(field: str, lines: Sequence[tuple[int, str]], domains: dict[str, bool]) -> Iterator[Seen]:
    text = "\n".join(line for _number, line in lines)
    for kind, (start, end) in sorted(_spans(text, domains), key=lambda one: one[1]):
        yield Seen(kind, text[start:end], field, lines[text.count("\n", 0, start)][0])


def _shown(field: str, typed: str, lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Lines that a page shows otherwise than they were typed: without markup, and blanks in a row as one."""
    if not any(_LOOKS_OTHERWISE.search(line) for _number, line in lines):
        return []
    known = {line for _number, line in lines}
    shown = lines_of(typed) if field == MARKDOWN else lines
    folded = [(number, " ".join(as_read(line).split())) for number, line in shown]
    return [(number, line) for number, line in folded if line not in known]


def not_yet(found: Iterable[Seen], before: Mapping[str, str]) -> list[Seen]:
    """Those that do not stand in the texts of before already, where somebody has meant them."""
    known = {seen.key for seen in seen_in(before)}
    return [seen for seen in found if seen.key not in known]


def mark_of(found: Iterable[Seen]) -> str:
    """A mark of what was seen, another one as soon as anything else is: what is ticked is meant, and no more."""
    return hashlib.sha256(repr(sorted(seen.key for seen in found)).encode()).hexdigest()[:32]


def _spans(text: str, domains: dict[str, bool]) -> Iterator[tuple[str, Span]]:
    taken: list[Span] = []
    for kind, find in NUMBERS.items():
        spans = [span for span in find(text) if not any(start < span[1] and span[0] < end for start, end in taken)]
        taken += spans[:MOST_SHOWN]
        yield from ((kind, span) for span in spans[:MOST_SHOWN])
    for mailbox in MAILBOX.finditer(text):
        if not _is_of_a_body(mailbox[0].rpartition("@")[2].lower(), domains):
            yield "mail", mailbox.span()


def _is_of_a_body(domain: str, known: dict[str, bool]) -> bool:
    """Whether the directory of organisations has the domain."""
    if domain not in known and len(known) < MOST_DOMAINS:
        known[domain] = proven_by(domain) is not None
    return known.get(domain, False)
