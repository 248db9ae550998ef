"""What a query may ask of a post beside its words: `board:garden`, `answered:no`, `after:2025-06` and their like.

Here a field is only understood. Which board or whose posts are meant, a viewer's `narrowing` says.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from forum.core.words import lazy

NAMES_LIMIT = 5  # boards, people or organisations
FIRST_YEAR, LAST_YEAR = 1900, 2999

NAMES = {"board": "boards", "by": "people", "organisation": "organisations", "organization": "organisations"}
FIELDS = (*NAMES, "in", "before", "after", "answered")
EXAMPLES = {
    "board": "board:garden",
    "by": 'by:"Asha Patel"',
    "organisation": 'organisation:"Eastmere City Council"',
    "organization": 'organisation:"Eastmere City Council"',
    "in": "in:title",
    "before": "before:2025-06",
    "after": "after:2025-06",
    "answered": "answered:yes",
}

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


@dataclass(frozen=True)
class Fields:
    """What is asked of the posts. `since` is the first day, `until` the day after the last.

    Names are as they were typed. Of several names in one field one is enough; of several fields each has to be true.
    """

    boards: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    answered: bool | None = None
    in_title: bool = False


Said = tuple[str, str]  # a field and what was written behind its colon
Understood = tuple[Fields, list[Any]]


def understood(said: Iterable[Said]) -> Understood:
    """What the fields ask, and a sentence for each that asks nothing."""
    fields, faults = Fields(), list[Any]()
    for name, value in dict.fromkeys(said):
        fields, fault = _with(fields, name, value)
        faults += [fault] if fault else []
    return fields, faults


def _with(fields: Fields, name: str, value: str) -> tuple[Fields, Any]:
    if not value:
        said = {"field": name, "example": EXAMPLES[name]}
        return fields, lazy("Write what you mean right behind “%(field)s:”, as in %(example)s.", **said)
    if name in NAMES:
        return _with_name(fields, NAMES[name], value)
    if name in ("before", "after"):
        return _with_day(fields, name, value)
    return _with_answer(fields, value) if name == "answered" else _with_place(fields, value)


def _with_name(fields: Fields, kind: str, value: str) -> tuple[Fields, Any]:
    there = getattr(fields, kind)
    if len(there) == NAMES_LIMIT:
        said = {"most": NAMES_LIMIT, "name": value}
        return fields, lazy("A search takes at most %(most)d names of a kind; “%(name)s” was left out.", **said)
    named: dict[str, Any] = {kind: (*there, value)}
    return replace(fields, **named), None


def _with_day(fields: Fields, name: str, value: str) -> tuple[Fields, Any]:
    day = first_day(value)
    if day is None:
        sentence = lazy(
            "“%(value)s” is no date. Write a year, a month or a day, "
            "as in %(field)s:2025, %(field)s:2025-06 or %(field)s:2025-06-30.",
            value=value,
            field=name,
        )
        return fields, sentence
    if name == "after":
        return replace(fields, since=max(day, fields.since or day)), None
    return replace(fields, until=min(day, fields.until or day)), None


def _with_answer(fields: Fields, value: str) -> tuple[Fields, Any]:
    answered = {"yes": True, "no": False}.get(value.lower())
    if answered is None:
        return fields, lazy("“answered:” takes yes or no; “%(value)s” was passed over.", value=value)
    if fields.answered not in (None, answered):
        sentence = lazy("No thread is both answered and waiting, so “answered:%(value)s” was passed over.", value=value)
        return fields, sentence
    return replace(fields, answered=answered), None


def _with_place(fields: Fields, value: str) -> tuple[Fields, Any]:
    if value.lower() != "title":
        return fields, lazy("“in:” takes title; “in:%(value)s” was passed over.", value=value)
    return replace(fields, in_title=True), None


def first_day(text: str) -> date | None:
    """The day, or the first day of the month or year, that is written as 2025-06-30, 2025-06 or 2025; else none."""
    match = _DATE.fullmatch(text)
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return None
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None
