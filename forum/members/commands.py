"""Members from the command line: what they are appointed to."""

import click

from forum.core.commands import Commands
from forum.members import actions
from forum.members.models import Role
from forum.members.queries import member_by_handle
from forum.permissions.people import Operator

cli = Commands("members", help="Accounts and appointments.")

ROLE = click.Choice([role.value for role in Role])


@cli.command("appoint")
@click.argument("handle")
@click.option("--role", type=ROLE, required=True, help="`member` takes an appointment back.")
def appoint(handle: str, role: str) -> None:
    """Appoint somebody for the whole forum (for one board: boards appoint)."""
    actions.appoint(Operator(), member_by_handle(handle), Role(role))
    click.echo(f"{handle} is now {role}.")
