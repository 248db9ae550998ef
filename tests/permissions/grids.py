"""Tables of expected answers, written by hand and read by tests."""

import re


def read_grid(text: str) -> dict[tuple[str, str], str]:
    """The cells of a table by row and column: cells stand two or more spaces apart, the first line names columns."""
    first, *lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    columns = re.split(r"\s{2,}", first)
    cells: dict[tuple[str, str], str] = {}
    for line in lines:
        row, *answers = re.split(r"\s{2,}", line)
        cells |= {(row, column): answer for column, answer in zip(columns, answers, strict=True)}
    return cells
