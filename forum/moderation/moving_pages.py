"""The pages of deeds that take a thread elsewhere: hiding, another board, into another thread, some posts of it."""

from typing import Any

from flask import render_template, request
from flask_login import login_required
from flask_wtf import FlaskForm

from forum.boards.models import Board
from forum.boards.queries import boards_looked_after, readable_board
from forum.core.errors import Conflict, Invalid
from forum.core.log import LogEntry
from forum.core.words import _, lazy, ngettext
from forum.moderation import merging, moving, splitting
from forum.moderation.asked import ask
from forum.moderation.both import Both
from forum.moderation.forms import ReasonForm
from forum.moderation.moving_forms import IntoForm, SplitForm
from forum.moderation.naming import Named, thread_named
from forum.moderation.readership import name_and_readers, read_by
from forum.moderation.thread_pages import address_of, asked_of, moderated_thread, was_led_on
from forum.permissions.guard import require
from forum.permissions.table import Can
from forum.threads.models import Thread
from forum.web.converters import id_of
from forum.web.fields import add_error, clean_line
from forum.web.viewer import viewer

LEADS_ON = lazy(
    "The thread that you chose was merged into another. Nothing was done. The number of that one stands below now: "
    "look at it before you send this again."
)


@login_required
def hide(thread_id: int) -> Any:
    """Take a thread away from its readers."""
    thread = moderated_thread(thread_id)
    meaning = [
        _("Nobody but the moderators reads the thread any more; lists and search no longer show it."),
        _("Who started the thread is told why."),
    ]
    asked = asked_of(thread, _("Hide this thread"), meaning, _("The thread is hidden."), is_warning=True)
    form = ReasonForm.offering("rules", "personal", "place", "again", "spam", "asked")
    return ask(asked, form, lambda form: moving.hide_thread(viewer(), thread, form.reason))


@login_required
def restore(thread_id: int) -> Any:
    """Give a hidden thread back to its readers."""
    thread = moderated_thread(thread_id)
    meaning = [_("Everybody who may read the board reads the thread again. Who started it is told.")]
    done = _("The thread can be read again.")
    asked = asked_of(thread, _("Restore this thread"), meaning, done, facts=("board_id",))
    form = ReasonForm.offering("mistaken", "asked")
    return ask(asked, form, lambda form: moving.restore_thread(viewer(), thread, form.reason, seen=asked.seen_then))


@login_required
def move(thread_id: int) -> Any:
    """Choose a board; then see who could read the thread there, and move it."""
    thread, to = moderated_thread(thread_id), clean_line(request.args.get("to"))
    if not to:
        boards = [board for board in _open_boards() if board.id != thread.board_id]
        return render_template("moderation/choose_board.html", thread=thread, boards=boards)
    board = readable_board(viewer(), to)
    require(viewer(), Can.MODERATE_THREAD, board)
    meaning = [*read_by(board), *_left_behind(thread, board), _("Old addresses lead there those who may read it.")]
    title = _("Move this thread to %(board)s", board=board.name)
    more = {"button": _("Move the thread"), "facts": ("board_id",)}
    asked = asked_of(thread, title, meaning, _("The thread is moved."), **more)
    form = ReasonForm.offering("place", "mistaken", "asked")
    return ask(asked, form, lambda form: moving.move_thread(viewer(), thread, board, form.reason, seen=asked.seen_then))


@login_required
def merge(thread_id: int) -> Any:
    """Choose a thread; then see what becomes of both, and merge them."""
    thread, form = moderated_thread(thread_id), IntoForm(request.args)
    named = _chosen(thread, form) if "into" in request.args else None
    if named is None:
        status = (Conflict if request.method == "POST" else Invalid).status if form.errors else 200
        return render_template("moderation/choose_thread.html", thread=thread, form=form), status
    into = named.thread
    meaning = [
        _("Its posts go into “%(title)s” on %(board)s, by date, and are numbered anew.", **_named(into)),
        *_which_begins(thread, into),
        _("That thread keeps its title and its answer. Addresses of this one lead there, its followers follow it."),
        *read_by(into.board),
        _("Who started the two threads is told."),
    ]
    hint = _("Who started the two threads reads it, and it stands in the log. Name nobody.")
    button = {"button": _("Merge the threads"), "hint": hint, "address": address_of(thread, into=into.id)}
    button["led_on"] = was_led_on(thread) or named.led_on
    asked = asked_of(thread, _("Merge this thread into another"), meaning, _("The threads are merged."), **button)
    asked_for = ReasonForm.offering("again", "place", "asked")
    return ask(asked, asked_for, lambda form: merging.merge_threads(viewer(), Both(into, thread), form.reason))


@login_required
def split(thread_id: int) -> Any:
    """Move the posts that were ticked in the thread into a new one, or into another."""
    thread = moderated_thread(thread_id)
    numbers = {id_of(text) for text in request.args.getlist("post")[: splitting.MOST + 1]}
    posts = splitting.movable_posts(thread, numbers)
    answered = any(post.id == thread.accepted_id for post in posts)
    meaning = [
        ngettext(
            "%(num)d post of this thread goes into a new thread, or into one that there is.",
            "%(num)d posts of this thread go into a new thread, or into one that there is.",
            len(posts),
        ),
        ngettext("Its number stays free here.", "Their numbers stay free here.", len(posts))
        + " "
        + _("A line in both threads says what was moved, and leads there."),
        *([_("The accepted answer is among them: this thread is no longer answered then.")] if answered else []),
        _("Each member who wrote one of them is told."),
    ]
    more = {"posts": posts, "thread": thread}
    hint = _("Who wrote these posts reads it, and it stands in the log. Name nobody, and quote nothing that hurts.")
    facts = {"template": "moderation/split.html", "button": _("Move the posts"), "hint": hint, "more": more}
    asked = asked_of(thread, _("Move posts into another thread"), meaning, _("The posts are moved."), **facts)
    form = SplitForm.offering("place", "off", "asked")
    form.board.choices = [(board.slug, name_and_readers(board)) for board in _open_boards()]
    if request.method == "GET":
        form.board.data = thread.board.slug
    return ask(asked, form, lambda form: _split(thread, numbers, form))


def _split(thread: Thread, numbers: set[int], form: Any) -> LogEntry:
    if form.into.data:
        other = thread_named(form.into.data)
        form.into.data = str(other.thread.id)
        if other.led_on:
            raise Conflict(LEADS_ON)
        return splitting.split_into_thread(viewer(), Both(thread, other.thread), numbers, form.reason)
    board = readable_board(viewer(), form.board.data)
    return splitting.split_into_new(viewer(), thread, numbers, form.title.data, board, form.reason)


def _open_boards() -> list[Board]:
    """The boards to which the viewer may move something."""
    return [board for board in boards_looked_after(viewer()) if not board.archived]


def _left_behind(thread: Thread, board: Board) -> list[str]:
    many = moving.followers_left_behind(thread, board)
    left = ngettext(
        "%(num)d member who follows it can no longer read it, and hears nothing of it any more.",
        "%(num)d members who follow it can no longer read it, and hear nothing of it any more.",
        many,
    )
    return [left] if many else []


def _which_begins(goes: Thread, stays: Thread) -> list[str]:
    if goes.created_at >= stays.created_at:
        return []
    return [
        _(
            "This thread is the older one: its question will come first, under the title “%(title)s”. To keep it the "
            "other way round, merge that thread into this one.",
            title=stays.title,
        )
    ]


def _named(thread: Thread) -> dict[str, str]:
    return {"title": thread.title, "board": thread.board.name}


def _chosen(thread: Thread, form: FlaskForm) -> Named | None:
    """The thread that the address or number names; else none, and the form says why."""
    try:
        into = thread_named(form.into.data or "")
    except Invalid as fault:
        add_error(form, "into", fault.sentence)
        return None
    if into.thread.id != thread.id:
        return into
    are_one = _("The two threads were merged meanwhile: they are one by now. Nothing was done.")
    itself = _("This is the thread itself. Choose another.")
    add_error(form, "into", are_one if into.led_on or was_led_on(thread) else itself)
    return None
