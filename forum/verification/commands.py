"""Verification from the command line, for those whom the operator vouches for."""

import click

from forum.core.clock import now
from forum.core.commands import Commands
from forum.members.models import Grade
from forum.members.queries import member_by_handle
from forum.permissions.people import Operator
from forum.verification import keeping
from forum.verification.granting import open_verification
from forum.verification.queries import in_force, organisation_called
from forum.verification.terms import MONTHS, months_after

cli = Commands("verification", help="Who is verified, where, and until when.")


@cli.command("grant")
@click.argument("handle")
@click.option("--organisation", required=True, help="The last part of its address, such as dorset-council.")
@click.option("--grade", type=click.Choice([grade.value for grade in Grade]), default=Grade.A.value, show_default=True)
@click.option("--months", type=click.IntRange(1, 60), help="12 for grade A and 6 for grade B, unless given.")
def grant(handle: str, organisation: str, grade: str, months: int | None) -> None:
    """Make somebody a verified public servant."""
    at = organisation_called(organisation)
    until = months_after(now(), months or MONTHS[Grade(grade)])
    keeping.grant_by_operator(Operator(), member_by_handle(handle), at, Grade(grade), until)
    click.echo(f"{handle} is verified at {at.name}, grade {grade}, until {until:%d %B %Y}.")


@cli.command("revoke")
@click.argument("handle")
@click.option("--reason", required=True, help="The member reads it.")
def revoke(handle: str, reason: str) -> None:
    """End somebody's verification."""
    verification = open_verification(member_by_handle(handle).id)
    if verification is None:
        raise click.ClickException(f"{handle} is not verified.")
    keeping.revoke_by_operator(Operator(), verification, reason)
    click.echo(f"{handle} is no longer verified.")


@cli.command("list")
def list_verified() -> None:
    """Who is verified at this moment, those first whose verification ends first."""
    for one in in_force():
        click.echo(f"{one.until:%Y-%m-%d}  {one.grade}  {one.person.handle}  {one.organisation.name}")
