"""A mail server of the tests' own, and letters about kettles, so that the queue is tested without the forum."""

import asyncio
import socket
from collections.abc import Iterator
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
    """A real mail server that keeps what it takes, and does to some recipients what servers do."""

    def __init__(self) -> None:
        self.port = free_port()
        self.taken: list[EmailMessage] = []
        self.seen: list[EmailMessage] = []  # and not taken
        self.asked: list[str] = []
        self.connections = 0
        self.at_sender = ""  # what is answered to MAIL
        self.at_recipient: dict[str, str] = {}  # to RCPT
        self.at_end: dict[str, str] = {}  # to the whole letter
        self.hangs_at_recipient: dict[str, float] = {}  # seconds
        self.hangs: dict[str, float] = {}
        self.dies_at: set[str] = set()  # when it has the whole letter, without an answer
        self.leaves_after: set[str] = set()  # when it has taken the letter and said so
        self._running: list[Controller] = []

    def start(self) -> None:
        """Be there for those who connect."""
        self._running.append(Controller(self, hostname="127.0.0.1", port=self.port))
        self._running[-1].start()

    def stop(self) -> None:
        """Be away."""
        while self._running:
            self._running.pop().stop(no_assert=True)

    async def handle_EHLO(  # noqa: N802 (aiosmtpd asks by these names)
        self, _server: SMTP, asking: Session, _envelope: Envelope, hostname: str, words: list[str]
    ) -> list[str]:
        """Count the connections."""
        self.connections += 1
        asking.host_name, asking.leaves = hostname, False
        return words

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, asking: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a sender, or not."""
        if asking.leaves:
            server.transport.abort()
        if self.at_sender:
            return self.at_sender
        envelope.mail_from = address
        return "250 Known"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _asking: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a recipient, or not."""
        self.asked.append(address)
        await asyncio.sleep(self.hangs_at_recipient.get(address, 0))
        answer = self.at_recipient.get(address, "250 Known")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, asking: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a letter, or not."""
        [to] = envelope.rcpt_tos
        await asyncio.sleep(self.hangs.get(to, 0))
        if to in self.dies_at:
            server.transport.abort()
            return "250 Nobody hears this"
        answer = self.at_end.get(to, "250 Taken")
        letter = message_from_bytes(envelope.content, policy=policy.default)
        (self.taken if answer.startswith("2") else self.seen).append(letter)
        if to in self.leaves_after:
            asking.leaves = True
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
    """A mail server at work on a port of its own."""
    desk = MailDesk()
    desk.start()
    yield desk
    desk.stop()


@pytest.fixture
def kettle_mail(forum: Flask, desk: MailDesk) -> Iterator[None]:
    """The forum knows one kind of letter, sends it to the mail server of the test, and is not woken."""
    before = forum.extensions["forum.desk"], forum.extensions["forum.postbox"]
    use(forum, desk)
    yield
    forum.extensions["forum.desk"], forum.extensions["forum.postbox"] = before


def use(forum: Flask, desk: MailDesk) -> None:
    """Have a forum send kettle letters to this server."""
    url = f"smtp://127.0.0.1:{desk.port}"
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
