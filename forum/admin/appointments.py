"""Appointing and dismissing: administrators, moderators, the moderators of boards."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from wtforms import SelectChoice

from forum.accounts.proving import no_password_when
from forum.admin import office_queries as queries
from forum.admin.blueprints import admin_blueprint
from forum.admin.board_queries import all_boards
from forum.admin.office_forms import ONE_BOARD, AppointForm, LookUpForm
from forum.boards.actions import name_on_board, remove_from_board
from forum.boards.models import Board
from forum.boards.queries import board_by_slug
from forum.core.errors import Absent, ForumError
from forum.core.words import _
from forum.members.actions import appoint
from forum.members.models import Member, Role
from forum.members.named import BoardRole
from forum.members.offices import check_can_hold_office, check_is_another
from forum.members.profiles import badge_of_member
from forum.members.queries import member_by_handle
from forum.web.errors import error_page
from forum.web.faults import say
from forum.web.viewer import viewer

bp = admin_blueprint("appointments")


@bp.get("/appointments")
def offices() -> Any:
    """Who holds which office; and somebody looked up to be given one."""
    form = LookUpForm(formdata=request.args)
    right = form.validate()
    found = queries.members_called(form.who.data) if right and form.who.data else None
    page = render_template(
        "admin/appointments.html", offices=queries.offices(), form=form, found=found, badge_of=badge_of_member
    )
    return page if right else (page, 422)


@bp.route("/appointments/<handle>", methods=["GET", "POST"])
@no_password_when(lambda handle: _shows_first(member_by_handle(handle)))
def person(handle: str) -> Any:
    """What one member was appointed to, and an office to give them; one of the whole forum after a look at it."""
    member = member_by_handle(handle)
    form, boards = _form(member)
    if request.method == "GET":
        return _person_page(member, form, boards)
    check_is_another(viewer(), member)
    if not form.validate_on_submit():
        return _person_page(member, form, boards), 422
    try:
        if _is_to_be_looked_at(form):
            check_can_hold_office(member)
            return render_template("admin/appoint.html", member=member, role=form.office.data)
        said = _appoint(member, form)
    except ForumError as fault:
        headed = say(form, fault, "office")
        return _person_page(member, form, boards), *headed
    flash(said, "success")
    return redirect(url_for("admin_appointments.person", handle=handle), 303)


@bp.route("/appointments/<handle>/dismiss", methods=["GET", "POST"])
def dismiss(handle: str) -> Any:
    """Take an office of the whole forum back, after a look at what that means."""
    member = member_by_handle(handle)
    if member.role == Role.MEMBER:
        raise Absent()
    if request.method == "GET":
        return render_template("admin/dismiss.html", member=member, board=None)
    was_administrator = member.role == Role.ADMINISTRATOR
    try:
        appoint(viewer(), member, Role.MEMBER)
    except ForumError as fault:
        return error_page(fault.status, fault.sentence)
    flash(_no_longer(member.name, was_administrator), "success")
    return redirect(url_for("admin_appointments.person", handle=handle), 303)


@bp.route("/appointments/<handle>/dismiss/<slug>", methods=["GET", "POST"])
def dismiss_from_board(handle: str, slug: str) -> Any:
    """Take the appointment to one board back, after a look at what that means."""
    member, board = member_by_handle(handle), board_by_slug(slug)
    if board.id not in member.moderates:
        raise Absent()
    if request.method == "GET":
        return render_template("admin/dismiss.html", member=member, board=board)
    remove_from_board(viewer(), board, member, BoardRole.MODERATOR)
    flash(_("%(name)s no longer looks after %(board)s.", name=member.name, board=board.name), "success")
    return redirect(url_for("admin_appointments.person", handle=handle), 303)


def _is_to_be_looked_at(form: AppointForm) -> bool:
    """An office of the whole forum, before one has seen what it means."""
    return form.office.data != ONE_BOARD and "sure" not in request.form


def _shows_first(member: Member) -> bool:
    form, _boards = _form(member)
    return not form.validate_on_submit() or _is_to_be_looked_at(form)


def _form(member: Member) -> tuple[AppointForm, list[Board]]:
    boards, moderated = all_boards(), member.moderates
    form = AppointForm()
    free = [SelectChoice(board.slug, board.name) for board in boards if board.id not in moderated]
    form.offer(Role(member.role), free)
    return form, [board for board in boards if board.id in moderated]


def _appoint(member: Member, form: AppointForm) -> str:
    """Do it; answers the sentence that says so."""
    if form.office.data == ONE_BOARD:
        board = board_by_slug(form.board.data)
        name_on_board(viewer(), board, member, BoardRole.MODERATOR)
        return _("%(name)s now looks after %(board)s.", name=member.name, board=board.name)
    role = Role(form.office.data)
    appoint(viewer(), member, role)
    if role == Role.ADMINISTRATOR:
        return _("%(name)s is now an administrator.", name=member.name)
    return _("%(name)s is now a moderator.", name=member.name)


def _no_longer(name: str, was_administrator: bool) -> str:
    if was_administrator:
        return _("%(name)s is no longer an administrator, nor a moderator of the whole forum.", name=name)
    return _("%(name)s is no longer a moderator of the whole forum.", name=name)


def _person_page(member: Member, form: AppointForm, boards: list[Board]) -> str:
    return render_template("admin/person.html", member=member, form=form, boards=boards, badge=badge_of_member(member))
