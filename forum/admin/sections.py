"""Sections: making them, their names, their order."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.accounts.proving import no_password_when
from forum.admin.blueprints import admin_blueprint
from forum.admin.board_forms import SectionForm
from forum.admin.board_queries import all_boards, all_sections, section_numbered
from forum.admin.moving import way
from forum.boards.actions import make_section, remove_section, rename_section
from forum.boards.models import Section
from forum.boards.order import move_section
from forum.core.errors import ForumError
from forum.core.words import _
from forum.web.errors import error_page
from forum.web.faults import say
from forum.web.viewer import viewer

bp = admin_blueprint("sections")


@bp.route("/sections/new", methods=["GET", "POST"])
@no_password_when(lambda: not SectionForm().validate_on_submit())
def new() -> Any:
    """Make a section."""
    form = SectionForm()
    if request.method == "GET":
        return _page(form, None)
    if not form.validate_on_submit():
        return _page(form, None), 422
    try:
        made = make_section(viewer(), None, form.name.data)
    except ForumError as fault:
        headed = say(form, fault, "name")
        return _page(form, None), *headed
    flash(
        _("The section %(name)s is made. It shows itself on the front page with its first board.", name=made.name),
        "success",
    )
    return redirect(url_for("admin_boards.boards"), 303)


@bp.route("/sections/<id:section_id>", methods=["GET", "POST"])
@no_password_when(lambda section_id: not SectionForm().validate_on_submit())
def section(section_id: int) -> Any:
    """Give a section another name."""
    found = section_numbered(section_id)
    form = SectionForm(obj=found)
    if request.method == "GET":
        return _page(form, found)
    if not form.validate_on_submit():
        return _page(form, found), 422
    try:
        rename_section(viewer(), found, form.name.data)
    except ForumError as fault:
        headed = say(form, fault, "name")
        return _page(form, found), *headed
    flash(_("The section is called %(name)s now.", name=form.name.data), "success")
    return redirect(url_for("admin_boards.boards"), 303)


@bp.post("/sections/<id:section_id>/move")
def move(section_id: int) -> Response:
    """Put a section one place up or down."""
    found = section_numbered(section_id)
    place = [one.id for one in all_sections()].index(found.id) + 1
    move_section(viewer(), found, place + way())
    flash(_("The section %(name)s is moved.", name=found.name), "success")
    return redirect(url_for("admin_boards.boards", _anchor=f"section-{found.id}"), 303)


@bp.post("/sections/<id:section_id>/remove")
def remove(section_id: int) -> Any:
    """Take an empty section away."""
    found = section_numbered(section_id)
    name = found.name
    try:
        remove_section(viewer(), found)
    except ForumError as fault:
        return error_page(fault.status, fault.sentence)
    flash(_("The section %(name)s is removed.", name=name), "success")
    return redirect(url_for("admin_boards.boards"), 303)


def _page(form: SectionForm, section: Section | None) -> str:
    is_empty = section is not None and all(board.section_id != section.id for board in all_boards())
    return render_template("admin/section.html", form=form, section=section, is_empty=is_empty)
