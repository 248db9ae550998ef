"""The page that shows who comes into a board by name or with their organisation, and the deeds that stand on it."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_login import login_required

from forum.boards import inviting
from forum.boards.forms import InviteForm, OrganisationForm
from forum.boards.models import Board
from forum.boards.people_queries import named_members, named_organisations, organisation_named
from forum.boards.queries import board_where
from forum.core.errors import Absent, ForumError, Invalid
from forum.core.words import _, lazy
from forum.members.entered import who_entered
from forum.members.models import Member
from forum.members.named import BoardRole
from forum.members.queries import readable_member
from forum.permissions.guard import can
from forum.permissions.table import Can
from forum.web.faults import say
from forum.web.viewer import viewer


@login_required
def people(slug: str) -> Any:
    """Who looks after a board, who was invited, and which organisations were."""
    return _page(board_where(viewer(), Can.SEE_REQUESTS, slug))


@login_required
def invite(slug: str) -> Any:
    """Let a member in."""
    board = board_where(viewer(), Can.LET_IN, slug)
    form = InviteForm()
    if not form.validate_on_submit():
        return _page(board, form), 422
    try:
        member = _member(form.handle.data)
        inviting.invite_member(viewer(), board, member)
    except ForumError as fault:
        status, headers = say(form, fault, "handle")
        return _page(board, form), status, headers
    flash(_("%(name)s may read this board now.", name=member.name), "success")
    return _back(board)


@login_required
def remove(slug: str, handle: str) -> Any:
    """Take a member's invitation back."""
    board = board_where(viewer(), Can.LET_IN, slug)
    member = readable_member(viewer(), handle)
    inviting.remove_member(viewer(), board, member)
    flash(_("%(name)s is no longer invited.", name=member.name), "success")
    return _back(board)


def invite_organisation(slug: str) -> Any:
    """Let in whoever is verified at an organisation."""
    board = board_where(viewer(), Can.KEEP_BOARDS, slug)
    form = OrganisationForm()
    if not form.validate_on_submit():
        return _page(board, organisation_form=form), 422
    try:
        organisation = organisation_named(form.organisation.data)
        inviting.invite_organisation(viewer(), board, organisation)
    except ForumError as fault:
        status, headers = say(form, fault, "organisation")
        return _page(board, organisation_form=form), status, headers
    flash(_("Whoever is verified at %(name)s may read this board now.", name=organisation.name), "success")
    return _back(board)


def remove_organisation(slug: str, organisation_slug: str) -> Any:
    """Take an organisation's invitation back."""
    board = board_where(viewer(), Can.KEEP_BOARDS, slug)
    there = {one.slug: one for one in named_organisations(board)}
    if organisation_slug not in there:
        raise Absent()
    inviting.remove_organisation(viewer(), board, there[organisation_slug])
    flash(_("%(name)s is no longer invited.", name=there[organisation_slug].name), "success")
    return _back(board)


def _member(handle: str) -> Member:
    try:
        return readable_member(viewer(), handle.removeprefix("@").lower())
    except Absent as nobody:
        raise Invalid(lazy("There is no member with this handle."), "handle") from nobody


def _page(board: Board, form: InviteForm | None = None, organisation_form: OrganisationForm | None = None) -> str:
    return render_template(
        "boards/people.html",
        board=board,
        form=form or InviteForm(formdata=None),
        organisation_form=organisation_form or OrganisationForm(formdata=None),
        moderators=named_members(board, BoardRole.MODERATOR),
        invited=named_members(board, BoardRole.INVITED),
        entered=who_entered(board.id),
        organisations=named_organisations(board),
        may_let_in=can(viewer(), Can.LET_IN, board),
        may_keep=can(viewer(), Can.KEEP_BOARDS),
    )


def _back(board: Board) -> Any:
    return redirect(url_for("boards.people", slug=board.slug), 303)
