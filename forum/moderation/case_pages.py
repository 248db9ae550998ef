"""The page of a case: what was reported, in its place; one submit decides it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import login_required

from forum.core.errors import Conflict, ForumError, Invalid
from forum.core.words import _, lazy
from forum.members.models import Member
from forum.members.profiles import Profile, profile_of
from forum.moderation import claiming
from forum.moderation.case_deeds import deed_called, deeds_for, presets_for
from forum.moderation.case_queries import deed_to_look_at, posts_around, readable_case, reports_of, waits
from forum.moderation.case_seen import seen_now, seen_said
from forum.moderation.cases import is_hidden_for_now
from forum.moderation.first_posts import hiding_the_whole
from forum.moderation.forms import ReasonForm
from forum.moderation.models import Case, CaseKind
from forum.moderation.records import summary_of
from forum.moderation.report_reasons import all_reasons
from forum.moderation.saying import say_done
from forum.moderation.seen import POST_IS
from forum.moderation.undoing import is_undoable
from forum.moderation.words import KINDS, OUTCOMES, deed_in_words
from forum.permissions.guard import can
from forum.permissions.table import Can
from forum.threads.models import State
from forum.threads.why_held import Why, why_held
from forum.web.faults import say
from forum.web.fields import add_error
from forum.web.viewer import viewer


@login_required
def case(case_id: int) -> Any:
    """What waits, and its decision; requests have pages of their own."""
    found = readable_case(viewer(), case_id)
    form = ReasonForm.offering(*presets_for(found))
    if found.kind in (CaseKind.VERIFICATION, CaseKind.ADMISSION) and not waits(found):
        flash(_("This request was decided already, or taken back."), "note")
        return redirect(url_for("moderation.queue"))
    if found.kind == CaseKind.VERIFICATION:
        return redirect(f"/verification/requests/{found.thing_id}")
    if found.kind == CaseKind.ADMISSION and found.place:
        return redirect(f"/boards/{found.place.slug}/requests")
    if found.kind == CaseKind.APPEAL:
        return redirect(f"/moderation/appeals/{found.thing_id}")
    if request.method == "GET":
        return _page(found, form)
    deed = deed_called(found, request.form.get("deed", ""))
    right = form.validate_on_submit()
    if deed is None and found.is_of_gone_post:
        return _page(found, form, Conflict(POST_IS[State.DELETED])), 409
    if deed is None:
        add_error(form, "preset", lazy("Choose what to do: one of the buttons at the end of the form."))
    if deed is None or not right:
        return _page(found, form), 422
    try:
        entry = deed.do(viewer(), found, form.reason, seen_said(request.form.get("seen")))
    except Invalid as fault:
        headed = say(form, fault, "words")
        return _page(found, form), *headed
    except ForumError as fault:  # it may have gone out of reach at this moment
        return _page(readable_case(viewer(), case_id), form, fault), fault.status
    sentence = _("It is decided. Those whom it concerns are told.")
    if found.is_of_gone_post:  # the deed has no page either
        flash(sentence, "success")
    else:
        say_done(sentence, entry)
    return redirect(url_for("moderation.queue"), 303)


@login_required
def claim(case_id: int) -> Any:
    """Be at a case."""
    return _claimed(case_id, claiming.claim)


@login_required
def release(case_id: int) -> Any:
    """Be at a case no longer."""
    return _claimed(case_id, claiming.release)


def _claimed(case_id: int, deed: Any) -> Any:
    found = readable_case(viewer(), case_id)
    try:
        deed(viewer(), found)
    except Conflict as fault:
        return _page(found, ReasonForm.offering(*presets_for(found)), fault), fault.status
    return redirect(url_for("moderation.case", case_id=found.id), 303)


def _why(found: Case) -> Why | None:
    """Why the post of a case waits, if it does."""
    waiting = [found.post] if found.kind == CaseKind.HELD and found.post and found.post.state == State.HELD else []
    return next(iter(why_held(viewer(), waiting).values()), None)


def _page(found: Case, form: ReasonForm, fault: ForumError | None = None) -> str:
    entry, reasons = deed_to_look_at(viewer(), found), {reason.key: reason for reason in all_reasons()}
    return render_template(
        "moderation/case.html",
        case=found,
        kind=KINDS[found.kind],
        outcome=OUTCOMES.get(found.outcome, ""),
        entry=entry,
        entry_words=deed_in_words(entry) if entry else "",
        is_gone=found.is_of_gone_post,
        can_be_undone=entry is not None and is_undoable(entry),
        reports=reports_of(found, [key for key, reason in reasons.items() if reason.is_urgent]),
        reasons=reasons,
        posts=posts_around(viewer(), found),
        why=_why(found),
        profile=_profile(found),
        record=summary_of(viewer(), found),
        deeds=deeds_for(found) if can(viewer(), Can.DECIDE_CASE, found) else [],
        hidden_for_now=is_hidden_for_now(found),
        seen=seen_now(found),
        instead=hiding_the_whole(found.post) if found.post and found.kind == CaseKind.REPORT else None,
        words=deed_in_words,
        kinds=KINDS,
        outcomes=OUTCOMES,
        form=form,
        fault=fault,
    )


def _profile(found: Case) -> Profile | None:
    """What a reported member says of themselves, as far as the viewer may see it."""
    member = found.about if found.thing == Member.__tablename__ else None
    return None if member is None or member.is_closed else profile_of(viewer(), member)
