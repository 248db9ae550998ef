"""The names of what the log speaks of by number: one statement for each kind of thing, however many there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from forum.boards.models import Board, Section
from forum.core.db import session
from forum.core.log import LogEntry
from forum.members.models import Member
from forum.organisations.models import Organisation
from forum.texts.models import SiteText
from forum.texts.shipped import TITLES

# Threads, posts and whatever else holds what members wrote have a number here and no name.
NAMED: dict[str, Any] = {
    "board": Board.name,
    "member": Member.name,
    "organisation": Organisation.name,
    "section": Section.name,
    "site_text": SiteText.slug,
}
REFERENCES = {
    "board_id": "board",
    "member_id": "member",
    "merged_into_id": "organisation",
    "organisation_id": "organisation",
    "parent_id": "organisation",
    "section_id": "section",
    "verified_at_id": "organisation",
}

Names = Mapping[tuple[str, int], str]


def names_for(entries: Iterable[LogEntry]) -> Names:
    """Names by kind and number; what has no row any more has no name."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        for kind, number in _mentioned(entry):
            wanted[kind].add(number)
    names: dict[tuple[str, int], str] = {}
    for kind, numbers in wanted.items():
        column = NAMED[kind]
        for number, name in session.execute(select(column.class_.id, column).where(column.class_.id.in_(numbers))):
            names[kind, number] = str(TITLES.get(name, name)) if kind == "site_text" else name
    return names


def _mentioned(entry: LogEntry) -> Iterable[tuple[str, int]]:
    if entry.actor_id is not None:
        yield "member", entry.actor_id
    if entry.thing in NAMED and entry.thing_id is not None:
        yield entry.thing, entry.thing_id
    for state in (entry.before, entry.after):
        for setting, value in state.items():
            if setting in REFERENCES and isinstance(value, int) and not isinstance(value, bool):
                yield REFERENCES[setting], value
