"""“This answers it”: from what one was typing to the thread that has the answer, and back to what was typed."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask_login import login_required
from markupsafe import Markup

from forum.accounts.browsers import session_here
from forum.boards.models import Board
from forum.boards.queries import readable_board
from forum.core.errors import Absent, Invalid
from forum.core.markup import BODY_LIMIT
from forum.core.throttle import Limit, throttle
from forum.core.words import _
from forum.threads import queries
from forum.threads.addresses import thread_path
from forum.threads.models import TITLE_STORED, Thread
from forum.threads.prose import too_long
from forum.threads.unsent import Typed
from forum.threads.unsent_actions import forget_unsent, keep_unsent
from forum.threads.views import path_of
from forum.web.converters import id_of
from forum.web.fields import clean_body, clean_line
from forum.web.viewer import viewer

bp = Blueprint("unsent", __name__)

KEEPING = Limit("kept texts", 30, timedelta(minutes=10))


@bp.post("/boards/<slug>/threads/new/answered")
@login_required
def answered(slug: str) -> Any:
    """Keep what was typed, and lead to the thread that answers it. Raises Invalid for more than a post takes."""
    board = readable_board(viewer(), slug)
    thread = queries.readable_thread(viewer(), id_of(request.form.get("thread")))
    typed, here = _typed(), session_here()
    kept = here is not None and bool(typed.title or typed.body)
    if here is not None and kept:
        throttle.spend(KEEPING, viewer().id)
        keep_unsent(viewer(), board, here.id, typed)
    flash(_thanks(board) if kept else _("Good that it was answered."), "note")
    return redirect(_answer_of(thread), 303)


@bp.post("/boards/<slug>/threads/new/forget")
@login_required
def forget(slug: str) -> Any:
    """Throw away what was kept."""
    board = readable_board(viewer(), slug)
    if here := session_here():
        forget_unsent(viewer(), viewer(), here.id)
    flash(_("What you had written is thrown away."), "success")
    return redirect(url_for("writing.new_thread", slug=board.slug), 303)


def _typed() -> Typed:
    title, body = clean_line(request.form.get("title")), clean_body(request.form.get("body"))
    if len(body) > BODY_LIMIT:
        raise Invalid(too_long(body))
    return Typed(title[:TITLE_STORED], body, bool(request.form.get("follow")))


def _thanks(board: Board) -> Markup:
    words = _("Good that it was answered. What you had written is kept until you sign out, for a day at most:")
    link = Markup('{words} <a class="govuk-notification-banner__link" href="{path}">{label}</a>')
    path = url_for("writing.new_thread", slug=board.slug)
    return link.format(words=words, path=path, label=_("go on with it or throw it away"))


def _answer_of(thread: Thread) -> str:
    if thread.accepted_id is not None:
        try:
            return path_of(queries.readable_post(viewer(), thread.accepted_id))
        except Absent:  # nobody reads it at the moment
            pass
    return thread_path(thread.id, thread.slug)
