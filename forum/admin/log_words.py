"""What stands in the log, in words: deeds, things, settings and their values."""

import re
from datetime import datetime
from typing import Any

from forum.core.excerpts import first_words
from forum.core.links import MAILBOX
from forum.core.words import _, lazy
from forum.web.filters import moment_in_words

DEEDS = {
    "add organisation": lazy("Added an organisation"),
    "agree to evidence": lazy("Agreed to evidence"),
    "appoint": lazy("Appointed"),
    "bring back organisation": lazy("Brought an organisation back"),
    "change a board": lazy("Changed a board"),
    "change a text of the site": lazy("Changed a text of the site"),
    "change organisation": lazy("Changed an organisation"),
    "change the address of a board": lazy("Changed the address of a board"),
    "claim an author": lazy("Claimed an author of an archive for a member"),
    "decide a request to come in": lazy("Decided a request to come in"),
    "dismiss": lazy("Dismissed"),
    "end verification": lazy("Ended a verification"),
    "invite an organisation": lazy("Invited an organisation to a board"),
    "make a board": lazy("Made a board"),
    "make a section": lazy("Made a section"),
    "merge organisation": lazy("Merged an organisation into another"),
    "move a board": lazy("Moved a board"),
    "move a section": lazy("Moved a section"),
    "name on a board": lazy("Named a member on a board"),
    "refuse verification": lazy("Refused a verification"),
    "remove an organisation": lazy("Took back the invitation of an organisation"),
    "remove from a board": lazy("Took a member off a board"),
    "rename a section": lazy("Renamed a section"),
    "retire organisation": lazy("Retired an organisation"),
    "verify": lazy("Verified a member"),
    "vouch": lazy("Vouched for a colleague"),
}

THINGS = {
    "board": lazy("board"),
    "member": lazy("member"),
    "organisation": lazy("organisation"),
    "post": lazy("post"),
    "section": lazy("section"),
    "site_text": lazy("text of the site"),
    "thread": lazy("thread"),
    "verification": lazy("verification"),
    "verification_request": lazy("request for verification"),
}

SETTINGS = {
    "archived": lazy("archived"),
    "audience": lazy("who may read"),
    "boards_left": lazy("numbers of boards, entered as administrator, that were left"),
    "digest": lazy("digest of the text"),
    "handle": lazy("handle"),
    "house_rules": lazy("house rules"),
    "name": lazy("name"),
    "open_title": lazy("shows its title to those outside"),
    "own_threads_only": lazy("members see only their own threads"),
    "posts": lazy("posts"),
    "purpose": lazy("purpose"),
    "reply_by": lazy("who may reply"),
    "role": lazy("role"),
    "slug": lazy("address"),
    "start_by": lazy("who may start threads"),
    "state": lazy("state"),
    "text": lazy("text"),
    "threads": lazy("threads"),
    "version": lazy("version"),
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
