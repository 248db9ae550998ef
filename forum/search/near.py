"""What search puts on pages of threads: threads about the same, and those that may already answer a new question."""

from datetime import timedelta
from typing import Any

from flask import render_template, request
from flask_login import login_required
from markupsafe import Markup

from forum.core.cleaning import clean_text
from forum.core.markup import BODY_LIMIT
from forum.core.throttle import Limit, throttle
from forum.search.engine import IndexUnavailable
from forum.search.place import index
from forum.search.related import NearThread, near_threads, related_threads
from forum.search.views import bp
from forum.threads.models import TITLE_STORED, Thread
from forum.web.viewer import viewer

SUGGESTIONS = Limit("near threads", 200, timedelta(minutes=10))  # one every three seconds, as long as one types


def related(person: Any, thread: Thread) -> Markup:
    """The threads that are about the same as this one; fills the slot "related"."""
    threads = related_threads(person, index, thread)
    return Markup(render_template("search/_related.html", threads=threads)) if threads else Markup("")


def near_what_is_typed(person: Any, title: str | None, body: str | None, looks: bool) -> Markup:
    """A place for threads that may already answer what somebody types; fills the slot "near threads".

    Where the page `looks`, they stand there at once; a script asks for them as one types.
    """
    threads = _near(person, title or "", body or "") if looks else []
    return Markup(render_template("search/_near.html", threads=threads))


@bp.post("/search/near")
@login_required
def near() -> Any:
    """The threads that may already answer what is being typed: a part of a page, made of what is neither kept nor
    logged."""
    throttle.spend(SUGGESTIONS, viewer().id)
    title, body = request.form.get("title", ""), request.form.get("body", "")
    if len(title) > TITLE_STORED or len(body) > BODY_LIMIT:
        return render_template("search/_near_threads.html", threads=[]), 422
    return render_template("search/_near_threads.html", threads=_near(viewer(), title, body))


def _near(person: Any, title: str, body: str) -> list[NearThread]:
    """None while there is no search: nobody is kept from publishing."""
    try:
        return near_threads(person, index, clean_text(title), clean_text(body))
    except IndexUnavailable:
        return []
