"""Answers for programs, the same for everybody: no session is looked at, no cookie set, all may keep them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, Response, current_app, request
from flask.sessions import SecureCookieSessionInterface

from forum.core.errors import ForumError, TooMany
from forum.permissions.people import Guest
from forum.web.viewer import take_for

View = Callable[..., Response]
RETRY_AFTER = 300  # seconds, where something does not work at the moment


def same_for_everybody(seconds: int) -> Callable[[View], View]:
    """Have a view answer whoever asks as a guest, with what may be kept so long; what goes wrong is told in plain text.

    Who asks again with what it was told the last time, is told when nothing has changed since (304).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(*args: Any, **kwargs: Any) -> Response:
            try:
                response = view(*args, **kwargs)
            except ForumError as fault:
                return _fault(fault)
            response.headers["Cache-Control"] = f"public, max-age={seconds}"
            response.add_etag()
            response.make_conditional(request)
            return response

        answer.is_for_everybody = True  # type: ignore[attr-defined]
        return answer

    return decorate


def is_for_everybody() -> bool:
    """Whether the answer to this request is the same for everybody."""
    view = current_app.view_functions.get(request.endpoint or "")
    return hasattr(view, "is_for_everybody")


class Cookies(SecureCookieSessionInterface):
    """Sessions in cookies, as they come with Flask, but for answers that are the same for everybody."""

    def save_session(self, *parts: Any) -> None:
        """Have the answer set the cookie, and say that it depends on one, where that is so."""
        if not is_for_everybody():
            super().save_session(*parts)


def init_everybody(app: Flask) -> None:
    """Let some answers of the app be the same for everybody. Comes before all that asks who the viewer is."""
    app.session_interface = Cookies()
    app.before_request(_answer_as_to_a_guest)


def _answer_as_to_a_guest() -> None:
    if is_for_everybody():
        take_for(Guest())


def _fault(fault: ForumError) -> Response:
    response = Response(f"{fault.sentence}\n", fault.status, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    if isinstance(fault, TooMany) or fault.status == 503:
        response.headers["Retry-After"] = str(getattr(fault, "retry_after", RETRY_AFTER))
    return response
