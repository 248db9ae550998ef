"""The page on which a member closes their own account."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import login_required

from forum.accounts import browsers
from forum.accounts.closing import close_own_account
from forum.accounts.forms import CloseForm
from forum.accounts.proving import prove_here
from forum.core.errors import ForumError
from forum.core.words import _
from forum.web.faults import say
from forum.web.viewer import viewer


@login_required
def close() -> Any:
    """Close one's own account for good, with the password."""
    form = CloseForm()
    if request.method == "GET":
        return render_template("accounts/close.html", form=form)
    if not form.validate_on_submit():
        return render_template("accounts/close.html", form=form), 422
    try:
        proof = prove_here(form.password.data, "password")
        close_own_account(viewer(), viewer(), proof.password_hash, form.stay)
    except ForumError as fault:
        headed = say(form, fault, "password")
        return render_template("accounts/close.html", form=form), *headed
    browsers.sign_out_here()
    flash(_("Your account is closed. Thank you for what you shared."), "success")
    return redirect(url_for("pages.front"), 303)
