"""What runs by the clock, and when; the worker does it. `forum/wiring.py` joins it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask
from huey import crontab

from forum.accounts.sessions import forget_ended_sessions, forget_joined_addresses
from forum.core import outbox
from forum.core.delivery import deliver_letters
from forum.core.jobs import note_beginning, schedule
from forum.core.journal import tidy_journal
from forum.core.letters import forget_ended_letters
from forum.core.throttle import forget_ended
from forum.moderation.case_handlers import close_what_is_settled, open_what_waits
from forum.moderation.reading_on import forget_readers_before
from forum.moderation.remaining import forget_over
from forum.notifications.digests import forget_old_notices, queue_digests
from forum.search.counted import forget_old_searches
from forum.search.handlers import build_missing_index
from forum.search.saved_looking import look_for_new_posts
from forum.threads.unsent import forget_old_unsent
from forum.verification.clockwork import close_lapsed, forget_links, remind_of_ends

CLOCK: dict[str, tuple[Callable[[], object], ...]] = {
    "minute": (outbox.deliver_pending, build_missing_index, close_lapsed),
    "mail": (deliver_letters,),  # by itself: a mail server that hangs keeps nothing else waiting
    "searches": (look_for_new_posts,),  # by itself: it asks the index, some hundred times in a bad minute
    "hour": (
        forget_ended,
        forget_ended_sessions,
        forget_joined_addresses,
        forget_ended_letters,
        forget_links,
        remind_of_ends,
        forget_old_notices,
        forget_readers_before,
        forget_over,
        forget_old_unsent,
        forget_old_searches,
        queue_digests,
        open_what_waits,
        close_what_is_settled,
        tidy_journal,
    ),
}
WHEN = {what: crontab(minute="7" if what == "hour" else "*") for what in CLOCK}


def wind(app: Flask, queue: Any) -> dict[str, Callable[[], None]]:
    """Let the queue do all of this when it is time; answers what makes a part of it begin at once."""
    return schedule(queue, {what: (WHEN[what], partial(_work, app, what)) for what in CLOCK})


def _work(app: Flask, what: str) -> None:
    note_beginning(app.extensions["forum.queue"], what)
    with app.app_context():
        for work in CLOCK[what]:
            work()
