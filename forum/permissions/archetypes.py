"""People and things that stand for their kind, so that the table can be asked in general, without a database."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from forum.core.clock import now
from forum.core.words import lazy
from forum.permissions.people import Guest, Person

ME, SOMEBODY = 1, 2  # members
HERE, ELSEWHERE = 1, 2  # the board of every question, and the organisations of people in them


@dataclass(frozen=True)
class Somebody(Guest):
    """A member; what else they are says their kind."""

    id: int | None = ME  # type: ignore[assignment]
    is_guest: bool = False
    is_confirmed: bool = True
    verified_since: datetime | None = None  # type: ignore[assignment]
    verified_grade: str | None = None  # type: ignore[assignment]
    verified_at_id: int | None = None  # type: ignore[assignment]

    @property
    def person(self) -> "Somebody":
        """Themselves, as the rules ask whom something is about."""
        return self


def kinds() -> Mapping[str, tuple[Any, Person]]:
    """Every kind of person, from the one who may least to the one who may most: their name, and one of them."""
    long_ago = now() - timedelta(days=90)
    verified = Somebody(is_verified=True, verified_since=long_ago, verified_grade="A", verified_at_id=HERE)
    return {
        "guest": (lazy("guests"), Guest()),
        "member": (lazy("members"), Somebody()),
        "verified": (lazy("verified public servants"), verified),
        "board moderator": (lazy("board moderators on their own boards"), Somebody(moderates=frozenset({HERE}))),
        "moderator": (lazy("moderators"), Somebody(is_moderator=True)),
        "administrator": (lazy("administrators"), Somebody(is_moderator=True, is_administrator=True)),
    }


def as_they_are(person: Person) -> Person:
    """The same person."""
    return person


def newly_verified(person: Person) -> Person:
    """The same person, if verified then since today."""
    return replace(person, verified_since=now()) if isinstance(person, Somebody) and person.is_verified else person


def let_in(person: Person) -> Person:
    """The same person, let into the board."""
    return replace(person, invited_to=frozenset({HERE})) if isinstance(person, Guest) else person


@dataclass(frozen=True)
class BoardLike:
    """A board, with the settings that a question is about."""

    audience: str = "public"
    start_by: str = "members"
    reply_by: str = "members"
    own_threads_only: bool = False
    open_title: bool = False
    archived: bool = False
    id: int = HERE
    thread: None = None
    post: None = None

    @property
    def board(self) -> "BoardLike":
        """Itself."""
        return self


@dataclass(frozen=True)
class ThreadLike:
    """A thread of somebody's."""

    board: BoardLike = field(default_factory=BoardLike)
    starter_id: int = SOMEBODY
    state: str = "published"
    locked: bool = False
    closes_at: datetime | None = None
    reply_count: int = 1
    last_post_at: datetime = field(default_factory=now)
    post: None = None

    @property
    def thread(self) -> "ThreadLike":
        """Itself."""
        return self


@dataclass(frozen=True)
class PostLike:
    """A reply of somebody's, some time old; nobody has replied to it unless the thread says so."""

    thread: ThreadLike = field(default_factory=ThreadLike)
    author_id: int = SOMEBODY
    state: str = "published"
    number: int = 2
    created_at: datetime = field(default_factory=now)

    @property
    def board(self) -> BoardLike:
        """Where it stands."""
        return self.thread.board

    @property
    def post(self) -> "PostLike":
        """Itself."""
        return self


@dataclass(frozen=True)
class Belonging:
    """What is about a member, or belongs to one: an account, a session, a request, a verification."""

    member_id: int = SOMEBODY
    board: BoardLike = field(default_factory=BoardLike)
    organisation_id: int = HERE
    kind: str = "colleagues"
    is_open: bool = True
    given_by_id: int = SOMEBODY
    thread: None = None
    post: None = None

    @property
    def id(self) -> int:
        """Of an account."""
        return self.member_id

    @property
    def person(self) -> Somebody:
        """Whom it is about."""
        return Somebody(id=self.member_id)


@dataclass(frozen=True)
class Whatever(Belonging):
    """What a permission without words of its own is asked about: anything of somebody else's, wherever it stands."""

    thread: ThreadLike = field(default_factory=ThreadLike)  # type: ignore[assignment]
    post: PostLike = field(default_factory=PostLike)  # type: ignore[assignment]

    def __getattr__(self, name: str) -> None:
        """Nothing, for what no thing here was asked before."""
        return
