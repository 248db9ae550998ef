"""A member as one viewer sees them: what is not shown to the viewer is not there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.members.badges import Badge
from forum.members.models import PROFILE_FIELDS, Grade, Member, is_shown
from forum.permissions.people import Person


@dataclass(frozen=True)
class Profile:
    """What a page may say about a member. A field that the viewer may not see is empty, like one that is."""

    id: int
    name: str
    handle: str
    joined_at: datetime
    badge: Badge | None
    is_placeholder: bool
    is_mine: bool
    organisation: str
    job_title: str
    place: str
    expertise: str
    about: str


def profile_of(viewer: Person, member: Member) -> Profile:
    """The profile of a member as this viewer sees it; the member's organisation is loaded with the member."""
    shown = {name: is_shown(viewer, member.id, getattr(member, f"{name}_shown")) for name in PROFILE_FIELDS}
    return Profile(
        id=member.id,
        name=member.name,
        handle=member.handle,
        joined_at=member.joined_at,
        badge=badge_of_member(member),
        is_placeholder=member.is_placeholder,
        is_mine=viewer.id == member.id,
        **{name: getattr(member, name) if there else "" for name, there in shown.items()},
    )


def badge_of_member(member: Member) -> Badge | None:
    """The badge that a member wears at this moment, if any."""
    if not member.is_verified or member.verified_since is None:
        return None
    at = member.verified_at
    return Badge(at.name if at else "", at.slug if at else "", member.verified_grade or Grade.B, member.verified_since)


def said_organisation(viewer: Person, member_id: int, row: Any, badge: Badge | None) -> str:
    """The organisation that a member names, as far as the viewer may see it; beside a badge the proven one alone."""
    return row.organisation if badge is None and is_shown(viewer, member_id, row.organisation_shown) else ""
