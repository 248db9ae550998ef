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
from forum.verification.models import Verification, VerificationRequest

# Threads, posts and whatever else holds what members wrote have a number here and no name.
NAMED: dict[str, Any] = {  # numbers and names
    "board": select(Board.id, Board.name),
    "member": select(Member.id, Member.name),
    "organisation": select(Organisation.id, Organisation.name),
    "section": select(Section.id, Section.name),
    "site_text": select(SiteText.id, SiteText.slug),
    "verification": select(Verification.id, Member.name).join(Member, Member.id == Verification.member_id),
    "verification_request": select(VerificationRequest.id, Member.name).join(
        Member, Member.id == VerificationRequest.member_id
    ),
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

MERGED = "merged_id"  # another of what the deed was done to
Names = Mapping[tuple[str, int], str]


def names_for(entries: Iterable[LogEntry]) -> Names:
    """Names by kind and number; what has no row any more has no name."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        for kind, number in _mentioned(entry):
            wanted[kind].add(number)
    names: dict[tuple[str, int], str] = {}
    for kind, numbers in wanted.items():
        query = NAMED[kind]
        for number, name in session.execute(query.where(query.selected_columns[0].in_(numbers))):
            names[kind, number] = str(TITLES.get(name, name)) if kind == "site_text" else name
    return names


def kind_of(setting: str, entry: LogEntry) -> str:
    """The table to which a setting of the entry refers by number; empty where it holds something else."""
    return entry.thing if setting == MERGED else REFERENCES.get(setting, "")


def _mentioned(entry: LogEntry) -> Iterable[tuple[str, int]]:
    if entry.actor_id is not None:
        yield "member", entry.actor_id
    if entry.thing in NAMED and entry.thing_id is not None:
        yield entry.thing, entry.thing_id
    for state in (entry.before, entry.after):
        for setting, value in state.items():
            kind = kind_of(setting, entry)
            if kind in NAMED and isinstance(value, int) and not isinstance(value, bool):
                yield kind, value
