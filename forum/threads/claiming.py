"""Claiming an author of an archive for the member who it was: what the placeholder wrote becomes the member's."""

from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from forum.accounts.handovers import claims
from forum.core.db import lock, session
from forum.core.errors import Conflict, Invalid, Refused
from forum.core.log import record
from forum.core.outbox import emit
from forum.core.words import lazy
from forum.members.claims import ClaimedAuthor
from forum.members.models import FormerHandle, Member
from forum.members.one_person import CLAIMED
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.threads.events import PostsClaimed
from forum.threads.models import Post, Revision, Thread

CHANGED = lazy("Something has changed meanwhile. Look again at what would happen.")


@dataclass(frozen=True)
class Written:
    """How much somebody wrote: all posts, and the threads that they started."""

    posts: int
    threads: int


def written_by(member: Member) -> Written:
    """What would change hands, counted whatever its state."""
    posts = select(func.count()).select_from(Post).where(Post.author_id == member.id).scalar_subquery()
    threads = select(func.count()).select_from(Thread).where(Thread.starter_id == member.id).scalar_subquery()
    return Written(*session.execute(select(posts, threads)).one())


@action(Can.KEEP_ACCOUNTS)
def claim_author(actor: Person, placeholder: Member, member: Member, shown: Written) -> None:
    """Give a member what the placeholder of an archive's author wrote, and the placeholder's address; it goes.

    Raises Conflict when it is no longer what was shown, or claimed already; Invalid for an account that nobody uses;
    Refused for oneself.
    """
    check_claim(actor, placeholder, lock(member))
    if written_by(placeholder) != shown:
        raise Conflict(CHANGED)
    record(actor.id, CLAIMED, member, {"author_id": placeholder.id}, {"posts": shown.posts, "threads": shown.threads})
    session.add(ClaimedAuthor(archive_key=placeholder.archive_key, member_id=member.id))
    session.add(FormerHandle(handle=placeholder.handle, skeleton=placeholder.handle_skeleton, member_id=member.id))
    _hand_over(placeholder, member)
    try:
        session.delete(placeholder)
        session.flush()
    except IntegrityError as fault:  # an import wrote in the placeholder's name at this moment
        raise Conflict(CHANGED) from fault
    emit(PostsClaimed(member.id))


def check_claim(actor: Person, placeholder: Member, member: Member) -> None:
    """Whether the author could be claimed for the member. Raises like `claim_author`."""
    if not placeholder.is_placeholder:
        raise Conflict(lazy("This is no author of an archive, or was claimed already."))
    if actor.id == member.id:
        raise Refused(lazy("Nobody decides about themselves. Another administrator can."))
    if member.is_placeholder or member.is_closed:
        raise Invalid(lazy("Nobody can sign in as this member, so nothing can be claimed for them."), "handle")


def _hand_over(placeholder: Member, member: Member) -> None:
    for column in (Post.author_id, Thread.starter_id, Thread.accepted_by_id, Revision.editor_id):
        theirs = update(column.class_).where(column == placeholder.id).values({column.key: member.id})
        session.execute(theirs, execution_options={"synchronize_session": False})
    for handover in claims():
        handover(placeholder, member)
    handles = update(FormerHandle).where(FormerHandle.member_id == placeholder.id).values(member_id=member.id)
    session.execute(handles, execution_options={"synchronize_session": False})
