"""Which page of a numbered list is asked for."""

from flask import request

from forum.core.errors import Absent

MOST_PAGES = 1_000_000


def page_number() -> int:
    """The number in `?page=`, 1 when there is none. Raises Absent for what is no page."""
    text = request.args.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) <= 7) or not 1 <= int(text) <= MOST_PAGES:
        raise Absent()
    return int(text)
