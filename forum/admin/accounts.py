"""Closing an account for a member who has asked for it, and merging two accounts of one person."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired

from forum.accounts.closing import close_account
from forum.accounts.forms import PostsForm
from forum.accounts.merging import check_merge, merge_accounts
from forum.admin.blueprints import admin_blueprint
from forum.core.errors import Absent, ForumError, Invalid
from forum.core.log import REASON_LIMIT
from forum.core.words import _, lazy
from forum.members.forms import at_most
from forum.members.models import HANDLE_LIMIT, Member
from forum.members.queries import member_by_handle, readable_member
from forum.threads.claiming import written_by
from forum.web.faults import say
from forum.web.fields import Body, Line
from forum.web.viewer import viewer

bp = admin_blueprint("accounts")


class CloseForm(PostsForm):
    """What becomes of the posts, and how the member asked."""

    reason = Body(
        lazy("How the member asked for it"),
        validators=[DataRequired(lazy("Say how the member asked for it")), at_most(REASON_LIMIT)],
    )


class MergeForm(FlaskForm):
    """Into which account, and how one knows."""

    handle = Line(lazy("Handle"), validators=[DataRequired(lazy("Enter a handle")), at_most(HANDLE_LIMIT + 1)])
    reason = Body(
        lazy("Reason"),
        validators=[DataRequired(lazy("Say how you know that both are one person")), at_most(REASON_LIMIT)],
    )


@bp.route("/members/<handle>/close", methods=["GET", "POST"])
def close(handle: str) -> Any:
    """Close an account, after a look at what that means."""
    member, form = readable_member(viewer(), handle), CloseForm()
    if request.method == "GET":
        return render_template("admin/close_account.html", member=member, form=form)
    if not form.validate_on_submit():
        return render_template("admin/close_account.html", member=member, form=form), 422
    try:
        close_account(viewer(), member, form.stay, form.reason.data)
    except ForumError as fault:
        headed = say(form, fault, "reason")
        return render_template("admin/close_account.html", member=member, form=form), *headed
    flash(_("The account is closed."), "success")
    return redirect(url_for("sanctions.members"), 303)


@bp.route("/members/<handle>/merge", methods=["GET", "POST"])
def merge(handle: str) -> Any:
    """Merge an account into another of the same person; what that means is shown before it happens."""
    member, form = readable_member(viewer(), handle), MergeForm()
    if request.method == "GET":
        return _merge_page(member, form)
    if not form.validate_on_submit():
        return _merge_page(member, form), 422
    try:
        into = _named(form.handle.data)
        check_merge(viewer(), member, into)
        if request.form.get("shown") != _mark(member, into):
            return _merge_page(member, form, into), 409 if "shown" in request.form else 200
        merge_accounts(viewer(), member, into, form.reason.data)
    except ForumError as fault:
        headed = say(form, fault, "handle")
        return _merge_page(member, form), *headed
    flash(_("The two accounts are one now."), "success")
    return redirect(url_for("sanctions.member", handle=into.handle), 303)


def _named(handle: str) -> Member:
    try:
        return member_by_handle(handle.removeprefix("@").lower())
    except Absent as fault:
        raise Invalid(lazy("Nobody has this handle."), "handle") from fault


def _mark(member: Member, into: Member) -> str:
    written = written_by(member)
    return f"{into.id},{written.posts},{written.threads}"


def _merge_page(member: Member, form: MergeForm, into: Member | None = None) -> str:
    facts = {"member": member, "form": form, "into": into, "written": written_by(member)}
    return render_template("admin/merge_accounts.html", **facts)
