"""Sections and boards from the command line."""

import click

from forum.boards import actions, inviting, queries
from forum.boards.actions import BoardSettings
from forum.boards.models import FIRST_POSTS, Approval, Audience, ReplyBy, StartBy
from forum.boards.people_queries import organisation_named
from forum.core.commands import Commands
from forum.members.named import BoardRole
from forum.members.queries import member_by_handle
from forum.permissions.people import Operator

cli = Commands("boards", help="Sections, boards, and who is named on them.")


def _choice(kind: type) -> click.Choice:
    return click.Choice([one.value for one in kind])  # type: ignore[attr-defined]


@cli.command("section")
@click.argument("name")
def make_section(name: str) -> None:
    """Make a section, a heading over boards."""
    section = actions.make_section(Operator(), None, name)
    click.echo(f"Section {section.name} stands on the front page.")


@cli.command("create")
@click.argument("name")
@click.option("--section", "section_name", required=True, help="The section that it stands in; made when new.")
@click.option("--slug", default="", help="Its address; made of the name unless given.")
@click.option("--purpose", default="", help="One sentence that says what belongs here.")
@click.option("--house-rules", default="", help="What is special about writing here.")
@click.option("--audience", type=_choice(Audience), default=Audience.VERIFIED.value, show_default=True)
@click.option("--start-by", type=_choice(StartBy), default=StartBy.VERIFIED.value, show_default=True)
@click.option("--reply-by", type=_choice(ReplyBy), default=ReplyBy.VERIFIED.value, show_default=True)
@click.option("--own-threads-only", is_flag=True, help="A member sees only threads that they started.")
@click.option("--open-title", is_flag=True, help="Those outside see that it exists, and ask to come in.")
@click.option("--approval", type=_choice(Approval), default=Approval.NONE.value, show_default=True)
@click.option("--first-posts", type=int, default=FIRST_POSTS, show_default=True, help="How many of a member's wait.")
@click.option("--archived", is_flag=True, help="Readable, closed to writing.")
def make_board(section_name: str, slug: str, **settings: object) -> None:
    """Make a board."""
    section = queries.section_by_name(section_name) or actions.make_section(Operator(), None, section_name)
    board = actions.make_board(Operator(), section, BoardSettings(**settings), slug)  # type: ignore[arg-type]
    click.echo(f"Board {board.name} is at /boards/{board.slug}, for: {board.audience}.")


@cli.command("appoint")
@click.argument("slug")
@click.argument("handle")
def appoint(slug: str, handle: str) -> None:
    """Appoint a member to moderate a board."""
    _name(slug, handle, BoardRole.MODERATOR)
    click.echo(f"{handle} now moderates {slug}.")


@cli.command("invite")
@click.argument("slug")
@click.argument("handle")
def invite(slug: str, handle: str) -> None:
    """Invite a member to a board."""
    _name(slug, handle, BoardRole.INVITED)
    click.echo(f"{handle} is now invited to {slug}.")


@cli.command("remove")
@click.argument("slug")
@click.argument("handle")
def remove(slug: str, handle: str) -> None:
    """Take a member's invitation to a board back."""
    inviting.remove_member(Operator(), queries.board_by_slug(slug), member_by_handle(handle))
    click.echo(f"{handle} is not invited to {slug}.")


@cli.command("dismiss")
@click.argument("slug")
@click.argument("handle")
def dismiss(slug: str, handle: str) -> None:
    """Take a member's appointment to moderate a board back."""
    actions.remove_from_board(Operator(), queries.board_by_slug(slug), member_by_handle(handle), BoardRole.MODERATOR)
    click.echo(f"{handle} does not moderate {slug}.")


@cli.command("invite-organisation")
@click.argument("slug")
@click.argument("organisation")
def invite_organisation(slug: str, organisation: str) -> None:
    """Invite an organisation, by its name or address in the directory, to a board."""
    body = organisation_named(organisation)
    inviting.invite_organisation(Operator(), queries.board_by_slug(slug), body)
    click.echo(f"Whoever is verified at {body.name} is now invited to {slug}.")


@cli.command("remove-organisation")
@click.argument("slug")
@click.argument("organisation")
def remove_organisation(slug: str, organisation: str) -> None:
    """Take an organisation's invitation to a board back."""
    body = organisation_named(organisation)
    inviting.remove_organisation(Operator(), queries.board_by_slug(slug), body)
    click.echo(f"{body.name} is not invited to {slug}.")


def _name(slug: str, handle: str, role: BoardRole) -> None:
    actions.name_on_board(Operator(), queries.board_by_slug(slug), member_by_handle(handle), role)
