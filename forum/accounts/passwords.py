"""Passwords: hashed with argon2, never cut or changed, the easily guessed ones refused.

A password is what was typed, character for character: no trimming, no Unicode normalisation. NIST SP 800-63B-4
(3.1.1.2) allows normalising; we do not, because who types one form of an accent at home and another at work is better
told "wrong" than signed in by a password that is not the one they chose.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from forum.core.errors import ForumError, Invalid
from forum.core.words import lazy

SHORTEST = 12
LONGEST = 256
AT_ONCE = 2  # each hash takes 64 MiB and some 140 ms
LONGEST_WAIT_SECONDS = 10
WEIGHED = 32  # zxcvbn looks at so many characters: at 72, signs that stand for letters take it 3 s
MOST_WORDS = 40
SHORTEST_WORD = 3
FEWEST_GUESSES_LOG10 = 9
FEWEST_OTHER_SIGNS = 8

HASHER = PasswordHasher()
NOBODYS_HASH = (
    f"$argon2id$v=19$m={HASHER.memory_cost},t={HASHER.time_cost},p={HASHER.parallelism}"
    f"${'A' * 22}${'A' * 43}"  # costs what a real one costs, and no password fits
)

_places = BoundedSemaphore(AT_ONCE)


class Busy(ForumError):
    """More passwords wait to be looked at than this process can take."""

    status = 503


@contextmanager
def _place() -> Iterator[None]:
    if not _places.acquire(timeout=LONGEST_WAIT_SECONDS):
        raise Busy(lazy("Many people are signing in at this moment. Wait a minute, then try again."))
    try:
        yield
    finally:
        _places.release()


def hash_of(password: str) -> str:
    """What is kept of a password. Raises Busy when too many wait."""
    with _place():
        return HASHER.hash(_bytes(password))


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether the password is the one of this hash; the same work when there is none. Raises Busy."""
    with _place():
        try:
            return HASHER.verify(password_hash or NOBODYS_HASH, _bytes(password))
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with other parameters than are in use now."""
    return HASHER.check_needs_rehash(password_hash)


def check_new(password: str, about: Iterable[str]) -> None:
    """Raises Invalid when a password is too short, too long, or easily guessed.

    `about` are texts that stand close to the member: the name of the site, their address, name, organisation.
    """
    if len(password) < SHORTEST:
        raise Invalid(
            lazy("A password has at least %(least)d characters. Yours is too short.", least=SHORTEST), "password"
        )
    if len(password) > LONGEST:
        raise Invalid(lazy("A password has at most %(most)d characters.", most=LONGEST), "password")
    words = _words(about)
    if _is_made_of(words, password) or _guesses_log10(words, password) < FEWEST_GUESSES_LOG10:
        raise Invalid(
            lazy(
                "This password is easy to guess: it is a common one, or made of names, dates, rows of keys or words "
                "of this site. Three or four words that have nothing to do with each other make a good one."
            ),
            "password",
        )


def _bytes(password: str) -> bytes:
    return password.encode(errors="surrogatepass")


def _words(about: Iterable[str]) -> list[str]:
    texts = [text.lower() for text in about]
    parts = [part for text in texts for part in re.split(r"[\W_]+", text)]
    joined = [re.sub(r"[\W_]+", "", text) for text in texts]
    long_enough = {word[:WEIGHED] for word in [*joined, *parts] if len(word) >= SHORTEST_WORD}
    return sorted(long_enough, key=len, reverse=True)[:MOST_WORDS]


def _is_made_of(words: list[str], password: str) -> bool:
    rest = password.lower()
    for word in words:
        rest = rest.replace(word, "")
    return rest != password.lower() and len(rest) < FEWEST_OTHER_SIGNS


def _guesses_log10(words: list[str], password: str) -> float:
    return float(zxcvbn(password[:WEIGHED], user_inputs=words)["guesses_log10"])
