"""Letters are written from templates in templates/email/: the first line is the subject, the rest the text.

The HTML part is made of the text, by one layout: whoever reads either has read both.
"""

import re
from typing import Any

from flask import current_app, render_template

from forum.core.mail import Letter

_ADDRESS = re.compile(r"https?://\S+")


def write_letter(to: str, template: str, headers: tuple[tuple[str, str], ...] = (), **facts: Any) -> Letter:
    """A letter to one address. Its template sees the site's name, how to reach those who run it, and `facts`."""
    settings = current_app.config
    names = {"site": settings["FORUM_SITE_NAME"], "contact": settings["FORUM_CONTACT_EMAIL"]}
    subject, text = render_template(f"email/{template}.txt", **names, **facts).strip().split("\n", 1)
    subject, text = subject.strip(), text.strip() + "\n"
    html = render_template("email/letter.html", subject=subject, paragraphs=_paragraphs(text))
    return Letter(to, subject, text, html, headers)


def full_address(path: str) -> str:
    """The address of a path of this site for a mail, from the settings and never from a request."""
    return f"{current_app.config['FORUM_BASE_URL']}{path}"


def _paragraphs(text: str) -> list[list[tuple[str, bool]]]:
    """The lines of each paragraph, and of each line whether it is an address and nothing else."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return [[(line, bool(_ADDRESS.fullmatch(line))) for line in one.splitlines()] for one in paragraphs]
