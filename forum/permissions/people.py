"""The people whom the rules ask about: their shape, the visitor who is not signed in, and the operator."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Person(Protocol):
    """What a rule may ask of a person. Every answer is true at this moment, never copied from earlier."""

    @property
    def id(self) -> int | None: ...
    @property
    def is_guest(self) -> bool: ...
    @property
    def is_confirmed(self) -> bool: ...
    @property
    def is_verified(self) -> bool: ...
    @property
    def verified_since(self) -> datetime | None: ...
    @property
    def verified_grade(self) -> str | None: ...
    @property
    def verified_at_id(self) -> int | None: ...
    @property
    def is_warned(self) -> bool: ...
    @property
    def is_silenced(self) -> bool: ...
    @property
    def is_suspended(self) -> bool: ...
    @property
    def is_closed(self) -> bool: ...
    @property
    def is_moderator(self) -> bool: ...
    @property
    def is_administrator(self) -> bool: ...
    @property
    def moderates(self) -> frozenset[int]: ...
    @property
    def invited_to(self) -> frozenset[int]: ...


def uses_account(person: Person) -> bool:
    """Whether somebody's account is confirmed and, at this moment, neither suspended nor closed."""
    return person.is_confirmed and not person.is_suspended and not person.is_closed


@dataclass(frozen=True)
class Guest:
    """A visitor who is not signed in: answers every question that a member answers."""

    id: None = None
    name: str = ""
    handle: str = ""
    is_guest: bool = True
    is_confirmed: bool = False
    is_verified: bool = False
    verified_since: None = None
    verified_grade: None = None
    verified_at_id: None = None
    is_warned: bool = False
    is_silenced: bool = False
    is_suspended: bool = False
    is_closed: bool = False
    is_moderator: bool = False
    is_administrator: bool = False
    moderates: frozenset[int] = frozenset()
    invited_to: frozenset[int] = frozenset()
    time_zone: str = "Europe/London"

    # what Flask-Login asks of a visitor
    is_authenticated: bool = False
    is_active: bool = False
    is_anonymous: bool = True


@dataclass(frozen=True)
class Operator(Guest):
    """Who works at the command line of the server: may do what an administrator may do."""

    is_guest: bool = False
    is_confirmed: bool = True
    is_moderator: bool = True
    is_administrator: bool = True
