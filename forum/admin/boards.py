"""Boards: their list, making them, their settings with what a change means before it happens, their order."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from forum.accounts.proving import no_password_when
from forum.admin import board_queries as queries
from forum.admin.actions import change_as_shown
from forum.admin.blueprints import admin_blueprint
from forum.admin.board_forms import BoardForm
from forum.admin.consequences import Consequences, consequences_of, mark_of
from forum.admin.moving import way
from forum.admin.wanted import Wanted
from forum.boards.actions import make_board
from forum.boards.models import Audience, Board
from forum.boards.order import move_board
from forum.boards.queries import board_by_slug
from forum.boards.slugs import free_slug
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
@no_password_when(lambda: not _form(None).validate_on_submit())
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
    return _on_to(made, _("The board %(name)s is made.", name=made.name), made.audience == Audience.INVITED)


@bp.route("/boards/<slug>", methods=["GET", "POST"])
@no_password_when(lambda slug: "back" in request.form or not _form(board_by_slug(slug)).validate_on_submit())
def board(slug: str) -> Any:
    """The settings of a board; what another one means is shown before it happens."""
    found = board_by_slug(slug)
    form = _form(found)
    if request.method == "GET" or "back" in request.form:
        return _form_page(form, found)
    if not form.validate_on_submit():
        return _form_page(form, found), 422
    try:
        stays = form.slug.data in ("", found.slug)
        slug = found.slug if stays else free_slug(form.slug.data, but_for=found.id)
    except ForumError as fault:
        headed = say(form, fault, "slug")
        return _form_page(form, found), *headed
    return _change_or_show(form, found, Wanted(form.section_id.data, slug, form.settings()))


@bp.post("/boards/<slug>/move")
def move(slug: str) -> Response:
    """Put a board one place up or down in its section."""
    found = board_by_slug(slug)
    in_order = [one.id for one in queries.all_boards() if one.section_id == found.section_id]
    move_board(viewer(), found, found.section, in_order.index(found.id) + 1 + way())
    flash(_("The board %(name)s is moved.", name=found.name), "success")
    return redirect(url_for("admin_boards.boards", _anchor=f"board-{found.id}"), 303)


def _change_or_show(form: BoardForm, found: Board, wanted: Wanted) -> Any:
    """Change a board when nobody loses or gains by it or that was shown; otherwise show what it means."""
    consequences, shown = consequences_of(viewer(), found, wanted), request.form.get("shown", "")
    if not shown and form.seen.data != mark_of(found):
        form.seen.data = mark_of(found)
        add_error(form, "name", CHANGED)
        return _form_page(form, found), 409
    if consequences and not shown:
        return _confirm_page(found, wanted, consequences)
    return _change(form, found, wanted, shown)


def _change(form: BoardForm, found: Board, wanted: Wanted, shown: str) -> Any:
    closes = wanted.settings.audience == Audience.INVITED != found.audience
    try:
        change_as_shown(viewer(), found, wanted, shown)
    except Conflict as fault:
        return _confirm_page(found, wanted, consequences_of(viewer(), found, wanted), fault.sentence), 409
    except ForumError as fault:
        headed = say(form, fault, "name")
        return _form_page(form, found), *headed
    return _on_to(found, _("The board %(name)s is changed.", name=found.name), closes)


def _on_to(board: Board, said: str, has_closed: bool) -> Response:
    """Back to the list; when the board has just been closed, on to where one invites those who are to read it."""
    if has_closed:
        flash(_("%(said)s Only those read it who are invited: invite them here.", said=said), "success")
        return redirect(url_for("boards.people", slug=board.slug), 303)
    flash(said, "success")
    return redirect(url_for("admin_boards.boards"), 303)  # to its head, where that is said


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
