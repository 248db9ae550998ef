"""A member's own account: address, password, and the browsers in which they are signed in."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts import actions, browsers, limits, passwords, queries
from forum.accounts.agents import browser_in_words
from forum.accounts.forms import ChangePasswordForm, NewAddressForm
from forum.accounts.links import NEW_ADDRESS, account_mark, read_link
from forum.accounts.proving import prove_here
from forum.core.errors import ForumError, Invalid
from forum.core.words import _
from forum.web.faults import say
from forum.web.viewer import viewer


@login_required
def account() -> str:
    """What the account is, and what can be changed."""
    return render_template("accounts/account.html")


@login_required
def password() -> Any:
    """Change one's password."""
    form = ChangePasswordForm()
    if request.method == "GET":
        return render_template("accounts/password.html", form=form)
    if not form.validate_on_submit():
        return render_template("accounts/password.html", form=form), 422
    try:
        _change_password(form)
    except ForumError as fault:
        headed = say(form, fault, "password")
        return render_template("accounts/password.html", form=form), *headed
    flash(_("Your password is changed. You are signed out everywhere else."), "success")
    return redirect(url_for("accounts.account"), 303)


@login_required
def address() -> Any:
    """Ask for another e-mail address."""
    form = NewAddressForm()
    if request.method == "GET":
        return render_template("accounts/address.html", form=form)
    if not form.validate_on_submit():
        return render_template("accounts/address.html", form=form), 422
    try:
        prove_here(form.password.data, "password")
        limits.spend_letter(form.email.plain)
        actions.ask_for_new_address(viewer(), viewer(), form.email.plain)
    except ForumError as fault:
        headed = say(form, fault, "email")
        return render_template("accounts/address.html", form=form), *headed
    flash(
        _("We have sent a link to %(email)s. Your address changes when you open it.", email=form.email.plain), "success"
    )
    return redirect(url_for("accounts.account"), 303)


@login_required
def new_address(token: str) -> Any:
    """Take the new address, signed in and at the press of a button; a mail scanner that opens the link does nothing."""
    try:
        facts = read_link(NEW_ADDRESS, token)
        if facts["member"] != viewer().id or facts["mark"] != account_mark(viewer()):
            return _link_ended()
        if request.method == "GET":
            return render_template("accounts/new_address.html", email=facts["email"])
        actions.change_address(viewer(), viewer(), facts["mark"], facts["email"])
    except Invalid:
        return _link_ended()
    flash(_("Your address is changed. Sign in with it from now on."), "success")
    return redirect(url_for("accounts.account"), 303)


@login_required
def sessions() -> str:
    """The browsers in which the member is signed in."""
    here = browsers.session_here()
    rows = queries.sessions_of(viewer())
    return render_template("accounts/sessions.html", rows=rows, here=here and here.id, in_words=browser_in_words)


@login_required
def end_session(session_id: int) -> Response:
    """Sign out in one other browser, or in this one."""
    row = queries.session_of(viewer(), session_id)
    here = browsers.session_here()
    actions.end_session(viewer(), row)
    if here is not None and here.id == session_id:
        browsers.sign_out_here()
        return redirect(url_for("pages.front"), 303)
    flash(_("That browser is signed out."), "success")
    return redirect(url_for("accounts.sessions"), 303)


@login_required
def end_other_sessions() -> Response:
    """Sign out everywhere but here."""
    here = browsers.session_here()
    actions.end_other_sessions(viewer(), viewer(), here.id if here else 0)
    flash(_("All other browsers are signed out."), "success")
    return redirect(url_for("accounts.sessions"), 303)


def _change_password(form: ChangePasswordForm) -> None:
    member, here = viewer(), browsers.session_here()
    proof = prove_here(form.old_password.data, "old_password")
    about = [current_app.config["FORUM_SITE_NAME"], member.email or "", member.name, member.organisation]
    passwords.check_new(form.password.data, about)
    new_hash = passwords.hash_of(form.password.data)
    actions.change_password(member, member, proof.password_hash, new_hash, here.id if here else 0)


def _link_ended() -> tuple[str, int]:
    return render_template("accounts/link_ended.html", ask_again=url_for("accounts.address")), 404
