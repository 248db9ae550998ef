"""What somebody meets whose session has ended, whose form is too old, or who is suspended: no text is lost."""

from typing import Any
from urllib.parse import quote

from flask import redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError

from forum.accounts.forms import SignInForm
from forum.accounts.kept import Kept
from forum.accounts.signing import go_on_page, sign_in_page
from forum.core.words import lazy
from forum.web.errors import error_page
from forum.web.fields import add_error
from forum.web.viewer import login_manager, viewer

FOR_EVERYBODY = {"accounts.sign_up", "accounts.confirm", "accounts.reset", "accounts.new_password"}
OPEN_TO_SUSPENDED = {"static", "accounts.sign_out", "pages.text", "sanctions.make"}
STALE = lazy("This page was open for a long time, or your browser keeps no cookies. Give your password again.")
SUSPENDED = lazy("Your account is suspended.")


@login_manager.unauthorized_handler
def ask_to_sign_in() -> Any:
    """A page that needs an account: offer to sign in and come back; what was being sent is kept."""
    if request.path.startswith("/api/"):
        return error_page(401)
    if request.method == "POST":
        return _sign_in_and_go_on()
    query = request.query_string.decode("ascii", "replace")
    here = quote(request.path) + (f"?{query}" if query else "")
    return redirect(url_for("accounts.sign_in", next=here))


def stale_form(_fault: CSRFError) -> Any:
    """A form without its token: mostly a page that was open for very long, so ask for another look at what it says."""
    if request.path.startswith("/api/"):
        return error_page(400)
    if viewer().is_suspended:
        return _sanction_page()
    if request.endpoint == "accounts.sign_in":
        return _sign_in_again()
    if not viewer().is_guest or request.endpoint in FOR_EVERYBODY:
        kept = Kept.from_request()
        return (go_on_page(kept), 400) if kept else error_page(400)
    if request.endpoint == "accounts.sign_out":
        return redirect(url_for("pages.front"), 303)
    return _sign_in_and_go_on()


def show_sanction() -> Any:
    """Before every request: who is suspended sees what was decided and until when, and nothing else."""
    if request.endpoint in OPEN_TO_SUSPENDED or not viewer().is_suspended:
        return None
    return _sanction_page()


def _sign_in_and_go_on() -> Any:
    kept = Kept.from_request()
    return (sign_in_page(SignInForm(formdata=None), kept), 403) if kept else error_page(403)


def _sign_in_again() -> Any:
    kept = Kept.from_sign_in()
    if kept and not viewer().is_guest:
        return go_on_page(kept), 400
    form = SignInForm()
    form.validate()
    add_error(form, "password", STALE)
    return sign_in_page(form, kept), 400


def _sanction_page() -> Any:
    if request.path.startswith("/api/"):
        return error_page(403, SUSPENDED)
    kept = Kept.from_request() if request.method == "POST" else None
    return render_template("accounts/suspended.html", until=viewer().suspended_until, kept=kept), 403
