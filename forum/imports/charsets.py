"""Bytes of mails as text: by the charset that they declare, else by the one that they look like."""

import codecs
import re
from email.errors import HeaderParseError
from email.header import decode_header

import webencodings
from charset_normalizer import from_bytes

ENOUGH = 20_000  # bytes to guess by
UNLIKELY = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}  # not of mails
WESTERN, ESCAPED = "cp1252", b"\x1b$"
OTHER_SCRIPTS = [
    *("cp1251", "koi8_r", "cp1253", "cp1255", "cp1256"),
    *("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"),
]
_SPACED_WORDS = re.compile(r"\?=\s+=\?")


def text_of_bytes(raw: bytes, declared: str | None) -> str:
    """The bytes as text; it raises nothing, and what stands for no character becomes U+FFFD."""
    for codec in filter(None, (_codec(declared or ""), "iso2022_jp" if ESCAPED in raw else "", "utf-8")):
        try:
            return raw.decode(codec).removeprefix("\ufeff")
        except (ValueError, LookupError):  # Python has codecs that make no text
            continue
    return raw.decode(_guess(raw), errors="replace")


def text_of_header(value: str) -> str:
    """A header as people read it, in one line: encoded words decoded, bytes of which none tells the charset guessed.

    Bytes stand in `value` as the standard library's parser leaves them, as lone surrogates.
    """
    value = readable(value)
    if "=?" not in value:
        return " ".join(value.split())
    try:
        parts = decode_header(_SPACED_WORDS.sub("?= =?", value))
    except (HeaderParseError, ValueError):
        return " ".join(value.split())
    return " ".join("".join(part if isinstance(part, str) else _word(part, name) for part, name in parts).split())


def readable(value: str) -> str:
    """A header as it stands there, with letters for bytes."""
    if value.isascii():
        return value
    try:
        return text_of_bytes(value.encode("utf-8", "surrogateescape"), None)
    except UnicodeEncodeError:
        return value.encode("utf-8", "replace").decode()


def _word(raw: bytes, charset: str | None) -> str:
    """A part of a header. What stands between encoded words comes from the library as Python would escape it."""
    if charset is not None:
        return text_of_bytes(raw, charset.partition("*")[0])
    try:
        return raw.decode("raw_unicode_escape")
    except ValueError:
        return raw.decode("latin-1")


def _codec(name: str) -> str:
    """What Python calls the charset. Those of the web come first: there, Latin 1 is what Windows makes of it."""
    name = name.strip().strip("\"'")
    try:
        known = webencodings.lookup(name)
        codec = known.codec_info.name if known else codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return "" if codec.replace("-", "_") in UNLIKELY else codec


def _guess(raw: bytes) -> str:
    """Western, unless most signs are beyond ASCII: then it is no Latin alphabet, and which one can be told.

    Of short texts in Latin letters no library tells western from central European, and the former are far more.
    """
    signs = [one for one in raw[:ENOUGH] if one > 32]
    if sum(one > 127 for one in signs) < 0.4 * len(signs):
        return WESTERN
    best = from_bytes(raw[:ENOUGH], cp_isolation=OTHER_SCRIPTS).best()
    return best.encoding if best else WESTERN
