"""The page that asks why, before it shows how to reach a member."""

from typing import Any

from flask import render_template, request
from flask_login import login_required

from forum.core.errors import ForumError
from forum.members.models import Member
from forum.moderation.contact import see_contact
from forum.moderation.forms import ReasonForm
from forum.moderation.member_queries import member_on_record
from forum.permissions.guard import require
from forum.permissions.table import Can
from forum.web.faults import say
from forum.web.viewer import viewer


@login_required
def contact(handle: str) -> Any:
    """Ask why, then show the e-mail address and the sign-ins once."""
    member, form = member_on_record(viewer(), handle), ReasonForm.offering()
    if request.method == "GET":
        require(viewer(), Can.SEE_CONTACT, member)
        return _contact_page(member, form)
    if not form.validate_on_submit():
        return _contact_page(member, form), 422
    try:
        found = see_contact(viewer(), member, form.words.data or "")
    except ForumError as fault:
        headed = say(form, fault, "words")
        return _contact_page(member, form), *headed
    return _contact_page(member, form, found), 200, {"Cache-Control": "no-store"}


def _contact_page(member: Member, form: ReasonForm, found: Any = None) -> str:
    return render_template("moderation/contact.html", member=member, form=form, found=found)
