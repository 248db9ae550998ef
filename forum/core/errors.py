"""What can go wrong in words: each error carries its HTTP status and the sentence that the person is shown."""

from typing import Any


class ForumError(Exception):
    """Something that a person asked for cannot be done; `sentence` says why, in words for that person."""

    status = 400

    def __init__(self, sentence: Any = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class Absent(ForumError):
    """The thing does not exist for this viewer: truly absent or not readable, told apart by nobody."""

    status = 404


class Refused(ForumError):
    """The viewer may see the thing but may not do this with it."""

    status = 403


class Conflict(ForumError):
    """Somebody else changed the thing meanwhile; nothing was done."""

    status = 409


class Invalid(ForumError):
    """What was sent cannot be accepted; `field` names the field at fault, where there is one."""

    status = 422

    def __init__(self, sentence: Any, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class TooMany(ForumError):
    """A limit is reached; it makes room again after `retry_after` seconds."""

    status = 429

    def __init__(self, sentence: Any, retry_after: int) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after
