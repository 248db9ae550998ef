"""Appealing, also for who is suspended; and the page on which another moderator decides."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import login_required
from markupsafe import Markup

from forum.core.errors import ForumError
from forum.core.log import LogEntry
from forum.core.words import _, lazy
from forum.moderation.appeal_form import AppealForm, appeal_facts
from forum.moderation.appeals import answer_appeal, appeal, appeal_numbered, somebody_can_decide
from forum.moderation.forms import ReasonForm
from forum.moderation.hidden_along import hidden_along, take_all_back, why_not_all_taken_back
from forum.moderation.own_sanctions import own_sanction, running_sanction
from forum.moderation.sanction_models import Appeal, Sanction, SanctionKind
from forum.moderation.saying import say_done
from forum.web.faults import say
from forum.web.fields import add_error
from forum.web.viewer import viewer

DECISIONS: dict[str, Callable[[Any, Appeal, str], LogEntry]] = {
    "undo": take_all_back,
    "lift": lambda actor, found, words: answer_appeal(actor, found, True, words),
    "uphold": lambda actor, found, words: answer_appeal(actor, found, False, words),
}
TO_LIFT, TO_UPHOLD = ("mistaken", "too hard", "agreed"), ("rightly", "nothing new")  # ready sentences


@login_required
def make(sanction_id: int) -> Any:
    """Appeal against a sanction of one's own."""
    sanction, form = own_sanction(viewer(), sanction_id), AppealForm()
    if not form.validate_on_submit():
        return _own_page(sanction, form), 422
    try:
        appeal(viewer(), sanction, form.appeal.data)
    except ForumError as fault:
        headed = say(form, fault, "appeal")
        return _own_page(sanction, form), *headed
    flash(_("Your appeal is made. Another moderator decides, and you will be told."), "success")
    back = url_for("pages.front") if viewer().is_suspended else url_for("sanctions.mine", sanction_id=sanction.id)
    return redirect(back, 303)


@login_required
def case(appeal_id: int) -> Any:
    """What somebody says against a sanction, and the decision."""
    found, form = appeal_numbered(viewer(), appeal_id), ReasonForm.offering(*TO_LIFT, *TO_UPHOLD)
    if request.method == "GET":
        return _page(found, form)
    decision = request.form.get("decision", "")
    right = form.validate_on_submit()
    if decision not in DECISIONS:
        add_error(form, "words", lazy("Choose what to do: one of the buttons at the end of the form."))
    elif form.preset.data in (TO_LIFT if decision == "uphold" else TO_UPHOLD):
        add_error(
            form, "preset", lazy("This reason says the opposite of the button. Choose another, or write your own.")
        )
    if form.errors or not right:
        return _page(found, form), 422
    try:
        entry = DECISIONS[decision](viewer(), found, form.reason)
    except ForumError as fault:
        headed = say(form, fault, "words")
        return _page(found, form), *headed
    say_done(_("It is decided. The member is told."), entry)
    return redirect(url_for("sanctions.member", handle=found.person.handle), 303)


def why_suspended(viewer: Any, form: AppealForm | None = None) -> Markup:
    """Why somebody is suspended, and their appeal; fills the slot "why suspended" of the one page that they see."""
    sanction = running_sanction(viewer, SanctionKind.SUSPENSION)
    if sanction is None:
        return Markup("")
    facts = appeal_facts(sanction, form)
    return Markup(render_template("moderation/_why_suspended.html", sanction=sanction, **facts))


def _own_page(sanction: Sanction, form: AppealForm) -> str:
    if viewer().is_suspended:
        return render_template("accounts/suspended.html", until=viewer().suspended_until, form=form)
    return render_template("moderation/own_sanction.html", sanction=sanction, **appeal_facts(sanction, form))


def _page(found: Appeal, form: ReasonForm) -> str:
    facts: dict[str, Any] = {"appeal": found, "sanction": found.sanction, "member": found.person, "form": form}
    along = hidden_along(found.sanction)
    facts |= {"along": along, "why_not_all": why_not_all_taken_back(viewer(), found.sanction, along) if along else ""}
    return render_template("moderation/appeal.html", can_be_decided=somebody_can_decide(found), **facts)
