"""One error page: HTML for people, problem JSON (RFC 9457) under /api."""

import logging
from collections.abc import Sequence
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, SecurityError

from forum.core.db import session
from forum.core.errors import ForumError, TooMany
from forum.core.troubles import Unavailable, trouble_of
from forum.core.words import lazy
from forum.permissions.people import Guest
from forum.web.typed import Typed, typed_texts
from forum.web.viewer import is_known, take_for

log = logging.getLogger(__name__)

TITLES = {
    400: lazy("The request could not be understood"),
    403: lazy("You cannot do this"),
    404: lazy("There is nothing at this address"),
    405: lazy("This address does not take that"),
    409: lazy("Somebody was faster"),
    413: lazy("That is too much at once"),
    422: lazy("Something is not right"),
    429: lazy("Too often in a short time"),
    500: lazy("Something went wrong on our side"),
    503: lazy("This does not work right now"),
}
SENTENCES = {
    400: lazy("Your browser sent something that this page does not understand. Go back and try again."),
    404: lazy(
        "The thread or board may have moved, been taken down, or be open only to some members. "
        "If a colleague sent you the link, they may be able to see more than you can."
    ),
    405: lazy("Go back to the page that you came from and use its buttons."),
    413: lazy("What was sent is larger than this forum takes. Shorten it, or send it in parts."),
    500: lazy("Nothing that you did caused this. It was written down for those who run the forum. Try again soon."),
}


def error_page(status: int, sentence: Any = "", typed: Sequence[Typed] = ()) -> tuple[Any, int]:
    """The answer for a status, with the sentence that says what happened and what to do, and with what was typed."""
    title = TITLES.get(status) or HTTPStatus(status).phrase
    sentence = sentence or SENTENCES.get(status, "")
    if request.path.startswith("/api/"):
        problem = jsonify(type="about:blank", title=str(title), status=status, detail=str(sentence))
        problem.mimetype = "application/problem+json"
        return problem, status
    return render_template("errors/error.html", status=status, title=title, sentence=sentence, typed=typed), status


def _forum_error(fault: ForumError) -> Any:
    body, status = error_page(fault.status, fault.sentence, typed_texts())
    response = Response(body, status) if isinstance(body, str) else body
    response.status_code = status
    if isinstance(fault, TooMany | Unavailable):
        response.headers["Retry-After"] = str(fault.retry_after)
    return response


def _http_error(fault: HTTPException) -> Any:
    if fault.code is None or fault.code < 400:
        return fault
    if isinstance(fault, SecurityError):  # a host that is not ours: no address can be built, so there is no page
        return Response(str(TITLES[400]), 400, mimetype="text/plain")
    body, status = error_page(fault.code)
    response = fault.get_response()
    if isinstance(body, str):
        response.data, response.mimetype = body.encode(), "text/html"
        return response
    return body, status


def _database_error(fault: SQLAlchemyError) -> Any:
    """The page is for a guest: of who asks, nothing more can be read now."""
    trouble = trouble_of(fault)
    if trouble is None:
        return _unforeseen(fault)
    log.error("%s %s: the database: %s", request.method, request.path, str(fault).partition("\n")[0])
    take_for(Guest())
    with suppress(SQLAlchemyError):
        session.rollback()
    return _forum_error(trouble)


def _unforeseen(fault: Exception) -> Any:
    log.exception("%s %s failed", request.method, request.path, exc_info=fault)
    _forget_viewer()
    session.rollback()
    return error_page(500)


def _forget_viewer() -> None:
    """Answer as to a guest where nobody can say who asks: the database may be what failed."""
    if not is_known():
        take_for(Guest())


def init_errors(app: Flask) -> None:
    """Have every error answered by the one page."""
    app.register_error_handler(ForumError, _forum_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(SQLAlchemyError, _database_error)
    app.register_error_handler(Exception, _unforeseen)
