"""Who reads what stands on a board, in words for who is to put something there."""

from forum.boards.models import Audience, Board
from forum.core.words import _


def read_by(board: Board) -> list[str]:
    """Who reads what stands on the board, in a sentence."""
    if board.own_threads_only:
        return [_("There it can be read by the member who started it, and by the moderators of %(b)s.", b=board.name)]
    readers = {
        Audience.PUBLIC: _("There it can be read by everybody, guests and search engines included."),
        Audience.MEMBERS: _("There it can be read by all members."),
        Audience.VERIFIED: _("There it can be read by verified public servants."),
        Audience.INVITED: _("There it can be read by those who were let into %(board)s.", board=board.name),
    }
    return [readers[Audience(board.audience)]]


def name_and_readers(board: Board) -> str:
    """The name of the board and who reads what stands there, for one line of a list."""
    if board.own_threads_only:
        return _("%(board)s: who started the thread reads it, and moderators", board=board.name)
    readers = {
        Audience.PUBLIC: _("%(board)s: everybody reads it", board=board.name),
        Audience.MEMBERS: _("%(board)s: all members read it", board=board.name),
        Audience.VERIFIED: _("%(board)s: verified public servants read it", board=board.name),
        Audience.INVITED: _("%(board)s: those who were let in read it", board=board.name),
    }
    return readers[Audience(board.audience)]
