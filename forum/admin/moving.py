"""One place up or down: what the buttons of ordered lists say."""

from flask import request

from forum.core.errors import Invalid
from forum.core.words import lazy

WAYS = {"up": -1, "down": 1}


def way() -> int:
    """What was pressed, in places. Raises Invalid for anything else."""
    pressed = request.form.get("way", "")
    if pressed not in WAYS:
        raise Invalid(lazy("Use the buttons to move something up or down."))
    return WAYS[pressed]
