"""Imports from the command line."""

from pathlib import Path

import click

from forum.boards.models import Audience
from forum.boards.queries import board_by_slug
from forum.core.commands import Commands
from forum.imports.archived import with_ids_of
from forum.imports.files import ARCHIVE_LIMIT, archive_name
from forum.imports.importing import BATCH, Report, import_lines
from forum.imports.jsonl import read_archive
from forum.imports.mailboxes import is_maildir, open_mailbox
from forum.imports.mbox import ListArchive

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
@click.option("--apart", is_flag=True, help="The ids of its posts are those of no other archive: FILE/ID from now on.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
def import_jsonl(files: tuple[Path, ...], audience: str, apart: bool, dry_run: bool) -> None:
    """Import archives of JSON Lines, gzip or not. Run again, it goes on where it was, and imports nothing twice.

    One post a line, the first of a thread before its replies: an object with thread_id, thread_title, board, post_id,
    reply_to (null in the first post, else the id of a post), author, created_at (ISO 8601) and body (Markdown), and
    where there are any, source_url and accepted (true). Boards go by name, and are made where there are none. Nothing
    is taken out of the texts: look for mail addresses before.
    """
    for path in files:
        report, name = Report(), archive_name(path)
        length = sum(1 for _line in read_archive(path))
        lines = with_ids_of(name, read_archive(path)) if apart else read_archive(path)
        with click.progressbar(length=length, label=path.name) as bar:
            for so_far in import_lines(lines, name, Audience(audience), dry_run):
                report = so_far
                bar.update(min(BATCH, length))
        _tell(path, report, dry_run)


@cli.command("mbox")
@click.argument("boxes", metavar="FILE...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--board", "slug", required=True, help="The address of the board that takes the messages.")
@click.option("--archive", default="", help="Names the list: within it, one name is one person. Else the board does.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
def import_mbox(boxes: tuple[Path, ...], slug: str, archive: str, dry_run: bool) -> None:
    """Import archives of a mailing list: mbox files, gzip or not, or Maildir folders.

    Run again, it goes on where it was, and imports nothing twice. Of several files of one list take the oldest first.

    Everybody who may read the board will read the messages: make one with flask boards create, and look at what
    --dry-run says before. Authors go by name, with the words "From a mailing list"; they get no letters. Mail
    addresses, signatures, footers of the list and attachments are left out; each message that is skipped is named.
    A message is found again under /archive/ and its Message-ID.
    """
    for path in boxes:
        if path.is_dir() and not is_maildir(path):
            raise click.BadParameter(f"{path} is a folder, and no Maildir: it has neither cur nor new.")
    board = board_by_slug(slug)
    board_id, board_name, archive = board.id, board.name, (archive or board.slug)[:ARCHIVE_LIMIT].replace(":", "-")
    for path in boxes:
        report = Report()
        with open_mailbox(path) as mailbox:
            with click.progressbar(mailbox.places(), label=f"{click.format_filename(path.name)}, headers") as places:
                found = ListArchive(mailbox, places, board_id)
            with click.progressbar(length=len(found.found), label=click.format_filename(path.name)) as bar:
                for so_far in import_lines(found.lines(board_name), archive, board_id, dry_run):
                    report = so_far
                    bar.update(BATCH)
        _tell(path, report, dry_run, "message")


def _tell(path: Path, report: Report, dry_run: bool, noun: str = "line") -> None:
    new = report.lines - report.here_already - len(report.faults)
    verb = "would be imported" if dry_run else "imported"
    click.echo(
        f"{click.format_filename(path.name)}: {_many(new if dry_run else report.imported, 'post')} {verb}, "
        f"in {_many(len(report.threads), 'thread')} on {_many(len(report.boards), 'board')}, "
        f"by {_many(len(report.authors), 'author')}; {report.here_already} were here already; "
        f"{_many(len(report.faults), noun)} skipped."
    )
    if report.left_out:
        click.echo(f"  left out of posts: {', '.join(f'{what} of {many}' for what, many in report.left_out.items())}")
    for number, fault in sorted(report.faults)[:FAULTS_SHOWN]:
        click.echo(f"  {noun} {number}: {fault}")
    if len(report.faults) > FAULTS_SHOWN:
        click.echo(f"  and {_many(len(report.faults) - FAULTS_SHOWN, f'more {noun}')}")


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
