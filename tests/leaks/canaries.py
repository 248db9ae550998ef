"""Words, numbers and years that stand in one closed thing and nowhere else, and who may see them."""

import base64
import binascii
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import count
from urllib.parse import unquote

from tests.permissions.grids import read_grid
from tests.permissions.people import KINDS

# members: members' boards, profiles, the history of open posts. titled: what is in a verified board with an open title.
# called: how an invited board is called. moderated: what is held or hidden, others' threads on a desk, requests to come
# in. fields: what a profile shows to verified members. never: what it shows to nobody, accounts, what was deleted.
# deciders: evidence. office: how and why a verification ended, what moderators did to members.
EXPECTED = read_grid("""
                                members  verified  titled  invited  called  moderated  fields  never  deciders  office
guest                           -        -         -       -        -       -          -       -      -         -
unconfirmed                     -        -         -       -        -       -          -       -      -         -
unconfirmed, invited            -        -         -       -        -       -          -       -      -         -
unconfirmed, verified           -        -         -       -        -       -          -       -      -         -
unconfirmed board moderator     -        -         -       -        -       -          -       -      -         -
unconfirmed administrator       -        -         -       -        -       -          -       -      -         -
member                          yes      -         -       -        -       -          -       -      -         -
member, sanctions over          yes      -         -       -        -       -          -       -      -         -
verified                        yes      yes       yes     -        -       -          yes     -      -         -
verification lapsed             yes      -         -       -        -       -          -       -      -         -
silenced                        yes      yes       yes     -        -       -          yes     -      -         -
suspended                       -        -         -       -        -       -          -       -      -         -
suspended, invited              -        -         -       -        -       -          -       -      -         -
closed                          -        -         -       -        -       -          -       -      -         -
closed, invited                 -        -         -       -        -       -          -       -      -         -
invited                         yes      -         yes     yes      yes     -          -       -      -         -
invited, verified               yes      yes       yes     yes      yes     -          yes     -      -         -
board moderator                 yes      yes       yes     yes      yes     yes        -       -      -         -
board moderator, verified       yes      yes       yes     yes      yes     yes        yes     -      -         -
silenced board moderator        yes      yes       yes     yes      yes     yes        -       -      -         -
suspended board moderator       -        -         -       -        -       -          -       -      -         -
closed board moderator          -        -         -       -        -       -          -       -      -         -
moderator of another board      yes      -         -       -        -       -          -       -      -         -
moderator                       yes      yes       yes     -        -       yes        -       -      yes       yes
moderator, invited              yes      yes       yes     yes      yes     yes        -       -      yes       yes
silenced moderator              yes      yes       yes     -        -       yes        -       -      -         yes
suspended moderator             -        -         -       -        -       -          -       -      -         -
closed moderator                -        -         -       -        -       -          -       -      -         -
administrator                   yes      yes       yes     -        admin   yes        -       -      yes       yes
administrator, invited          yes      yes       yes     yes      yes     yes        -       -      yes       yes
administrator, board moderator  yes      yes       yes     yes      yes     yes        -       -      yes       yes
suspended administrator         -        -         -       -        -       -          -       -      -         -
colleague                       yes      yes       yes     yes      yes     -          yes     -      -         -
unconfirmed colleague           -        -         -       -        -       -          -       -      -         -
silenced colleague              yes      yes       yes     yes      yes     -          yes     -      -         -
suspended colleague             -        -         -       -        -       -          -       -      -         -
closed colleague                -        -         -       -        -       -          -       -      -         -
lapsed colleague                yes      -         -       -        -       -          -       -      -         -
moderator, colleague            yes      yes       yes     yes      yes     yes        yes     -      yes       yes
administrator, colleague        yes      yes       yes     yes      yes     yes        yes     -      yes       yes
colleague, moved elsewhere      yes      yes       yes     -        -       -          yes     -      -         -
""")
AUDIENCES = tuple(dict.fromkeys(audience for _kind, audience in EXPECTED))
VIEWERS = tuple(kind for kind in KINDS if kind != "operator")

LETTERS = "bcdfghjklmnpqrtvwxz"  # no vowels: no word of a language, and nothing that a search would shorten
YEARS = {audience: 2071 + 2 * place for place, audience in enumerate(AUDIENCES)}  # what ends with a year names the next
# Each begins with one of a few characters, and that is asked first: millions of characters are looked through.
TOKEN = re.compile(
    rf"[z72](?:(?<=z)q[{LETTERS}]{{4}}|(?<=7)(?<!\d7)3\d{{5}}(?!\d)"
    r"|(?<=2)(?<![\w.-]2)0[78]\d(?![\w.])|(?<=2)(?<!\d2)0[78]\d-\d\d-\d\d)"
)
CURSOR = re.compile(r"after=([\w-]{16,})")
CHANCE = re.compile(
    r'[nfE](?:(?<=n)ame="(?:csrf_token|form_key)"[^>]*|(?<=f)(?<!\wf)orum=[^;\n]*|(?<=E)xpires=[^;\n]*)'
)


def may_see(kind: str, audience: str) -> bool:
    """Whether somebody of this kind may see what is open to this audience."""
    return audience == "public" or EXPECTED[kind, audience] == "yes"


def may_see_in_admin(kind: str, audience: str) -> bool:
    """Whether somebody of this kind may see it on the pages of administration."""
    return may_see(kind, audience) or EXPECTED[kind, audience] == "admin"


class Canaries:
    """Gives out words and numbers that were never used before, and remembers to whom each is open."""

    def __init__(self) -> None:
        self.audiences: dict[str, str] = {str(year): audience for audience, year in YEARS.items()}
        self._counted = count(1)

    def word(self, audience: str) -> str:
        """A word that a search finds as it is, that no other is suggested for, and that can be part of an address.

        Its last letter is a check of the others: so two words differ in two letters at least, and not in the order of
        neighbours alone.
        """
        number, many = next(self._counted), len(LETTERS)
        assert number < many**3, "there are no more words"
        places = [number // many**place % many for place in (2, 1, 0)]
        check = sum(weight * place for weight, place in enumerate(places, 1)) % many
        return self._keep("zq" + "".join(LETTERS[place] for place in (*places, check)), audience)

    def number(self, audience: str) -> int:
        """The number of a row."""
        return int(self._keep(str(7_300_000 + 10 * next(self._counted)), audience))

    def moment(self, audience: str) -> datetime:
        """A moment in a year of this audience's own, later than all others: first in every list."""
        number = next(self._counted)
        return datetime(YEARS.get(audience, 2026), 1 + number % 12, 1 + number % 28, number % 24, tzinfo=UTC)

    def closed_to(self, kind: str, may: Callable[[str, str], bool] = may_see) -> set[str]:
        """All that somebody of this kind may not see."""
        return {token for token, audience in self.audiences.items() if not may(kind, audience)}

    def _keep(self, token: str, audience: str) -> str:
        if audience != "public":
            self.audiences[token] = audience
        return token


def tokens_in(text: str) -> set[str]:
    """The words, numbers and years of canaries that stand in a text, in addresses and cursors too."""
    plain = unquote(CHANCE.sub("", text)).lower() + "\n".join(_cursors(text))
    return {found[:4] if found.startswith("20") else found for found in TOKEN.findall(plain)}


def _cursors(text: str) -> Iterable[str]:
    for cursor in CURSOR.findall(text):
        try:
            yield base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode(errors="replace")
        except binascii.Error:
            continue
