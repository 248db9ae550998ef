"""The directory that comes with the forum, in directory.csv: UK public bodies, with the domains that are certain."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from forum.organisations.planning import known
from forum.organisations.sheets import read_sheet
from forum.organisations.wanted import Wanted

FILE = Path(__file__).with_name("directory.csv")


def starting_directory() -> list[Wanted]:
    """The organisations of the file. Raises ValueError when one of its lines is wrong."""
    sheet, faults = read_sheet(FILE.read_bytes())
    if faults:
        raise ValueError(f"{FILE.name}, line {faults[0].line}: {faults[0]}")
    return sheet


def new_ones(sheet: Sequence[Wanted]) -> list[Wanted]:
    """Those that this forum never knew: what administrators have changed, retired or merged stays as they left it."""
    there = known()
    new = [one for one in sheet if one.slug not in there.by_slug and one.slug not in there.former]
    slugs = {one.slug for one in new} | {slug for slug, one in there.by_slug.items() if not one.is_retired}
    return [one if one.parent in slugs else replace(one, parent="") for one in new]
