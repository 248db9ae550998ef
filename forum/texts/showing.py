"""A text as its page shows it: the placeholders filled, and HTML made of the Markdown."""

from functools import lru_cache

from flask import current_app

from forum.core import markup
from forum.texts.placeholders import fill

FIRST_HEADING = 2  # below the title of the page


def html_of(source: str) -> str:
    """The HTML of a text of the site."""
    settings = current_app.config
    facts = {
        "contact": settings["FORUM_CONTACT_EMAIL"],
        "cookie": settings["SESSION_COOKIE_NAME"],
        "site": settings["FORUM_SITE_NAME"],
    }
    return _html(fill(source, facts))


@lru_cache(maxsize=64)
def _html(source: str) -> str:
    """The same Markdown gives the same HTML, so what is kept here cannot become stale."""
    return markup.render(source, first_heading=FIRST_HEADING)
