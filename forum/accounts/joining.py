"""The pages to join: an address, a link in the mail, then name and password."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask import session as cookie

from forum.accounts import actions, browsers, limits, passwords
from forum.accounts.actions import AddressTaken, JoinLink, NewAccount
from forum.accounts.arrivals import arrivals
from forum.accounts.forms import JoinForm, SignUpForm
from forum.accounts.links import JOIN, read_link
from forum.accounts.proof import Proof
from forum.accounts.queries import account_of, has_joined_since
from forum.core.errors import ForumError, Invalid
from forum.core.tokens import LINK_ENDED
from forum.core.words import _
from forum.members.models import Member
from forum.permissions.guard import require
from forum.permissions.table import Can
from forum.web.faults import say
from forum.web.viewer import viewer

ASKED_FOR = "asked_for"  # the address just typed, so that the next page can show it


def sign_up() -> Any:
    """Step 1: the address. The answer is the same whether it has an account."""
    if not viewer().is_guest:
        return redirect(url_for("pages.front"), 303)
    form = SignUpForm()
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
        link = _link(token)
    except Invalid:
        return _link_ended()
    require(viewer(), Can.JOIN)
    if account_of(link.email) is not None:
        return _joined_already(link.email)
    if has_joined_since(link.email, link.made):
        return _link_ended()
    form = JoinForm()
    if request.method == "GET":
        return _confirm_page(form, link)
    if not form.validate_on_submit():
        return _confirm_page(form, link), 422
    try:
        member = _join(link, form)
    except AddressTaken:
        return _joined_already(link.email)
    except ForumError as fault:
        if fault.sentence is LINK_ENDED:
            return _link_ended()
        headed = say(form, fault, "password")
        return _confirm_page(form, link), *headed
    flash(_welcome(member), "success")
    return redirect(url_for("pages.front"), 303)


def _join(link: JoinLink, form: JoinForm) -> Member:
    name, password = form.name.data, form.password.data
    limits.spend_link()
    passwords.check_new(password, [current_app.config["FORUM_SITE_NAME"], link.email, name])
    password_hash = passwords.hash_of(password)
    then = () if _works_elsewhere() else arrivals()
    member = actions.join(viewer(), None, link, NewAccount(name, password_hash), then)
    browsers.sign_in_here(Proof(member, password_hash), password)
    return member


def _link(token: str) -> JoinLink:
    facts = read_link(JOIN, token)
    return JoinLink(facts["email"], facts.get("made", 0.0))


def _works_elsewhere() -> bool:
    """Whether the newcomer says that the address is not one of where they work."""
    return "elsewhere" in request.args


def _welcome(member: Member) -> str:
    if member.is_verified:
        return _("Welcome. You have joined, you are verified, and you are signed in.")
    return _("Welcome. You have joined, and you are signed in. Under Settings you can be verified.")


def _confirm_page(form: JoinForm, link: JoinLink) -> str:
    return render_template("accounts/confirm.html", form=form, email=link.email, elsewhere=_works_elsewhere())


def _link_ended() -> tuple[str, int]:
    return render_template("accounts/link_ended.html", ask_again=url_for("accounts.sign_up")), 404


def _joined_already(email: str) -> tuple[str, int]:
    return render_template("accounts/joined_already.html", email=email), 409
