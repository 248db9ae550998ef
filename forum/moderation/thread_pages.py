"""The pages of deeds on one thread that leave its posts where they are."""

from collections.abc import Sequence
from typing import Any

from flask import request, url_for
from flask_login import login_required

from forum.core.log import LogEntry
from forum.core.words import _, lazy
from forum.moderation import locking, pinning, renaming
from forum.moderation.asked import Asked, Instead, ask
from forum.moderation.forms import ReasonForm
from forum.moderation.thread_forms import DayForm, PinForm, TitleForm
from forum.permissions.guard import can, require
from forum.permissions.table import Can
from forum.threads.addresses import thread_path
from forum.threads.models import Pin, Thread
from forum.threads.queries import readable_thread
from forum.web.viewer import viewer

HINT = lazy("Who started the thread reads it, and it stands in the log. Name nobody, and quote nothing that hurts.")


def moderated_thread(thread_id: int) -> Thread:
    """The thread that a page is about. Raises Absent, and Refused for who only reads it."""
    thread = readable_thread(viewer(), thread_id)
    require(viewer(), Can.MODERATE_THREAD, thread)
    return thread


def asked_of(thread: Thread, title: Any, meaning: Sequence[Any], done: Any, **more: Any) -> Asked:
    """A deed on a thread, as its page asks for it."""
    undone, back = _("It can be undone for 30 days."), thread_path(thread.id, thread.slug)
    facts = {"title": title, "caption": thread.title, "button": title, "done": done, "back": back, "hint": HINT}
    facts |= {"thread": thread, "address": address_of(thread), "led_on": was_led_on(thread)}
    return Asked(meaning=[*meaning, undone], **{**facts, **more})


def address_of(thread: Thread, **more: Any) -> str:
    """The address of this page that names the thread which it shows, not one that was merged into it."""
    return url_for(str(request.endpoint), **{**request.args.to_dict(flat=False), "thread_id": thread.id, **more})


def was_led_on(thread: Thread) -> bool:
    """Whether the request names the thread by the number of one that was merged into it."""
    return (request.view_args or {}).get("thread_id") != thread.id


@login_required
def lock(thread_id: int) -> Any:
    """Let a thread take no more replies."""
    thread = moderated_thread(thread_id)
    meaning = [
        _("Only moderators can reply then. Everybody who reads the thread reads the reason in it."),
        _("Who started the thread is told."),
    ]
    hint = _("Everybody who reads the thread reads it. Name nobody, and quote nothing that hurts.")
    asked = asked_of(thread, _("Lock this thread"), meaning, _("The thread is locked."), hint=hint)
    form = ReasonForm.offering("settled", "rules", "again", "place", "asked")
    return ask(asked, form, lambda form: locking.lock_thread(viewer(), thread, form.reason))


@login_required
def unlock(thread_id: int) -> Any:
    """Let a locked thread take replies again."""
    thread = moderated_thread(thread_id)
    meaning = [_("Whoever may reply on this board can reply again. Who started the thread is told.")]
    asked = asked_of(thread, _("Unlock this thread"), meaning, _("The thread takes replies again."))
    form = ReasonForm.offering("mistaken", "asked")
    return ask(asked, form, lambda form: locking.unlock_thread(viewer(), thread, form.reason))


@login_required
def close(thread_id: int) -> Any:
    """Say from which day on a thread takes no replies."""
    thread, zone = moderated_thread(thread_id), viewer().time_zone
    meaning = [
        _("From the beginning of that day on only moderators can reply. Until then the thread says so."),
        _("Who started the thread is told."),
    ]
    more = {"template": "moderation/ask_day.html", "button": _("Set the day"), "facts": ("closes_at",)}
    asked = asked_of(thread, _("Close this thread on a day"), meaning, _("The day is set."), **more)
    form = DayForm.offering("settled", "asked")

    def close_it(form: Any) -> LogEntry:
        return locking.close_thread_from(viewer(), thread, form.begins(zone), form.reason, seen=asked.seen_then)

    return ask(asked, form, close_it)


@login_required
def keep_open(thread_id: int) -> Any:
    """Take away the day from which a thread takes no replies."""
    thread = moderated_thread(thread_id)
    meaning = [_("Whoever may reply on this board can reply, also after that day. Who started the thread is told.")]
    facts = ("closes_at",)
    asked = asked_of(thread, _("Keep this thread open"), meaning, _("The thread stays open."), facts=facts)
    form = ReasonForm.offering("mistaken", "asked")
    return ask(asked, form, lambda form: locking.keep_thread_open(viewer(), thread, form.reason, seen=asked.seen_then))


@login_required
def pin(thread_id: int) -> Any:
    """Let a thread stand before all others."""
    thread, zone = moderated_thread(thread_id), viewer().time_zone
    meaning = [
        _("A pinned thread stands before all others, for those who may read it. Who started the thread is told."),
        _("After the day that you give it stands among the others again, by itself."),
    ]
    more = {"template": "moderation/ask_pin.html", "facts": pinning.PIN}
    asked = asked_of(thread, _("Pin this thread"), meaning, _("The thread is pinned."), **more)
    form = PinForm.offering("worth", "asked")
    form.where.choices = [(Pin.BOARD.value, _("On its board"))]
    if can(viewer(), Can.PIN_EVERYWHERE, thread):
        everywhere = _("On its board, on the front page and before the latest threads")
        form.where.choices.append((Pin.EVERYWHERE.value, everywhere))

    def pin_it(form: Any) -> LogEntry:
        where, until = Pin(form.where.data), form.until(zone)
        return pinning.pin_thread(viewer(), thread, where, until, form.reason, seen=asked.seen_then)

    return ask(asked, form, pin_it)


@login_required
def unpin(thread_id: int) -> Any:
    """Let a pinned thread stand among the others again."""
    thread = moderated_thread(thread_id)
    meaning = [_("It stands among the others again, by its last reply. Who started the thread is told.")]
    done = _("The thread is no longer pinned.")
    asked = asked_of(thread, _("Unpin this thread"), meaning, done, facts=pinning.PIN)
    form = ReasonForm.offering("settled", "mistaken", "asked")
    return ask(asked, form, lambda form: pinning.unpin_thread(viewer(), thread, form.reason, seen=asked.seen_then))


@login_required
def title(thread_id: int) -> Any:
    """Give a thread a better title."""
    thread = moderated_thread(thread_id)
    meaning = [
        _("The old title stands in the history of the first post; old addresses lead here."),
        _("Who started the thread is told."),
    ]
    more = {"template": "moderation/ask_title.html", "button": _("Change the title"), "instead": _redacting(thread)}
    hint = _("Everybody who reads the history of the first post reads it. Name nobody, and quote nothing that hurts.")
    asked = asked_of(thread, _("Change the title"), meaning, _("The title is changed."), hint=hint, **more)
    form = TitleForm.offering("unclear", "rules", "asked")
    if request.method == "GET":
        form.title.data = form.seen_title.data = thread.title
    elif asked.led_on:
        form.seen_title.data = thread.title

    def change(form: Any) -> LogEntry:
        try:
            return renaming.change_title(viewer(), thread, form.title.data, form.seen_title.data, form.reason)
        finally:
            form.seen_title.data = thread.title  # what the page says now

    return ask(asked, form, change)


def _redacting(thread: Thread) -> Instead:
    return Instead(
        _("Personal data would still stand in that history."),
        _("Take it out of the title, and of all that it was before, instead"),
        f"/posts/{renaming.first_post(thread).id}/redact",
    )
