"""The front page, boards, the lists across boards, and the texts of the site."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import login_required

from forum.boards.admission import asks_again_on, latest_request
from forum.boards.models import Board
from forum.boards.queries import board_moderators
from forum.pages import queries
from forum.permissions.guard import can
from forum.permissions.summary import who_may_do_what as who_may
from forum.permissions.table import Can
from forum.texts.queries import text_now
from forum.texts.shipped import TITLES
from forum.texts.showing import html_of
from forum.threads.actions import mark_all_read
from forum.threads.follow_queries import board_and_level
from forum.threads.queries import latest_threads, newest_threads, pinned_threads, unanswered_threads, unread_threads
from forum.web.viewer import viewer

bp = Blueprint("pages", __name__)


@bp.get("/")
def front() -> str:
    """The boards by section, and what is going on."""
    return render_template(
        "pages/front.html",
        sections=queries.boards_by_section(viewer()),
        pinned=pinned_threads(viewer()),
        newest=queries.newest_threads(viewer()),
        waiting=queries.waiting_threads(viewer()),
        joined=queries.new_members(viewer()),
    )


@bp.get("/boards/<slug>")
def board(slug: str) -> Any:
    """The threads of a board; outside a closed one that shows its title, what it is for and how one gets in."""
    found, level = board_and_level(viewer(), slug)
    show, after = request.args.get("show", "all"), request.args.get("after")
    if found.slug != slug:
        there = url_for("pages.board", slug=found.slug, show=request.args.get("show"), after=after)
        return redirect(there)
    if not can(viewer(), Can.READ, found):
        return _closed_board(found)
    return render_template(
        "pages/board.html",
        board=found,
        pinned=pinned_threads(viewer(), found) if show == "all" and not after else [],
        page=newest_threads(viewer(), found, show, after),
        show=show,
        after=after,
        moderators=board_moderators(found),
        may_start=can(viewer(), Can.START_THREAD, found),
        level=level,
        may_follow=can(viewer(), Can.FOLLOW, found),
        may_let_in=can(viewer(), Can.SEE_REQUESTS, found),
    )


def _closed_board(found: Board) -> str:
    asked = latest_request(viewer(), found)
    again = asked and asks_again_on(asked)
    return render_template("pages/closed_board.html", board=found, asked=asked, again=again)


@bp.get("/latest")
def latest() -> str:
    """What was answered last, across boards."""
    after = request.args.get("after")
    pinned = [] if after else pinned_threads(viewer())
    return render_template("pages/latest.html", pinned=pinned, page=latest_threads(viewer(), after), after=after)


@bp.get("/unanswered")
def unanswered() -> str:
    """What waits for an answer, across boards."""
    page = unanswered_threads(viewer(), request.args.get("after"))
    return render_template("pages/unanswered.html", page=page, after=request.args.get("after"))


@bp.get("/unread")
@login_required
def unread() -> str:
    """What the member has not read."""
    page = unread_threads(viewer(), request.args.get("after"))
    return render_template("pages/unread.html", page=page, after=request.args.get("after"))


@bp.post("/unread")
@login_required
def read_all() -> Any:
    """Count everything as read."""
    mark_all_read(viewer(), viewer())
    return redirect(url_for("pages.unread"), 303)


@bp.get("/about/permissions")
def who_may_do_what() -> str:
    """Every deed and who may do it, as the table of permissions answers now."""
    return render_template("pages/permissions.html", groups=who_may())


@bp.get(f"/<any({', '.join(TITLES)}):slug>")
def text(slug: str) -> str:
    """A text of the site."""
    return render_template("pages/text.html", slug=slug, title=TITLES[slug], html=html_of(text_now(slug).source))
