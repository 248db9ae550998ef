"""The member list, profiles, and what members say about themselves."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import login_required

from forum.core.errors import ForumError
from forum.core.paging import Page
from forum.core.throttle import Limit, throttle
from forum.core.words import _
from forum.members import actions, queries
from forum.members.actions import Preferences, ProfileTexts
from forum.members.forms import FinderForm, HandleForm, PreferencesForm, ProfileForm
from forum.members.profiles import profile_of
from forum.members.queries import Wanted
from forum.web.faults import say
from forum.web.viewer import viewer

bp = Blueprint("members", __name__)

HANDLES = Limit("handles, account", 20, timedelta(hours=1))


@bp.get("/members")
@login_required
def member_list() -> Any:
    """Members, the newest first, or those whom the finder's fields name."""
    form = FinderForm(formdata=request.args)
    if not form.validate():
        return _list_page(form, Page([], None)), 422
    wanted = Wanted(**form.data)
    return _list_page(form, queries.found_members(viewer(), wanted, request.args.get("after")))


@bp.get("/members/<handle>")
@login_required
def profile(handle: str) -> Any:
    """One member, as the viewer may see them."""
    member = queries.readable_member(viewer(), handle)
    if member.handle != handle:
        return redirect(url_for("members.profile", handle=member.handle))
    return render_template("members/profile.html", profile=profile_of(viewer(), member), member=member)


@bp.get("/settings")
@login_required
def settings() -> str:
    """All that a member can set, in one list."""
    return render_template("members/settings.html")


@bp.route("/settings/profile", methods=["GET", "POST"])
@login_required
def edit_profile() -> Any:
    """Say something about oneself, and to whom."""
    form = ProfileForm(obj=viewer())
    if request.method == "GET":
        return render_template("members/edit_profile.html", form=form)
    if not form.validate_on_submit():
        return render_template("members/edit_profile.html", form=form), 422
    texts = {name: value for name, value in form.data.items() if name != "csrf_token"}
    try:
        actions.change_profile(viewer(), viewer(), ProfileTexts(**texts))
    except ForumError as fault:
        headed = say(form, fault, "name")
        return render_template("members/edit_profile.html", form=form), *headed
    flash(_("Your profile is saved."), "success")
    return redirect(url_for("members.profile", handle=viewer().handle), 303)


@bp.route("/settings/handle", methods=["GET", "POST"])
@login_required
def handle() -> Any:
    """Take another handle."""
    form = HandleForm(obj=viewer())
    if request.method == "GET":
        return render_template("members/handle.html", form=form)
    if not form.validate_on_submit():
        return render_template("members/handle.html", form=form), 422
    try:
        throttle.spend(HANDLES, viewer().id)
        actions.change_handle(viewer(), viewer(), form.handle.data)
    except ForumError as fault:
        headed = say(form, fault, "handle")
        return render_template("members/handle.html", form=form), *headed
    flash(_("Your handle is now %(handle)s.", handle=viewer().handle), "success")
    return redirect(url_for("members.profile", handle=viewer().handle), 303)


@bp.route("/settings/preferences", methods=["GET", "POST"])
@login_required
def preferences() -> Any:
    """Time zone, and whether others find me."""
    form = PreferencesForm(obj=viewer())
    if request.method == "GET":
        return render_template("members/preferences.html", form=form)
    if not form.validate_on_submit():
        return render_template("members/preferences.html", form=form), 422
    actions.change_preferences(viewer(), viewer(), Preferences(form.time_zone.data, form.in_finder.data))
    flash(_("Your preferences are saved."), "success")
    return redirect(url_for("members.settings"), 303)


def _list_page(form: FinderForm, page: Page) -> str:
    asked = {name: text for name, text in form.data.items() if text}
    return render_template(
        "members/member_list.html", form=form, page=page, asked=asked, after=request.args.get("after")
    )
