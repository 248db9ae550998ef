"""The password once more, for what matters: it counts for half an hour, in the browser where it was given."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import quote

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_login import login_required

from forum.accounts import actions
from forum.accounts.browsers import session_here
from forum.accounts.forms import GivePasswordForm
from forum.accounts.kept import Kept
from forum.accounts.models import PROVEN_FOR
from forum.accounts.proof import Proof, prove_again
from forum.accounts.signing import go_on_page
from forum.core.clock import now
from forum.core.errors import ForumError
from forum.web.errors import error_page
from forum.web.faults import say
from forum.web.redirects import inside
from forum.web.viewer import viewer

View = TypeVar("View", bound=Callable[..., Any])

READING = ("GET", "HEAD", "OPTIONS")


def asks_for_password_again(blueprint: Blueprint) -> None:
    """Put every form of a blueprint behind the password; what was being sent is kept while it is asked.

    Comes after whatever the blueprint asked of the viewer before.
    """
    blueprint.before_request(_ask_before_writing)


def password_first(view: Callable[..., Any]) -> Callable[..., Any]:
    """Ask for the password before a page is shown whose form takes files, because files cannot be kept."""

    @wraps(view)
    def ask_or_show(*args: Any, **kwargs: Any) -> Any:
        if request.method in READING and not is_proven():
            query = request.query_string.decode("ascii", "replace")
            here = quote(request.path) + (f"?{query}" if query else "")
            return redirect(url_for("accounts.give_password", next=here))
        return view(*args, **kwargs)

    return ask_or_show


def no_password_when(changes_nothing: Callable[..., bool]) -> Callable[[View], View]:
    """Ask for no password when a request to the view changes nothing, because its form is not right or only asks.

    `changes_nothing` gets what the address names; where it holds, the view must answer without any deed.
    """

    def mark(view: View) -> View:
        view.changes_nothing = changes_nothing  # type: ignore[attr-defined]
        return view

    return mark


def is_proven() -> bool:
    """Whether the member has given the password in this browser a short while ago."""
    here = session_here()
    return here is not None and here.proven_at is not None and now() - here.proven_at < PROVEN_FOR


def prove_here(password: str, field: str) -> Proof:
    """The member gives the password in this browser. Raises Invalid for the field, TooMany, Busy, Conflict."""
    proof, here = prove_again(viewer(), password, field), session_here()
    if here is not None:
        actions.prove(proof.member, proof.member, proof.password_hash, here.id)
    return proof


@login_required
def give_password() -> Any:
    """Give the password again, then go on with what was being done."""
    form, kept = GivePasswordForm(), Kept.from_sign_in()
    if request.method == "GET":
        return _page(form, None)
    if not form.validate_on_submit():
        return _page(form, kept), 422
    try:
        prove_here(form.password.data, "password")
    except ForumError as fault:
        headed = say(form, fault, "password")
        return _page(form, kept), *headed
    return go_on_page(kept) if kept else redirect(_destination(), 303)


def _ask_before_writing() -> Any:
    if request.method in READING or viewer().is_guest or is_proven() or _changes_nothing():
        return None
    kept, form = Kept.from_request(), GivePasswordForm(formdata=None)
    if kept is None:
        return error_page(403)
    if request.files:  # they cannot be kept, so the password leads back to where they are chosen
        return _page(form, None, files_lost_at=kept.address), 403
    return _page(form, kept), 403


def _changes_nothing() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    asked = getattr(view, "changes_nothing", None)
    return asked is not None and asked(**(request.view_args or {}))


def _page(form: GivePasswordForm, kept: Kept | None, files_lost_at: str = "") -> str:
    facts = {"kept": kept, "next": files_lost_at or _destination(), "files_lost": bool(files_lost_at)}
    return render_template("accounts/give_password.html", form=form, **facts)


def _destination() -> str:
    return inside(request.values.get("next"))
