"""A member with their record as a page, and the notes that moderators keep there."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_login import login_required
from flask_wtf import FlaskForm
from wtforms.validators import Length

from forum.core.errors import ForumError
from forum.core.words import _, lazy
from forum.members.models import Member
from forum.members.profiles import badge_of_member
from forum.moderation.cleaning_up import why_not_cleaned_up
from forum.moderation.member_queries import member_on_record
from forum.moderation.notes import notes_about, write_note
from forum.moderation.records import record_of
from forum.moderation.sanction_models import NOTE_LIMIT
from forum.moderation.words import KINDS
from forum.web.faults import say
from forum.web.fields import Body
from forum.web.viewer import viewer

TOO_LONG = lazy("Say it in at most %(most)d characters", most=NOTE_LIMIT)


class NoteForm(FlaskForm):
    """A note for other moderators."""

    note = Body(lazy("A note for moderators"), validators=[Length(max=NOTE_LIMIT, message=TOO_LONG)])


@login_required
def note(handle: str) -> Any:
    """Keep a note about a member."""
    member, form = member_on_record(viewer(), handle), NoteForm()
    if not form.validate_on_submit():
        return member_page(member, form), 422
    try:
        write_note(viewer(), member, form.note.data)
    except ForumError as fault:
        headed = say(form, fault, "note")
        return member_page(member, form), *headed
    flash(_("The note is kept. The member does not see it."), "success")
    return redirect(url_for("sanctions.member", handle=member.handle), 303)


def member_page(member: Member, form: NoteForm | None = None) -> str:
    """A member with their record, and the form for a note."""
    record = record_of(viewer(), member)
    facts = {"notes": notes_about(member), "note_form": form or NoteForm(), "badge": badge_of_member(member)}
    cleans_up = not why_not_cleaned_up(member)
    return render_template(
        "moderation/member.html", record=record, member=member, cleans_up=cleans_up, kinds=KINDS, **facts
    )
