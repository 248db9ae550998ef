"""The directory of organisations from the command line."""

from typing import BinaryIO, TextIO

import click

from forum.core.commands import Commands
from forum.organisations import actions
from forum.organisations.planning import DirectoryRefused, Plan, known, plan_of_sheet
from forum.organisations.sheets import read_sheet, write_sheet
from forum.organisations.starting import new_ones, starting_directory
from forum.organisations.wanted import Fault, Wanted
from forum.permissions.people import Operator

cli = Commands("organisations", help="The directory of public bodies and the e-mail domains of their staff.")


@cli.command("import")
@click.argument("file", type=click.File("rb"), required=False)
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def import_directory(file: BinaryIO | None, dry_run: bool) -> None:
    """Bring in a CSV file; without one, what is new in the directory that comes with the forum.

    The columns are slug, name, kind, nation, region, website, parent and domains; forum/organisations/sheets.py says
    what stands in them. A wrong line, and nothing changes.
    """
    sheet = _read(file)
    try:
        plan = plan_of_sheet(sheet, known()) if dry_run else actions.import_organisations(Operator(), None, sheet)
    except DirectoryRefused as fault:
        raise _refusal(fault.faults) from fault
    click.echo(f"{'Would be' if dry_run else 'Done'}: {_counts(plan)}.")


@cli.command("export")
@click.argument("file", type=click.File("w", encoding="utf-8"), default="-")
def export_directory(file: TextIO) -> None:
    """Write the directory as a CSV file that `import` reads; retired organisations are not in it."""
    file.write(write_sheet(known().all_wanted()))


def _read(file: BinaryIO | None) -> list[Wanted]:
    if file is None:
        return new_ones(starting_directory())
    sheet, faults = read_sheet(file.read())
    if faults:
        raise _refusal(faults)
    return sheet


def _refusal(faults: list[Fault]) -> click.ClickException:
    lines = "\n".join(f"  line {fault.line}: {fault}" for fault in faults)
    return click.ClickException(f"nothing has changed.\n{lines}")


def _counts(plan: Plan) -> str:
    return f"{len(plan.added)} added, {len(plan.changed)} changed, {plan.unchanged} as they were"
