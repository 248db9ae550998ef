"""What no request to this forum may carry."""

from flask import Flask, request
from werkzeug.exceptions import BadRequest

from forum.core.errors import Absent


def _refuse() -> None:
    """Raises Absent for a NUL in the address, BadRequest for a file: no form of ours has a place for one."""
    if "\0" in request.path:
        raise Absent()
    if request.mimetype == "multipart/form-data" and request.files:
        raise BadRequest()


def init_requests(app: Flask) -> None:
    """Look at every request before anything else does."""
    app.before_request(_refuse)
