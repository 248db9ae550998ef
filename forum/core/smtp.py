"""Talking with a mail server, letter by letter, so that of each letter one knows what became of it.

The library's own `sendmail` tells neither whether an error came before or after the end of a letter, nor whether the
letter or the server was at fault; so the conversation (RFC 5321) is led here, command by command.
"""

import re
import smtplib
import ssl
from urllib.parse import parse_qs, unquote, urlsplit

STEP_SECONDS = 20  # for each answer of the server
END_SECONDS = 120  # for its answer to a whole letter, which it may look through first; others wait behind it

_TOO_LARGE = 552
_CLOSING = 421
_PERIOD = re.compile(rb"^\.", re.MULTILINE)


class MailFault(Exception):
    """A letter could not be handed over; the text is what the server said, or what befell the connection."""


class Unreachable(MailFault):
    """There is no talking with the mail server now; no letter is at fault."""


class BrokenOff(Unreachable):
    """The server ended the conversation, or fell silent, before it had a whole letter."""


class NotNow(MailFault):
    """The server will not take this letter now, and may later."""


class LetterRefused(MailFault):
    """The server will never take this letter."""


class PerhapsTaken(MailFault):
    """The whole letter was handed over and no answer came: the server may have taken it."""


class MailServer:
    """One mail server, and the connection to it: opened when it is needed, kept for the next letter.

    `patience` are the seconds for each answer to a greeting, where they are not those of a letter.
    """

    def __init__(self, url: str, our_name: str, patience: float | None = None) -> None:
        self._url, self._options = urlsplit(url), parse_qs(urlsplit(url).query)
        self._our_name, self._patience = our_name, patience
        self._talk: smtplib.SMTP | None = None
        self._has_served = False  # a letter was handed over on this connection

    def open(self) -> None:
        """Connect, unless it is connected. Raises Unreachable."""
        self._opened()

    def send(self, sender: str, to: str, content: bytes) -> None:
        """Hand one letter over. Raises LetterRefused, NotNow, PerhapsTaken, or Unreachable.

        A connection that has served before may have been ended by the server meanwhile: then a new one is tried.
        """
        talk = self._opened()
        try:
            self._hand_over(talk, sender, to, content)
        except BrokenOff as broken:
            if not self._has_served:
                raise
            self._hand_over(self._opened_again(broken), sender, to, content)
        self._has_served = True

    def close(self) -> None:
        """Say good-bye, if there is somebody to say it to."""
        talk, self._talk = self._talk, None
        if talk is not None:
            try:
                talk.quit()
            except OSError:
                talk.close()

    def _opened(self) -> smtplib.SMTP:
        if self._talk is None:
            self._has_served = False
            try:
                self._talk = self._connect()
                self._greet(self._talk)
            except OSError as fault:  # all errors of smtplib are OSErrors
                self._drop()
                raise Unreachable(_said(fault)) from fault
        return self._talk

    def _opened_again(self, broken: BrokenOff) -> smtplib.SMTP:
        try:
            return self._opened()
        except Unreachable as fault:
            raise BrokenOff(str(broken)) from fault

    def _connect(self) -> smtplib.SMTP:
        host, port, seconds = self._url.hostname or "", self._url.port, self._patience or STEP_SECONDS
        if self._url.scheme == "smtps":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(host, port or 465, self._our_name, timeout=seconds, context=context)
        return smtplib.SMTP(host, port or 25, self._our_name, timeout=seconds)

    def _greet(self, talk: smtplib.SMTP) -> None:
        if self._options.get("starttls") == ["yes"]:
            talk.starttls(context=ssl.create_default_context())
        talk.ehlo_or_helo_if_needed()
        if self._url.username and self._url.password:
            talk.login(unquote(self._url.username), unquote(self._url.password))

    def _hand_over(self, talk: smtplib.SMTP, sender: str, to: str, content: bytes) -> None:
        try:
            _give(talk, STEP_SECONDS)
            self._announce(talk, sender, to)
            talk.send(_PERIOD.sub(b"..", content).rstrip(b"\r\n") + b"\r\n.\r\n")  # fails before it is all sent
            _give(talk, END_SECONDS)
        except OSError as fault:
            self._drop()
            raise BrokenOff(_said(fault)) from fault
        except ValueError as fault:  # an address that cannot stand in a command
            self._reset()
            raise LetterRefused(str(fault)) from fault
        self._end(talk)

    def _announce(self, talk: smtplib.SMTP, sender: str, to: str) -> None:
        """Everything before the letter itself. A "no" to the sender is meant for us, unless it is for the size."""
        code, words = talk.mail(sender, ["BODY=8BITMIME"] if talk.has_extn("8bitmime") else [])
        if code // 100 != 2 and code != _TOO_LARGE:
            self._drop()
            raise BrokenOff(f"{code} {_plain(words)}")
        self._expect(2, code, words)
        self._expect(2, *talk.rcpt(to))
        self._expect(3, *talk.docmd("DATA"))

    def _end(self, talk: smtplib.SMTP) -> None:
        try:
            code, words = talk.getreply()
        except OSError as fault:
            self._drop()
            raise PerhapsTaken(_said(fault)) from fault
        if code // 100 not in (2, 4, 5):
            self._drop()
            raise PerhapsTaken(f"{code} {_plain(words)}")
        self._expect(2, code, words)

    def _expect(self, hundreds: int, code: int, words: bytes) -> None:
        """Whatever else it answers, make the connection ready for the next letter and say what became of this one."""
        if code // 100 == hundreds:
            return
        said = f"{code} {_plain(words)}"
        if code == _CLOSING or code // 100 not in (4, 5):
            self._drop()
            raise BrokenOff(said)
        self._reset()
        raise (NotNow if code // 100 == 4 else LetterRefused)(said)

    def _reset(self) -> None:
        try:
            if self._talk is not None:
                self._talk.rset()
        except OSError:
            self._drop()

    def _drop(self) -> None:
        talk, self._talk = self._talk, None
        if talk is not None:
            talk.close()


def _give(talk: smtplib.SMTP, seconds: int) -> None:
    if talk.sock is not None:
        talk.sock.settimeout(seconds)


def _plain(words: bytes) -> str:
    return words.decode("utf-8", "replace")


def _said(fault: OSError) -> str:
    if isinstance(fault, smtplib.SMTPResponseException):
        error = fault.smtp_error
        return f"{fault.smtp_code} {_plain(error) if isinstance(error, bytes) else error}"
    return f"{type(fault).__name__}: {fault}"
