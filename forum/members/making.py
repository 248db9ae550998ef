"""A new member's row, with a handle that nobody has or had."""

from collections.abc import Iterable

from sqlalchemy import select, union_all

from forum.core.clock import now
from forum.core.db import session
from forum.core.lookalikes import handle_from_name, skeleton
from forum.members.models import HANDLE_LIMIT, FormerHandle, Member

AT_A_TIME = 50


def new_member(email: str, name: str, password_hash: str) -> Member:
    """Add a confirmed member; for deeds that have seen to it that the address is theirs and free."""
    handle = free_handle(name)
    member = Member(
        email=email,
        name=name,
        password_hash=password_hash,
        handle=handle,
        handle_skeleton=skeleton(handle),
        confirmed_at=now(),
    )
    session.add(member)
    return member


def free_handle(name: str) -> str:
    """A handle made of the name, with a number behind it when others look the same."""
    base, first = handle_from_name(name), 1
    while True:
        candidates = {_numbered(base, number) for number in range(first, first + AT_A_TIME)}
        taken = taken_skeletons(map(skeleton, candidates))
        free = [handle for handle in candidates if skeleton(handle) not in taken]
        if free:
            return min(free, key=lambda handle: (len(handle), handle))
        first += AT_A_TIME


def taken_skeletons(skeletons: Iterable[str], but_for: int | None = None) -> set[str]:
    """Those that belong to the handle, present or given up, of anybody but the member numbered `but_for`."""
    wanted = list(skeletons)
    present = select(Member.handle_skeleton).where(
        Member.handle_skeleton.in_(wanted), Member.id.is_distinct_from(but_for)
    )
    given_up = select(FormerHandle.skeleton).where(
        FormerHandle.skeleton.in_(wanted), FormerHandle.member_id.is_distinct_from(but_for)
    )
    return set(session.scalars(union_all(present, given_up)))


def _numbered(base: str, number: int) -> str:
    if number == 1:
        return base
    end = f"-{number}"
    return base[: HANDLE_LIMIT - len(end)] + end
