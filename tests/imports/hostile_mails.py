"""Messages as no program should have sent them, each with what becomes of it: a post that says this, or a fault."""

from base64 import b64encode
from typing import NamedTuple

from tests.imports.mails import answer, mail


class Hostile(NamedTuple):
    """A message, the words that its post says, and the words of the fault if it is none."""

    name: str
    raw: bytes
    says: str = "They are nine."
    fault: str = ""


PARTS = "multipart/mixed; boundary=b"
ALTERNATIVE = "multipart/alternative; boundary=b"
HTML, PLAIN = "text/html; charset=utf-8", "text/plain; charset=utf-8"
PART = "--b\nContent-Type: text/plain\n\n{}\n"


def _nested(depth: int) -> bytes:
    heads = "".join(f"--b{level}\nContent-Type: multipart/mixed; boundary=b{level + 1}\n\n" for level in range(depth))
    return mail("nested", f"{heads}--b{depth}\n\nThey are nine.\n", content_type="multipart/mixed; boundary=b0")


def _packed(kind: str, body: bytes, encoding: str = "base64", **headers: str | None) -> bytes:
    return mail("packed", body, content_type=kind, content_transfer_encoding=encoding, **headers)


def _part(head: str, body: str) -> bytes:
    return mail("part", PART.format("They are nine.") + f"--b\n{head}\n\n{body}\n--b--\n", content_type=PARTS)


HOSTILE = [
    # ids
    Hostile("no Message-ID", mail("x", message_id=None)),
    Hostile("an empty Message-ID", mail("x", message_id="")),
    Hostile("a Message-ID of brackets alone", mail("x", message_id="<>")),
    Hostile("a Message-ID without brackets", mail("x", message_id="x@example.org")),
    Hostile("a Message-ID of 5,000 characters", mail("x", message_id=f"<{'x' * 5000}@example.org>")),
    Hostile("a Message-ID with NUL and blanks", mail("x", message_id="<a\0 b\t@example.org>")),
    Hostile("a Message-ID that looks like a path", mail("x", message_id="</../../etc/%00?a=b#c>")),
    Hostile("a Message-ID that is no ASCII", mail("x", message_id="<é\udcff@example.org>")),
    Hostile("two Message-IDs", mail("x").replace(b"Subject", b"Message-ID: <y@example.org>\nSubject")),
    # what it answers
    Hostile("an answer to itself", answer("x", "x", "They are nine.")),
    Hostile("10,000 references", mail("x", references=" ".join(f"<{n}@example.org>" for n in range(10_000)))),
    Hostile("references that are none", mail("x", references="<<<>>> > < @ <\0>")),
    Hostile("an In-Reply-To in prose", mail("x", in_reply_to="Your letter of Monday <asha@example.org>")),
    # dates
    Hostile("no date", mail("x", date=None)),
    Hostile("a date that is none", mail("x", date="the day after tomorrow")),
    Hostile("a date with a zone of 99 hours", mail("x", date="Thu, 13 Mar 2014 20:32:04 +9900")),
    Hostile("a date in the year 9999", mail("x", date="Fri, 31 Dec 9999 23:59:59 -2300")),
    Hostile("a date before mail", mail("x", date="Mon, 1 Jan 1900 00:00:00 +0000")),
    Hostile("a date in the year 0", mail("x", date="Mon, 0 Xyz 0000 99:99:99 +0000")),
    Hostile("a date with a number without end", mail("x", date="9" * 5_000)),
    # people and subjects
    Hostile("no From", mail("x", **{"from": None})),
    Hostile("a From of 100,000 characters", mail("x", **{"from": "A" * 100_000 + " <a@example.org>"})),
    Hostile("a From with a script", mail("x", **{"from": '"<script>alert(1)</script>" <a@example.org>'})),
    Hostile("a From of signs alone", mail("x", **{"from": '<<<>>>,;:"\\'})),
    Hostile("no subject", mail("x", subject=None)),
    Hostile("a subject that is only an answer", mail("x", subject="Re: re: AW: ")),
    Hostile("a subject of 10,000 characters", mail("x", subject="kettle " * 1_500)),
    Hostile("a subject with NUL and bells", mail("x", subject="Ket\0tles\a \x1b[31m")),
    Hostile("an encoded word with broken base64", mail("x", subject="=?utf-8?B?!?= =?utf-8?B?w6?=")),
    Hostile("an encoded word in no charset", mail("x", subject="=?klingon?Q?caf=E9?=")),
    Hostile("an encoded word beside a backslash", mail("x", subject=r"=?utf-8?Q?=C3=A9?= C:\users\u12")),
    Hostile("a subject in bytes", mail("x", subject="caf\udce9 \udcff\udcfe")),
    # text
    Hostile("NUL and control bytes", mail("x", b"They\0 are\x01\x1b \x7fnine.")),
    Hostile("surrogates in UTF-8", mail("x", b"They are nine. \xed\xa0\x80", content_type=PLAIN)),
    Hostile(
        "another charset than declared", mail("x", b"They are nine, na\xefve.", content_type=PLAIN), "nine, naïve."
    ),
    Hostile(
        "a charset that does not exist", mail("x", "Nine, naïve.", content_type="text/plain; charset=klingon"), "naïve"
    ),
    Hostile("a charset that is an attack", mail("x", b"They are nine.", content_type="text/plain; charset=punycode")),
    Hostile("a charset that is no text", mail("x", b"They are nine.", content_type="text/plain; charset=zlib")),
    Hostile("UTF-16", _packed("text/plain; charset=utf-16", b64encode("They are nine.".encode("utf-16")))),
    Hostile("UTF-7", mail("x", b"They are n+AGk-ne.", content_type="text/plain; charset=utf-7")),
    Hostile("a charset in RFC 2231", mail("x", b"They are nine.", content_type="text/plain; charset*=utf-8''utf-8")),
    Hostile("broken base64", _packed("text/plain", b"VGhleSBhcmUgbmluZS4=*%$=="), ""),
    Hostile("base64 that is plain text", _packed("text/plain", b"They are nine. \xff!"), ""),
    Hostile("broken quoted-printable", _packed("text/plain", b"They are nine. =ZZ=\n=", "quoted-printable")),
    Hostile("an encoding that does not exist", _packed("text/plain", b"They are nine.", "rot13")),
    Hostile("broken uuencode", _packed("text/plain", b"begin 644 x\nThey are nine.\n", "x-uuencode"), ""),
    Hostile("a line of two million characters", mail("x", "They are nine. " + "x" * 2_000_000)),
    Hostile("a quotation 500 deep", mail("x", "They are nine.\n" + "> " * 500 + "deep\n" + ">" * 9_000)),
    Hostile("a fence that never ends", mail("x", "They are nine.\n```\n> quoted\n")),
    Hostile("nothing but a signature", mail("x", "-- \nAsha Patel\n020 7946 0000"), ""),
    Hostile("ends of lines of a Mac", mail("x", "They are nine.\rTen.")),
    Hostile("no text at all", mail("x", ""), ""),
    # parts
    Hostile("parts without a boundary", mail("x", PART.format("They are nine."), content_type="multipart/mixed")),
    Hostile("parts whose boundary never comes", mail("x", content_type=PARTS)),
    Hostile("parts that never end", mail("x", PART.format("They are nine."), content_type=PARTS)),
    Hostile("parts that never begin", mail("x", "--b--\n", content_type=PARTS), ""),
    Hostile("parts within parts, 60 deep", _nested(60), ""),
    Hostile("parts within parts, 3,000 deep", _nested(3_000), "", "it cannot be read"),
    Hostile(
        "an empty plain text beside HTML",
        mail(
            "x",
            f"{PART.format(' ')}--b\nContent-Type: {HTML}\n\n<p>They are nine.</p>\n--b--",
            content_type=ALTERNATIVE,
        ),
    ),
    Hostile("a kind of content that is none", mail("x", content_type="//;;=\0")),
    Hostile("parts in base64", _packed(PARTS, b64encode(PART.format("They are nine.").encode())), ""),
    Hostile(
        "an attachment named like a path",
        _part('Content-Type: application/pdf; name="../../etc/`x`<b>.pdf"', "x"),
        "../../etc/'x'<b>.pdf",
    ),
    Hostile(
        "an attachment whose name is broken",
        _part("Content-Disposition: attachment; filename*=klingon'%ZZ%'x%FF", "x"),
        "Attachments",
    ),
    Hostile(
        "a message within a message",
        _part("Content-Type: message/rfc822", "Subject: Inner\nFrom: Ben <b@example.org>\n\nTen."),
        "> Ten.",
    ),
    Hostile("a message within a message that is none", _part("Content-Type: message/rfc822", "")),
    # HTML
    Hostile("HTML alone", mail("x", "<p>They are <b>nine</b>.", content_type=HTML), "They are **nine**."),
    Hostile(
        "HTML with a script",
        mail("x", "<script>alert(1)</script><p onclick=x>They are nine.<img src=//x>", content_type=HTML),
    ),
    Hostile("HTML 5,000 deep", mail("x", "<div>" * 5_000 + "They are nine.", content_type=HTML)),
    Hostile("HTML of comments that never end", mail("x", "<p>They are nine.</p>" + "<!--" * 20_000, content_type=HTML)),
    Hostile("HTML of brackets", mail("x", "They are nine." + "<" * 50_000, content_type=HTML)),
    Hostile(
        "HTML that links to a script", mail("x", '<a href="javascript:alert(1)">They are nine.</a>', content_type=HTML)
    ),
    # the message as a whole
    Hostile("a header that is none among headers", mail("x").replace(b"Subject", b"what is this\nSubject"), ""),
    Hostile("no empty line below the headers", b"From: Asha <a@example.org>\nSubject: x\nThey are nine."),
    Hostile("headers alone", b"From: Asha <a@example.org>\nSubject: Kettles", ""),
    Hostile("no headers", b"They are nine.", "", "it has no headers of a mail"),
    Hostile("bytes without sense", bytes(range(256)) * 40, "", "it has no headers of a mail"),
    Hostile("ends of lines of Windows", mail("x").replace(b"\n", b"\r\n")),
    Hostile("a header of a million characters", mail("x", x_spam="x" * 1_000_000)),
]
