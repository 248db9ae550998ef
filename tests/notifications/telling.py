"""Short words for tests of notices: who follows, what happens, who was told, what was sent."""

from typing import Any

from flask import current_app
from sqlalchemy import select

from forum.core.db import session, transaction
from forum.core.delivery import deliver_letters
from forum.core.letters import QueuedLetter
from forum.core.outbox import deliver_pending
from forum.members.models import Member
from forum.notifications.models import Notice
from forum.notifications.queries import reader
from forum.threads import actions
from forum.threads.follow_actions import stand_to_board, stand_to_thread
from forum.threads.following import Level
from forum.threads.models import Post, Thread
from forum.threads.prose import prose
from tests.factories import make_member


def follower(thread: Thread, **facts: Any) -> Member:
    """A verified member who follows the thread."""
    member = make_member(**{"verified": True, **facts})
    stand_to_thread(member, thread, Level.FOLLOWING)
    return member


def board_follower(board: Any, **facts: Any) -> Member:
    """A verified member who follows the board."""
    member = make_member(**{"verified": True, **facts})
    stand_to_board(member, board, Level.FOLLOWING)
    return member


def reply(thread: Thread, text: str = "In a kettle.", author: Member | None = None) -> Post:
    """A reply by the deed, of a verified member unless one is given."""
    return actions.reply(author or make_member(verified=True), thread, prose(text))


def work() -> None:
    """The worker hands on what happened."""
    deliver_pending()
    session.rollback()


def send(to: Member | None = None) -> list[Any]:
    """The worker sends what is queued; answers the letters of this time, or those to one member."""
    current_app.extensions["mailman"].outbox = []
    deliver_letters()
    session.rollback()
    letters = list(current_app.extensions["mailman"].outbox)
    return [letter for letter in letters if to is None or letter.to == [to.email]]


def told(member: Member) -> list[tuple[str, int]]:
    """What a member was told, the oldest first: kinds, and numbers of what they are about."""
    session.rollback()
    rows = session.execute(
        select(Notice.kind, Notice.about_id).where(Notice.member_id == member.id).order_by(Notice.id)
    )
    return [(row.kind, row.about_id) for row in rows]


def queued(kind: str | None = None) -> list[QueuedLetter]:
    """The letters in the queue, whatever became of them."""
    session.rollback()
    rows = session.scalars(select(QueuedLetter).order_by(QueuedLetter.id).execution_options(populate_existing=True))
    return [row for row in rows if kind in (None, row.kind)]


def change(thing: Any, **facts: Any) -> None:
    """Set what a later deed would set."""
    with transaction():
        session.refresh(thing)
        for name, value in facts.items():
            setattr(thing, name, value)


def again(member: Member) -> Member:
    """The member as they are now, as a request loads them."""
    session.rollback()
    found = reader(member.id)
    assert found is not None
    return found
