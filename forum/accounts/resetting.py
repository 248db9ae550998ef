"""The pages for a forgotten password: an address, a link in the mail, then another password."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask import session as cookie

from forum.accounts import actions, browsers, limits, passwords
from forum.accounts.forms import EmailForm, NewPasswordForm
from forum.accounts.joining import ASKED_FOR
from forum.accounts.links import RESET, account_mark, read_link
from forum.accounts.queries import account_numbered
from forum.core.errors import ForumError, Invalid
from forum.core.tokens import LINK_ENDED
from forum.core.words import _
from forum.members.models import Member
from forum.web.faults import say
from forum.web.viewer import viewer


def reset() -> Any:
    """Ask for a link. The answer is the same whether the address has an account."""
    form = EmailForm()
    if request.method == "GET":
        return render_template("accounts/reset.html", form=form)
    if not form.validate_on_submit():
        return render_template("accounts/reset.html", form=form), 422
    try:
        limits.spend_letter(form.email.plain)
        actions.ask_for_reset(viewer(), None, form.email.plain)
    except ForumError as fault:
        headed = say(form, fault, "email")
        return render_template("accounts/reset.html", form=form), *headed
    cookie[ASKED_FOR] = form.email.plain
    return redirect(url_for("accounts.reset_sent"), 303)


def reset_sent() -> str:
    """Look in your mail."""
    return render_template("accounts/reset_sent.html", email=cookie.pop(ASKED_FOR, ""))


def new_password(token: str) -> Any:
    """Choose another password. All sessions of the member end."""
    try:
        member, mark = _holder(token)
    except Invalid:
        return _link_ended()
    form = NewPasswordForm()
    if request.method == "GET":
        return render_template("accounts/new_password.html", form=form, email=member.email)
    if not form.validate_on_submit():
        return render_template("accounts/new_password.html", form=form, email=member.email), 422
    try:
        limits.spend_link()
        _set_password(member, mark, form.password.data)
    except ForumError as fault:
        if fault.sentence is LINK_ENDED:
            return _link_ended()
        headed = say(form, fault, "password")
        return render_template("accounts/new_password.html", form=form, email=member.email), *headed
    browsers.sign_out_here()
    flash(_("Your new password is set. Sign in with it."), "success")
    return redirect(url_for("accounts.sign_in"), 303)


def _holder(token: str) -> tuple[Member, str]:
    facts = read_link(RESET, token)
    member = account_numbered(facts["member"])
    if member is None or not member.is_confirmed or account_mark(member) != facts["mark"]:
        raise Invalid(LINK_ENDED)
    return member, facts["mark"]


def _set_password(member: Member, mark: str, password: str) -> None:
    about = [current_app.config["FORUM_SITE_NAME"], member.email or "", member.name, member.organisation]
    passwords.check_new(password, about)
    actions.set_forgotten_password(member, member, mark, passwords.hash_of(password))


def _link_ended() -> tuple[str, int]:
    return render_template("accounts/link_ended.html", ask_again=url_for("accounts.reset")), 404
