"""Mail addresses as people spell them out: asha.patel at example.org, asha (at) example [dot] org.

"Meet at example.org" is a sentence. So a bare "at" is a sign of an address only behind a word that has a point or a low
line in it and is no file or site (asha.patel, not notes.txt), or before a bare "dot" and a well-known ending. An "at"
in brackets always is one.
"""

import re

_AT_IN_BRACKETS = r"\s{0,3}[(\[{<]\s?at\s?[)\]}>]\s{0,3}"
_DOT = r"(?:\.|\s{0,3}[(\[{]\s?(?:dot|\.)\s?[)\]}]\s{0,3}|\s{1,3}dot\s{1,3})"
_LABEL = r"[A-Za-z0-9-]{1,63}"
_HOST = rf"{_LABEL}(?:{_DOT}{_LABEL}){{0,8}}{_DOT}[A-Za-z]{{2,24}}(?![\w-])"
_PLAIN_HOST = rf"(?:{_LABEL}\.){{1,9}}[A-Za-z]{{2,24}}(?![\w-])"
_ENDINGS = r"(?:com|org|net|edu|gov|int|info|uk|eu|us|au|nz|ca|ie|de|fr|nl)"
_SAID_HOST = rf"{_LABEL}(?:\s{{1,3}}dot\s{{1,3}}{_LABEL}){{0,4}}\s{{1,3}}dot\s{{1,3}}{_ENDINGS}\b"

_SPELLED = re.compile(
    rf"(?i)(?<![\w.%+'-])(?P<local>[\w%+'-][\w.%+'-]{{0,99}}+)"
    rf"(?:(?={_AT_IN_BRACKETS}{_HOST})|(?=\s{{1,3}}at\s{{1,3}}{_SAID_HOST})"
    rf"|(?P<bare>(?=\s{{1,3}}at\s{{1,3}}{_PLAIN_HOST})))"
)
_PERSON = re.compile(r"[^\W\d_][\w.-]*[._][^\W\d_][\w-]*")
_NO_PERSON = re.compile(
    r"(?i).*\.(?:com|org|net|gov|edu|io|html?|txt|pdf|md|py|js|css|xml|json|csv|docx?|xlsx?|zip|gz|png|jpe?g)"
)
_HOST_IN_NAME = re.compile(rf"(?i)(?:{_AT_IN_BRACKETS}|\s+at\s+)(?:{_HOST}).*$")
_AT = re.compile(r"(?i)[\s(\[{<]at[\s)\]}>]")


def without_spelled(text: str) -> str:
    """The text with an ellipsis for what stands before the "at" of each address that is spelled out."""
    return _SPELLED.sub(_hidden, text) if _AT.search(text) else text


def name_without_spelled(name: str) -> str:
    """The name without addresses; of a name that is one address, what stands before its "at"."""
    hidden = without_spelled(name)
    kept = _HOST_IN_NAME.sub("", hidden).replace("…", "").strip(" ,;(<[")
    return kept or _HOST_IN_NAME.sub("", name)


def _hidden(match: re.Match[str]) -> str:
    is_person = _PERSON.fullmatch(match["local"]) and not _NO_PERSON.fullmatch(match["local"])
    return match[0] if match["bare"] is not None and not is_person else "…"
