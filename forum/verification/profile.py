"""What a profile says to those who look after verification."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from forum.members.models import Member
from forum.permissions.guard import can
from forum.permissions.table import Can


def verification_link(viewer: Any, member: Member) -> Markup:
    """The way to how a member was verified, for moderators; to one's own settings, for oneself."""
    may_see = can(viewer, Can.SEE_VERIFICATIONS) and not member.is_placeholder
    if not may_see and viewer.id != member.id:
        return Markup("")
    return Markup(render_template("verification/_link.html", member=member, may_see=may_see))
