"""The pages on which an administrator merges or retires an organisation, after a look at what that means."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from forum.accounts.proving import no_password_when
from forum.admin import merging
from forum.admin.blueprints import admin_blueprint
from forum.admin.organisation_forms import IntoForm, RetireForm
from forum.core.errors import Absent, ForumError
from forum.core.words import _
from forum.organisations.models import Organisation
from forum.organisations.queries import all_called, own_page_of, slug_of
from forum.web.errors import error_page
from forum.web.faults import say
from forum.web.fields import add_error
from forum.web.viewer import viewer

ALIKE_MOST = 10

bp = admin_blueprint("organisation_ends")


@bp.get("/organisations/<slug>/merge")
def choose(slug: str) -> Any:
    """Name the organisation that another becomes a part of, and see what that means."""
    organisation, form = _living(slug), IntoForm(formdata=request.args)
    if "into" not in request.args:
        return _merge_page(organisation, form)
    if not form.validate():
        return _merge_page(organisation, form), 422
    other = _named(form, organisation)
    return _merge_page(organisation, form, other) if other else (_merge_page(organisation, form), 422)


@bp.post("/organisations/<slug>/merge")
def merge(slug: str) -> Any:
    """Merge an organisation into the one that was chosen."""
    organisation, other = _living(slug), own_page_of(request.form.get("into", ""))
    try:
        merging.merge(viewer(), organisation, other)
    except ForumError as fault:
        return error_page(fault.status, fault.sentence)
    flash(_("%(name)s is now a part of %(other)s.", name=organisation.name, other=other.name), "success")
    return redirect(url_for("admin_organisations.change", slug=other.slug), 303)


@bp.route("/organisations/<slug>/retire", methods=["GET", "POST"])
@no_password_when(lambda slug: not RetireForm().validate_on_submit())
def retire(slug: str) -> Any:
    """Retire an organisation, with the reason."""
    organisation, form = _living(slug), RetireForm()
    if request.method == "GET":
        return _retire_page(organisation, form)
    if not form.validate_on_submit():
        return _retire_page(organisation, form), 422
    try:
        merging.retire(viewer(), organisation, form.reason.data)
    except ForumError as fault:
        headed = say(form, fault, "reason")
        return _retire_page(organisation, form), *headed
    flash(_("%(name)s is retired. Nobody is verified there any more.", name=organisation.name), "success")
    return redirect(url_for("admin_organisations.organisations"), 303)


def _living(slug: str) -> Organisation:
    organisation = own_page_of(slug)
    if organisation.is_retired:
        raise Absent()
    return organisation


def _named(form: IntoForm, organisation: Organisation) -> Organisation | None:
    try:
        other = _living(slug_of(form.into.data))
    except Absent:
        add_error(form, "into", _("There is no organisation of exactly this name or address."))
        return None
    if other.id == organisation.id:
        add_error(form, "into", _("An organisation cannot be merged into itself."))
        return None
    return other


def _merge_page(organisation: Organisation, form: IntoForm, other: Organisation | None = None) -> str:
    facts = {"other": other, "alike": _alike(form, organisation), "hold": merging.hold_of(organisation)}
    return render_template("admin/merge_organisation.html", organisation=organisation, form=form, **facts)


def _alike(form: IntoForm, organisation: Organisation) -> list[Organisation]:
    """The organisations that may be meant by what names none."""
    if "into" not in form.errors or not form.into.data:
        return []
    found = [one for one in all_called(form.into.data).rows if not one.is_retired and one.id != organisation.id]
    return found[:ALIKE_MOST]


def _retire_page(organisation: Organisation, form: RetireForm) -> str:
    hold = merging.hold_of(organisation)
    return render_template("admin/retire_organisation.html", organisation=organisation, form=form, hold=hold)
