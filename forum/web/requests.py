"""What no request to this forum may carry."""

from flask import Flask, request
from werkzeug.exceptions import BadRequest

from forum.core.errors import Absent


def _refuse() -> None:
    """Raises Absent for a NUL in the address, BadRequest for what no form of ours sends: files, JSON, nameless fields.

    Comes before the check of the token, which reads the names of fields.
    """
    if "\0" in request.path:
        raise Absent()
    if request.is_json or request.files or None in request.form:
        raise BadRequest()


def init_requests(app: Flask) -> None:
    """Look at every request before anything else does."""
    app.before_request(_refuse)
