"""What stands on the page of an organisation about the members who are verified there."""

from typing import Any

from flask import render_template, request
from markupsafe import Markup

from forum.members.queries import members_verified_at
from forum.permissions.guard import can
from forum.permissions.table import Can


def members_verified_there(viewer: Any, organisation: Any) -> Markup:
    """A page of those whom the viewer may see, guests none; fills the slot "members verified there"."""
    after = request.args.get("after")
    page = members_verified_at(viewer, organisation, after) if can(viewer, Can.SEE_MEMBERS) else None
    return Markup(render_template("members/_verified_there.html", page=page, organisation=organisation, after=after))
