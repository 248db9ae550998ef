"""What somebody had typed when what it was meant for is gone: the error page gives it back, so nothing typed is lost.

It says only what the request itself brought, so what is closed and what is not there stay alike, and nothing that
another site sent, so nobody puts words on a page of ours.
"""

from typing import Any

from flask import request
from werkzeug.exceptions import HTTPException

from forum.core.words import lazy
from forum.web.origin import comes_from_elsewhere

FIELDS = {  # of our forms, those in which people write
    "title": lazy("Title"),
    "body": lazy("Text"),
    "text": lazy("Text"),
    "words": lazy("In your words"),
    "reason": lazy("Reason"),
}

Typed = tuple[str, Any, str]


def typed_texts() -> list[Typed]:
    """The texts of the form that was sent, each with the name of its field, in the order of the form."""
    if request.method != "POST" or comes_from_elsewhere():
        return []
    try:
        fields = request.form.items()
    except HTTPException:  # too large to be read, and nobody had read it yet
        return []
    return [(name, FIELDS[name], text) for name, text in fields if name in FIELDS and text.strip()]
