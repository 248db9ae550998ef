"""The pages on which a member is warned, silenced or suspended, and on which that is ended early."""

from collections.abc import Callable
from typing import Any

from flask import request, url_for
from flask_login import login_required

from forum.core.errors import Conflict
from forum.core.log import LogEntry
from forum.core.words import _, lazy, ngettext
from forum.members.models import Member
from forum.moderation import sanctions
from forum.moderation.asked import Asked, ask
from forum.moderation.forms import ReasonForm
from forum.moderation.ladder import next_rung, on_record
from forum.moderation.meanwhile import last_decision
from forum.moderation.member_queries import member_on_record, sanction_of
from forum.moderation.sanction_forms import DaysForm, DecisionForm
from forum.moderation.sanction_models import SanctionKind
from forum.permissions.guard import require
from forum.permissions.table import Can
from forum.web.viewer import viewer

PRESETS = ("conduct", "unkind", "advertising", "data")
HINT = lazy("The member reads it, and it stands in the log. Name nobody else, and quote nothing that hurts.")
UNDONE = lazy("It can be undone for 30 days, and then it does not count in the record.")


@login_required
def warn(handle: str) -> Any:
    """Warn a member."""
    member = _member(handle)
    meaning = [
        _("The member reads why, on every page until they say that they have read it. Until then they write nothing."),
        UNDONE,
    ]
    asked = _asked(member, _("Warn this member"), meaning, _("Warn"), _("The member is warned."))
    form = DecisionForm.offering(*PRESETS)
    return decide(asked, form, member, lambda: sanctions.warn(viewer(), member, form.reason, seen=form.seen))


@login_required
def silence(handle: str) -> Any:
    """Let a member read and not write for some days."""
    member = _member(handle)
    meaning = [
        _("The member reads as before, and writes nothing until it ends by itself. They see why, and until when."),
        _of_the_record(member, SanctionKind.SILENCE),
        UNDONE,
    ]
    done = _("The member is silenced, and is told.")
    asked = _asked(member, _("Silence this member"), meaning, _("Silence"), done, days=True)
    form, deed = _days_form(member, SanctionKind.SILENCE), sanctions.silence
    return decide(asked, form, member, lambda: deed(viewer(), member, form.number, form.reason, seen=form.seen))


@login_required
def suspend(handle: str) -> Any:
    """Let a member neither read nor write for some days."""
    member = _member(handle)
    meaning = [
        _("The member sees nothing here but the reason, the end and a way to appeal, until it ends by itself."),
        _of_the_record(member, SanctionKind.SUSPENSION),
        UNDONE,
    ]
    done = _("The member is suspended, and is told.")
    asked = _asked(member, _("Suspend this member"), meaning, _("Suspend"), done, days=True)
    form, deed = _days_form(member, SanctionKind.SUSPENSION), sanctions.suspend
    return decide(asked, form, member, lambda: deed(viewer(), member, form.number, form.reason, seen=form.seen))


@login_required
def lift(handle: str, sanction_id: int) -> Any:
    """End a silence or suspension before its time."""
    member = _member(handle)
    sanction = sanction_of(member, sanction_id)
    title = _("End this silence") if sanction.kind == SanctionKind.SILENCE else _("End this suspension")
    meaning = [
        _("The member has their rights again at once, unless another sanction runs. It stays on the record."),
        _("If it was a mistake from the beginning, undo it instead: then it does not count."),
    ]
    asked = _asked(member, title, meaning, _("End it"), _("It has ended. The member is told."))
    form = DecisionForm.offering("agreed", "mistaken")
    return decide(asked, form, member, lambda: sanctions.lift(viewer(), sanction, form.reason, seen=form.seen))


def decide(asked: Asked, form: DecisionForm, member: Member, deed: Callable[[], LogEntry]) -> Any:
    """Ask like `ask`, of a form that knows what was last done to the member; who was told of more sends it again."""

    def do_it(_form: ReasonForm) -> LogEntry:
        try:
            return deed()
        except Conflict:
            form.last.data = str(last_decision(member))
            raise

    if request.method == "GET":
        form.last.data = str(last_decision(member))
    return ask(asked, form, do_it)


def _member(handle: str) -> Member:
    member = member_on_record(viewer(), handle)
    if request.method == "GET":
        require(viewer(), Can.SANCTION, member)
    return member


def _asked(member: Member, title: str, meaning: list[Any], button: str, done: str, days: bool = False) -> Asked:
    return Asked(
        title=title,
        caption=f"{member.name} (@{member.handle})",
        meaning=meaning,
        button=button,
        done=done,
        back=url_for("sanctions.member", handle=member.handle),
        hint=HINT,
        is_warning=True,
        template="moderation/for_days.html" if days else "moderation/asked.html",
    )


def _days_form(member: Member, kind: SanctionKind) -> DaysForm:
    form = DaysForm.offering(*PRESETS)
    if request.method == "GET":
        form.days.data = str(next_rung(member, kind))
    return form


def _of_the_record(member: Member, kind: SanctionKind) -> str:
    many, days = on_record(member, kind), next_rung(member, kind)
    if not many:
        return _("The record of the last 12 months holds nothing as grave. So it begins with 1 day.")
    return ngettext(
        "The record of the last 12 months holds %(num)d sanction as grave as this. So the next has %(days)d days.",
        "The record of the last 12 months holds %(num)d sanctions as grave as this. So the next has %(days)d days.",
        many,
        days=days,
    )
