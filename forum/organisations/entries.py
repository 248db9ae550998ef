"""An e-mail domain as people write it: in the directory's file, and in the form of an organisation.

dorset.gov.uk        addresses at this very domain
*.dorset.gov.uk      those, and addresses at every domain below it
(leeds.ac.uk)        students, pupils, the public or suppliers have addresses there too: one proves too little
(*.leeds.ac.uk)      both
"""

import re
from dataclasses import dataclass
from typing import Any

from forum.core.words import lazy
from forum.organisations.hosts import fault_of
from forum.organisations.models import OrganisationDomain

_WRITTEN = re.compile(r"(?P<open>\()?(?P<below>\*\.)?(?P<domain>[^()*]+)(?(open)\))")


class UnreadableEntry(ValueError):
    """What was written is no domain that the directory takes; `sentence` says why."""

    def __init__(self, sentence: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, order=True)
class Entry:
    """A domain with its marks."""

    domain: str
    with_subdomains: bool = False
    staff_only: bool = True

    def __str__(self) -> str:
        name = f"*.{self.domain}" if self.with_subdomains else self.domain
        return name if self.staff_only else f"({name})"


def entry_of(row: OrganisationDomain) -> Entry:
    """The entry of a row of the directory."""
    return Entry(row.domain, row.with_subdomains, row.staff_only)


def read_entry(text: str) -> Entry:
    """The entry that somebody wrote. Raises UnreadableEntry for what the directory does not take."""
    found = _WRITTEN.fullmatch(text)
    domain = found["domain"].lower() if found and found["domain"].isascii() else text
    entry = Entry(domain, bool(found and found["below"]), not (found and found["open"]))
    if fault := fault_of(entry.domain, entry.with_subdomains):
        raise UnreadableEntry(fault)
    return entry


def read_entries(text: str) -> tuple[Entry, ...]:
    """The entries of a text with white space between them. Raises UnreadableEntry for one that stands there twice."""
    entries = sorted(read_entry(one) for line in text.splitlines() for one in _parts(line))
    for entry, following in zip(entries, entries[1:], strict=False):
        if entry.domain == following.domain:
            raise UnreadableEntry(lazy("%(domain)s stands there twice.", domain=entry.domain))
    return tuple(entries)


def _parts(line: str) -> list[str]:
    """What stands in a line; words that are no domains at all stay together, to be named as they were written."""
    return line.split() if "." in line else [" ".join(line.split())] * bool(line.strip())


def write_entries(entries: tuple[Entry, ...], between: str = " ") -> str:
    """The entries as one text that `read_entries` reads."""
    return between.join(map(str, entries))
