"""Asking the table: `can()` for buttons, `require()` for what must not be, `@action` for deeds."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import inspect
from sqlalchemy.orm.exc import ObjectDeletedError

from forum.core.db import lock, transaction, whole
from forum.core.errors import Absent, Conflict, Refused
from forum.core.words import lazy
from forum.permissions.people import Person
from forum.permissions.rules import Rule
from forum.permissions.table import TABLE, Can, Row

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Deed = Callable[Concatenate[Any, Any, Arguments], Result]

ELSEWHERE = lazy("This was moved at this moment. Nothing was done. Look at where it stands now.")

ACTIONS: list[Callable[..., Any]] = []  # every deed of the forum, for the guard tests


def can(person: Person, permission: Can, thing: Any = None) -> bool:
    """Whether the person has the permission for this thing, at this moment."""
    return any(_first_no(person, row, thing) is None for row in TABLE[permission])


def require(person: Person, permission: Can, thing: Any = None) -> None:
    """Do nothing when the person may; else raise Absent for what they may not read, Refused with the reason.

    The reason is what stands in the way of the first row, the ordinary one.
    """
    if can(person, permission, thing):
        return
    sentence = why_not(person, permission, thing)
    raise Refused(sentence) if sentence else Absent()


def why_not(person: Person, permission: Can, thing: Any = None) -> Any:
    """The sentence that says why a person who may not, may not; empty for what they may not even read."""
    fault = _first_no(person, TABLE[permission][0], thing)
    return fault.why_not(person, thing) if permission is not Can.READ and isinstance(fault, Rule) else ""


def action(permission: Can) -> Callable[[Deed[Arguments, Result]], Deed[Arguments, Result]]:
    """A deed `deed(actor, thing, …)`, which only those do who have the permission.

    The decorator opens the deed's transaction, reads the actor and the thing again as they are now, asks the
    table, runs the deed and commits; what the engine gives up for another deed is done again, whole. Raises Absent or
    Refused, and then nothing has changed.
    """

    def decorate(deed: Deed[Arguments, Result]) -> Deed[Arguments, Result]:
        @wraps(deed)
        def perform(actor: Any, thing: Any, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
            def attempt() -> Result:
                with transaction():
                    try:
                        locked = [lock(one) for one in _in_order(actor, thing)]
                    except ObjectDeletedError as gone:
                        raise Absent() from gone
                    if any(one not in locked for one in _in_order(actor, thing)):
                        raise Conflict(ELSEWHERE)
                    require(actor, permission, thing)
                    return deed(actor, thing, *args, **kwargs)

            return whole(attempt)

        perform.permission = permission  # type: ignore[attr-defined]
        ACTIONS.append(perform)
        return perform

    return decorate


def _first_no(person: Person, row: Row, thing: Any) -> Rule | Can | None:
    for claim in row:
        holds = can(person, claim, thing) if isinstance(claim, Can) else claim(person, thing)
        if not holds:
            return claim
    return None


def _in_order(actor: Any, thing: Any) -> list[Any]:
    """The rows to lock: people before things, people by number, threads by number before posts, a case last.

    So two deeds never wait for each other, and what a rule asks of the thread cannot change under the deed.
    """
    threads = getattr(thing, "threads", None) or (getattr(thing, "thread", None),)
    concerned = (actor, getattr(thing, "person", None), *threads, thing)
    stored = {id(one): one for one in concerned if inspect(one, raiseerr=False)}
    people = [one for one in stored.values() if type(one) is type(actor)]
    others = [one for one in stored.values() if one not in people]
    several = [one for one in others if one in threads]
    by_number = [
        sorted(rows, key=lambda one: inspect(one).identity) for rows in (people, several)
    ]  # read none of them yet
    return [*by_number[0], *by_number[1], *(one for one in others if one not in several)]
