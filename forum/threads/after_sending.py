"""What the page after sending says of what was sent."""

from flask import flash

from forum.core.words import _
from forum.threads.models import Post, State, Thread
from forum.verification.terms import decided_by
from forum.web.filters import day as day_in_words


def say_whether_it_waits(made: Post | Thread) -> None:
    """On the page after sending: what happens next with what a moderator reads first, and how long it takes."""
    if made.state == State.HELD:
        by = day_in_words(decided_by(made.created_at))
        sentence = _(
            "A moderator reads it before others do, by %(day)s at the latest. Then it is published, or you are told "
            "why not. Until then you find it here, and can change or withdraw it.",
            day=by,
        )
        flash(sentence, "note")


def say_whether_it_moved(made: Post, seen_board: str | None) -> None:
    """On the page after sending: that the thread stands on another board than its writer saw, where others may read."""
    if seen_board and seen_board != str(made.board.id):
        sentence = _(
            "While you wrote, this thread was moved to the board %(board)s. Your reply stands there. The reply box "
            "says who can read it.",
            board=made.board.name,
        )
        flash(sentence, "note")
