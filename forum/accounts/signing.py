"""The pages to sign in and out."""

from contextlib import suppress
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.accounts import actions, browsers
from forum.accounts.forms import SignInForm
from forum.accounts.kept import Kept
from forum.accounts.proof import prove
from forum.core.errors import Absent, ForumError
from forum.web.faults import say
from forum.web.redirects import inside
from forum.web.viewer import viewer


def sign_in() -> Any:
    """Sign in with address and password, then go on where the visitor came from."""
    if request.method == "GET":
        return redirect(_destination()) if not viewer().is_guest else sign_in_page(SignInForm())
    form, kept = SignInForm(), Kept.from_sign_in()
    if not form.validate_on_submit():
        return sign_in_page(form, kept), 422
    try:
        browsers.sign_in_here(prove(form.email.plain, form.password.data), form.password.data)
    except ForumError as fault:
        headed = say(form, fault, "password")
        return sign_in_page(form, kept), *headed
    if kept and not viewer().is_suspended:
        return go_on_page(kept)
    return redirect(_destination(), 303)


def sign_out() -> Response:
    """End the session of this browser."""
    row = browsers.session_here()
    if row is not None:
        with suppress(Absent):  # it was ended from another browser at this moment
            actions.end_session(viewer(), row)
    browsers.sign_out_here()
    return redirect(url_for("pages.front"), 303)


def sign_in_page(form: SignInForm, kept: Kept | None = None) -> str:
    """The page that asks for address and password, with what was being sent, if anything."""
    return render_template("accounts/sign_in.html", form=form, kept=kept, next=_destination())


def go_on_page(kept: Kept) -> str:
    """The page that shows what was being sent, and sends it at the press of a button."""
    return render_template("accounts/go_on.html", kept=kept)


def _destination() -> str:
    return inside(request.values.get("next"))
