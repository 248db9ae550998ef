"""Where a request comes from: a page of this forum, or one of another site that sends it in somebody's name."""

from urllib.parse import urlsplit

from flask import request


def comes_from_elsewhere() -> bool:
    """Whether the browser says that a page of another site sent this request."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    try:
        return origin is not None and urlsplit(origin).netloc != request.host
    except ValueError:
        return True
