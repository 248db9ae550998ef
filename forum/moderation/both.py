"""Two threads that one deed concerns: both are locked, in the order of their numbers."""

from dataclasses import dataclass

from forum.boards.models import Board
from forum.threads.models import Thread


@dataclass(frozen=True)
class Both:
    """The thread to which the deed is done, and the other; the rules ask the first."""

    thread: Thread
    other: Thread
    post: None = None

    @property
    def threads(self) -> tuple[Thread, Thread]:
        """Both of them."""
        return self.thread, self.other

    @property
    def board(self) -> Board:
        """The board of the first."""
        return self.thread.board
