"""The pages of threads: reading them, and finding a post again."""

from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask_login import login_required

from forum.core.errors import Absent
from forum.core.markup import quote
from forum.permissions.guard import can
from forum.permissions.table import Can
from forum.threads import actions, queries
from forum.threads.addresses import post_path, thread_path, waiting_path
from forum.threads.forms import ReplyForm
from forum.threads.models import POSTS_PER_PAGE, Post, Thread
from forum.threads.notes import notes_of_page
from forum.threads.post_rows import posts_of_page
from forum.threads.queries import Visit
from forum.threads.revisions import differences
from forum.threads.why_held import whys_on_page
from forum.web.converters import id_of
from forum.web.paging import page_number
from forum.web.viewer import viewer

bp = Blueprint("threads", __name__)


@bp.get("/threads/<id:thread_id>")
@bp.get("/threads/<id:thread_id>/<slug>")
def thread(thread_id: int, slug: str | None = None) -> Any:
    """A page of a thread; other slugs lead to the right one."""
    visit = queries.visited_thread(viewer(), thread_id)
    found, page = visit.thread, page_number()
    if found.id != thread_id:  # merged into another, where its pages have other numbers
        return redirect(thread_path(found.id, found.slug))
    if slug != found.slug:
        return redirect(thread_path(found.id, found.slug, page))
    csrf = {"csrf": not viewer().is_guest}  # who cannot reply needs no cookie
    form = ReplyForm(formdata=None, data={"follow": visit.follows_by_posting}, meta=csrf)
    if "quote" in request.args and can(viewer(), Can.REPLY, found):
        form.body.data = _quotation(found, id_of(request.args["quote"]))
    return thread_page(visit, form, page=page)


def thread_page(visit: Visit, form: ReplyForm, page: int | None = None, preview: str | None = None) -> str:
    """A page of a thread with its reply form; a member has then read it. Raises Absent past the last page."""
    thread, seen = visit.thread, visit.seen
    pages = max(1, -(-thread.last_number // POSTS_PER_PAGE))
    page = page or pages
    if page > pages:
        raise Absent()
    posts, form.seen_board.data = posts_of_page(viewer(), thread, page), str(thread.board_id)
    html = render_template(
        "threads/thread.html",
        thread=thread,
        visit=visit,
        posts=posts.posts,
        notes=notes_of_page(viewer(), thread, page, pages),
        waiting=posts.waiting,
        answer=posts.answer,
        form=form,
        page=page,
        pages=pages,
        preview=preview,
        may_reply=can(viewer(), Can.REPLY, thread),
        may_moderate=can(viewer(), Can.MODERATE_THREAD, thread),
        whys=whys_on_page(viewer(), thread, posts),
        may_follow=can(viewer(), Can.FOLLOW, thread),
    )
    last = min(thread.last_shown_number, page * POSTS_PER_PAGE)
    if not viewer().is_guest and last > (seen or 0):
        actions.mark_read(viewer(), thread, last)
    return html


@bp.get("/threads/<id:thread_id>/unread")
@login_required
def first_unread(thread_id: int) -> Any:
    """Leads to the first post that the member has not seen, else to the last."""
    visit = queries.visited_thread(viewer(), thread_id)
    found = visit.thread
    return redirect(post_path(found.id, found.slug, queries.first_unread(found, visit.seen)))


@bp.get("/posts/<id:post_id>")
def post(post_id: int) -> Any:
    """Leads to the place of a post: the page of its thread, and its number there."""
    return redirect(path_of(queries.readable_post(viewer(), post_id)))


@bp.get("/posts/<id:post_id>/history")
@login_required
def history(post_id: int) -> Any:
    """What a post said before, with the differences marked."""
    found = queries.readable_post(viewer(), post_id)
    after = id_of(request.args["after"]) if "after" in request.args else None
    return render_template("threads/history.html", post=found, page=differences(viewer(), found, after), after=after)


def path_of(post: Post) -> str:
    """The address of a post in its place; one that waits stands after the last."""
    thread = post.thread
    if post.number is None:
        return waiting_path(thread.id, thread.slug, post.id, thread.last_number)
    return post_path(thread.id, thread.slug, post.number)


def _quotation(thread: Thread, post_id: int) -> str:
    quoted = queries.readable_post(viewer(), post_id)
    if quoted.thread_id != thread.id:
        raise Absent()
    return quote(quoted.body, f"[{quoted.author.name}](/posts/{quoted.id})") + "\n\n"
