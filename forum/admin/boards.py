"""Boards: their list, making them, their settings with what a change means before it happens, their order."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from forum.admin import board_queries as queries
from forum.admin.actions import change_as_shown
from forum.admin.blueprints import admin_blueprint
from forum.admin.board_forms import BoardForm
from forum.admin.consequences import Consequences, consequences_of, mark_of
from forum.admin.moving import way
from forum.admin.wanted import Wanted
from forum.boards.actions import make_board
from forum.boards.models import Board
from forum.boards.order import move_board
from forum.boards.queries import board_by_slug
from forum.core.errors import Conflict, ForumError
from forum.core.words import _, lazy
from forum.web.converters import id_of
from forum.web.faults import say
from forum.web.fields import add_error
from forum.web.viewer import viewer

bp = admin_blueprint("boards")

CHANGED = lazy("Somebody changed this board while you were looking at it. Check what it says here, then save again.")


@bp.get("/boards")
def boards() -> str:
    """Every section with its boards, in order."""
    return render_template("admin/boards.html", sections=queries.all_sections(), boards=queries.all_boards())


@bp.route("/boards/new", methods=["GET", "POST"])
def new() -> Any:
    """Make a board."""
    form = _form(None)
    if request.method == "GET":
        return _form_page(form, None)
    if not form.validate_on_submit():
        return _form_page(form, None), 422
    try:
        section = queries.section_numbered(form.section_id.data)
        made = make_board(viewer(), section, form.settings(), form.slug.data)
    except ForumError as fault:
        headed = say(form, fault, "name")
        return _form_page(form, None), *headed
    flash(_("The board %(name)s is made.", name=made.name), "success")
    return redirect(url_for("admin_boards.boards", _anchor=f"board-{made.id}"), 303)


@bp.route("/boards/<slug>", methods=["GET", "POST"])
def board(slug: str) -> Any:
    """The settings of a board; what another one means is shown before it happens."""
    found = board_by_slug(slug)
    form = _form(found)
    if request.method == "GET" or "back" in request.form:
        return _form_page(form, found)
    if not form.validate_on_submit():
        return _form_page(form, found), 422
    wanted = Wanted(form.section_id.data, form.slug.data or found.slug, form.settings())
    consequences, shown = consequences_of(found, wanted), request.form.get("shown", "")
    if not shown and form.seen.data != mark_of(found):
        form.seen.data = mark_of(found)
        add_error(form, "name", CHANGED)
        return _form_page(form, found), 409
    if consequences and not shown:
        return _confirm_page(found, wanted, consequences)
    return _change(form, found, wanted, shown)


@bp.post("/boards/<slug>/move")
def move(slug: str) -> Response:
    """Put a board one place up or down in its section."""
    found = board_by_slug(slug)
    in_order = [one.id for one in queries.all_boards() if one.section_id == found.section_id]
    move_board(viewer(), found, found.section, in_order.index(found.id) + 1 + way())
    return redirect(url_for("admin_boards.boards", _anchor=f"board-{found.id}"), 303)


def _change(form: BoardForm, found: Board, wanted: Wanted, shown: str) -> Any:
    try:
        change_as_shown(viewer(), found, wanted, shown)
    except Conflict as fault:
        return _confirm_page(found, wanted, consequences_of(found, wanted), fault.sentence), 409
    except ForumError as fault:
        headed = say(form, fault, "name")
        return _form_page(form, found), *headed
    flash(_("The board %(name)s is changed.", name=found.name), "success")
    return redirect(url_for("admin_boards.boards", _anchor=f"board-{found.id}"), 303)


def _form(found: Board | None) -> BoardForm:
    form = BoardForm(obj=found) if found else BoardForm(data=_asked_for())
    form.section_id.choices = [SelectChoice(one.id, one.name) for one in queries.all_sections()]
    if found and not form.is_submitted():
        form.seen.data = mark_of(found)
    return form


def _asked_for() -> dict[str, Any]:
    """In which section the new board is to stand, when a link says so."""
    asked = request.args.get("section")
    return {"section_id": id_of(asked)} if asked else {}


def _form_page(form: BoardForm, found: Board | None) -> str:
    return render_template("admin/board.html", form=form, board=found)


def _confirm_page(found: Board, wanted: Wanted, consequences: Consequences, warning: Any = "") -> str:
    sent = [(name, text) for name, text in request.form.items(multi=True) if name not in ("csrf_token", "shown")]
    facts = {"board": found, "wanted": wanted, "consequences": consequences, "sent": sent, "warning": warning}
    return render_template("admin/board_change.html", **facts)
