"""Whom a deed concerns: the member whom the log names, and where one deed is about several, those whom it lists."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_

from forum.core.log import LogEntry
from forum.members.one_person import Number
from forum.threads.openers import MERGE

SPLIT = "split a thread"
ON_SEVERAL = (MERGE, SPLIT, f"undo: {MERGE}", f"undo: {SPLIT}")  # only these are about several
LISTED = "concerned"  # in what a deed on a thread has made of it: the numbers of members


def listed(member_ids: Iterable[int]) -> dict[str, list[int]]:
    """What an entry holds to name several members, each once."""
    return {LISTED: sorted(set(member_ids))}


def concerned_by(entry: LogEntry) -> list[int]:
    """The numbers of the members whom a deed concerns, or its undoing."""
    several = {**entry.before, **entry.after}.get(LISTED, [])
    return [number for number in dict.fromkeys([entry.member_id, *several]) if number is not None]


def is_about(entry: LogEntry, numbers: Iterable[Number]) -> bool:
    """Whether a deed concerns whom the log knows under one of these numbers."""
    concerned = concerned_by(entry)
    return any(one.member_id in concerned and one.is_meant_by(entry) for one in numbers)


def concerns(numbers: Iterable[Number]) -> ColumnElement[bool]:
    """The same in SQL: a condition on `LogEntry` that is never NULL."""
    return or_(false(), *(_concerns(one) for one in numbers))


def _concerns(one: Number) -> ColumnElement[bool]:
    several = or_(_lists(LogEntry.after, one.member_id), _lists(LogEntry.before, one.member_id))
    named = and_(LogEntry.member_id.is_not(None), LogEntry.member_id == one.member_id)
    of_several = and_(LogEntry.thing == "thread", LogEntry.deed.in_(ON_SEVERAL), several)
    either = or_(named, of_several)
    return either if one.until is None else and_(either, LogEntry.id < one.until)


def _lists(facts: Any, member_id: int) -> ColumnElement[bool]:
    """Both engines give the list as text: "[3,17]", or with blanks between."""
    text: Any = func.coalesce(facts[LISTED].as_string(), "")
    for sign, other in ((" ", ""), ("[", ","), ("]", ",")):
        text = func.replace(text, sign, other)
    return text.contains(f",{member_id},")
