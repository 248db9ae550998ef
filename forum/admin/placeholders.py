"""Authors of archives, claimed for the members who they were."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired

from forum.admin import placeholder_queries as queries
from forum.admin.blueprints import admin_blueprint
from forum.core.errors import Absent, Conflict, ForumError, Invalid
from forum.core.words import _, lazy
from forum.members.forms import at_most
from forum.members.models import HANDLE_LIMIT, NAME_LIMIT, Member
from forum.members.queries import member_by_handle
from forum.threads.claiming import Written, check_claim, claim_author, written_by
from forum.threads.queries import posts_by
from forum.web.faults import say
from forum.web.fields import Line
from forum.web.viewer import viewer

bp = admin_blueprint("placeholders")

NOBODY = lazy("Nobody has this handle.")
A_FEW = 5


class FindForm(FlaskForm):
    """The name of an author: a GET form."""

    class Meta:
        csrf = False

    name = Line(lazy("Name"), validators=[at_most(NAME_LIMIT)])


class ClaimForm(FlaskForm):
    """For whom an author is claimed."""

    handle = Line(
        lazy("Handle of the member who it was"),
        validators=[DataRequired(lazy("Enter a handle")), at_most(HANDLE_LIMIT + 1)],
    )


@bp.get("/placeholders")
def placeholders() -> Any:
    """Authors of archives, A to Z, or those of a name."""
    form, after = FindForm(formdata=request.args), request.args.get("after")
    right = form.validate()
    name = (form.name.data or "") if right else ""
    page = queries.authors_called(name, after)
    facts = {"form": form, "page": page, "name": name, "after": after, "archive_of": queries.archive_of}
    return render_template("admin/placeholders.html", **facts), 200 if right else 422


@bp.route("/placeholders/<handle>", methods=["GET", "POST"])
def placeholder(handle: str) -> Any:
    """One author: what they wrote, and for whom to claim it; what that means is shown before it happens."""
    author, form = queries.author_called(handle), ClaimForm()
    if request.method == "GET":
        return _page(author, form)
    if not form.validate_on_submit():
        return _page(author, form), 422
    try:
        member, shown = _member(form.handle.data), _shown()
        check_claim(viewer(), author, member)
        if shown is None:
            return _confirm_page(author, member)
        claim_author(viewer(), author, member, shown)
    except Conflict as fault:
        return _confirm_page(queries.author_called(handle), member, fault.sentence), 409
    except ForumError as fault:
        headed = say(form, fault, "handle")
        return _page(author, form), *headed
    flash(_("What was written there now bears the name of %(name)s.", name=member.name), "success")
    return redirect(url_for("admin_placeholders.placeholders"), 303)


def _member(handle: str) -> Member:
    try:
        return member_by_handle(handle.removeprefix("@").lower())
    except Absent as fault:
        raise Invalid(NOBODY, "handle") from fault


def _shown() -> Written | None:
    """The numbers that the page to confirm has shown; nothing when it was not there yet."""
    posts, _comma, threads = request.form.get("shown", "").partition(",")
    numbers = [int(one) for one in (posts, threads) if one.isascii() and one.isdigit() and len(one) < 10]
    return Written(*numbers) if len(numbers) == 2 else None


def _page(author: Member, form: ClaimForm) -> str:
    facts = {
        "author": author,
        "form": form,
        "written": written_by(author),
        "posts": posts_by(viewer(), author.id, A_FEW),
    }
    return render_template("admin/placeholder.html", archive=queries.archive_of(author.archive_key or ""), **facts)


def _confirm_page(author: Member, member: Member, warning: Any = "") -> str:
    facts = {"author": author, "member": member, "written": written_by(author), "warning": warning}
    return render_template("admin/claim.html", **facts)
