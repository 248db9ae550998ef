"""The page on which those who look after a board decide who comes in."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_login import login_required

from forum.boards import admission
from forum.boards.forms import DeclineForm
from forum.boards.models import Board
from forum.boards.people_queries import request_on, waiting_requests
from forum.boards.queries import board_where
from forum.core.errors import ForumError
from forum.core.words import _
from forum.permissions.table import Can
from forum.web.faults import say
from forum.web.viewer import viewer


@login_required
def requests(slug: str) -> Any:
    """Who asks to come in."""
    return _page(board_where(viewer(), Can.SEE_REQUESTS, slug))


@login_required
def let_in(slug: str, request_id: int) -> Any:
    """Let somebody in."""
    board = board_where(viewer(), Can.SEE_REQUESTS, slug)
    try:
        admission.let_in(viewer(), request_on(board, request_id))
    except ForumError as fault:
        return _page(board, fault=fault), fault.status
    flash(_("Let in. The person is told."), "success")
    return redirect(url_for("boards.requests", slug=board.slug), 303)


@login_required
def decline(slug: str, request_id: int) -> Any:
    """Do not let somebody in, and say why."""
    board = board_where(viewer(), Can.SEE_REQUESTS, slug)
    form = DeclineForm()
    if not form.validate_on_submit():
        return _page(board, request_id, form), 422
    try:
        admission.decline(viewer(), request_on(board, request_id), form.reason.data)
    except ForumError as fault:
        status, headers = say(form, fault, "reason")
        return _page(board, request_id, form, fault), status, headers
    flash(_("Declined. The person is told why."), "success")
    return redirect(url_for("boards.requests", slug=board.slug), 303)


def _page(board: Board, request_id: int = 0, form: DeclineForm | None = None, fault: ForumError | None = None) -> str:
    rows = waiting_requests(viewer(), board)
    forms = {row.id: form if form and row.id == request_id else DeclineForm(formdata=None) for row in rows}
    for number, one in forms.items():
        one.reason.id = f"reason-{number}"
    open_one = request_id if request_id in forms else 0
    return render_template("boards/requests.html", board=board, rows=rows, forms=forms, open=open_one, fault=fault)
