"""Figures for people, as tables, and for programs, as JSON; run by itself it makes tables of kept figures.

python -m tests.bench.tables bench-results/pages-*.json --into deploy/README.md
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

WIDTH = 38  # of the first column
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
COLUMNS = {
    "page": "page",
    "who": "as",
    "cpu_ms": "server, ms",
    "database_ms": "database, ms",
    "redis_ms": "Redis, ms",
    "p50_ms": "p50, ms",
    "p99_ms": "p99, ms",
    "a_second": "a second",
    "bytes_raw": "bytes",
    "bytes_sent": "compressed",
    "statements": "statements",
}


def show(title: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Print rows that have the same columns; the first names the row."""
    first, *others = rows[0]
    widths = [max(len(name), 8) + 2 for name in others]
    print(f"\n{title:{WIDTH}}" + "".join(f"{name:>{width}}" for name, width in zip(others, widths, strict=True)))
    for row in rows:
        cells = (f"{_cell(row[name]):>{width}}" for name, width in zip(others, widths, strict=True))
        print(f"{row[first]:{WIDTH}}" + "".join(cells))


def show_figures(figures: Mapping[str, Any]) -> None:
    """Print figures and words, each with its name."""
    print("\n".join(f"{name}: {_cell(value)}" for name, value in figures.items()))


def keep(figures: Any, path: str) -> None:
    """Write figures to a file."""
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def markdown(figures: Mapping[str, Any]) -> str:
    """The figures of one run, with all that has to be known about them."""
    replies, rows = figures["replies"], [*figures["pages"], *figures["bare"]]
    columns = {name: title for name, title in COLUMNS.items() if name != "redis_ms" or "Redis" in figures["engine"]}
    worker = f", worker {replies['worker_ms']}" if figures["has_search"] else ""
    return "\n".join(
        (
            f"### {figures['engine']}, {figures['posts']:,} posts",
            "",
            f"{figures['machine']}; {figures['busy at the end']} at the end.",
            f"{told_of_loading(figures).capitalize()}. Web processes: {figures['web_memory_mb']} MB (PSS).",
            f"A reply through the form, durable: p50 {replies['p50_ms']} ms, p99 {replies['p99_ms']} ms; CPU of the "
            f"server {replies['cpu_ms']} ms, database {replies['database_ms']}{worker}.",
            "",
            *_table(list(columns.values()), [[_cell(row.get(name, "")) for name in columns] for row in rows]),
        )
    )


def told_of_loading(figures: Mapping[str, Any]) -> str:
    """How long it took to load a forum, in words."""
    loading = figures["loading"]
    index = "without the search index" if loading["index"] is None else f"indexed in {loading['index']:,} s"
    told = f"a reply told to {loading['followers']:,} followers in {loading['all_told']} s"
    return f"loaded in {loading['posts']:,} s, {index}; {told}"


def growth(sizes: Sequence[Mapping[str, Any]]) -> str:
    """The CPU of the server and the database together, size by size, and the largest by the one before it."""
    posts = [f"{one['posts']:,}" for one in sizes]
    ratio = f"{posts[-1]} by {posts[-2]}" if len(sizes) > 1 else ""
    costs = [{_name(row): (row["cpu_ms"] + row["database_ms"], row["p50_ms"]) for row in _rows(one)} for one in sizes]
    lines = list[list[str]]()
    for name in dict.fromkeys(name for cost in costs for name in cost):
        here = [cost.get(name) for cost in costs]
        both = here[-2:] if len(here) > 1 and all(here[-2:]) else []
        by = [f"{both[1][place] / max(both[0][place], 0.01):.2f}" for place in (0, 1)] if both else ["", ""]
        cells = [f"{one[0]:.2f} ({one[1]:.2f})" if one else "" for one in here]
        lines.append([*name, *cells, " / ".join(filter(None, by))])
    title = f"### {sizes[0]['engine']}: CPU of server and database a request, and p50, in ms"
    notes = [f"{one['posts']:,} posts: {told_of_loading(one)}." for one in sizes]
    return "\n".join((title, "", sizes[0]["machine"], *notes, "", *_table(["page", "as", *posts, ratio], lines)))


def _rows(figures: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from figures["pages"]
    yield {"page": "reply", "who": "member", **figures["replies"]}


def _name(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["page"], row["who"]


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lines of Markdown; the first two columns are words, the others numbers."""
    widths = [max(len(line[place]) for line in (titles, *rows)) for place in range(len(titles))]

    def line(cells: Sequence[str]) -> str:
        placed = (f"{cell:{'<' if place < 2 else '>'}{widths[place]}}" for place, cell in enumerate(cells))
        return f"| {' | '.join(placed)} |"

    yield line(titles)
    yield f"|{'|'.join('-' * (width + 1) + ('-' if place < 2 else ':') for place, width in enumerate(widths))}|"
    yield from map(line, rows)


def _cell(value: Any) -> str:
    return value if isinstance(value, str) else f"{value:,}"


def main() -> None:
    """Print the tables of kept figures, or put them between the marks in a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--into", type=Path, help=f"a page with {BEGIN} and {END}")
    options = parser.parse_args()
    told = [json.loads(file.read_text(encoding="utf-8")) for file in options.files]
    text = "\n\n".join(growth(one) if isinstance(one, list) else markdown(one) for one in told)
    if options.into is None:
        print(text)
        return
    before, _begin, rest = options.into.read_text(encoding="utf-8").partition(BEGIN)
    _old, _end, after = rest.partition(END)
    options.into.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
