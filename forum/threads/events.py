"""What happened to posts and threads, for those who want to know."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PostAdded:
    """A post was published."""

    post_id: int


@dataclass(frozen=True)
class PostHeld:
    """A post waits for a moderator: it was just written, or waits again."""

    post_id: int


@dataclass(frozen=True)
class PostChanged:
    """The text of a post was edited."""

    post_id: int


@dataclass(frozen=True)
class ThreadRenamed:
    """A thread has another title."""

    thread_id: int


@dataclass(frozen=True)
class ThreadChanged:
    """The posts of a thread stand elsewhere than before, or others can read them."""

    thread_id: int


@dataclass(frozen=True)
class PostRemoved:
    """A post can no longer be read as it was."""

    post_id: int


@dataclass(frozen=True)
class WordsErased:
    """What posts said, or what threads were called, is gone for good: no copy may keep it."""

    post_ids: list[int]
    thread_ids: list[int]


@dataclass(frozen=True)
class PostRestored:
    """A post that had been taken away can be read again."""

    post_id: int


@dataclass(frozen=True)
class AnswerChanged:
    """Another reply, or none, is now the accepted answer of a thread."""

    thread_id: int
    before_id: int | None
    after_id: int | None


@dataclass(frozen=True)
class PostsClaimed:
    """Posts and threads of an author of an archive now belong to a member."""

    member_id: int


@dataclass(frozen=True)
class PostsImported:
    """Posts came in from an archive; their numbers run from `first_id` to `last_id`."""

    first_id: int
    last_id: int
