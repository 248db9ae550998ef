"""What is said when a deed was done: a sentence, and the way to the page of the deed, where it can be undone."""

from typing import Any

from flask import flash, render_template
from markupsafe import Markup

from forum.core.log import LogEntry
from forum.moderation.concerned import SPLIT
from forum.moderation.undoing import is_undoable


def say_done(sentence: Any, entry: LogEntry) -> None:
    """Say it on the next page; of posts that were moved also where they stand now."""
    into = entry.after["thread_id"] if entry.deed == SPLIT else None
    facts = {"entry": entry, "can_be_undone": is_undoable(entry), "into": into}
    flash(Markup(render_template("moderation/_done.html", sentence=sentence, **facts)), "success")
