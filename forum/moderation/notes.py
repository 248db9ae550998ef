"""Notes that moderators keep about a member; the member never sees them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.core.db import session
from forum.core.errors import Invalid
from forum.core.log import record
from forum.core.words import lazy
from forum.members.models import Member
from forum.moderation.sanction_models import NOTE_LIMIT, MemberNote
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can


@action(Can.KEEP_NOTES)
def write_note(actor: Person, member: Member, words: str) -> MemberNote:
    """Keep a note about a member; the log says who and when, and not what. Raises Invalid."""
    said = words.strip()
    if not said:
        raise Invalid(lazy("Write the note first."), "note")
    if len(said) > NOTE_LIMIT:
        raise Invalid(lazy("Say it in at most %(most)d characters.", most=NOTE_LIMIT), "note")
    note = MemberNote(member_id=member.id, words=said, author_id=actor.id)
    session.add(note)
    session.flush()
    record(actor.id, "write a note", member)
    return note


def notes_about(member: Member) -> Sequence[MemberNote]:
    """The notes about a member, the newest first; for those who may see the record."""
    theirs = select(MemberNote).where(MemberNote.member_id == member.id).options(joinedload(MemberNote.author))
    return session.scalars(theirs.order_by(MemberNote.id.desc())).all()
