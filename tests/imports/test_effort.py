"""What it costs to read a message: none keeps the others of its mailbox waiting."""

from io import BytesIO
from time import process_time

import pytest

from forum.imports.html_text import markdown_of
from forum.imports.mail_headers import read_headers
from forum.imports.mail_parts import parts_of
from forum.imports.mailboxes import MboxFile
from forum.imports.quotations import words_of_mail
from tests.imports.mails import mail

pytestmark = pytest.mark.apart

SECONDS = 6  # of the processor; each of these took more than ten, most of them minutes


def parts_in(depth: int, lines: int) -> bytes:
    heads = "".join(f"--b{one}\nContent-Type: multipart/mixed; boundary=b{one + 1}\n\n" for one in range(depth))
    return mail("a", heads + "a\n" * lines, content_type="multipart/mixed; boundary=b0")


@pytest.mark.parametrize(
    "read",
    [
        pytest.param(lambda: words_of_mail("> a\nb\n" * 160_000), id="answers between 160,000 quotations"),
        pytest.param(lambda: words_of_mail("b\n" + "> a\n" * 250_000), id="a quotation of 250,000 lines"),
        pytest.param(lambda: words_of_mail("b\n" + "-----------\nunsubscribe\n" * 60_000), id="60,000 footers"),
        pytest.param(lambda: markdown_of("<a>x</a>" * 40_000), id="HTML of 40,000 links that lead nowhere"),
        pytest.param(lambda: markdown_of("<ol>" + "<li>x</li>" * 40_000), id="HTML of a list of 40,000 items"),
        pytest.param(lambda: markdown_of("<p>a" + " " * 400_000 + "b"), id="HTML of 400,000 blanks"),
        pytest.param(
            lambda: parts_of(mail("a", b"x \n" * 400_000, content_type="text/plain; format=flowed")),
            id="400,000 lines that are one",
        ),
        pytest.param(
            lambda: parts_of(mail("a", content_type="text/plain" + "; a*0=b" * 100_000)), id="100,000 parameters"
        ),
        pytest.param(
            lambda: parts_of(mail("a", content_type='text/plain; a="' + '\\";' * 200_000)), id="quoted parameters"
        ),
        pytest.param(
            lambda: read_headers(mail("a", date=None), b"From " + b"Abc " * 250_000),
            id="an envelope of a million bytes",
        ),
        pytest.param(
            lambda: list(MboxFile(BytesIO(mail("a", "\nFrom " + "a@" * 400_000 + " " * 400 + "x"))).places()),
            id="a line that is nearly an envelope",
        ),
    ],
)
def test_the_time_for_a_message_grows_with_its_length_alone(read):
    start = process_time()

    read()

    assert process_time() - start < SECONDS


def test_parts_without_end_in_lines_without_end_are_refused():
    with pytest.raises(ValueError, match="too many parts"):
        parts_of(parts_in(200, 500_000))


def test_html_of_very_many_elements_is_its_words_alone():
    text, _signed = markdown_of("<script>x()</script><p># One <b>*two*</b></p>" + "<p>three</p>" * 10_000)

    assert text.startswith("\\# One\n\\*two\\*\nthree\nthree")
