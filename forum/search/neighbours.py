"""Words that are one letter away from another: one left out, put in, taken for another, or two changed over."""

from string import ascii_lowercase

SAME_BEGINNING = 10  # a word that begins alike is as likely as one with another beginning that is said so much more


def neighbours(word: str) -> set[str]:
    """All words one letter away from a folded word, whether anybody says them or not.

    The letters put in are those from a to z and those of the word itself.
    """
    letters = sorted({*ascii_lowercase, *word})
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    left_out = {a + b[1:] for a, b in cuts if b}
    changed_over = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    taken_for = {a + letter + b[1:] for a, b in cuts if b for letter in letters}
    put_in = {a + letter + b for a, b in cuts for letter in letters}
    return (left_out | changed_over | taken_for | put_in) - {word}


def likelihood(word: str, neighbour: str, uses: int) -> int:
    """How likely it is that the neighbour was meant, in no unit: what is said more is meant more."""
    return uses * (SAME_BEGINNING if word[0] == neighbour[0] else 1)
