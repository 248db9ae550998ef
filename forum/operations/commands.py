"""The worker, and the events that could not be delivered, from the command line."""

import logging

import click
from flask import current_app

from forum.core.commands import Commands
from forum.core.jobs import end_with, work_at
from forum.core.set_aside import retry_set_aside, set_aside_rows

POLL_SECONDS = 0.5

worker_cli = Commands("worker", help="Work outside requests: mail, the search index, what runs by the clock.")
outbox_cli = Commands("outbox", help="Events on their way to those who listen.")


@worker_cli.command("run")
@click.option("--threads", default=3, show_default=True, help="How many jobs at once; one of them may wait for mail.")
def run(threads: int) -> None:
    """Do the forum's work until stopped."""
    logging.getLogger("huey").setLevel(logging.WARNING)  # each minute's work is no news
    queue = current_app.extensions["forum.queue"]
    consumer = queue.create_consumer(
        workers=threads,
        periodic=True,
        initial_delay=POLL_SECONDS / 5,
        max_delay=POLL_SECONDS,
        graceful_signal="TERM",
        shutdown_timeout=20,
    )
    work_at(queue)
    end_with(consumer.stop_flag)
    consumer.run()


@outbox_cli.command("list")
def list_set_aside() -> None:
    """Show the events that were set aside after ten tries, with the last error of each."""
    rows = set_aside_rows()
    for row in rows:
        click.echo(f"{row.id}  {row.created_at:%Y-%m-%d %H:%M}  {row.event} {row.facts} for {row.listener}")
        click.echo(f"    after {row.tries} tries: {row.last_error}")
    click.echo(f"{len(rows)} set aside. `outbox retry` tries them again.")


@outbox_cli.command("retry")
def retry() -> None:
    """Let everything that was set aside be tried again."""
    click.echo(f"{retry_set_aside()} events will be tried again.")
