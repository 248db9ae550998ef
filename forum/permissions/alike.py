"""All those whom a statement treats alike, as one person, so that the statement is built once for all of them.

What somebody is decides how the conditions of reading look; who they are, and which boards they are named on, only
fills them in. A statement made for `alike(viewer)` is run with `parameters(viewer)`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import Integer, bindparam

from forum.permissions.people import Person

NUMBER = bindparam("viewer_id", type_=Integer)
MODERATES = bindparam("viewer_moderates", expanding=True, type_=Integer)
INVITED_TO = bindparam("viewer_invited_to", expanding=True, type_=Integer)


@dataclass(frozen=True)
class Alike:
    """Somebody who is this and that, and whose number and boards are parameters: answers what conditions ask."""

    is_guest: bool
    is_confirmed: bool
    is_verified: bool
    is_suspended: bool
    is_closed: bool
    is_moderator: bool
    is_administrator: bool
    moderates: Any = field(default=MODERATES, compare=False)
    invited_to: Any = field(default=INVITED_TO, compare=False)

    @property
    def id(self) -> Any:
        """The parameter for the number; a guest has none."""
        return None if self.is_guest else NUMBER


def alike(viewer: Person) -> Any:
    """Everybody who is, at this moment, what the viewer is."""
    return Alike(
        is_guest=viewer.is_guest,
        is_confirmed=viewer.is_confirmed,
        is_verified=viewer.is_verified,
        is_suspended=viewer.is_suspended,
        is_closed=viewer.is_closed,
        is_moderator=viewer.is_moderator,
        is_administrator=viewer.is_administrator,
    )


def parameters(viewer: Person) -> dict[str, Any]:
    """Who the viewer is among those, for the statement to be run with."""
    boards = {MODERATES.key: list(viewer.moderates), INVITED_TO.key: list(viewer.invited_to)}
    return {NUMBER.key: viewer.id} | boards


_built: list[Any] = []


def built_once(build: Callable[..., Any]) -> Callable[..., Any]:
    """Keep each statement that `build(alike, …)` makes: it is made once for all who are alike."""
    kept = lru_cache(build)
    _built.append(kept)
    return kept


def forget_statements() -> None:
    """Have all statements built anew, where the conditions that they are made of were replaced."""
    for kept in _built:
        kept.cache_clear()
