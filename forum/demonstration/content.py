"""What the demonstration consists of: the shape of its members, boards, threads and posts."""

from collections.abc import Iterator
from dataclasses import dataclass

from forum.boards.actions import BoardSettings
from forum.core.lookalikes import handle_from_name
from forum.demonstration.moments import Moment
from forum.members.models import Grade, Role
from forum.organisations.wanted import Wanted


@dataclass(frozen=True)
class WrittenMember:
    """Somebody who takes part. `kind` says whom they stand for; `verified` is when they were verified by their address,
    or where the grade is B by evidence; `evidence` is what waits for moderators."""

    name: str
    email: str
    kind: str
    joined: Moment
    role: Role = Role.MEMBER
    verified: Moment | None = None
    grade: Grade = Grade.A
    evidence: str = ""
    silenced_days: int = 0
    suspended_days: int = 0
    why: str = "You were unkind to others here, and went on after a word with you."
    organisation: str = ""
    job_title: str = ""
    place: str = ""
    expertise: str = ""
    about: str = ""

    @property
    def handle(self) -> str:
        """The name by which boards and threads speak of them."""
        return handle_from_name(self.name)


@dataclass(frozen=True)
class WrittenPost:
    """A post; if its author has changed it, `edited` says when and `before` what it said until then."""

    by: str
    when: Moment
    text: str
    edited: Moment | None = None
    before: str = ""
    reason: str = ""


@dataclass(frozen=True)
class WrittenThread:
    """A thread: its posts in their order, the number of the accepted answer, and whether it was locked at last."""

    key: str
    title: str
    posts: tuple[WrittenPost, ...]
    answer: int = 0
    locked: bool = False


@dataclass(frozen=True)
class WrittenRequest:
    """Somebody outside who asks to come in, and waits."""

    by: str
    words: str


@dataclass(frozen=True)
class WrittenBoard:
    """A board, the handles of those named on it, the organisations that are, who asks to come in, and its threads."""

    section: str
    slug: str
    settings: BoardSettings
    moderators: tuple[str, ...]
    invited: tuple[str, ...]
    threads: tuple[WrittenThread, ...]
    organisations: tuple[str, ...] = ()
    requests: tuple[WrittenRequest, ...] = ()


@dataclass(frozen=True)
class Demonstration:
    """Everything, and the password that its members share."""

    password: str
    members: tuple[WrittenMember, ...]
    boards: tuple[WrittenBoard, ...]
    organisations: tuple[Wanted, ...] = ()

    @property
    def threads(self) -> tuple[WrittenThread, ...]:
        """The threads of all boards."""
        return tuple(thread for board in self.boards for thread in board.threads)

    @property
    def posts(self) -> tuple[WrittenPost, ...]:
        """The posts of all threads."""
        return tuple(post for thread in self.threads for post in thread.posts)

    def handles_spoken_of(self) -> Iterator[str]:
        """The handles of authors and of those named on boards."""
        for board in self.boards:
            yield from (*board.moderators, *board.invited, *(request.by for request in board.requests))
        yield from (post.by for post in self.posts)
