"""A member as moderators see them: found, and with their record."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_login import login_required
from markupsafe import Markup

from forum.core.paging import Page
from forum.members.models import Member
from forum.members.profiles import badge_of_member
from forum.moderation.member_queries import member_on_record, members_found
from forum.moderation.record_pages import member_page
from forum.moderation.sanction_forms import FindForm
from forum.permissions.guard import can, require
from forum.permissions.table import Can
from forum.web.viewer import viewer


@login_required
def members() -> Any:
    """Find a member; without a question, those under a sanction at this moment."""
    require(viewer(), Can.SEE_RECORD)
    form, after = FindForm(formdata=request.args), request.args.get("after")
    right = form.validate()
    who = form.who.data or ""
    page = members_found(viewer(), who, after) if right else Page([], None)
    facts = {"form": form, "page": page, "who": who, "after": after, "badge_of": badge_of_member}
    return render_template("moderation/members.html", **facts), 200 if right else 422


@login_required
def member(handle: str) -> Any:
    """One member with their record."""
    found = member_on_record(viewer(), handle)
    if found.handle != handle:
        return redirect(url_for("sanctions.member", handle=found.handle))
    return member_page(found)


def record_link(viewer: Any, member: Member) -> Markup:
    """The way from a profile to the member's record, for those who may see it; fills the slot "member record"."""
    if member.is_placeholder or not can(viewer, Can.SEE_RECORD, member):
        return Markup("")
    return Markup(render_template("moderation/_record_link.html", member=member))
