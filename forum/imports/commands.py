"""Imports from the command line."""

from pathlib import Path

import click

from forum.boards.models import Audience
from forum.core.commands import Commands
from forum.imports.importing import BATCH, Report, import_file
from forum.imports.jsonl import read_archive

cli = Commands("imports", help="Bring in discussions from other places.")

FAULTS_SHOWN = 50


@cli.command("jsonl")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--audience",
    type=click.Choice([one.value for one in Audience]),
    default=Audience.VERIFIED.value,
    show_default=True,
    help="Who may read boards that are made.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
def import_jsonl(files: tuple[Path, ...], audience: str, dry_run: bool) -> None:
    """Import archives of JSON Lines, gzip or not. Run again, it goes on where it was, and imports nothing twice."""
    for path in files:
        report = Report()
        length = sum(1 for _line in read_archive(path))
        with click.progressbar(length=length, label=path.name) as bar:
            for so_far in import_file(path, Audience(audience), dry_run):
                report = so_far
                bar.update(min(BATCH, length))
        _tell(path, report, dry_run)


def _tell(path: Path, report: Report, dry_run: bool) -> None:
    new = report.lines - report.here_already - len(report.faults)
    verb = "would be imported" if dry_run else "imported"
    click.echo(
        f"{path.name}: {new if dry_run else report.imported} posts {verb}, in {len(report.threads)} threads "
        f"on {len(report.boards)} boards, by {len(report.authors)} authors; "
        f"{report.here_already} were here already; {len(report.faults)} lines skipped."
    )
    for number, fault in report.faults[:FAULTS_SHOWN]:
        click.echo(f"  line {number}: {fault}")
    if len(report.faults) > FAULTS_SHOWN:
        click.echo(f"  and {len(report.faults) - FAULTS_SHOWN} more lines")
