"""Who may do what, asked of the table itself: no answer is written down here, so none can be out of date."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from forum.permissions.archetypes import kinds
from forum.permissions.cases import Case
from forum.permissions.guard import can
from forum.permissions.in_words import DEEDS, GROUPS, Deed, deed_of
from forum.permissions.people import Person
from forum.permissions.table import Can


@dataclass(frozen=True)
class Answer:
    """For these kinds of people: yes or no, or yes in some cases only."""

    people: list[Any]
    is_yes: bool
    cases: list[Any]  # the cases of a yes, where there are others in which it would be no


@dataclass(frozen=True)
class DeedRow:
    """A deed with its answers, neighbours with the same answer together; `nobody` names the cases nobody may."""

    name: str
    words: Any
    answers: list[Answer]
    nobody: list[Any]


def who_may_do_what() -> list[tuple[Any, list[DeedRow]]]:
    """Every permission by group, in words, with the answer for each kind of person."""
    deeds = [(permission, deed_of(permission)) for permission in dict.fromkeys([*DEEDS, *Can])]
    groups = [(group, [_row(*one) for one in deeds if one[1].group is group]) for group in GROUPS]
    return [(group, rows) for group, rows in groups if rows]


def _row(permission: Can, deed: Deed) -> DeedRow:
    cases, people = deed.cases(), kinds().values()
    may = [{case for case in cases if can(*_asked(case, person, permission))} for _words, person in people]
    possible = [case for case in cases if any(case in yes for yes in may)]
    same = groupby(zip(people, may, strict=True), key=lambda one: one[1])
    return DeedRow(
        name=permission.name.lower().replace("_", "-"),
        words=deed.words,
        answers=[_answer([words for (words, _), _ in some], yes, possible) for yes, some in same],
        nobody=[case.words for case in cases if case not in possible and len(cases) > 1],
    )


def _asked(case: Case, person: Person, permission: Can) -> tuple[Person, Can, Any]:
    asking, thing = case.asked(person)
    return asking, permission, thing


def _answer(people: list[Any], yes: set[Case], possible: list[Case]) -> Answer:
    everything = len(possible) > 1 and len(yes) == len(possible)
    named = [] if everything else [case.words for case in possible if case in yes and case.words]
    return Answer(people, bool(yes), named)
