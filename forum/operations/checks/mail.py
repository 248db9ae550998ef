"""The mail server: whether it lets us in. No letter is sent."""

from flask import current_app

from forum.core.mail import DEVELOPMENT, MEMORY, our_host
from forum.core.smtp import MailServer, Unreachable
from forum.operations.findings import Findings, fault, ok, warning

STEP_SECONDS = 5


def look_at_mail() -> Findings:
    """Greet the mail server, with TLS and the password where FORUM_MAIL_URL has them, and leave."""
    url = current_app.config["FORUM_MAIL_URL"]
    if url in (DEVELOPMENT, MEMORY):
        yield warning(
            "Development: mail is printed and kept on this machine, none is sent.", "FORUM_MAIL_URL=smtps://…"
        )
        return
    server = MailServer(url, our_host(), STEP_SECONDS)
    try:
        server.open()
    except Unreachable as said:
        yield fault(f"The mail server does not let us in: {said}", "Is FORUM_MAIL_URL right? Letters wait meanwhile")
        return
    server.close()
    yield ok("The mail server let us in.")
    if url.startswith("smtp:") and "starttls=yes" not in url:
        yield warning("Letters travel to it in the clear.", "smtps://…, or ?starttls=yes at the end of FORUM_MAIL_URL")
