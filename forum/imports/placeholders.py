"""Authors of an archive: placeholders that nobody can sign in as, until somebody proves that it was them."""

from collections.abc import Iterable

from sqlalchemy import select

from forum.core.clock import now
from forum.core.db import session
from forum.core.lookalikes import handle_from_name, skeleton
from forum.members.claims import ClaimedAuthor
from forum.members.making import taken_skeletons
from forum.members.models import Member

HANDLE_STEM = 20


def placeholders(archive: str, authors: Iterable[str]) -> dict[str, int]:
    """The numbers of the members who claimed these authors, else of their placeholders, made where they are new.

    For use inside a transaction.
    """
    keys = {f"{archive}:{author}": author for author in authors}
    known = select(Member.archive_key, Member.id).where(Member.archive_key.in_(keys))
    claimed = select(ClaimedAuthor.archive_key, ClaimedAuthor.member_id).where(ClaimedAuthor.archive_key.in_(keys))
    found = {str(key): member_id for key, member_id in session.execute(known.union_all(claimed))}
    for key in [key for key in keys if key not in found]:
        member = _placeholder(key, keys[key])
        session.add(member)
        session.flush()
        found[key] = member.id
    return {author: found[key] for key, author in keys.items()}


def _placeholder(key: str, name: str) -> Member:
    """Not confirmed, not in the finder, no address, a handle that no real person would be given."""
    stem, number = handle_from_name(name)[:HANDLE_STEM].rstrip("-"), 1
    handle = f"{stem}-archive"
    while taken_skeletons([skeleton(handle)]):
        number += 1
        handle = f"{stem}-archive{number}"
    return Member(
        name=name,
        handle=handle,
        handle_skeleton=skeleton(handle),
        archive_key=key,
        in_finder=False,
        joined_at=now(),
    )
