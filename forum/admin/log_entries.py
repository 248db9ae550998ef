"""The log's entries, narrowed to what is asked for, each in words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, not_, or_, select

from forum.admin.log_names import NAMED, Names, kind_of, names_for
from forum.admin.log_words import (
    OF_THE_CLOCK,
    UNSAID,
    deed_in_words,
    setting_in_words,
    thing_in_words,
    value_in_words,
    without_addresses,
)
from forum.core.log import LogEntry, on_days
from forum.core.paging import Page, fetch_page
from forum.core.words import _
from forum.members.models import Member
from forum.moderation.queries import is_done_to_oneself, is_done_to_what_is_there, is_of_moderation
from forum.permissions.guard import require
from forum.permissions.table import Can

ENTRIES_PER_PAGE = 40
NOTE = "write a note"  # which the member whom it is about never sees
OPERATOR = "operator"  # a handle that no member can have


@dataclass(frozen=True)
class Sought:
    """What of the log is asked for: empty means all."""

    deed: str = ""
    actor: str = ""  # a handle, or OPERATOR
    thing: str = ""
    number: int | None = None  # of the thing
    since: date | None = None
    until: date | None = None  # that day included


@dataclass(frozen=True)
class Change:
    """One setting, as it was and as it is."""

    setting: Any
    before: str | None
    after: str | None


@dataclass(frozen=True)
class EntryRow:
    """One entry in words."""

    at: datetime
    deed: Any
    actor: str
    thing: Any
    name: str
    changes: list[Change]
    reason: str
    kind: str
    number: int | None


def entries(viewer: Any, sought: Sought, after: str | None) -> Page:
    """The entries that fit, the newest first, without what moderators decided about the viewer.

    Raises Refused for who may not see them, Absent for a wrong cursor.
    """
    require(viewer, Can.SEE_LOG)
    moderated = or_(is_of_moderation(), LogEntry.deed == NOTE)
    reach = and_(is_done_to_what_is_there(viewer), not_(and_(moderated, is_done_to_oneself(viewer))))
    query = _that_fit(sought, ZoneInfo(viewer.time_zone)).where(reach)
    page = fetch_page(query, [LogEntry.id], after, ENTRIES_PER_PAGE)
    names = names_for(page.rows)
    return Page([_row(entry, names) for entry in page.rows], page.next)


def _that_fit(sought: Sought, zone: ZoneInfo) -> Select[Any]:
    query = select(LogEntry)
    if sought.deed:
        query = query.where(LogEntry.deed == sought.deed)
    if sought.actor == OPERATOR:
        query = query.where(LogEntry.actor_id.is_(None), LogEntry.deed.not_in(OF_THE_CLOCK))
    elif sought.actor:
        query = query.where(LogEntry.actor_id.in_(select(Member.id).where(Member.handle == sought.actor)))
    if sought.thing:
        query = query.where(LogEntry.thing == sought.thing)
    if sought.number is not None:
        query = query.where(LogEntry.thing_id == sought.number)
    return query.where(*on_days(sought.since, sought.until, zone))


def _row(entry: LogEntry, names: Names) -> EntryRow:
    settings = [one for one in dict.fromkeys([*entry.before, *entry.after]) if _says_something(one, entry)]
    return EntryRow(
        at=entry.at,
        deed=deed_in_words(entry.deed),
        actor=_actor(entry, names),
        thing=thing_in_words(entry.thing),
        name="" if entry.thing_id is None else _name(entry.thing, entry.thing_id, names),
        changes=[_change(setting, entry, names) for setting in settings],
        reason=without_addresses(entry.reason),
        kind=entry.thing,
        number=entry.thing_id,
    )


def _actor(entry: LogEntry, names: Names) -> str:
    if entry.actor_id is not None:
        return _name("member", entry.actor_id, names)
    return str(_("The forum") if entry.deed in OF_THE_CLOCK else _("The operator"))


def _says_something(setting: str, entry: LogEntry) -> bool:
    """What began empty need not be said; where posts stood, and a digest, tell people nothing."""
    return setting not in UNSAID and (setting in entry.before or entry.after[setting] not in (None, "", []))


def _name(kind: str, number: int, names: Names) -> str:
    if kind not in NAMED:
        return str(_("number %(number)d", number=number))
    return names.get((kind, number)) or str(_("number %(number)d, which is gone", number=number))


def _change(setting: str, entry: LogEntry, names: Names) -> Change:
    kind = kind_of(setting, entry)
    before, after = (_said(setting, kind, state, names) for state in (entry.before, entry.after))
    return Change(setting_in_words(setting), None if before == after else before, after)


def _said(setting: str, kind: str, state: dict[str, Any], names: Names) -> str | None:
    if setting not in state:
        return None
    value = state[setting]
    if kind and isinstance(value, int) and not isinstance(value, bool):
        return _name(kind, value, names)
    return value_in_words(value)
