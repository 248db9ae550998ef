"""The pages to join: an address, a link in the mail, then name and password."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask import session as cookie

from forum.accounts import actions, browsers, limits, passwords
from forum.accounts.actions import AddressTaken
from forum.accounts.forms import EmailForm, JoinForm
from forum.accounts.links import JOIN, read_link
from forum.accounts.proof import Proof
from forum.accounts.queries import account_of
from forum.core.errors import ForumError, Invalid
from forum.core.words import _
from forum.permissions.guard import require
from forum.permissions.table import Can
from forum.web.faults import say
from forum.web.viewer import viewer

ASKED_FOR = "asked_for"  # the address just typed, so that the next page can show it


def sign_up() -> Any:
    """Step 1: the address. The answer is the same whether it has an account."""
    if not viewer().is_guest:
        return redirect(url_for("pages.front"), 303)
    form = EmailForm()
    if request.method == "GET":
        return render_template("accounts/sign_up.html", form=form)
    if not form.validate_on_submit():
        return render_template("accounts/sign_up.html", form=form), 422
    try:
        limits.spend_letter(form.email.plain)
        actions.ask_to_join(viewer(), None, form.email.plain)
    except ForumError as fault:
        headed = say(form, fault, "email")
        return render_template("accounts/sign_up.html", form=form), *headed
    cookie[ASKED_FOR] = form.email.plain
    return redirect(url_for("accounts.sign_up_sent"), 303)


def sign_up_sent() -> str:
    """Step 2: look in your mail."""
    return render_template("accounts/sign_up_sent.html", email=cookie.pop(ASKED_FOR, ""))


def confirm(token: str) -> Any:
    """Step 3: name and password. Opening the link shows the form and changes nothing: mail scanners open links too."""
    try:
        email = read_link(JOIN, token)["email"]
    except Invalid:
        return render_template("accounts/link_ended.html", ask_again=url_for("accounts.sign_up")), 404
    require(viewer(), Can.JOIN)
    if account_of(email) is not None:
        return _joined_already(email)
    form = JoinForm()
    if request.method == "GET":
        return _confirm_page(form, email)
    if not form.validate_on_submit():
        return _confirm_page(form, email), 422
    try:
        _join(email, form)
    except AddressTaken:
        return _joined_already(email)
    except ForumError as fault:
        headed = say(form, fault, "password")
        return _confirm_page(form, email), *headed
    flash(_("Welcome. You have joined, and you are signed in."), "success")
    return redirect(url_for("pages.front"), 303)


def _join(email: str, form: JoinForm) -> None:
    name, password = form.name.data, form.password.data
    limits.spend_link()
    passwords.check_new(password, [current_app.config["FORUM_SITE_NAME"], email, name])
    password_hash = passwords.hash_of(password)
    member = actions.join(viewer(), None, email, name, password_hash)
    browsers.sign_in_here(Proof(member, password_hash), password)


def _confirm_page(form: JoinForm, email: str) -> str:
    return render_template("accounts/confirm.html", form=form, email=email)


def _joined_already(email: str) -> tuple[str, int]:
    return render_template("accounts/joined_already.html", email=email), 409
