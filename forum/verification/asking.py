"""The pages to ask people: first the organisation, then by two colleagues or by evidence."""

import re
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import login_required

from forum.core.errors import Absent, ForumError, Invalid
from forum.core.words import _, lazy
from forum.members.models import Member
from forum.members.queries import readable_member
from forum.organisations.models import Organisation
from forum.permissions.guard import can
from forum.permissions.table import Can
from forum.verification import actions, limits, queries
from forum.verification.actions import Shown
from forum.verification.deciding import NEEDED
from forum.verification.forms import ColleaguesForm, EvidenceForm, FindForm
from forum.verification.models import Means, VerificationRequest
from forum.verification.pictures import MOST_BYTES, harmless
from forum.web.faults import say
from forum.web.fields import add_error
from forum.web.requests import takes_files
from forum.web.viewer import viewer

MOST_COLLEAGUES = 5
NOTHING_SHOWN = lazy("Show something: words, the address of a page, or a picture.")


@login_required
def find() -> Any:
    """Choose the organisation where one works."""
    form = FindForm(formdata=request.args)
    if not form.validate():
        return render_template("verification/find.html", form=form, found=[], many=0), 422
    found, many = queries.found_organisations(form.q.data) if form.q.data else ([], 0)
    return render_template("verification/find.html", form=form, found=found, many=many)


@login_required
def ask(slug: str) -> str:
    """Choose by whom to be verified at an organisation."""
    organisation = queries.organisation_called(slug)
    colleagues = queries.colleagues_who_may_vouch(viewer(), organisation)
    return render_template("verification/ask.html", organisation=organisation, enough_colleagues=colleagues >= NEEDED)


@login_required
def ask_colleagues(slug: str) -> Any:
    """Ask two colleagues of the organisation; who is named is told."""
    organisation, form = queries.organisation_called(slug), ColleaguesForm()
    page = {"form": form, "organisation": organisation}
    if request.method == "GET":
        return render_template("verification/colleagues.html", **page)
    if not form.validate_on_submit():
        return render_template("verification/colleagues.html", **page), 422
    try:
        limits.spend_request(viewer())
        colleagues = _named(form.colleagues.data, organisation)
        actions.ask_colleagues(viewer(), viewer(), organisation, colleagues)
    except ForumError as fault:
        headed = say(form, fault, "colleagues")
        return render_template("verification/colleagues.html", **page), *headed
    return _asked()


@login_required
@takes_files(MOST_BYTES + 100_000)
def ask_with_evidence(slug: str) -> Any:
    """Show two moderators that one works there."""
    organisation, form = queries.organisation_called(slug), EvidenceForm()
    if request.method == "GET":
        return _evidence_page(form, organisation)
    if form.validate_on_submit() and form.is_empty:
        add_error(form, "words", NOTHING_SHOWN)
    if form.errors:
        return _evidence_page(form, organisation), 422
    try:
        limits.spend_request(viewer())
        picture = harmless(form.picture.data.stream) if form.picture.data else None
        actions.ask_with_evidence(viewer(), viewer(), organisation, Shown(form.words.data, form.link.data, picture))
    except ForumError as fault:
        headed = say(form, fault, "words")
        return _evidence_page(form, organisation), *headed
    return _asked()


def _evidence_page(form: EvidenceForm, organisation: Organisation) -> str:
    """The form again, with what is wrong; a browser does not keep the picture that was chosen."""
    if form.picture.data and not form.picture.errors:
        add_error(form, "picture", _("Choose the picture again: it could not be kept."))
    return render_template("verification/evidence.html", form=form, organisation=organisation)


def _asked() -> Any:
    flash(_("We have your request. This page says who decides it, and by when."), "success")
    return redirect(url_for("verification.status"), 303)


def _named(text: str, organisation: Organisation) -> list[Member]:
    """The colleagues of these handles. Raises Invalid for who cannot vouch, and for too many."""
    handles = list(dict.fromkeys(re.split(r"[\s,;@]+", text.lower().strip(" ,;@")))) if text else []
    if len(handles) > MOST_COLLEAGUES:
        raise Invalid(lazy("Name at most five colleagues."), "colleagues")
    return [_colleague(handle, organisation) for handle in handles if handle]


def _colleague(handle: str, organisation: Organisation) -> Member:
    try:
        member = readable_member(viewer(), handle)
    except Absent as fault:
        raise Invalid(lazy("There is no member with the handle %(handle)s.", handle=handle), "colleagues") from fault
    wanted = VerificationRequest(
        member_id=viewer().id, organisation_id=organisation.id, kind=Means.COLLEAGUES, state="open"
    )
    if not can(member, Can.SPONSOR, wanted):
        raise Invalid(
            lazy("%(handle)s cannot vouch for you there: it takes 30 days of grade A.", handle=handle), "colleagues"
        )
    return member
