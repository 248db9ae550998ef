"""The kinds of queries that are measured: one of each, in the words of the generated posts."""

from tests.bench.words import COMMON, RARE

WORDS = {
    "common word": COMMON,
    "rare word": RARE,
    "three words": "tenant council evidence",
    "phrase": f'"{COMMON} tenant"',
    "common but for a word": f"{COMMON} -tenant",
    "beginning of words": "tenan*",
    "common word in titles": f"in:title {COMMON}",
}
FIELDS = {
    "on a board": "board:board-3",
    "by one author": "by:bench-7",
    "in a year": "after:2021 before:2022",
    "answered": "answered:yes",
    "of an organisation": "organisation:body-7",
    "board, year, answered": "board:board-3 after:2021 before:2022 answered:no",
}
KINDS = WORDS | {f"common word {label}": f"{COMMON} {more}" for label, more in FIELDS.items()}
