"""A member's own pages: what is in force, a work address and its link, the end of one's own verification."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts import browsers
from forum.accounts.proof import prove_again
from forum.core.errors import Absent, ForumError
from forum.core.tokens import LINK_ENDED
from forum.core.words import _
from forum.verification import actions, limits, queries
from forum.verification.addresses import work_address
from forum.verification.deciding import words_and_agreements
from forum.verification.forms import ConfirmForm, PasswordForm, WorkAddressForm
from forum.verification.models import Means, Verification, VerificationRequest
from forum.verification.proving import organisation_of
from forum.web.faults import say
from forum.web.viewer import viewer


@login_required
def status() -> Any:
    """Where one is verified and until when, what waits and who decides it; and a link to a work address."""
    form = WorkAddressForm()
    if request.method == "GET":
        return _status_page(form)
    if not form.validate_on_submit():
        return _status_page(form), 422
    try:
        address = work_address((form.email.data or "").strip(" "))
        organisation_of(address)
        limits.spend_link_to(viewer(), address.mailbox)
        actions.ask_by_address(viewer(), viewer(), address, _session_digest())
    except ForumError as fault:
        headed = say(form, fault, "email")
        return _status_page(form), *headed
    flash(_("We have sent a link to %(email)s. Open it in this browser.", email=address.mailbox), "success")
    return redirect(url_for("verification.status"), 303)


@login_required
def confirm(code: str) -> Any:
    """Confirm a work address at the press of a button, in any other browser with the password. Opening does nothing."""
    try:
        asked = queries.request_of_code(viewer(), code)
    except Absent:
        return _link_ended()
    here = asked.session_digest == _session_digest()
    form: Any = ConfirmForm() if here else PasswordForm()
    if request.method == "GET":
        return _confirm_page(form, asked, here)
    if not form.validate_on_submit():
        return _confirm_page(form, asked, here), 422
    try:
        verification = _confirmed(asked, here, form)
    except ForumError as fault:
        if fault.sentence is LINK_ENDED:
            return _link_ended()
        if here:
            raise
        headed = say(form, fault, "password")
        return _confirm_page(form, asked, here), *headed
    flash(_("You are verified: %(where)s.", where=verification.organisation.name), "success")
    return redirect(url_for("verification.status"), 303)


@login_required
def withdraw(request_id: int) -> Response:
    """Take a request back."""
    asked = queries.own_request(viewer(), request_id)
    actions.withdraw(viewer(), asked)
    by_link = asked.kind == Means.ADDRESS
    flash(_("The link is cancelled.") if by_link else _("Your request is withdrawn."), "success")
    return redirect(url_for("verification.status"), 303)


@login_required
def end() -> Any:
    """End one's own verification, after a look at what that means."""
    current = queries.status_of(viewer()).current
    if current is None:
        return redirect(url_for("verification.status"), 303)
    if request.method == "GET":
        return render_template("verification/end.html", current=current)
    actions.end_own(viewer(), current)
    flash(_("Your verification has ended."), "success")
    return redirect(url_for("verification.status"), 303)


def _confirmed(asked: VerificationRequest, here: bool, form: Any) -> Verification:
    if here:
        return actions.confirm_in_session(viewer(), asked, _session_digest())
    proof = prove_again(viewer(), form.password.data, "password")
    return actions.confirm_with_password(viewer(), asked, proof.password_hash)


def _status_page(form: WorkAddressForm) -> str:
    status = queries.status_of(viewer())
    waiting = status.waiting
    progress = queries.progress_of(waiting, words_and_agreements(waiting)) if waiting else None
    return render_template("verification/status.html", form=form, status=status, progress=progress)


def _confirm_page(form: Any, asked: VerificationRequest, here: bool) -> str:
    return render_template("verification/confirm.html", form=form, asked=asked, here=here)


def _link_ended() -> tuple[str, int]:
    return render_template("accounts/link_ended.html", ask_again=url_for("verification.status")), 404


def _session_digest() -> str:
    here = browsers.session_here()
    return here.digest if here is not None else ""
