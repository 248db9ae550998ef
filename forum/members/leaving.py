"""Making a member nobody: what says who they were goes, the row that their posts refer to stays."""

import secrets

from sqlalchemy import delete

from forum.core.clock import now
from forum.core.db import session
from forum.core.lookalikes import skeleton
from forum.core.words import _
from forum.members.claims import ClaimedAuthor
from forum.members.models import PROFILE_FIELDS, FormerHandle, Member, Role, Shown
from forum.members.named import NamedMember
from forum.members.verified import set_unverified


def forget_member(member: Member, _posts_stay: bool) -> None:
    """Take name, address, handles, profile, offices and rights from a member whose account is closed."""
    for model in (FormerHandle, ClaimedAuthor, NamedMember):
        session.execute(delete(model).where(model.member_id == member.id))
    handle = f"former-{secrets.token_hex(6)}"
    member.name, member.handle, member.handle_skeleton = _("Former member"), handle, skeleton(handle)
    member.email = member.password_hash = member.confirmed_at = member.warning_id = None
    member.silenced_until = member.suspended_until = None
    for name in PROFILE_FIELDS:
        setattr(member, name, "")
        setattr(member, f"{name}_shown", Shown.NOBODY)
    member.role, member.in_finder, member.time_zone = Role.MEMBER, False, "Europe/London"
    set_unverified(member)
    member.closed_at = now()
