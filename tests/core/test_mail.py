"""One way out for mail."""

import re
import shutil
import socket
import ssl
import subprocess
from dataclasses import replace
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from flask_mailman import BadHeaderError

from forum.core.mail import Letter, Postbox, message_id, postbox
from forum.core.smtp import Unreachable
from tests.house.code import files, module

pytestmark = pytest.mark.apart

LETTER = Letter("asha@kent.example", "Your kettle – it leaks", "Dear Asha,\n\nthe kettle leaks. ☕\n.\nFrom us\n")


class Desk:
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        self.envelopes = []
        self.passwords = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 (aiosmtpd asks by this name)
        self.envelopes.append(envelope)
        return "250 Taken"

    def authenticate(self, _server, _session, _envelope, _mechanism, credentials):
        self.passwords.append((credentials.login, credentials.password))
        return AuthResult(success=credentials.password == b"p@ss word", handled=False)


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def free_port():
    """A port of this machine where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


@pytest.fixture
def port(desk, free_port):
    """The port of a real mail server on this machine."""
    options = {"authenticator": desk.authenticate, "auth_require_tls": False}
    controller = Controller(desk, hostname="127.0.0.1", port=free_port, **options)
    controller.start()
    yield free_port
    controller.stop()


def box(url, folder="unused"):
    return Postbox(postbox._mail, url, "Working Together <forum@kent.example>", folder)


def test_a_letter_reaches_the_mail_server_as_it_was_written(desk, port):
    box(f"smtp://127.0.0.1:{port}").send(LETTER)

    [envelope] = desk.envelopes
    message = message_from_bytes(envelope.content, policy=policy.default)
    assert envelope.mail_from == "forum@kent.example"
    assert envelope.rcpt_tos == ["asha@kent.example"]
    assert message["Subject"] == LETTER.subject
    assert message["From"] == "Working Together <forum@kent.example>"
    assert message["To"] == "asha@kent.example"
    assert message["Date"] is not None
    assert message["Message-ID"] is not None
    assert message.get_content_type() == "text/plain"
    assert message.get_content().replace("\r\n", "\n") == LETTER.text


def test_the_mail_server_is_told_name_and_password(desk, port):
    box(f"smtp://forum%40kent:p%40ss%20word@127.0.0.1:{port}").send(LETTER)

    assert desk.passwords == [(b"forum@kent", b"p@ss word")]
    assert len(desk.envelopes) == 1


def test_a_wrong_password_is_an_error_and_nothing_is_sent(desk, port):
    with pytest.raises(Unreachable, match="535"):
        box(f"smtp://forum:wrong@127.0.0.1:{port}").send(LETTER)

    assert desk.envelopes == []


def test_a_server_without_encryption_gets_nothing_where_encryption_is_asked_for(desk, port):
    with pytest.raises(Unreachable, match="STARTTLS"):
        box(f"smtp://127.0.0.1:{port}?starttls=yes").send(LETTER)

    assert desk.envelopes == []


def test_a_mail_server_that_is_away_is_an_error(free_port):
    with pytest.raises(Unreachable, match="refused"):
        box(f"smtp://127.0.0.1:{free_port}").send(LETTER)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\n "])
@pytest.mark.parametrize("field", ["to", "subject"])
def test_no_header_is_smuggled_in(desk, port, field, end):
    fields = {"to": LETTER.to, "subject": LETTER.subject, "text": "Hello"}
    fields[field] += f"{end}Bcc: everybody@kent.example"

    with pytest.raises((BadHeaderError, ValueError)):
        box(f"smtp://127.0.0.1:{port}").send(Letter(**fields))

    assert desk.envelopes == []


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\n ", "\x0b", "\x0c", "\x85", "\u2028", "\0"])
@pytest.mark.parametrize("field", [0, 1])
def test_no_header_is_smuggled_in_with_another(desk, port, field, end):
    header = ["List-Id", "the forum"]
    header[field] += f"{end}Bcc: everybody@kent.example"

    with pytest.raises(BadHeaderError):
        box(f"smtp://127.0.0.1:{port}").send(Letter(LETTER.to, "Hello", "Hello", headers=(tuple(header),)))

    assert desk.envelopes == []


@pytest.mark.parametrize("name", ["To", "bcc", "FROM", "Subject"])
def test_whom_a_letter_is_to_is_no_header_to_be_added(desk, port, name):
    with pytest.raises(BadHeaderError):
        box(f"smtp://127.0.0.1:{port}").send(Letter(LETTER.to, "Hello", "Hello", headers=((name, "x@e.example"),)))

    assert desk.envelopes == []


def test_a_letter_has_its_text_its_html_and_its_headers(desk, port):
    headers = (
        ("Message-ID", message_id("letter-7")),
        ("In-Reply-To", message_id("thread-812")),
        ("References", f"{message_id('thread-812')} {message_id('post-9')}"),
        ("List-Id", "Käse und Brot <board-4.kent.example>"),
        ("List-Unsubscribe", f"<https://forum.kent.example/{'x' * 300}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    )

    box(f"smtp://127.0.0.1:{port}").send(replace(LETTER, html="<p>Dear Asha – the kettle</p>", headers=headers))

    message = message_from_bytes(desk.envelopes[0].content, policy=policy.default)
    assert {name: message[name].strip() for name, _value in headers} == dict(headers)
    assert message["Message-ID"] == "<letter-7@localhost>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "multipart/alternative"
    text, html = message.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().replace("\r\n", "\n") == LETTER.text
    assert "Dear Asha – the kettle" in html.get_content()


def test_a_batch_goes_over_one_connection_and_a_new_one_when_that_ended(desk, port):
    with box(f"smtp://127.0.0.1:{port}").opened() as route:
        route.send(LETTER)
        route.send(LETTER)
        route._server._talk.sock.close()
        route.send(LETTER)

    assert [envelope.rcpt_tos for envelope in desk.envelopes] == [["asha@kent.example"]] * 3


def test_a_text_ends_no_letter_and_begins_no_header(desk, port):
    text = "Hello\r\n.\r\nMAIL FROM:<evil@e.example>\r\nBcc: everybody@kent.example\n"

    box(f"smtp://127.0.0.1:{port}").send(Letter(LETTER.to, "Hello", text))

    [envelope] = desk.envelopes
    assert envelope.rcpt_tos == ["asha@kent.example"]
    assert "MAIL FROM" in message_from_bytes(envelope.content, policy=policy.default).get_content()


def test_in_development_a_letter_is_printed_and_kept_in_a_file(tmp_path, capsys):
    with box("development:", tmp_path / "mail").opened() as route:
        route.send(replace(LETTER, html="<p>The kettle leaks</p>"))
        route.send(LETTER)

    files = sorted((tmp_path / "mail").iterdir(), key=lambda file: file.stat().st_mtime_ns)
    kept = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    assert [letter["To"] for letter in kept] == ["asha@kent.example"] * 2
    assert [letter.get_content_type() for letter in kept] == ["multipart/alternative", "text/plain"]
    assert "the kettle leaks" in kept[1].get_content()
    printed = capsys.readouterr().out
    assert printed.count("To: asha@kent.example") == 2
    assert "the kettle leaks" in printed
    assert "<p>" not in printed


def test_tests_find_letters_in_memory(forum):
    forum.extensions["mailman"].outbox = []

    postbox.send(LETTER)

    assert [letter.subject for letter in forum.extensions["mailman"].outbox] == [LETTER.subject]


@pytest.fixture
def certificate(tmp_path):
    """A certificate for this machine that nobody has signed but itself, and its key."""
    if not shutil.which("openssl"):
        pytest.skip("There is no openssl to make a certificate with")
    paths = tmp_path / "certificate.pem", tmp_path / "key.pem"
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    options = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names]
    made = ["openssl", *options, "-out", paths[0], "-keyout", paths[1]]
    subprocess.run(made, check=True, capture_output=True)
    return paths


@pytest.fixture(params=["smtps://127.0.0.1:{}", "smtp://127.0.0.1:{}?starttls=yes"], ids=["smtps", "starttls"])
def encrypted(request, desk, certificate, free_port):
    """The address of a mail server that speaks with this certificate: from the start, or when it is asked to."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    from_the_start = request.param.startswith("smtps")
    way = {"ssl_context": context} if from_the_start else {"tls_context": context, "require_starttls": True}
    controller = Controller(desk, hostname="127.0.0.1", port=free_port, **way)
    controller.start()
    yield request.param.format(free_port)
    controller.stop()


def test_letters_go_encrypted_to_a_server_that_proves_who_it_is(desk, encrypted, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))

    box(encrypted).send(LETTER)

    assert len(desk.envelopes) == 1


def test_a_server_that_does_not_prove_who_it_is_gets_nothing(desk, encrypted):
    with pytest.raises(Unreachable, match="certificate"):
        box(encrypted).send(LETTER)

    assert desk.envelopes == []


def test_mail_has_one_way_out():
    senders = {module(path) for path in files() if re.search(r"\bpostbox\.|Postbox\(|smtplib", path.read_text())}

    assert senders == {"forum.core.delivery", "forum.core.smtp", "forum.parts"}
