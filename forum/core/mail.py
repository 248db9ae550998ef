"""Mail: one way out. Plain text, sent by the worker; in development it goes to the console and to a file."""

from dataclasses import dataclass
from pathlib import Path
from typing import cast
from urllib.parse import parse_qs, unquote, urlsplit

from flask import current_app
from flask_mailman import EmailMessage, Mail
from flask_mailman.backends import console, file, smtp
from werkzeug.local import LocalProxy

DEVELOPMENT = "development:"
TIMEOUT_SECONDS = 20


@dataclass(frozen=True)
class Letter:
    """A mail to one person."""

    to: str
    subject: str
    text: str


class Postbox:
    """Sends letters from the forum's address, by the ways that FORUM_MAIL_URL names."""

    def __init__(self, mail: Mail, url: str, sender: str, folder: Path) -> None:
        self._mail, self._url, self._sender, self._folder = mail, url, sender, folder

    def send(self, letter: Letter) -> None:
        """Hand one letter on. Raises what the mail server raises, and BadHeaderError on a header in disguise."""
        for backend in self._backends():
            message = EmailMessage(letter.subject, letter.text, self._sender, [letter.to], connection=backend)
            message.send()

    def _backends(self) -> list[object]:
        if self._url == "memory:":  # tests read app.extensions["mailman"].outbox
            return [self._mail.get_connection(backend="locmem")]
        if self._url == DEVELOPMENT:
            self._folder.mkdir(parents=True, exist_ok=True)
            return [console.EmailBackend(), file.EmailBackend(file_path=str(self._folder))]
        return [self._smtp()]

    def _smtp(self) -> smtp.EmailBackend:
        url = urlsplit(self._url)
        options = parse_qs(url.query)
        return smtp.EmailBackend(
            host=url.hostname,
            port=url.port or (465 if url.scheme == "smtps" else 25),
            username=unquote(url.username or "") or None,
            password=unquote(url.password or "") or None,
            use_ssl=url.scheme == "smtps",
            use_tls=options.get("starttls") == ["yes"],
            timeout=TIMEOUT_SECONDS,
        )


postbox = cast(Postbox, LocalProxy(lambda: current_app.extensions["forum.postbox"]))
