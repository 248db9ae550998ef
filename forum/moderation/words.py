"""Deeds of moderation in words, for those whom they concern."""

from typing import Any

from forum.core.words import _, lazy

WORDS: dict[str, Any] = {
    "approve a post": lazy("A post was published that had waited"),
    "decline a post": lazy("A post that waited was declined"),
    "clean up": lazy("A new member was suspended, and what they wrote was hidden"),
    "lift": lazy("A sanction was ended early"),
    "silence": lazy("A member was silenced"),
    "suspend": lazy("A member was suspended"),
    "uphold": lazy("An appeal was heard, and the sanction stays"),
    "warn": lazy("A member was warned"),
    "change a title": lazy("The title of a thread was changed"),
    "close a thread": lazy("A thread takes no replies from a day on"),
    "edit a post": lazy("A moderator has changed what a post says"),
    "hide a post": lazy("A post was hidden"),
    "hide a thread": lazy("A thread was hidden"),
    "merge threads": lazy("Two threads were merged"),
    "move a thread": lazy("A thread was moved to another board"),
    "restore a thread": lazy("A thread was restored"),
    "split a thread": lazy("Posts were moved into another thread"),
    "keep a thread open": lazy("A thread no longer closes on a day"),
    "lock a thread": lazy("A thread was locked"),
    "pin a thread": lazy("A thread was pinned"),
    "redact a post": lazy("Personal data was taken out of a post"),
    "restore a post": lazy("A post was restored"),
    "unlock a thread": lazy("A thread was unlocked"),
    "unpin a thread": lazy("A thread was unpinned"),
    "hide until looked at": lazy("A post was hidden until a moderator looks, because several members reported it"),
    "keep a post hidden": lazy("A post that reports had hidden stays hidden"),
    "decline a report": lazy("A report was looked at, and nothing found wrong"),
    "settle a report": lazy("A report was looked at, and something else was done about it"),
}
TO_ONESELF: dict[str, Any] = {  # the same, to whom it was done
    "approve a post": lazy("A post of yours was published that had waited"),
    "decline a post": lazy("A post of yours that waited was declined"),
    "clean up": lazy("Your account was suspended, and what you wrote was hidden"),
    "lift": lazy("A sanction against you was ended early"),
    "silence": lazy("You were silenced"),
    "suspend": lazy("Your account was suspended"),
    "uphold": lazy("Your appeal was heard, and the sanction stays"),
    "warn": lazy("You were warned"),
    "change a title": lazy("The title of a thread of yours was changed"),
    "close a thread": lazy("A thread of yours takes no replies from a day on"),
    "edit a post": lazy("A moderator has changed what a post of yours says"),
    "hide a post": lazy("A post of yours was hidden"),
    "hide a thread": lazy("A thread of yours was hidden"),
    "merge threads": lazy("A thread of yours was merged with another"),
    "move a thread": lazy("A thread of yours was moved to another board"),
    "restore a thread": lazy("A thread of yours was restored"),
    "split a thread": lazy("Posts of yours were moved into another thread"),
    "keep a thread open": lazy("A thread of yours no longer closes on a day"),
    "lock a thread": lazy("A thread of yours was locked"),
    "pin a thread": lazy("A thread of yours was pinned"),
    "redact a post": lazy("Personal data was taken out of a post of yours"),
    "restore a post": lazy("A post of yours was restored"),
    "unlock a thread": lazy("A thread of yours was unlocked"),
    "unpin a thread": lazy("A thread of yours was unpinned"),
    "hide until looked at": lazy("A post of yours was hidden until a moderator looks, as several members reported it"),
    "keep a post hidden": lazy("A post of yours that reports had hidden stays hidden"),
    "decline a report": lazy("A post of yours that reports had hidden was looked at, and given back"),
    "settle a report": lazy("A post of yours that reports had hidden was looked at, and given back"),
}
APPEAL_SUCCEEDED = lazy("Your appeal was successful: the sanction was ended")  # instead of "lift"
KINDS: dict[str, Any] = {  # of cases
    "report": lazy("Report"),
    "held": lazy("Post to approve"),
    "verification": lazy("Request to be verified"),
    "admission": lazy("Request to come in"),
    "appeal": lazy("Appeal"),
}
OUTCOMES: dict[str, Any] = {  # of cases
    "approved": lazy("The post was published"),
    "hidden": lazy("The post was hidden"),
    "not published": lazy("The post was declined"),
    "declined": lazy("Nothing was found wrong"),
    "dealt with": lazy("Something else was done about it"),
    "gone": lazy("The post was deleted before anybody decided"),
    "lifted": lazy("The sanction was ended"),
    "upheld": lazy("The sanction stayed"),
    "settled": lazy("It was decided or taken back on its own page"),
}
TOLD_REPORTERS: dict[str, Any] = {  # by the outcome of the case; empty as long as it waits
    "": lazy("It waits for a moderator. You will be told what becomes of it."),
    "hidden": lazy("A moderator has looked, agreed with you, and hidden the post."),
    "declined": lazy("A moderator has looked, and found nothing that has to be hidden or changed."),
    "dealt with": lazy("What you reported was looked at, and something was done about it."),
    "gone": lazy("The post is gone: it was deleted before a moderator decided."),
}
UNDO = "undo: "


def deed_in_words(entry: Any) -> str:
    """What was done, as one line: of an entry, or a row with its `deed`."""
    return _in_words(WORDS, entry.deed)


def deed_to_oneself(entry: Any) -> str:
    """The same, to the member to whom it was done; the row has what the deed has made of it, `after`."""
    if entry.deed == "lift" and "appeal_id" in entry.after:
        return str(APPEAL_SUCCEEDED)
    return _in_words(TO_ONESELF, entry.deed)


def _in_words(words: dict[str, Any], deed: str) -> str:
    if deed.startswith(UNDO):
        return _("Undone: %(deed)s", deed=words.get(deed.removeprefix(UNDO), deed.removeprefix(UNDO)))
    return str(words.get(deed, deed))
