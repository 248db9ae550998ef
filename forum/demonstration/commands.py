"""The demonstration from the command line; refused in production, where its password would be an open door."""

import logging
from typing import TextIO

import click
from flask import current_app
from flask_migrate import upgrade

from forum.accounts.queries import account_of
from forum.core.commands import Commands
from forum.demonstration.content import Demonstration
from forum.demonstration.loading import Added, load
from forum.demonstration.reading import read_demonstration

cli = Commands("demonstration", help="Members, boards and conversations to try the forum with; never in production.")


@cli.command("load")
@click.option("--migrate", is_flag=True, help="Bring the database up to date first.")
@click.option("--sign-ins", "file", type=click.File("w"), help="Write to this file how to sign in.")
def load_demonstration(migrate: bool, file: TextIO | None) -> None:
    """Add the demonstration. Run again, it adds what is missing and changes nothing."""
    _refuse_production()
    if migrate:
        logging.getLogger("alembic").setLevel(logging.WARNING)
        upgrade()
    demonstration = read_demonstration()
    added = load(demonstration)
    click.echo(f"Demonstration: {_counts(demonstration)}; {_news(added)}.")
    for sentence in added.left_out:
        click.echo(f"  not added: {sentence}")
    if file:
        _show_sign_ins(demonstration, file)


@cli.command("sign-ins")
def sign_ins() -> None:
    """Say with which addresses and which password to sign in, one member of each kind."""
    _refuse_production()
    _show_sign_ins(read_demonstration())


def _show_sign_ins(demonstration: Demonstration, file: TextIO | None = None) -> None:
    kinds: dict[str, str] = {}
    for member in demonstration.members:
        kinds.setdefault(member.kind, member.email)
    if not all(map(account_of, kinds.values())):
        raise click.ClickException("The demonstration is not here yet: flask --app wsgi demonstration load")
    wide, wider = max(map(len, kinds)), max(map(len, kinds.values()))
    for kind, email in kinds.items():
        click.echo(f"{kind:{wide}}  {email:{wider}}  {demonstration.password}", file)


def _refuse_production() -> None:
    if current_app.config["FORUM_MODE"] == "production":
        raise click.ClickException("This is a forum in production: demonstration data does not belong here.")


def _counts(what: Demonstration) -> str:
    boards, threads, posts, members = map(len, (what.boards, what.threads, what.posts, what.members))
    return f"{boards} boards, {threads} threads, {posts} posts, {members} members"


def _news(added: Added) -> str:
    if not added:
        return "all of it was here already"
    return (
        f"added just now: {added.boards} boards, {added.threads} threads, {added.posts} posts, {added.members} members"
    )
