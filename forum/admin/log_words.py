"""What stands in the log, in words: deeds, things, settings and their values."""

import re
from datetime import datetime
from typing import Any

from forum.core.excerpts import first_words
from forum.core.links import MAILBOX
from forum.core.words import _, lazy
from forum.web.filters import moment_in_words

DEEDS = {
    "add a reason to report": lazy("Added a reason to report"),
    "add organisation": lazy("Added an organisation"),
    "agree to evidence": lazy("Agreed to evidence"),
    "approve a post": lazy("Approved a post that waited"),
    "appoint": lazy("Appointed"),
    "bring back organisation": lazy("Brought an organisation back"),
    "change a board": lazy("Changed a board"),
    "change a reason to report": lazy("Changed a reason to report"),
    "change a text of the site": lazy("Changed a text of the site"),
    "change a watched word": lazy("Changed a watched word"),
    "change organisation": lazy("Changed an organisation"),
    "change the address of a board": lazy("Changed the address of a board"),
    "change a title": lazy("Changed the title of a thread"),
    "change when reports hide": lazy("Changed when reports hide a post"),
    "claim an author": lazy("Claimed an author of an archive for a member"),
    "close a thread": lazy("Said from which day on a thread takes no replies"),
    "close an account": lazy("Closed an account"),
    "clean up": lazy("Suspended a new member, and hid what they wrote"),
    "decide a request to come in": lazy("Decided a request to come in"),
    "decline a post": lazy("Declined a post that waited"),
    "decline a report": lazy("Found nothing wrong with what was reported"),
    "dismiss": lazy("Dismissed"),
    "edit a post": lazy("Changed what a post of somebody else says"),
    "end verification": lazy("Ended a verification"),
    "hide a thread": lazy("Hid a thread"),
    "enter a closed board": lazy("Entered a closed board"),
    "hide a post": lazy("Hid a post"),
    "hide until looked at": lazy("Hid a post that several members reported"),
    "invite an organisation": lazy("Invited an organisation to a board"),
    "keep a thread open": lazy("Took away the day on which a thread closes"),
    "keep a post hidden": lazy("Kept a post hidden that was reported"),
    "lapse verification": lazy("A verification lapsed"),
    "leave a board": lazy("Left a board to which they were let in"),
    "lift": lazy("Ended a sanction early"),
    "lock a thread": lazy("Locked a thread"),
    "make a board": lazy("Made a board"),
    "make a section": lazy("Made a section"),
    "merge threads": lazy("Merged two threads"),
    "move a thread": lazy("Moved a thread to another board"),
    "restore a thread": lazy("Restored a thread"),
    "split a thread": lazy("Moved posts into another thread"),
    "merge accounts": lazy("Merged an account into this one"),
    "merge organisation": lazy("Merged an organisation into another"),
    "move a board": lazy("Moved a board"),
    "move a section": lazy("Moved a section"),
    "name on a board": lazy("Named a member on a board"),
    "pin a thread": lazy("Pinned a thread"),
    "redact a post": lazy("Took personal data out of a post"),
    "refuse verification": lazy("Refused a verification"),
    "remove a section": lazy("Removed an empty section"),
    "remove an organisation": lazy("Took back the invitation of an organisation"),
    "remove from a board": lazy("Took a member off a board"),
    "rename a section": lazy("Renamed a section"),
    "restore a post": lazy("Restored a post"),
    "retire a watched word": lazy("Retired a watched word"),
    "retire organisation": lazy("Retired an organisation"),
    "see an e-mail address": lazy("Saw the e-mail address and the sign-ins of a member"),
    "settle a report": lazy("Dealt otherwise with what was reported"),
    "silence": lazy("Silenced a member"),
    "suspend": lazy("Suspended a member"),
    "unlock a thread": lazy("Unlocked a thread"),
    "unpin a thread": lazy("Unpinned a thread"),
    "uphold": lazy("Heard an appeal, and let the sanction stay"),
    "verify": lazy("Verified a member"),
    "vouch": lazy("Vouched for a colleague"),
    "warn": lazy("Warned a member"),
    "watch a word": lazy("Added a watched word"),
    "watch a word again": lazy("Watched a word again"),
    "write a note": lazy("Wrote a note about a member"),
}

OF_THE_CLOCK = ("hide until looked at", "lapse verification")  # what nobody does but time, and the forum writes down

THINGS = {
    "moderation_setting": lazy("number of moderation"),
    "report_reason": lazy("reason to report"),
    "board": lazy("board"),
    "member": lazy("member"),
    "organisation": lazy("organisation"),
    "post": lazy("post"),
    "section": lazy("section"),
    "site_text": lazy("text of the site"),
    "thread": lazy("thread"),
    "verification": lazy("verification"),
    "verification_request": lazy("request for verification"),
    "watched_word": lazy("watched word"),
}

SETTINGS = {
    "help_characters": lazy("length of where to get help"),
    "hide_members": lazy("members whose reports hide a post"),
    "hide_weight": lazy("weight of reports that hide a post"),
    "hint": lazy("word about it"),
    "is_retired": lazy("retired"),
    "is_urgent": lazy("urgent"),
    "label": lazy("what people choose"),
    "accepted_by": lazy("who marked it as the answer"),
    "answered": lazy("was the accepted answer"),
    "approval": lazy("which posts wait for a moderator"),
    "archived": lazy("archived"),
    "audience": lazy("who may read"),
    "boards_left": lazy("numbers of boards, entered as administrator, that were left"),
    "closes_at": lazy("takes no replies from"),
    "created_at": lazy("written, or published"),
    "days": lazy("days"),
    "edited_at": lazy("edited before"),
    "edits": lazy("edits"),
    "explanation": lazy("what the author is told"),
    "first_posts": lazy("how many first posts of a member wait, where they do"),
    "house_rules": lazy("house rules"),
    "lock_reason": lazy("reason shown in the thread"),
    "locked": lazy("locked"),
    "measure": lazy("what happens then"),
    "name": lazy("name"),
    "author_id": lazy("number of the author"),
    "merged_id": lazy("what was merged into it"),
    "thread_id": lazy("number of the other thread"),
    "is_new": lazy("the thread was new"),
    "appeal_id": lazy("number of the appeal that was successful"),
    "accepted_id": lazy("number of the accepted answer"),
    "accepted_at": lazy("accepted"),
    "number": lazy("number in its thread"),
    "open_title": lazy("shows its title to those outside"),
    "own_threads_only": lazy("members see only their own threads"),
    "pin": lazy("pinned"),
    "pinned_until": lazy("pinned until"),
    "posts": lazy("posts"),
    "posts_stay": lazy("what they wrote stays"),
    "purpose": lazy("purpose"),
    "reply_by": lazy("who may reply"),
    "revision_id": lazy("number of the revision that keeps what it said"),
    "role": lazy("role"),
    "silenced_until": lazy("may not write until"),
    "slug": lazy("address"),
    "start_by": lazy("who may start threads"),
    "state": lazy("state"),
    "stood_in": lazy("number of its thread"),
    "suspended_until": lazy("suspended until"),
    "text": lazy("text"),
    "threads": lazy("threads"),
    "version": lazy("version"),
}

UNSAID = {  # what undoing needs
    *("digest", "title_digest", "stays", "goes", "places", "led_here", "line", "first", "followers", "concerned"),
    "handle",  # in older entries: who it was is said by the number, as long as somebody is called so
}
SHOWN = 160  # characters of a value
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00")  # as deeds record one


def deed_in_words(deed: str) -> Any:
    """The deed as a sentence without its subject; as it was recorded, where there are no words for it yet."""
    return DEEDS.get(deed) or deed[:1].upper() + deed[1:]


def thing_in_words(thing: str) -> Any:
    """The kind of what a deed was done to."""
    return THINGS.get(thing) or thing.replace("_", " ")


def setting_in_words(setting: str) -> Any:
    """What was changed about it."""
    return SETTINGS.get(setting) or setting.removesuffix("_id").replace("_", " ")


def value_in_words(value: Any) -> str:
    """A value as people say it; short, and never with an e-mail address, whoever put one there."""
    if value is True or value is False:
        return str(_("yes") if value else _("no"))
    if isinstance(value, list | tuple):
        return ", ".join(map(value_in_words, value)) or str(_("nothing"))
    if isinstance(value, dict):
        return "; ".join(f"{setting_in_words(name)}: {value_in_words(one)}" for name, one in value.items())
    if isinstance(value, str) and MOMENT.fullmatch(value):
        return moment_in_words(datetime.fromisoformat(value))
    return first_words(without_addresses(str(value)), SHOWN) if value not in (None, "") else str(_("nothing"))


def without_addresses(text: str) -> str:
    """A text in which no mailbox stands any more."""
    return MAILBOX.sub("[…@…]", text)
