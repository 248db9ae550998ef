"""A member as one viewer sees them: what is not shown to the viewer is not there."""

from dataclasses import dataclass
from datetime import datetime

from forum.members.models import PROFILE_FIELDS, Member, is_shown
from forum.permissions.people import Person


@dataclass(frozen=True)
class Profile:
    """What a page may say about a member. A field that the viewer may not see is empty, like one that is."""

    id: int
    name: str
    handle: str
    joined_at: datetime
    verified_since: datetime | None
    is_placeholder: bool
    is_mine: bool
    organisation: str
    job_title: str
    place: str
    expertise: str
    about: str


def profile_of(viewer: Person, member: Member) -> Profile:
    """The profile of a member as this viewer sees it."""
    shown = {name: is_shown(viewer, member.id, getattr(member, f"{name}_shown")) for name in PROFILE_FIELDS}
    return Profile(
        id=member.id,
        name=member.name,
        handle=member.handle,
        joined_at=member.joined_at,
        verified_since=member.verified_since if member.is_verified else None,
        is_placeholder=member.is_placeholder,
        is_mine=viewer.id == member.id,
        **{name: getattr(member, name) if there else "" for name, there in shown.items()},
    )
