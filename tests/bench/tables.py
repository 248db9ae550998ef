"""Figures for people, as a table, and for programs, as JSON."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

WIDTH = 38  # of the first column


def show(title: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Print rows that have the same columns; the first names the row."""
    first, *others = rows[0]
    widths = [max(len(name), 8) + 2 for name in others]
    print(f"\n{title:{WIDTH}}" + "".join(f"{name:>{width}}" for name, width in zip(others, widths, strict=True)))
    for row in rows:
        print(f"{row[first]:{WIDTH}}" + "".join(f"{row[name]:>{w},}" for name, w in zip(others, widths, strict=True)))


def show_figures(figures: Mapping[str, Any]) -> None:
    """Print figures and words, each with its name."""
    lines = (f"{name}: {value if isinstance(value, str) else f'{value:,}'}" for name, value in figures.items())
    print("\n".join(lines))


def keep(figures: Any, path: str) -> None:
    """Write figures to a file."""
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
