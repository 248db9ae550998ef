"""The queue of letters, from the command line."""

import click

from forum.core.commands import Commands
from forum.core.delivery import deliver_letters

cli = Commands("mail", help="Letters on their way, and those that were not sent.")


@cli.command("send")
def send() -> None:
    """Send what is due now, as the worker does."""
    click.echo(f"{deliver_letters()} letters sent.")
