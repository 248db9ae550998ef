"""The worker, and what waits for it: events in the outbox, letters in their queue."""

from datetime import timedelta

from flask import current_app

from forum.core.clock import now
from forum.core.jobs import last_begun
from forum.core.letters import NOT_SENT
from forum.operations import queries
from forum.operations.findings import Findings, fault, in_words, ok, warning

SILENCE = timedelta(minutes=3)  # each minute it begins something
SLOW_SECONDS = 600
RUN = "flask --app wsgi worker run (deploy/serve starts one)"


def look_at_worker() -> Findings:
    """When it last began what it does each minute. Both silent: there is none. One silent: that is still at it."""
    begun = {what: last_begun(current_app.extensions["forum.queue"], what) for what in ("minute", "mail")}
    last = max((moment for moment in begun.values() if moment), default=None)
    if last is None or now() - last > SILENCE:
        silent = f"since {last:%Y-%m-%d %H:%M} UTC" if last else "yet"
        yield fault(f"None has been at work {silent}: no mail, no notices, new posts are not found.", RUN)
        return
    yield ok(f"At work {in_words((now() - last).total_seconds())} ago.")
    for what, moment in begun.items():
        if moment is None or now() - moment > SILENCE:
            since = f"since {moment:%H:%M} UTC" if moment else "for some minutes"
            yield warning(f"It is at one piece of work ({what}) {since}.", "If that does not end, restart it")


def look_at_outbox() -> Findings:
    """What was set aside, and how long the oldest event waits."""
    aside, waiting = queries.set_aside(), queries.waiting_for("")
    if aside.many:
        yield fault(
            f"Events that were set aside after ten tries: {aside.many}, the first {in_words(aside.seconds)} ago.",
            "Why: flask --app wsgi outbox list. Again: flask --app wsgi outbox retry",
        )
    if waiting.seconds > SLOW_SECONDS:
        yield warning(f"Events that wait: {waiting.many}, the oldest for {in_words(waiting.seconds)}.", RUN)
    elif not aside.many:
        yield ok(f"Events on their way: {waiting.many}, none set aside.")


def look_at_letters() -> Findings:
    """Those that were not sent, and how long the oldest that is due waits."""
    unsent, due, kinds = queries.unsent_letters(), queries.due_letters(), ", ".join(NOT_SENT)
    if unsent.many:
        yield warning(
            f"Letters that were not sent ({kinds}): {unsent.many}, the first {in_words(unsent.seconds)} ago.",
            "Why: flask --app wsgi mail list. Again, or never: mail retry, mail forget",
        )
    if due.seconds > SLOW_SECONDS:
        yield warning(f"Letters that are due: {due.many}, the oldest for {in_words(due.seconds)}.", RUN)
    elif not unsent.many:
        yield ok(f"Letters that are due: {due.many}, none was refused or given up.")
