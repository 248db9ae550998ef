"""The pages on which one writes: a new thread, a reply, an edit, a deletion, the accepted answer."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from flask import Blueprint, redirect, render_template, request
from flask_login import login_required

from forum.boards.models import Board
from forum.boards.queries import readable_board
from forum.core.errors import Absent, Conflict, Invalid, Refused, TooMany
from forum.core.throttle import Limit, throttle
from forum.permissions.guard import require
from forum.permissions.table import Can
from forum.threads import actions, queries
from forum.threads.addresses import thread_path
from forum.threads.following import Level
from forum.threads.forms import EditFirstForm, EditForm, ReplyForm, ThreadForm
from forum.threads.models import Post
from forum.threads.prose import prose, render
from forum.threads.views import path_of, thread_page
from forum.web.converters import id_of
from forum.web.fields import add_error
from forum.web.viewer import viewer

bp = Blueprint("writing", __name__)
Made = TypeVar("Made")

POSTING = Limit("posting", 30, timedelta(minutes=10))
PREVIEWS = Limit("previews", 60, timedelta(minutes=10))


def _attempt(form: Any, deed: Callable[[], Made]) -> Made | int:
    """What the deed made; or, when it was refused, the status, with the reason on the form beside what was typed."""
    try:
        return deed()
    except (Refused, Conflict, Invalid, TooMany) as fault:
        if isinstance(fault, Conflict) and "form_key" in form:
            form.form_key.renew()
        add_error(form, getattr(fault, "field", None) or "body", fault.sentence)
        return fault.status


def _wants_preview() -> bool:
    """Whether the form only asks what it would look like. Raises TooMany when that was asked without end."""
    if request.form.get("deed") != "preview":
        return False
    throttle.spend(PREVIEWS, viewer().id)
    return True


@bp.post("/threads/<id:thread_id>/replies")
@login_required
def reply(thread_id: int) -> Any:
    """Publish a reply, or show what it would look like."""
    visit = queries.visited_thread(viewer(), thread_id)
    form = ReplyForm()
    if not form.validate_on_submit():
        return thread_page(visit, form), 422
    if _wants_preview():
        return thread_page(visit, form, preview=render(form.body.data))

    def publish() -> Post:
        throttle.spend(POSTING, viewer().id)
        return actions.reply(viewer(), visit.thread, prose(form.body.data), form.form_key.data, _level(form))

    made = _attempt(form, publish)
    return (thread_page(visit, form), made) if isinstance(made, int) else redirect(path_of(made), 303)


@bp.route("/boards/<slug>/threads/new", methods=["GET", "POST"])
@login_required
def new_thread(slug: str) -> Any:
    """Start a thread."""
    board = readable_board(viewer(), slug)
    form = ThreadForm()
    if request.method == "GET":
        require(viewer(), Can.START_THREAD, board)
        return _new_thread_page(board, form)
    if not form.validate_on_submit():
        return _new_thread_page(board, form), 422
    if _wants_preview():
        return _new_thread_page(board, form, render(form.body.data))

    def publish() -> Any:
        throttle.spend(POSTING, viewer().id)
        text, key = prose(form.body.data), form.form_key.data
        return actions.start_thread(viewer(), board, form.title.data, text, key, _level(form))

    made = _attempt(form, publish)
    if isinstance(made, int):
        return _new_thread_page(board, form), made
    return redirect(thread_path(made.id, made.slug), 303)


def _level(form: ReplyForm | ThreadForm) -> Level:
    return Level.FOLLOWING if form.follow.data else Level.UNFOLLOWED


def _new_thread_page(board: Board, form: ThreadForm, preview: str | None = None) -> str:
    return render_template("writing/new_thread.html", board=board, form=form, preview=preview)


@bp.route("/posts/<id:post_id>/edit", methods=["GET", "POST"])
@login_required
def edit(post_id: int) -> Any:
    """Change what a post says."""
    post = queries.readable_post(viewer(), post_id)
    form = EditFirstForm() if post.number == 1 else EditForm()
    if request.method == "GET":
        require(viewer(), Can.EDIT_POST, post)
        form.process(data={"body": post.body, "title": post.thread.title, "seen_edits": str(post.edit_count)})
        return _edit_page(post, form)
    if not form.validate_on_submit():
        return _edit_page(post, form), 422
    if _wants_preview():
        return _edit_page(post, form, render(form.body.data))
    title = form.title.data if isinstance(form, EditFirstForm) else None

    def change() -> None:
        throttle.spend(POSTING, viewer().id)
        text, seen = prose(form.body.data), int(form.seen_edits.data)
        actions.edit_post(viewer(), post, text, form.reason.data, title, seen)

    made = _attempt(form, change)
    if not isinstance(made, int):
        return redirect(path_of(post), 303)
    form.seen_edits.data = str(post.edit_count)  # the page now shows what the post says by now
    return _edit_page(post, form, conflict=made == Conflict.status), made


def _edit_page(post: Post, form: EditForm, preview: str | None = None, conflict: bool = False) -> str:
    return render_template("writing/edit.html", post=post, form=form, preview=preview, conflict=conflict)


@bp.route("/posts/<id:post_id>/delete", methods=["GET", "POST"])
@login_required
def delete(post_id: int) -> Any:
    """Ask, then delete one's own post."""
    post = queries.readable_post(viewer(), post_id)
    if request.method == "GET":
        require(viewer(), Can.DELETE_POST, post)
        return render_template("writing/delete.html", post=post)
    board, thread, number = post.board.slug, post.thread, post.number
    actions.delete_post(viewer(), post)
    return redirect(f"/boards/{board}" if number == 1 else thread_path(thread.id, thread.slug), 303)


@bp.post("/threads/<id:thread_id>/answer")
@login_required
def answer(thread_id: int) -> Any:
    """Mark the reply named in `post` as the accepted answer; the one named in `unmark` no longer is."""
    thread = queries.readable_thread(viewer(), thread_id)
    unmark = request.form.get("unmark")
    post = queries.readable_post(viewer(), id_of(unmark or request.form.get("post")))
    if post.thread_id != thread.id:
        raise Absent()
    (actions.unmark_answer if unmark else actions.mark_answer)(viewer(), post)
    return redirect(path_of(post), 303)
