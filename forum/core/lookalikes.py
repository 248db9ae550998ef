"""Handles and names of members: what they may be, and which of them look the same."""

import re
import unicodedata
from typing import Any

from confusable_homoglyphs import categories
from slugify import slugify

from forum.core.reserved import RESERVED, STAFF, STAFF_COMPANY, STAFF_TITLES
from forum.core.words import lazy

HANDLE_SHORTEST, HANDLE_LONGEST = 3, 30
NAME_SHORTEST, NAME_LONGEST = 2, 80
MARKS_ON_A_LETTER = 3
FALLBACK = "member"

WRONG_LENGTH = lazy("A handle has between 3 and 30 characters.")
WRONG_CHARACTERS = lazy("A handle starts with a letter, and has only the letters a to z, digits and single hyphens.")
KEPT = lazy("This handle is kept for the site. Choose another.")
WRONG_NAME_LENGTH = lazy("A name has between 2 and 80 characters.")
NO_LETTER = lazy("A name has at least one letter.")
UNREADABLE = lazy(
    "Use letters, digits, spaces and simple punctuation in your name. It has a character that is none of these."
)
MIXED = lazy("Write your name in one alphabet. Letters of different alphabets look the same to readers.")
STAFF_NAME = lazy("This name says that you run the site. Use your own name.")

_HANDLE = re.compile(r"[a-z](?:-?[a-z0-9])*")
_APOSTROPHES = re.compile("['‘’ʼ`´]")
_PUNCTUATION = frozenset(" '‘’-‐‑–.,&()/·")  # noqa: RUF001
_INVISIBLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_NO_SCRIPT = {"COMMON", "INHERITED"}
_EAST_ASIAN = ({"HAN", "HIRAGANA", "KATAKANA"}, {"HAN", "BOPOMOFO"}, {"HAN", "HANGUL"})

# Letters that look like those of the words for staff; marks and styles are folded before.
_LOOK = str.maketrans(
    "аɑαᴀԁᴅⅾмᴍⅿіıɩιӏɪոռпɴꜱѕтτᴛоοօσᴏеҽєᴇгⲅʀ01|!",  # noqa: RUF001
    "aaaadddmmmiiiiiinnnnsstttoooooeeeerrroiii",
)
_ALIKE = str.maketrans("01i", "oll")


class NameRefused(ValueError):
    """A handle or name cannot be; `sentence` says why, in words for the person who chose it."""

    def __init__(self, sentence: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


def check_handle(handle: str) -> None:
    """Raises NameRefused for what cannot be a handle: by its form, or because it is kept or looks as if it were."""
    if not HANDLE_SHORTEST <= len(handle) <= HANDLE_LONGEST:
        raise NameRefused(WRONG_LENGTH)
    if not _HANDLE.fullmatch(handle):
        raise NameRefused(WRONG_CHARACTERS)
    if _is_kept(handle) or _is_kept(handle.rstrip("-0123456789")):
        raise NameRefused(KEPT)


def skeleton(handle: str) -> str:
    """What handles that look alike have in common: 0 and o, 1, l and i, rn and m, vv and w; hyphens do not count."""
    plain = "".join(one for one in _folded(handle) if one.isalnum()) or handle
    return plain.translate(_ALIKE).replace("rn", "m").replace("vv", "w")


def check_display_name(name: str) -> str:
    """The name with its white space folded. Raises NameRefused for one that hides something or poses as staff.

    One alphabet a name (UTS 39, "highly restrictive"): Latin, or another one, or those of East Asia together.
    """
    name = " ".join(unicodedata.normalize("NFC", name[: 4 * NAME_LONGEST]).split())
    if not NAME_SHORTEST <= len(name) <= NAME_LONGEST:
        raise NameRefused(WRONG_NAME_LENGTH)
    if not all(map(_is_readable, name)) or _INVISIBLE.search(name) or _has_piled_marks(name):
        raise NameRefused(UNREADABLE)
    if not any(map(str.isalpha, name)):
        raise NameRefused(NO_LETTER)
    if _mixes_scripts(name):
        raise NameRefused(MIXED)
    if _poses_as_staff(name):
        raise NameRefused(STAFF_NAME)
    return name


def handle_from_name(name: str) -> str:
    """A valid handle made of a name, or "member" when none can be made; free or taken, the caller sees to that."""
    slug = slugify(_APOSTROPHES.sub("", name[: 4 * NAME_LONGEST])).lstrip("-0123456789")
    handle = slug[:HANDLE_LONGEST].strip("-")
    try:
        check_handle(handle)
    except NameRefused:
        return FALLBACK
    return handle


def _is_kept(handle: str) -> bool:
    """Whether the handle looks like a reserved word, has a word for staff in it, or is made for an archive's author."""
    parts = {skeleton(part) for part in handle.split("-")}
    return skeleton(handle) in _RESERVED or bool(parts & _STAFF) or handle.endswith("-archive")


def _folded(text: str) -> str:
    """Lower case, without marks and styles (bold, wide, circled letters)."""
    return "".join(one for one in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(one))


def _is_readable(character: str) -> bool:
    return character in _PUNCTUATION or unicodedata.category(character) in {
        "Lu",
        "Ll",
        "Lt",
        "Lm",
        "Lo",
        "Mn",
        "Mc",
        "Nd",
    }


def _has_piled_marks(name: str) -> bool:
    marks = "".join("m" if unicodedata.category(one) == "Mn" else " " for one in name)
    return marks[0] == "m" or "m" * (MARKS_ON_A_LETTER + 1) in marks


def _mixes_scripts(name: str) -> bool:
    scripts = categories.unique_aliases(name) - _NO_SCRIPT
    return len(scripts) > 1 and not any(scripts - {"LATIN"} <= together for together in _EAST_ASIAN)


def _poses_as_staff(name: str) -> bool:
    words = set(re.findall(r"\w+", _folded(name).translate(_LOOK)))
    return bool(words & (STAFF | STAFF_TITLES)) and words <= STAFF | STAFF_TITLES | STAFF_COMPANY


_RESERVED = frozenset(map(skeleton, RESERVED))
_STAFF = frozenset(map(skeleton, STAFF))
