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
MOST_AT_ONCE = 500


def placeholders(archive: str, authors: Iterable[str]) -> dict[str, int]:
    """The numbers of the members who claimed these authors, else of their placeholders, made where they are new.

    For use inside a transaction.
    """
    keys = {f"{archive}:{author}": author for author in authors}
    known = select(Member.archive_key, Member.id).where(Member.archive_key.in_(keys))
    claimed = select(ClaimedAuthor.archive_key, ClaimedAuthor.member_id).where(ClaimedAuthor.archive_key.in_(keys))
    found = {str(key): member_id for key, member_id in session.execute(known.union_all(claimed))}
    given: dict[str, int] = {}
    for key in [key for key in keys if key not in found]:
        member = _placeholder(key, keys[key], given)
        session.add(member)
        session.flush()
        found[key] = member.id
    return {author: found[key] for key, author in keys.items()}


def _placeholder(key: str, name: str, given: dict[str, int]) -> Member:
    """Not confirmed, not in the finder, no address, a handle that no real person would be given."""
    handle = _free_handle(f"{handle_from_name(name)[:HANDLE_STEM].rstrip('-')}-archive", given)
    return Member(
        name=name,
        handle=handle,
        handle_skeleton=skeleton(handle),
        archive_key=key,
        in_finder=False,
        joined_at=now(),
    )


def _free_handle(stem: str, given: dict[str, int]) -> str:
    """The stem, or with the first number behind it that is free; asked of the database in ever larger steps.

    `given` holds the last number that each stem was given, so that no search begins anew for many of one name.
    """
    first, many = given.get(stem, 0) + 1, 1
    while True:
        numbered = {number: f"{stem}{number}" if number > 1 else stem for number in range(first, first + many)}
        skeletons = {number: skeleton(handle) for number, handle in numbered.items()}
        taken = taken_skeletons(skeletons.values())
        free = next((number for number in numbered if skeletons[number] not in taken), None)
        if free is not None:
            given[stem] = free
            return numbered[free]
        first, many = first + many, min(many * 2, MOST_AT_ONCE)
