"""All that is looked at before a new post is published: limits, words, approval, the same text in many places."""

from forum.boards.models import Board
from forum.core.errors import Refused
from forum.core.words import lazy
from forum.members.models import Member
from forum.permissions.guard import can
from forum.permissions.table import Can
from forum.threads.counting import others_wrote
from forum.threads.holding import asks_approval
from forum.threads.models import Held, Post, Thread
from forum.threads.newcomers import check_links, check_new_reply, check_new_thread
from forum.threads.prose import Prose
from forum.threads.repeating import repeats
from forum.threads.watching import holds_words


def check_start(member: Member, board: Board, title: str, text: Prose) -> Held | None:
    """Why a new thread waits for a moderator; None when it does not. Raises TooMany, and Invalid for its text."""
    if can(member, Can.MODERATE_POST, board):
        return None
    check_new_thread(member)
    return _look_at(member, board, None, text, title)


def check_delete(post: Post) -> None:
    """Whether deleting a post takes along nothing that others wrote, also what waits or is hidden. Raises Refused."""
    if post.starts_thread and others_wrote(post):
        raise Refused(lazy("Somebody has replied since, so this thread can no longer be deleted."))


def check_reply(member: Member, thread: Thread, text: Prose) -> Held | None:
    """Why a new reply waits for a moderator; None when it does not. Raises TooMany, and Invalid for its text."""
    if can(member, Can.MODERATE_POST, thread):
        return None
    check_new_reply(member)
    return _look_at(member, thread.board, thread.id, text)


def _look_at(member: Member, board: Board, thread_id: int | None, text: Prose, title: str = "") -> Held | None:
    check_links(member, text)
    has_words = holds_words(board, text, title)
    asked = asks_approval(member, board)
    if asked or has_words:
        return asked or Held.WORDS
    return Held.SAME_TEXT if repeats(member, thread_id, text.source) else None
