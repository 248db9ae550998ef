"""What nobody types and machines send: values for addresses, questions and forms, and requests that are none."""

import base64
import re
from urllib.parse import quote

from flask_wtf import FlaskForm
from wtforms.fields.core import UnboundField

from forum.accounts.kept import ADDRESS, PREFIX
from tests.house.code import ROOT

LINE_LIMIT = 8190  # characters: the web server lets no longer question through (`deploy/serve`)
PLACES = (  # of an address, as they travel
    "0",
    "-1",
    "999999999999999999999999999999",
    "9223372036854775808",
    "2147483648",
    "1.5",
    "1e3",
    "%D9%A1",  # one, in Arabic digits
    "%EF%BC%91",  # one, as wide as a letter
    "%00",
    "1%00",
    "%ED%A0%80",  # half of a pair of UTF-16
    "%FF%FE",
    "%",
    "%zz",
    "..%2F..%2Fetc%2Fpasswd",
    "..%5C..%5C",
    "a%0D%0ASet-Cookie:%20a=b",
    "%E2%80%AEgpj.kettle",
    "'%20OR%201=1--",
    "{{7*7}}",
    "%F0%9F%AB%96",
    "None",
    "kettle" * 1500,
)
TEXTS = (  # of questions and of form fields, encoded
    "",
    "%00",
    "kettle%00",
    "%ED%A0%80",
    "%FF%FE",
    "%",
    "-1",
    "99999999999999999999999999",
    "%D9%A3",
    "true",
    "%22%27%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "%0D%0A%0D%0A",
    "%E2%80%AE%E2%80%8B%CC%81%CC%81%CC%81",
    "((((((((((%22%22%20-%20OR%20AND%20*%20?",
    "board:%20by:%20after:9999-99-99%20before:0000-00-00%20answered:perhaps",
    "//evil.example%5C@x",
    "=?utf-8?q?=00?=@example.org",
    quote("[" * 3000 + "](" * 3000),
    quote("ß" * 6000),
)
BODIES: tuple[tuple[str, bytes], ...] = (
    ("application/x-www-form-urlencoded", b"\xff\xfe\x00\x01&=&&==&%"),
    ("application/x-www-form-urlencoded", b"&".join(b"field%d=1" % number for number in range(3000))),
    ("application/x-www-form-urlencoded", b"body=" + b"x" * 3_000_000),
    ("application/json", b'{"body": {"body": [1, null]}}'),
    ("application/json", b"{"),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\x00\r\n\r\n\xff\r\n--x--"),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="body"; filename="a"\r\n\r\nb\r\n--x--\r\n',
    ),
    ("multipart/form-data; boundary=" + "x" * 300, b"--x\r\n\r\n"),
    ("text/plain; charset=nonsense", b"body=1"),
    ("\xff\xfe", b"body=1"),
    ("", b""),
)
HEADERS: tuple[dict[str, str], ...] = (
    {"Cookie": "forum=; forum=%00; =; ;;;"},
    {"Cookie": "forum=" + "x" * 5000},
    {"Cookie": "forum=.eJw.AAAA.\xff"},
    {"Accept-Language": "xx-\xff, *;q=nine, " + "a-" * 500},
    {"User-Agent": "\x7f\xff" * 200},
    {"Referer": "http://[::1"},
    {"Referer": "//\\evil.example"},
    {"X-Forwarded-For": "'; DROP TABLE member --, ::1%eth0"},
    {"X-Forwarded-Proto": "gopher"},
    {"Host": "evil.example"},
    {"Host": "localhost:notaport"},
    {"Host": ""},
    {"If-None-Match": '"\xff'},
    {"If-Modified-Since": "yesterday"},
    {"Range": "bytes=9999999999999999999-"},
    {"Content-Length": "-1"},
    {"Content-Length": "ten"},
    {"Transfer-Encoding": "nonsense"},
    {"Accept": "\xff/*;q=many"},
    {"Accept-Encoding": "br;q=x, gzip;q=-1"},
)


def cursor(plain: str) -> str:
    """What the address of a list's next page would say, if it said this."""
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


CURSORS = tuple(
    cursor(plain)
    for plain in (
        "[]",
        "{}",
        "null",
        "[" * 5000,
        "[null, null]",
        '["2026-11-24T10:00:00", 1]',
        '["0001-01-01T00:00:00+23:59", 1]',
        '["9999-12-31T23:59:59-23:59", 1]',
        '["2026-11-24T10:00:00+00:00", 99999999999999999999]',
        '["2026-11-24T10:00:00+00:00", 1e999]',
        '["2026-11-24T10:00:00+00:00", true]',
        '[0, "2026-11-24T10:00:00+00:00", 1]',
        '["\\ud800", "\\u0000", 1]',
    )
)


def names_asked_for() -> list[str]:
    """The names of all questions and form fields that the code looks at."""
    code = "\n".join(path.read_text() for path in sorted((ROOT / "forum").rglob("*.py")))
    asked = set(re.findall(r"request\.(?:args|form|values)(?:\.get\(|\[)\"(\w+)\"", code))
    fields = {name for form in _forms(FlaskForm) for name in dir(form) if isinstance(getattr(form, name), UnboundField)}
    return sorted(asked | fields | {ADDRESS, f"{PREFIX}body"})


def _forms(form: type) -> list[type]:
    below = form.__subclasses__()
    return below + [one for kind in below for one in _forms(kind)]


def address_of(rule: str, *places: str) -> str:
    """The address of a rule with `places` in its places, the last one in all that are left."""
    rest = iter(places)
    return re.sub(r"<[^>]+>", lambda _found: next(rest, places[-1]), rule)


def together(names: list[str], text: str) -> str:
    """A form that says `text` for each name."""
    return "&".join(f"{name}={text}" for name in names)


def question(names: list[str], text: str) -> str:
    """A question that says `text` for each name, or as much of it as a line has room for."""
    room = (LINE_LIMIT - len(together(names, ""))) // len(names)
    return together(names, text[:room])
