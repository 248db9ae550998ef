"""A text as it is read: what cannot be seen is left out, and what looks alike is written alike.

It is only looked at, never kept. Lines stay lines.
"""

import unicodedata

_SHOWN_AS: dict[str, str] = {  # of which Unicode says something else than what one sees
    **dict.fromkeys("\u115f\u1160\u3164\uffa0\u2800", " "),  # letters and a sign without ink
    **dict.fromkeys("\u2212\u2043", "-"),  # a minus, a hyphen that begins an item
    **dict.fromkeys("\u00b7\u2027\u2219", "."),  # dots in the middle
}


def as_read(text: str) -> str:
    """Digits of every script as 0 to 9, wide signs as narrow ones, every blank and every dash as the plain one."""
    if text.isascii():
        return text
    return "".join(sign if sign.isascii() else _plain(sign) for sign in text)


def _plain(sign: str) -> str:
    if sign in _SHOWN_AS:
        return _SHOWN_AS[sign]
    kind = unicodedata.category(sign)
    if kind in ("Cf", "Mn", "Me"):  # a soft hyphen, a blank without width, a mark upon the sign before
        return ""
    if kind == "Zs":
        return " "
    if kind == "Pd":
        return "-"
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    folded = unicodedata.normalize("NFKC", sign)
    return folded if len(folded) == 1 else sign
