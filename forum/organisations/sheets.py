"""The directory as a file: comma-separated values in UTF-8, one organisation a line, under a line of column names.

    slug      its address in this forum and what the file knows it by: /organisations/<slug>
    name      as people know it
    kind      council, health, police, fire, education, central, parliament, charity, other; in capitals or not
    nation    uk, england, scotland, wales, northern-ireland; likewise
    region    in words; may be empty, as may be what follows
    website   https://…
    parent    the slug of the organisation that it is a part of
    domains   the e-mail domains of its staff, with spaces between them; entries.py has their marks

All columns are there, in any order. A cell that a spreadsheet would take for a formula begins with an apostrophe, which
does not count. What an organisation of the file is, the line says whole; organisations that it does not name stay.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from forum.core.markup import clean_text
from forum.core.words import lazy
from forum.organisations.entries import UnreadableEntry, read_entries, write_entries
from forum.organisations.wanted import Fault, Wanted, faults_in

COLUMNS = ("slug", "name", "kind", "nation", "region", "website", "parent", "domains")
LINE_LIMIT = 3_000  # a file is one transaction, and while it lasts nobody else writes
FORMULAS = ("=", "+", "-", "@")

Line = tuple[int, list[str]]


def read_sheet(content: bytes) -> tuple[list[Wanted], list[Fault]]:
    """The organisations of a file, and what is wrong with its lines taken by themselves."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        return [], [Fault(line, "", lazy("This is not written in UTF-8. Save the file as “CSV UTF-8”."))]
    try:
        lines = list(_lines(text))
    except _Unreadable as fault:
        return [], [Fault(fault.line, "", lazy("This line cannot be read: a quotation mark is missing or too much."))]
    if not lines:
        return [], [Fault(1, "", lazy("The file is empty."))]
    wrong = _heading_fault(lines[0])
    return ([], [wrong]) if wrong else _read_lines(lines[0][1], lines[1:])


def write_sheet(organisations: Iterable[Wanted]) -> str:
    """A file with these organisations; no cell can be taken for a formula."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in organisations:
        cells = [one.slug, one.name, one.kind, one.nation, one.region, one.website, one.parent]
        writer.writerow([_without_formula(cell) for cell in [*cells, write_entries(one.domains)]])
    return file.getvalue()


class _Unreadable(ValueError):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _lines(text: str) -> Iterator[Line]:
    """The lines that say something, each with the number of its first one in the file."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, [_cell(cell) for cell in cells]
            begins = reader.line_num + 1
    except csv.Error as fault:
        raise _Unreadable(begins) from fault


def _heading_fault(heading: Line) -> Fault | None:
    line, names = heading
    if sorted(names) == sorted(COLUMNS):
        return None
    if len(names) == 1 and ";" in names[0]:
        return Fault(line, "", lazy("The columns stand between semicolons. Save the file with commas between them."))
    for name in names:
        if name not in COLUMNS:
            return Fault(line, "", lazy("There is no column “%(name)s”.", name=name[:40]))
    missing = ", ".join(name for name in COLUMNS if name not in names)
    if missing:
        return Fault(line, "", lazy("These columns are missing: %(names)s.", names=missing))
    return Fault(line, "", lazy("A column stands there twice."))


def _read_lines(names: Sequence[str], lines: Sequence[Line]) -> tuple[list[Wanted], list[Fault]]:
    organisations, faults = [], []
    if len(lines) > LINE_LIMIT:
        return [], [
            Fault(
                lines[LINE_LIMIT][0],
                "",
                lazy("The file has more than %(most)d lines. Send it in parts.", most=LINE_LIMIT),
            )
        ]
    for number, cells in lines:
        if len(cells) != len(names):
            sentence = lazy("This line has %(has)d cells, not %(most)d.", has=len(cells), most=len(names))
            faults.append(Fault(number, "", sentence))
            continue
        wanted, wrong = _read_line(number, dict(zip(names, cells, strict=True)))
        organisations.append(wanted)
        faults.extend(wrong)
    return organisations, faults


def _read_line(number: int, cells: dict[str, str]) -> tuple[Wanted, list[Fault]]:
    faults = []
    try:
        domains = read_entries(cells.pop("domains"))
    except UnreadableEntry as fault:
        domains, faults = (), [Fault(number, "domains", fault.sentence)]
    cells |= {name: cells[name].lower() for name in ("kind", "nation")}
    wanted = Wanted(**cells, domains=domains, line=number)
    return wanted, [*faults_in(wanted), *faults]


def _cell(text: str) -> str:
    line = " ".join(clean_text(text).split())
    return line[1:] if line.startswith("'") and _is_formula(line) else line


def _without_formula(cell: str) -> str:
    return f"'{cell}" if _is_formula(cell) else cell


def _is_formula(cell: str) -> bool:
    """Whether a spreadsheet takes the cell for one, or would without the apostrophes before it."""
    return cell.lstrip("'").startswith(FORMULAS)
