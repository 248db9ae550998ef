"""A mail server of the tests' own, and letters about kettles, so that the queue is tested without the forum."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask
from sqlalchemy import select

from forum.core.db import session, transaction
from forum.core.letters import Desk, Facts, QueuedLetter, queue_letter, queue_letters
from forum.core.mail import Letter, Postbox, postbox


class MailDesk:
    """A real mail server that keeps what it takes; `refusals` says what else befalls a recipient."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.asked: list[str] = []
        self.connections = 0
        self.at_recipient: dict[str, str] = {}  # what is answered to RCPT
        self.at_end: dict[str, str] = {}  # what is answered to the whole letter
        self.hangs: dict[str, float] = {}  # seconds before that
        self.befalls: Callable[[SMTP, str], Any] = lambda _server, _to: None

    async def handle_EHLO(self, _server: SMTP, asking: Session, _e: Envelope, hostname: str, words: list[str]) -> Any:  # noqa: N802
        """Count the connections."""
        self.connections += 1
        asking.host_name = hostname
        return words

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _s: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a recipient, or not."""
        self.asked.append(address)
        answer = self.at_recipient.get(address, "250 Known")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a letter, or not."""
        [to] = envelope.rcpt_tos
        self.befalls(server, to)
        await asyncio.sleep(self.hangs.get(to, 0))
        answer = self.at_end.get(to, "250 Taken")
        if answer.startswith("2"):
            self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return answer

    @property
    def recipients(self) -> list[str]:
        """Whom letters were taken for, in order."""
        return [str(letter["To"]) for letter in self.taken]


def free_port() -> int:
    """A port of this machine where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def kettle_letter(facts: Facts) -> Letter | None:
    """To somebody whose kettle boils; none once it has been drunk."""
    if facts.get("drunk"):
        return None
    if facts.get("broken"):
        raise RuntimeError(f"The kettle of {facts['to']} is broken")
    return Letter(facts["to"], "It boils", "Your kettle boils.\n", "<p>Your kettle boils.</p>")


@pytest.fixture
def desk() -> Iterator[MailDesk]:
    """A mail server at work on a port of its own: `desk.port`, `desk.stop()`, `desk.start()`."""
    desk, port = MailDesk(), free_port()
    desk.port = port  # type: ignore[attr-defined]
    running: list[Controller] = []

    def start() -> None:
        running.append(Controller(desk, hostname="127.0.0.1", port=port))
        running[-1].start()

    def stop() -> None:
        while running:
            running.pop().stop(no_assert=True)

    desk.start, desk.stop = start, stop  # type: ignore[attr-defined]
    start()
    yield desk
    stop()


@pytest.fixture
def kettle_mail(forum: Flask, desk: MailDesk) -> Iterator[None]:
    """The forum knows one kind of letter, sends it to the mail server of the test, and is not woken."""
    before = forum.extensions["forum.desk"], forum.extensions["forum.postbox"]
    use(forum, desk)
    yield
    forum.extensions["forum.desk"], forum.extensions["forum.postbox"] = before


def use(forum: Flask, desk: MailDesk) -> None:
    """Have a forum send kettle letters to this server."""
    url = f"smtp://127.0.0.1:{desk.port}"  # type: ignore[attr-defined]
    forum.extensions["forum.postbox"] = Postbox(postbox._mail, url, "Us <us@kent.example>", "unused")
    forum.extensions["forum.desk"] = Desk({"kettle": kettle_letter}, lambda: None)


def queue(*names: str, **facts: Any) -> None:
    """Queue a letter for each name, in one deed."""
    with transaction():
        for name in names:
            queue_letter("kettle", f"kettle:{name}", {"to": f"{name}@kent.example", **facts})


def queue_many(amount: int) -> None:
    """Queue letters in bulk."""
    with transaction():
        queue_letters("kettle", [(f"many:{number}", {"to": f"m{number}@kent.example"}) for number in range(amount)])


def rows() -> list[QueuedLetter]:
    """The letters as they are now."""
    session.rollback()
    query = select(QueuedLetter).order_by(QueuedLetter.id).execution_options(populate_existing=True)
    return list(session.scalars(query))


def states() -> list[str]:
    """Where each letter stands."""
    return [str(row.state) for row in rows()]
