"""The page of the queue: what waits for whom, narrowed by its address; and one deed for many cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import login_required

from forum.boards.queries import boards_looked_after
from forum.core.errors import Absent
from forum.core.words import lazy, ngettext
from forum.moderation.bulk import Failed, decide_many
from forum.moderation.case_deeds import DEEDS, IN_BULK, PRESETS, WITHOUT_REASON
from forum.moderation.case_queries import some_cases
from forum.moderation.case_seen import seen_said
from forum.moderation.first_reports import first_reports
from forum.moderation.forms import ReasonForm
from forum.moderation.queue import PER_PAGE, Wanted, cases_out_of_sight, page_of_cases
from forum.moderation.words import KINDS
from forum.permissions.guard import require
from forum.permissions.table import Can
from forum.web.converters import id_of
from forum.web.fields import add_error, clean_line
from forum.web.viewer import viewer


@dataclass(frozen=True)
class Outcome:
    """What became of the cases that were ticked; `missing` are those that the viewer cannot see."""

    done: int
    failed: Sequence[Failed]
    missing: int


@login_required
def queue() -> Any:
    """What waits for moderators, what is urgent first; and one deed, with one reason, for what was ticked."""
    require(viewer(), Can.SEE_MODERATION)
    form = ReasonForm.offering(*PRESETS)
    if request.method == "GET":
        return _page(form)
    ticked, name = _ticked(), request.form.get("deed", "")
    if not form.validate_on_submit() or not _is_complete(form, ticked, name):
        return _page(form, ticked=ticked), 422
    seen = {number: seen_said(mark) for number, mark in ticked.items()}
    done, failed = decide_many(viewer(), some_cases(viewer(), list(ticked)), name, form.reason, seen)
    missing = len(ticked) - done - len(failed)
    if not failed and not missing:
        flash(ngettext("%(num)d case is decided.", "%(num)d cases are decided.", done), "success")
        return redirect(url_for("moderation.queue", **_asked(_wanted())), 303)
    return _page(form, Outcome(done, failed, missing)), 409


def _ticked() -> dict[int, str]:
    """The cases that were ticked, each with the mark of what was seen of it, as in "<case>:<mark>".

    Raises Absent for what is no number of a case, or more than a page shows.
    """
    said = [one.partition(":") for one in request.form.getlist("case")]
    ticked = {id_of(number): mark for number, _colon, mark in said}
    if len(ticked) > PER_PAGE:
        raise Absent()
    return ticked


def _is_complete(form: ReasonForm, ticked: Mapping[int, str], name: str) -> bool:
    if not ticked:
        add_error(form, "preset", lazy("Tick the cases that it is about."))
    if name not in IN_BULK:
        add_error(form, "preset", lazy("Choose what to do: one of the buttons at the end of the form."))
    elif not form.reason.strip() and name not in WITHOUT_REASON:
        add_error(form, "words", lazy("Say why. Those whom it concerns read it, and it stands in the log."))
    return not form.errors


def _wanted() -> Wanted:
    return Wanted(**{name: clean_line(request.args.get(name)) for name in ("kind", "board", "claim")})


def _asked(wanted: Wanted) -> dict[str, Any]:
    """What of it stands in the address."""
    return {name: value for name, value in vars(wanted).items() if value}


def _page(form: ReasonForm, outcome: Outcome | None = None, ticked: Mapping[int, str] | None = None) -> str:
    wanted = _wanted()
    after = request.args.get("after")
    page = page_of_cases(viewer(), wanted, after)
    return render_template(
        "moderation/queue.html",
        page=page,
        said=first_reports([row.id for row in page.rows if row.reports]),
        out_of_sight=0 if any(vars(wanted).values()) or after else cases_out_of_sight(viewer()),
        boards=boards_looked_after(viewer()),
        wanted=wanted,
        asked=_asked(wanted),
        after=after,
        kinds=KINDS,
        form=form,
        in_bulk=[
            (name, words) for name, (kind, words) in IN_BULK.items() if any(row.kind == kind for row in page.rows)
        ],
        decides=DEEDS,
        outcome=outcome,
        ticked=ticked or {},
    )
