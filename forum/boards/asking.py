"""The page on which somebody outside asks to come into a board."""

from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import login_required

from forum.boards import admission
from forum.boards.admission import asks_again_on, latest_request
from forum.boards.forms import AskForm
from forum.boards.models import Board
from forum.boards.queries import board_where
from forum.core.errors import Absent, ForumError
from forum.core.throttle import Limit, throttle
from forum.core.words import _
from forum.permissions.guard import can
from forum.permissions.table import Can
from forum.web.faults import say
from forum.web.viewer import viewer

ASKING = Limit("asking to come in", 5, timedelta(days=1))


@login_required
def ask(slug: str) -> Any:
    """Ask to come in, and say why; who asks already, or is in, is led to the board."""
    board = board_where(viewer(), Can.ASK_TO_COME_IN, slug)
    form = AskForm()
    if request.method == "GET":
        return render_template("boards/ask.html", board=board, form=form) if _may_ask(board) else _to(board)
    if not form.validate_on_submit():
        return render_template("boards/ask.html", board=board, form=form), 422
    try:
        throttle.spend(ASKING, viewer().id)
        admission.ask_to_come_in(viewer(), board, form.words.data)
    except ForumError as fault:
        headed = say(form, fault, "words")
        return render_template("boards/ask.html", board=board, form=form), *headed
    flash(_("You have asked to come in. You are told when it is decided."), "success")
    return _to(board)


@login_required
def withdraw(slug: str) -> Any:
    """Take back what one asked."""
    board = board_where(viewer(), Can.SEE_TITLE, slug)
    asked = latest_request(viewer(), board)
    if asked is None:
        raise Absent()
    admission.withdraw_request(viewer(), asked)
    flash(_("You have taken your request back."), "success")
    return _to(board)


def _may_ask(board: Board) -> bool:
    if can(viewer(), Can.READ, board):
        return False
    asked = latest_request(viewer(), board)
    return asked is None or (not asked.is_waiting and asks_again_on(asked) is None)


def _to(board: Board) -> Any:
    return redirect(url_for("pages.board", slug=board.slug), 303)
