"""What changed between two versions of a text, word by word."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from os.path import commonprefix
from typing import Literal

Kind = Literal["same", "added", "removed"]
Change = tuple[Kind, str]

MOST_CHANGES = 1_000  # words added and removed: texts further apart are compared line by line, then not at all
MOST_STEPS = 500_000  # comparisons, some 0.1 s

_PIECES = (re.compile(r"\s+|\w+|[^\w\s]+"), re.compile(r"\n|[^\n]+"))


def word_diff(before: str, after: str) -> list[Change]:
    """The pieces of both texts in order: what is in both, what was removed, what was added in its place.

    All but the "added" make up `before`, all but the "removed" make up `after`. Its time is bounded for any two texts
    (MOST_STEPS).
    """
    for pieces in _PIECES:
        changes = _differences(pieces.findall(before), pieces.findall(after))
        if changes is not None:
            return list(_joined(changes))
    return [("removed", before), ("added", after)]


def _differences(before: list[str], after: list[str]) -> list[Change] | None:
    start = len(commonprefix([before, after]))
    rest = [before[start:], after[start:]]
    end = len(commonprefix([one[::-1] for one in rest]))
    middle = _edits(*(one[: len(one) - end] for one in rest))
    if middle is None:
        return None
    return [*_same(before[:start]), *middle, *_same(before[len(before) - end :])]


def _same(pieces: Iterable[str]) -> Iterator[Change]:
    return (("same", piece) for piece in pieces)


def _edits(before: list[str], after: list[str]) -> list[Change] | None:
    """The fewest changes from one list to the other (Myers, 1986); None when there are too many.

    `furthest[zero + k]` is how far in `before` one comes on diagonal k (place in `before` minus place in `after`) with
    so many changes; `trail` keeps it for each number of changes, so that the way can be walked back.
    """
    zero = MOST_CHANGES + 1
    furthest, trail, steps = [0] * (2 * zero + 1), [], 0
    for changes in range(min(MOST_CHANGES, len(before) + len(after)) + 1):
        trail.append(furthest[zero - changes - 1 : zero + changes + 2])
        for k in range(-changes, changes + 1, 2):
            adds = _adds(furthest, zero, k, changes)
            x = first = furthest[zero + k + 1] if adds else furthest[zero + k - 1] + 1
            while x < len(before) and x - k < len(after) and before[x] == after[x - k]:
                x += 1
            if x >= len(before) and x - k >= len(after):
                return list(_walked_back(before, after, trail))[::-1]
            furthest[zero + k] = x
            steps += x - first + 1
        if steps > MOST_STEPS:
            return None
    return None


def _adds(furthest: list[int], zero: int, k: int, changes: int) -> bool:
    """Whether the last change on diagonal k added a piece; otherwise it removed one."""
    return k == -changes or (k != changes and furthest[zero + k - 1] < furthest[zero + k + 1])


def _walked_back(before: list[str], after: list[str], trail: list[list[int]]) -> Iterator[Change]:
    x, y = len(before), len(after)
    for changes in range(len(trail) - 1, -1, -1):
        furthest, zero = trail[changes], changes + 1
        adds = _adds(furthest, zero, x - y, changes)
        k = x - y + 1 if adds else x - y - 1
        came_from = furthest[zero + k]
        while x > came_from and y > came_from - k:
            x, y = x - 1, y - 1
            yield "same", before[x]
        if changes:
            yield ("added", after[y - 1]) if adds else ("removed", before[x - 1])
        x, y = came_from, came_from - k


def _joined(changes: list[Change]) -> Iterator[Change]:
    """Neighbours joined, the removed before the added; a space between two changed words counts as changed."""
    for is_same, group in groupby(_widened(changes), key=lambda change: change[0] == "same"):
        pieces = list(group)
        kinds: tuple[Kind, ...] = ("same",) if is_same else ("removed", "added")
        for kind in kinds:
            text = "".join(piece for one, piece in pieces if one == kind)
            if text:
                yield kind, text


def _widened(changes: list[Change]) -> Iterator[Change]:
    last = len(changes) - 1
    for index, (kind, piece) in enumerate(changes):
        between = 0 < index < last and changes[index - 1][0] != "same" and changes[index + 1][0] != "same"
        if kind == "same" and between and piece.isspace() and "\n" not in piece:
            yield "removed", piece
            yield "added", piece
        else:
            yield kind, piece
