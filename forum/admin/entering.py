"""Entering a closed board, for a reason that is written down, and leaving it again."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms.validators import DataRequired

from forum.accounts.proving import no_password_when
from forum.admin.blueprints import admin_blueprint
from forum.boards.entering import enter_board, leave_board
from forum.boards.models import Board
from forum.boards.people_queries import standing
from forum.boards.queries import board_by_slug, board_moderators
from forum.core.errors import ForumError
from forum.core.log import REASON_LIMIT
from forum.core.words import _, lazy
from forum.members.forms import at_most
from forum.permissions.guard import can
from forum.permissions.table import Can
from forum.web.faults import say
from forum.web.fields import Body
from forum.web.viewer import viewer

bp = admin_blueprint("entering")


class EnterForm(FlaskForm):
    """Why an administrator enters."""

    reason = Body(lazy("Why you enter"), validators=[DataRequired(lazy("Say why you enter")), at_most(REASON_LIMIT)])


@bp.route("/boards/<slug>/enter", methods=["GET", "POST"])
@no_password_when(lambda slug: not EnterForm().validate_on_submit())
def enter(slug: str) -> Any:
    """Come into a board that is closed to the administrator; the page says who is told."""
    board, form = board_by_slug(slug), EnterForm()
    if request.method == "GET":
        return _page(board, form)
    if not form.validate_on_submit():
        return _page(board, form), 422
    try:
        enter_board(viewer(), board, form.reason.data)
    except ForumError as fault:
        headed = say(form, fault, "reason")
        return _page(board, form), *headed
    flash(_("You can read the board %(name)s now.", name=board.name), "success")
    return redirect(url_for("pages.board", slug=board.slug), 303)


@bp.post("/boards/<slug>/leave")
def leave(slug: str) -> Response:
    """Give up what one was let in by."""
    board = board_by_slug(slug)
    leave_board(viewer(), board)
    flash(_("You have left the board %(name)s.", name=board.name), "success")
    return redirect(url_for("admin_boards.board", slug=board.slug), 303)


def _page(board: Board, form: EnterForm) -> str:
    told = [person for person in board_moderators(board) if person.handle != viewer().handle]
    is_in = can(viewer(), Can.READ, board)
    stands = standing(viewer(), board)
    return render_template("admin/enter.html", board=board, form=form, told=told, is_in=is_in, stands=stands)
