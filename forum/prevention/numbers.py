"""Numbers that belong to one person, found in a text: by their form and, where they have them, their check digits.

Each search goes through a text once, with patterns that never go back further than one number is long.
"""

import re
from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberMatcher, PhoneNumberType, number_type

Span = tuple[int, int]

_JOINED = r"(?: ?[.-] ?| )?"  # what stands between the groups of a number
_DASHED = r"(?: ?- ?| )?"
_NHS = re.compile(rf"(?<!\d)(?<!\d[.,])\d{{3}}{_JOINED}\d{{3}}{_JOINED}\d{{4}}(?!{_JOINED}\d)", re.ASCII)
_NI = re.compile(rf"(?<![A-Za-z0-9])([A-Za-z]{{2}})(?:{_DASHED}\d\d){{3}}{_DASHED}[A-Da-d](?![A-Za-z0-9])")
_DIGITS = re.compile(rf"(?<!\d)\d(?:{_DASHED}\d){{11,}}+", re.ASCII)
_UK_PHONE = re.compile(r"(?<![\w+/=.-])(?:(?:\+|00)44[ .-]?(?:\(0\)[ .-]?)?|\(?0)[1257](?:[ .()-]{0,3}\d){9}(?![\w/])")
_NO_NI_LETTER, _NO_SECOND_NI_LETTER = frozenset("DFIQUV"), frozenset("DFIOQUV")
_NO_NI_PREFIX = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})
_CARDS: tuple[tuple[re.Pattern[str], frozenset[int]], ...] = (  # first digits of an issuer, lengths of its numbers
    (re.compile(r"4"), frozenset({13, 16, 19})),  # Visa
    (re.compile(r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"), frozenset({16})),  # Mastercard
    (re.compile(r"3[47]"), frozenset({15})),  # American Express
    (re.compile(r"30[0-5]|3095|36|3[89]"), frozenset({14})),  # Diners Club
    (re.compile(r"6011|64[4-9]|65"), frozenset({16, 19})),  # Discover
    (re.compile(r"35(?:2[89]|[3-8])"), frozenset({16, 19})),  # JCB
    (re.compile(r"62"), frozenset({16, 17, 18, 19})),  # UnionPay
    (re.compile(r"50(?:18|20|38)|5893|6304|6759|676[1-3]"), frozenset({12, 16, 18, 19})),  # Maestro
)
_NOBODYS = {  # numbers of organisations, not of people
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.UAN,
    PhoneNumberType.VOICEMAIL,
}
_MOST_TRIES = 500  # things that look like a telephone number and are none, before the search gives up


def nhs_numbers(text: str) -> Iterator[Span]:
    """Ten digits of which the last checks the others (modulus 11, NHS Data Dictionary)."""
    for found in _NHS.finditer(text):
        digits = _digits_of(found[0])
        rest = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
        if rest % 11 == digits[9] and rest != 10 and len(set(digits)) > 1:
            yield found.span()


def national_insurance_numbers(text: str) -> Iterator[Span]:
    """Two letters that HMRC gives out (its manual NIM39110), six digits, a letter from A to D."""
    for found in _NI.finditer(text):
        prefix = found[1].upper()
        given_out = prefix[0] not in _NO_NI_LETTER and prefix[1] not in _NO_SECOND_NI_LETTER
        if given_out and prefix not in _NO_NI_PREFIX:
            yield found.span()


def card_numbers(text: str) -> Iterator[Span]:
    """Numbers of payment cards: as long as their issuer makes them, with the check digit of ISO/IEC 7812 (Luhn)."""
    for run in _DIGITS.finditer(text):
        places = [place for place in range(*run.span()) if text[place] != " " and text[place] != "-"]
        digits = "".join(text[place] for place in places)
        first = 0
        while first < len(digits):
            length = _card_at(digits, first, places)
            if length:
                yield places[first], places[first + length - 1] + 1
            first += length or 1


def phone_numbers(text: str) -> Iterator[Span]:
    """Telephone numbers in the forms of the UK, and international ones that can be; none of organisations alone."""
    spans = [found.span() for found in _UK_PHONE.finditer(text)]
    for match in PhoneNumberMatcher(text, "GB", leniency=Leniency.VALID, max_tries=_MOST_TRIES):
        if number_type(match.number) not in _NOBODYS and not _in_address(text, match.start):
            spans.append((match.start, match.end))
    end = 0
    for span in sorted(spans):
        if span[0] >= end:
            yield span
            end = span[1]


def _card_at(digits: str, first: int, places: list[int]) -> int:
    """How long the card number is that begins there and stands by itself; 0 where none does."""
    if first and places[first] == places[first - 1] + 1:
        return 0
    for start, lengths in _CARDS:
        if not start.match(digits, first):
            continue
        for length in sorted(lengths, reverse=True):
            last = first + length - 1
            ends = last < len(digits) and (last + 1 == len(digits) or places[last + 1] > places[last] + 1)
            if ends and _is_luhn(digits[first : last + 1]):
                return length
    return 0


def _is_luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return len(set(digits)) > 1 and sum(one // 10 + one % 10 for one in doubled) % 10 == 0


def _digits_of(text: str) -> list[int]:
    return [int(sign) for sign in text if sign in "0123456789"]


def _in_address(text: str, place: int) -> bool:
    """Whether the place stands inside a web address."""
    word = text[max(0, place - 200) : place].rpartition(" ")[2].rpartition("\n")[2]
    return "://" in word or word.startswith("www.")
