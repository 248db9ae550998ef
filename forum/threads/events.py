"""What happened to posts and threads, for those who want to know."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PostAdded:
    """A post was published."""

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
class PostRemoved:
    """A post can no longer be read as it was."""

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
