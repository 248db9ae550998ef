"""The directory of public bodies, and a page for each."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from forum.core.paging import Page
from forum.organisations import queries
from forum.organisations.choices import KINDS, NATIONS
from forum.organisations.forms import DirectoryForm
from forum.organisations.hosts import not_for_staff_alone
from forum.organisations.queries import PARTS_SHOWN, Sought

bp = Blueprint("organisations", __name__)


@bp.get("/organisations")
def directory() -> Any:
    """Public bodies, A to Z: all of them, or those that the form's fields name."""
    form = DirectoryForm(formdata=request.args)
    if not form.validate():
        return _directory_page(form, Page([], None)), 422
    return _directory_page(form, queries.found_organisations(Sought(**form.data), request.args.get("after")))


@bp.get("/organisations/<slug>")
def organisation(slug: str) -> Any:
    """One public body. An address that was given up leads to the one of today."""
    found = queries.organisation_at(slug)
    if found.slug != slug:
        return redirect(url_for("organisations.organisation", slug=found.slug))
    parts = queries.parts_of(found)
    return render_template(
        "organisations/organisation.html",
        organisation=found,
        domains=queries.domains_of(found),
        reasons=not_for_staff_alone,
        parts=parts[:PARTS_SHOWN],
        more_parts=len(parts) > PARTS_SHOWN,
        kinds=KINDS,
        nations=NATIONS,
    )


def _directory_page(form: DirectoryForm, page: Page) -> str:
    asked = {name: text for name, text in form.data.items() if text}
    after = request.args.get("after")
    return render_template(
        "organisations/directory.html", form=form, page=page, asked=asked, after=after, kinds=KINDS, nations=NATIONS
    )
