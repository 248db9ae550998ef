"""Accounts from the command line."""

import click

from forum.accounts import actions, passwords
from forum.accounts.addresses import plain_address
from forum.core.lookalikes import NameRefused, check_display_name
from forum.members import actions as members
from forum.members.commands import ROLE, cli
from forum.members.models import NAME_LIMIT, Member, Role
from forum.permissions.people import Operator


@cli.command("create")
@click.option("--name", prompt=True, help="The name that others read.")
@click.option("--email", prompt="E-mail address", help="To sign in with; it counts as confirmed.")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for when not given.")
@click.option("--role", type=ROLE, default=Role.MEMBER.value, show_default=True)
def create(name: str, email: str, password: str, role: str) -> None:
    """Make an account; the first administrator is made so."""
    try:
        member = _create(name.strip(), plain_address(email), password)
        if role != Role.MEMBER:
            members.appoint(Operator(), member, Role(role))
    except NameRefused as fault:
        raise click.ClickException(str(fault)) from fault
    click.echo(f"{member.name} has joined as {member.handle}.")


def _create(name: str, email: str, password: str) -> Member:
    if len(name) > NAME_LIMIT:
        raise NameRefused(f"A name has at most {NAME_LIMIT} characters.")
    check_display_name(name)
    passwords.check_new(password, [email, name])
    return actions.create_member(Operator(), None, email, name, passwords.hash_of(password))
