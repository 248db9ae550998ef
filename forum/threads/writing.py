"""The pages on which one writes: a new thread, a reply, an edit, a deletion, the accepted answer."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from flask import Blueprint, redirect, render_template, request
from flask_login import login_required

from forum.accounts.browsers import session_here
from forum.boards.models import Board
from forum.boards.queries import readable_board
from forum.core.errors import Absent, Conflict, Invalid, Refused, TooMany
from forum.core.throttle import Limit, throttle
from forum.core.words import _
from forum.permissions.guard import require
from forum.permissions.table import Can
from forum.threads import actions, queries
from forum.threads.addresses import thread_path
from forum.threads.after_sending import say_whether_it_moved, say_whether_it_waits
from forum.threads.changing import change_post
from forum.threads.checks import check_delete
from forum.threads.following import Level
from forum.threads.forms import EditFirstForm, EditForm, ReplyForm, ThreadForm
from forum.threads.models import Post
from forum.threads.prose import prose, render
from forum.threads.unsent import UnsentThread, unsent_thread
from forum.threads.unsent_actions import forget_unsent
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
    visit, form = queries.visited_thread(viewer(), thread_id), ReplyForm()
    right = form.validate_on_submit()
    if visit.thread.id != thread_id and not (right and queries.post_of_form(viewer(), form.form_key.data)):
        return _meanwhile(visit, form, thread_id)
    if not right:
        return thread_page(visit, form), 422
    if _wants_preview():
        return thread_page(visit, form, preview=render(form.body.data))
    if form.asks():
        return thread_page(visit, form), 422

    def publish() -> Post:
        throttle.spend(POSTING, viewer().id)
        return actions.reply(viewer(), visit.thread, prose(form.body.data), form.form_key.data, _level(form))

    try:
        made = _attempt(form, publish)
    except Absent:  # it could be read a moment ago
        return _meanwhile(queries.visited_thread(viewer(), thread_id), form, thread_id)
    if isinstance(made, int):
        return thread_page(visit, form), made
    say_whether_it_waits(made)
    say_whether_it_moved(made, form.seen_board.data)
    return redirect(path_of(made), 303)


def _meanwhile(visit: queries.Visit, form: ReplyForm, thread_id: int) -> Any:
    """The form under what the thread has become, with what was typed: nobody replies to what they have not seen."""
    merged = _("The thread to which you reply was merged into this one. Nothing was published.")
    changed = _("This thread was changed at this moment. Nothing was published.")
    then = _("Look at what stands here, then publish your reply.")
    add_error(form, "body", f"{changed if visit.thread.id == thread_id else merged} {then}")
    return thread_page(visit, form), Conflict.status


@bp.route("/boards/<slug>/threads/new", methods=["GET", "POST"])
@login_required
def new_thread(slug: str) -> Any:
    """Start a thread."""
    board = readable_board(viewer(), slug)
    if request.method == "GET":
        require(viewer(), Can.START_THREAD, board)
        return _form_with_what_was_kept(board)
    form = ThreadForm()
    if not form.validate_on_submit():
        return _new_thread_page(board, form), 422
    if _wants_preview():
        return _new_thread_page(board, form, render(form.body.data))
    if form.asks():
        return _new_thread_page(board, form), 422

    def publish() -> Any:
        throttle.spend(POSTING, viewer().id)
        text, key = prose(form.body.data), form.form_key.data
        return actions.start_thread(viewer(), board, form.title.data, text, key, _level(form))

    made = _attempt(form, publish)
    if isinstance(made, int):
        return _new_thread_page(board, form), made
    say_whether_it_waits(made)
    _forget_what_was_kept(board)
    return redirect(thread_path(made.id, made.slug), 303)


def _form_with_what_was_kept(board: Board) -> str:
    here = session_here()
    kept = unsent_thread(here.id, board) if here else None
    form = ThreadForm(data={"title": kept.title, "body": kept.body, "follow": kept.follow} if kept else None)
    return _new_thread_page(board, form, unsent=kept)


def _forget_what_was_kept(board: Board) -> None:
    here = session_here()
    if here and unsent_thread(here.id, board):
        forget_unsent(viewer(), viewer(), here.id)


def _level(form: ReplyForm | ThreadForm) -> Level:
    return Level.FOLLOWING if form.follow.data else Level.UNFOLLOWED


def _new_thread_page(
    board: Board, form: ThreadForm, preview: str | None = None, unsent: UnsentThread | None = None
) -> str:
    return render_template("writing/new_thread.html", board=board, form=form, preview=preview, unsent=unsent)


@bp.route("/posts/<id:post_id>/edit", methods=["GET", "POST"])
@login_required
def edit(post_id: int) -> Any:
    """Change what a post says."""
    post = queries.readable_post(viewer(), post_id)
    form = EditFirstForm() if post.starts_thread else EditForm()
    if request.method == "GET":
        require(viewer(), Can.EDIT_POST, post)
        form.process(data={"body": post.body, "title": post.thread.title, "seen_edits": str(post.edit_count)})
        return _edit_page(post, form)
    if not form.validate_on_submit():
        return _edit_page(post, form), 422
    if _wants_preview():
        return _edit_page(post, form, render(form.body.data))
    if form.asks(title=post.thread.title, body=post.body):
        return _edit_page(post, form), 422
    title = form.title.data if isinstance(form, EditFirstForm) else None

    def change() -> None:
        throttle.spend(POSTING, viewer().id)
        text, seen = prose(form.body.data), int(form.seen_edits.data)
        change_post(viewer(), post, text, form.reason.data, title, seen)

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
        check_delete(post)
        return render_template("writing/delete.html", post=post)
    board, thread, starts_thread = post.board.slug, post.thread, post.starts_thread
    actions.delete_post(viewer(), post)
    return redirect(f"/boards/{board}" if starts_thread else thread_path(thread.id, thread.slug), 303)


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
