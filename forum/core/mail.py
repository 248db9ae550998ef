"""Letters and the postbox: what a mail is made of, and the ways on which it leaves.

Who queues a letter and when it is sent stands in core/letters.py and core/delivery.py; nothing else posts one.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, cast
from urllib.parse import urlsplit

from flask import current_app
from flask_mailman import BadHeaderError, EmailMultiAlternatives, Mail
from flask_mailman.backends import console, file
from flask_mailman.message import sanitize_address
from werkzeug.local import LocalProxy

from forum.core.smtp import MailServer

DEVELOPMENT = "development:"
MEMORY = "memory:"  # tests read app.extensions["mailman"].outbox

_HEADER = re.compile(r"[!-9;-~]+")
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
_OURS = frozenset({"to", "cc", "bcc", "from", "sender", "subject"})


@dataclass(frozen=True)
class Letter:
    """A mail to one person: a text, the same as HTML where there is one, and headers beyond the usual ones."""

    to: str
    subject: str
    text: str
    html: str = ""
    headers: tuple[tuple[str, str], ...] = ()


class Route(Protocol):
    """One way out, open for as many letters as one likes."""

    def open(self) -> None:
        """Be ready for letters. Raises `forum.core.smtp.Unreachable`."""

    def send(self, letter: Letter) -> None:
        """Let one letter go. Raises what `forum.core.smtp.MailServer.send` raises, and ValueError on bad headers."""

    def close(self) -> None:
        """No more letters."""


class Postbox:
    """Sends letters from the forum's address, by the way that FORUM_MAIL_URL names."""

    def __init__(self, mail: Mail, url: str, sender: str, folder: Path) -> None:
        self._mail, self._url, self._sender, self._folder = mail, url, sender, folder

    def send(self, letter: Letter) -> None:
        """Let one letter go. Raises like `Route.open` and `Route.send`."""
        with self.opened() as route:
            route.send(letter)

    @contextmanager
    def opened(self) -> Iterator[Route]:
        """A way out for several letters, over one connection."""
        route = self._route()
        try:
            yield route
        finally:
            route.close()

    def _route(self) -> Route:
        if self._url == MEMORY:
            return _Kept(self._sender, lambda: [(self._mail.get_connection(backend="locmem"), True)])
        if self._url == DEVELOPMENT:
            self._folder.mkdir(parents=True, exist_ok=True)
            return _Kept(self._sender, self._printed_and_filed)
        return _Sent(self._sender, MailServer(self._url, our_host()))

    def _printed_and_filed(self) -> list[tuple[Any, bool]]:
        return [(console.EmailBackend(), False), (file.EmailBackend(file_path=str(self._folder)), True)]


class _Kept:
    """Letters that stay on this machine. Each place takes them with their HTML or, to be read by people, without."""

    def __init__(self, sender: str, places: Callable[[], list[tuple[Any, bool]]]) -> None:
        self._sender, self._places = sender, places

    def open(self) -> None:
        """Always ready."""

    def send(self, letter: Letter) -> None:
        """Give the letter to each place that keeps it."""
        for place, takes_html in self._places():
            kept = letter if takes_html else replace(letter, html="")
            place.send_messages([_message(kept, self._sender)])

    def close(self) -> None:
        """Nothing is open."""


class _Sent:
    """Letters that go to a mail server."""

    def __init__(self, sender: str, server: MailServer) -> None:
        self._sender, self._server = sender, server
        self.open, self.close = server.open, server.close

    def send(self, letter: Letter) -> None:
        """Hand the letter over."""
        content = _message(letter, self._sender).message().as_bytes(linesep="\r\n")
        self._server.send(sanitize_address(self._sender, "utf-8"), sanitize_address(letter.to, "utf-8"), content)


def our_host() -> str:
    """The host that this site is known by."""
    return urlsplit(current_app.config["FORUM_BASE_URL"]).hostname or "localhost"


def message_id(name: str) -> str:
    """A Message-ID of ours, the same for the same name: for threading headers, and for letters that are known again."""
    return f"<{name}@{our_host()}>"


def _message(letter: Letter, sender: str) -> EmailMultiAlternatives:
    _check_headers(letter)
    headers = {"Auto-Submitted": "auto-generated", **dict(letter.headers)}  # no holiday note comes back (RFC 3834)
    message = EmailMultiAlternatives(letter.subject, letter.text, sender, [letter.to], headers=headers)
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def _check_headers(letter: Letter) -> None:
    """Raise BadHeaderError on what would end a header or begin another."""
    for name, value in (("Subject", letter.subject), ("To", letter.to), *letter.headers):
        if not _HEADER.fullmatch(name) or _CONTROL.search(value):
            raise BadHeaderError(f"{name!r} cannot be a header of a letter with this value")
    if any(name.lower() in _OURS for name, _value in letter.headers):
        raise BadHeaderError("Who a letter is from and to, and its subject, are no headers to be added")


postbox = cast(Postbox, LocalProxy(lambda: current_app.extensions["forum.postbox"]))
