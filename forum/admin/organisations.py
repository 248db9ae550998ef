"""Keeping the directory: the list, adding an organisation, changing one, bringing one back."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.accounts.proving import no_password_when
from forum.admin.blueprints import admin_blueprint
from forum.admin.organisation_forms import NameForm, OrganisationForm
from forum.core.errors import Conflict, ForumError
from forum.core.paging import Page
from forum.core.words import _
from forum.organisations import actions, queries
from forum.organisations.choices import KINDS, NATIONS
from forum.organisations.models import Organisation
from forum.organisations.planning import DirectoryRefused, known
from forum.web.errors import error_page
from forum.web.faults import say
from forum.web.viewer import viewer

bp = admin_blueprint("organisations")


@bp.get("/organisations")
def organisations() -> Any:
    """All organisations, A to Z, those included that were retired; or those whose names have the words."""
    form, after = NameForm(formdata=request.args), request.args.get("after")
    right = form.validate()
    found = queries.all_called(form.name.data or "", after) if right else Page([], None)
    facts = {"kinds": KINDS, "nations": NATIONS, "after": after}
    page = render_template("admin/organisations.html", form=form, page=found, **facts)
    return page if right else (page, 422)


@bp.route("/organisations/add", methods=["GET", "POST"])
@no_password_when(lambda: not OrganisationForm().is_right())
def add() -> Any:
    """Add an organisation."""
    form = OrganisationForm()
    if request.method == "GET":
        return _form_page(form)
    if not form.is_right():
        return _form_page(form), 422
    try:
        organisation = actions.add_organisation(viewer(), None, form.wanted)
    except ForumError as fault:
        headed = _said(form, fault)
        return _form_page(form), *headed
    flash(_("%(name)s is in the directory.", name=organisation.name), "success")
    return _to(organisation)


@bp.route("/organisations/<slug>/change", methods=["GET", "POST"])
@no_password_when(lambda slug: not OrganisationForm().is_right())
def change(slug: str) -> Any:
    """Say something else about an organisation."""
    organisation = queries.own_page_of(slug)
    if request.method == "GET":
        return _form_page(OrganisationForm.of(known().wanted(organisation)), organisation)
    if organisation.is_retired:
        raise Conflict(_("%(name)s was retired. Bring it back first.", name=organisation.name))
    form = OrganisationForm()
    if not form.is_right():
        return _form_page(form, organisation), 422
    try:
        actions.change_organisation(viewer(), organisation, form.wanted)
    except ForumError as fault:
        headed = _said(form, fault)
        return _form_page(form, organisation), *headed
    flash(_("%(name)s is changed.", name=organisation.name), "success")
    return _to(organisation)


@bp.post("/organisations/<slug>/bring-back")
def bring_back(slug: str) -> Any:
    """Take back that an organisation was retired."""
    organisation = queries.own_page_of(slug)
    try:
        actions.bring_back(viewer(), organisation)
    except ForumError as fault:
        return error_page(fault.status, fault.sentence)
    flash(_("%(name)s is in the directory again. Nobody is verified there by that.", name=organisation.name), "success")
    return _to(organisation)


def _said(form: OrganisationForm, fault: ForumError) -> Any:
    if isinstance(fault, DirectoryRefused):
        form.say_all(fault.faults)
        return (fault.status,)
    return say(form, fault, "name")


def _form_page(form: OrganisationForm, organisation: Organisation | None = None) -> str:
    return render_template("admin/organisation.html", form=form, organisation=organisation)


def _to(organisation: Organisation) -> Response:
    return redirect(url_for("admin_organisations.change", slug=organisation.slug), 303)
