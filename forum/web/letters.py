"""Letters are written from templates in templates/email/: the first line is the subject, the rest the text."""

from typing import Any

from flask import current_app, render_template

from forum.core.mail import Letter


def write_letter(to: str, template: str, **facts: Any) -> Letter:
    """A letter to one address. Its template sees the site's name, how to reach those who run it, and `facts`."""
    settings = current_app.config
    names = {"site": settings["FORUM_SITE_NAME"], "contact": settings["FORUM_CONTACT_EMAIL"]}
    subject, text = render_template(f"email/{template}.txt", **names, **facts).strip().split("\n", 1)
    return Letter(to, subject.strip(), text.strip() + "\n")


def full_address(path: str) -> str:
    """The address of a path of this site for a mail, from the settings and never from a request."""
    return f"{current_app.config['FORUM_BASE_URL']}{path}"
