"""Loads the demonstration: what is there already stays as it is, what is missing is added."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from forum.accounts import passwords
from forum.accounts.queries import account_of
from forum.boards.models import Board
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import ForumError
from forum.core.outbox import history
from forum.demonstration.actions import Cast, Rendered, add_board, add_member, add_thread, archive_board, restrain
from forum.demonstration.content import Demonstration, WrittenBoard, WrittenPost, WrittenThread
from forum.members.models import Member
from forum.organisations.actions import import_organisations
from forum.organisations.starting import new_ones
from forum.permissions.people import Operator
from forum.threads.models import Thread
from forum.threads.prose import prose


@dataclass
class Added:
    """What a run has added, and what it could not add and why."""

    organisations: int = 0
    members: int = 0
    boards: int = 0
    threads: int = 0
    posts: int = 0
    left_out: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether anything was added."""
        return bool(self.organisations or self.members or self.boards or self.threads)


def load(demonstration: Demonstration) -> Added:
    """Add what is missing of the demonstration, each member, board and thread whole. Run again, it adds nothing."""
    with history():  # nobody is told, by notice or mail, of what is for show
        return _load(demonstration, now())


def _load(demonstration: Demonstration, loading: datetime) -> Added:
    added = Added()
    added.organisations = _add_organisations(demonstration)
    cast = Cast(_members(demonstration, added, loading), loading)
    boards = [(_board(written, cast, added), written) for written in demonstration.boards]
    for board, written in boards:
        for thread in _missing(written):
            _add_thread(board, thread, cast, added)
    if added:
        _close(demonstration, boards, cast)
    return added


def _add_organisations(demonstration: Demonstration) -> int:
    """Those that were never here; what was done to the others stays."""
    missing = new_ones(demonstration.organisations)
    if missing:
        import_organisations(Operator(), None, missing)
    return len(missing)


def _members(demonstration: Demonstration, added: Added, loading: datetime) -> dict[str, Member]:
    there = {written.handle: account_of(written.email) for written in demonstration.members}
    shared_hash = "" if all(there.values()) else passwords.hash_of(demonstration.password)
    members = {}
    for written in demonstration.members:
        member = there[written.handle]
        if member is None:
            member = add_member(Operator(), None, written, shared_hash, loading)
            added.members += 1
        members[written.handle] = member
    return members


def _board(written: WrittenBoard, cast: Cast, added: Added) -> Board:
    board = session.scalar(select(Board).where(Board.slug == written.slug))
    if board is None:
        board = add_board(Operator(), None, written, cast)
        added.boards += 1
    return board


def _missing(written: WrittenBoard) -> Iterator[WrittenThread]:
    keys = [thread.key for thread in written.threads]
    there = set(session.scalars(select(Thread.original_id).where(Thread.original_id.in_(keys))))
    return (thread for thread in written.threads if thread.key not in there)


def _add_thread(board: Board, written: WrittenThread, cast: Cast, added: Added) -> None:
    texts = [_rendered(post) for post in written.posts]
    try:
        add_thread(Operator(), board, written, texts, cast)
    except ForumError as fault:
        added.left_out.append(f"{written.title}: {fault}")
        return
    added.threads += 1
    added.posts += len(written.posts)


def _rendered(post: WrittenPost) -> Rendered:
    text = prose(post.text)
    return Rendered(text, prose(post.before) if post.edited else text)


def _close(demonstration: Demonstration, boards: list[tuple[Board, WrittenBoard]], cast: Cast) -> None:
    for board, written in boards:
        if written.settings.archived and not board.archived:
            archive_board(Operator(), board, written)
    for person in demonstration.members:
        member = cast.members[person.handle]
        if (person.silenced_days or person.suspended_days) and not (member.is_silenced or member.is_suspended):
            restrain(Operator(), member, person, cast.loading)
