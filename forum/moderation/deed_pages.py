"""The page of a deed: what was done, why and when, for whom it concerns and for moderators, who can undo it there."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import login_required

from forum.core.errors import Absent, Conflict, ForumError
from forum.core.words import _, lazy
from forum.members.one_person import numbers_of
from forum.moderation.concerned import concerned_by, is_about
from forum.moderation.deed_changes import change_by
from forum.moderation.deed_facts import case_of, posts_of, whom
from forum.moderation.deeds import MEANWHILE
from forum.moderation.forms import ReasonForm
from forum.moderation.own_sanctions import sanction_of_entry
from forum.moderation.queries import Done, actor_of, undoing_of, visible_deed
from forum.moderation.undoing import undo, why_not_undone
from forum.moderation.words import deed_in_words, deed_to_oneself
from forum.permissions.guard import can
from forum.permissions.table import Can
from forum.threads.models import State
from forum.web.faults import say
from forum.web.viewer import viewer

READ_BY_SOME = lazy("Whom it concerns reads it, and it stands in the log. Name nobody, and quote nothing that hurts.")
READ_BY_MODERATORS = lazy("Only moderators read it, in the log.")
HID = ("hide a post", "keep a post hidden", "hide until looked at")
PERMISSIONS = {"post": Can.MODERATE_POST, "thread": Can.MODERATE_THREAD, "member": Can.SANCTION}


@login_required
def deed(entry_id: int) -> Any:
    """What was done; and to undo it, with a reason."""
    found, form = visible_deed(viewer(), entry_id), ReasonForm.offering("mistaken", "asked")
    own = sanction_of_entry(entry_id)
    if own is not None and own.member_id == viewer().id:
        return redirect(url_for("sanctions.mine", sanction_id=own.id), 303)
    if request.method == "GET":
        return _page(found, form)
    if not _moderates(found):
        raise Absent()
    if not form.validate_on_submit():
        return _page(found, form), 422
    try:
        undone = undo(viewer(), found.entry, found.thing, form.reason)
    except ForumError as fault:  # what is absent by now could be read a moment ago
        headed = say(form, Conflict(MEANWHILE) if isinstance(fault, Absent) else fault, "words")
        return _page(found, form), *headed
    flash(_("It is undone. Whom it concerns is told."), "success")
    return redirect(url_for("moderation.deed", entry_id=undone.id), 303)


def _moderates(found: Done) -> bool:
    permission = PERMISSIONS.get(found.entry.thing)
    return permission is not None and found.thing is not None and can(viewer(), permission, found.thing)


def _page(found: Done, form: ReasonForm) -> str:
    thing, undone, moderates = found.post or found.thread, undoing_of(found.entry), _moderates(found)
    lost = found.is_own_post and found.post is not None and found.post.state == State.HIDDEN
    to_oneself = is_about(found.entry, numbers_of(viewer().id))
    in_words = deed_to_oneself if to_oneself else deed_in_words
    return render_template(
        "moderation/deed.html",
        found=found,
        entry=found.entry,
        words=in_words(found.entry),
        change=change_by(viewer(), found.entry),
        by=None if to_oneself else actor_of(found.entry),
        looks_after=not to_oneself,
        whom=[] if to_oneself else whom(found.entry),
        posts=[] if to_oneself else posts_of(viewer(), found.entry),
        case=None if to_oneself else case_of(viewer(), found.entry),
        moderates=moderates,
        why_not=why_not_undone(viewer(), found.thing, found.entry),
        undone=undone,
        explains=lost and not moderates and found.entry.deed in HID,
        reads_thread=found.thread is not None and can(viewer(), Can.READ, found.thread),
        reads=thing is not None and can(viewer(), Can.READ, thing),
        hint=READ_BY_SOME if concerned_by(found.entry) else READ_BY_MODERATORS,
        form=form,
    )
