"""Members from the command line: what they are appointed to, and whether they are verified."""

from datetime import datetime, timedelta

import click

from forum.core.clock import now
from forum.core.commands import Commands
from forum.members import actions
from forum.members.models import Role
from forum.members.queries import member_by_handle
from forum.permissions.people import Operator

cli = Commands("members", help="Accounts, appointments and verification.")

DAYS_IN_MONTH = 30.4375
MONTHS = click.IntRange(1, 60)
ROLE = click.Choice([role.value for role in Role])


def months_from_now(months: int) -> datetime:
    """The moment so many months from now, in mean months."""
    return now() + timedelta(days=round(months * DAYS_IN_MONTH))


@cli.command("appoint")
@click.argument("handle")
@click.option("--role", type=ROLE, required=True, help="`member` takes an appointment back.")
def appoint(handle: str, role: str) -> None:
    """Appoint somebody for the whole forum (for one board: boards appoint)."""
    actions.appoint(Operator(), member_by_handle(handle), Role(role))
    click.echo(f"{handle} is now {role}.")


@cli.command("verify")
@click.argument("handle")
@click.option("--months", type=MONTHS, default=12, show_default=True)
def verify(handle: str, months: int) -> None:
    """Make somebody a verified public servant."""
    until = months_from_now(months)
    actions.verify(Operator(), member_by_handle(handle), until)
    click.echo(f"{handle} is verified until {until:%d %B %Y}.")


@cli.command("unverify")
@click.argument("handle")
def unverify(handle: str) -> None:
    """End somebody's verification."""
    actions.unverify(Operator(), member_by_handle(handle))
    click.echo(f"{handle} is no longer verified.")
