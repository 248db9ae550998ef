"""The link to the queue at the top of each page, and how much waits there, for those who may act."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from forum.moderation.queue import MOST_COUNTED, waiting_cases


def link_to_queue(moderator: Any) -> Markup:
    """What stands at the top of a moderator's page; fills the slot "cases"."""
    facts = {"many": waiting_cases(moderator), "most": MOST_COUNTED}
    return Markup(render_template("moderation/_link.html", **facts))
