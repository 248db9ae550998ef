"""Following and muting, at the press of a button."""

from flask import Blueprint, flash, redirect, request
from flask_login import login_required
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from forum.boards.queries import readable_board
from forum.core.words import _
from forum.threads import follow_actions as actions
from forum.threads.addresses import thread_path
from forum.threads.following import Level
from forum.threads.queries import readable_thread
from forum.web.redirects import inside
from forum.web.viewer import viewer

bp = Blueprint("following", __name__)


@bp.post("/threads/<id:thread_id>/follow")
@login_required
def thread(thread_id: int) -> Response:
    """Follow a thread, mute it, or neither, as `level` says."""
    found = readable_thread(viewer(), thread_id)
    actions.stand_to_thread(viewer(), found, _level())
    _say(found.title)
    return _back(thread_path(found.id, found.slug))


@bp.post("/boards/<slug>/follow")
@login_required
def board(slug: str) -> Response:
    """Follow a board, mute it, or neither, as `level` says."""
    found = readable_board(viewer(), slug)
    actions.stand_to_board(viewer(), found, _level())
    _say(found.name)
    return _back(f"/boards/{found.slug}")


def _level() -> Level:
    """Raises BadRequest for what no form of ours sends."""
    try:
        return Level(request.form.get("level", ""))
    except ValueError as fault:
        raise BadRequest() from fault


def _say(title: str) -> None:
    """Where the button goes together with its row, say what it did; elsewhere the button itself says it."""
    if "say" in request.form and _level() == Level.UNFOLLOWED:
        flash(_("You no longer follow or mute “%(title)s”.", title=title), "success")


def _back(address: str) -> Response:
    """To where the button was pressed."""
    return redirect(inside(request.form["next"]) if "next" in request.form else address, 303)
