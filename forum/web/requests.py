"""What a request to this forum may carry, and which addresses take files."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request
from werkzeug.exceptions import BadRequest

from forum.core.errors import Absent
from forum.web.viewer import viewer

View = TypeVar("View", bound=Callable[..., Any])


def takes_files(most_bytes: int) -> Callable[[View], View]:
    """Let people send files to a view, with requests of at most so many bytes in all; no other view takes any."""

    def mark(view: View) -> View:
        view.most_bytes_with_files = most_bytes  # type: ignore[attr-defined]
        return view

    return mark


def _refuse() -> None:
    """Raises Absent for a NUL in the address, BadRequest for what no form of ours sends: JSON, nameless fields, files
    to a view that takes none.

    Comes before the check of the token, which reads the names of fields.
    """
    if "\0" in request.path:
        raise Absent()
    most_bytes = _most_bytes_with_files()
    if most_bytes is not None and not viewer().is_guest:  # whoever has to sign in first sends no more than others
        request.max_content_length = most_bytes
    if request.is_json or None in request.form or None in request.files or (request.files and most_bytes is None):
        raise BadRequest()


def _most_bytes_with_files() -> int | None:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "most_bytes_with_files", None)


def init_requests(app: Flask) -> None:
    """Look at every request before anything else does."""
    app.before_request(_refuse)
