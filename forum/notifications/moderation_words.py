"""What notices of moderation say: to whom a deed concerns, to reporters, to those for whom a case waits."""

from forum.core.words import _, ngettext
from forum.notifications.access import UNATTENDED, URGENT

SEVERAL = ("approve a post", "decline a post", "hide a post", "redact a post", "restore a post")  # told together


def of_several(word: str, many: int) -> str:
    """What was decided about several posts of somebody, in one line."""
    said = {
        "approve a post": ngettext(
            "A moderator has published %(num)d post of yours that waited",
            "A moderator has published %(num)d posts of yours that waited",
            many,
        ),
        "decline a post": ngettext(
            "A moderator has declined %(num)d post of yours, and says why",
            "A moderator has declined %(num)d posts of yours, and says why",
            many,
        ),
        "hide a post": ngettext(
            "A moderator has hidden %(num)d post of yours, and says why",
            "A moderator has hidden %(num)d posts of yours, and says why",
            many,
        ),
        "redact a post": ngettext(
            "A moderator has taken personal data out of %(num)d post of yours",
            "A moderator has taken personal data out of %(num)d posts of yours",
            many,
        ),
        "restore a post": ngettext(
            "A moderator has restored %(num)d post of yours", "A moderator has restored %(num)d posts of yours", many
        ),
    }
    return said[word]


def of_moderation(word: str) -> str:
    """What was decided about somebody, or about what they reported."""
    said = {
        "approve a post": _("A moderator has published a post of yours that waited"),
        "decline a post": _("A moderator has declined a post of yours, and says why"),
        "edit a post": _("A moderator has changed what a post of yours says, and says why"),
        "hide a post": _("A moderator has hidden a post of yours, and says why"),
        "change a title": _("A moderator has changed the title of a thread of yours, and says why"),
        "close a thread": _("A moderator has said when a thread of yours closes, and why"),
        "keep a thread open": _("A thread of yours no longer closes on a day"),
        "hide a thread": _("A moderator has hidden a thread of yours, and says why"),
        "merge threads": _("A moderator has merged a thread of yours with another, and says why"),
        "move a thread": _("A moderator has moved a thread of yours to another board, and says why"),
        "redact a post": _("A moderator has taken personal data out of a post of yours"),
        "restore a thread": _("A moderator has restored a thread of yours"),
        "split a thread": _("A moderator has moved posts of yours into another thread, and says why"),
        "lock a thread": _("A moderator has locked a thread of yours, and says why"),
        "pin a thread": _("A moderator has pinned a thread of yours"),
        "unlock a thread": _("A moderator has unlocked a thread of yours"),
        "unpin a thread": _("A thread of yours is no longer pinned"),
        "restore a post": _("A moderator has restored a post of yours"),
        "clean up": _("A moderator has suspended your account and hidden what you wrote, and says why"),
        "appeal succeeded": _("Your appeal was successful: another moderator has ended the sanction"),
        "appeal, posts hidden": _("Your appeal was successful. The sanction has ended; what was hidden stays so"),
        "undo: clean up": _("Your suspension was taken back, and what was hidden with it can be read again"),
        "lift": _("A moderator has ended a sanction against you early"),
        "silence": _("A moderator has paused your right to write here, and says why and until when"),
        "suspend": _("A moderator has suspended your account, and says why and until when"),
        "uphold": _("Another moderator has heard your appeal, and the sanction stays"),
        "warn": _("A moderator has warned you. Read the warning, and say that you have"),
        "hide until looked at": _("A post of yours is hidden until a moderator has looked at it"),
        "keep a post hidden": _("A moderator has looked at a post of yours, and it stays hidden"),
        "decline a report": _("A moderator has looked at a post of yours that was hidden, and given it back"),
        "settle a report": _("A moderator has looked at a post of yours that was hidden, and given it back"),
        "undo": _("A moderator has taken back what was done to you or to a post of yours"),
    }
    return said.get(word) or _of_report(word)


def _of_report(word: str) -> str:
    said = {
        UNATTENDED: _("A report that is urgent waits, and nobody can decide it"),
        URGENT: _("A report that is urgent waits for a moderator"),
        "report hidden": _("What you reported was looked at, and hidden"),
        "report declined": _("What you reported was looked at, and nothing found wrong"),
        "report dealt with": _("What you reported was looked at, and something was done about it"),
        "report again": _("What you reported waits for a moderator again: what was decided was taken back"),
        "report gone": _("What you reported is gone"),
    }
    return said.get(word, _("A moderator has decided something that concerns you, and says why"))


def of_case(word: str) -> str:
    """What waits for those who decide it."""
    said = {
        "report": _("A report waits for a moderator"),
        "held": _("A post waits for a moderator to approve it"),
        "appeal": _("An appeal waits for a moderator"),
        UNATTENDED: _("Something waits that none of the moderators can decide"),
    }
    return said.get(word, _("Something waits for a moderator"))


def of_named_case(word: str, title: str, about: str, is_open: bool) -> str:
    """The same for who reads what it is about: the thread, whose post or account; and whether it is decided by now."""
    facts = {"title": title, "name": about}
    of_posts = {
        "report": _("A report of a post by %(name)s in “%(title)s” waits for a moderator", **facts),
        "held": _("A post by %(name)s in “%(title)s” waits for a moderator to approve it", **facts),
        URGENT: _("An urgent report of a post by %(name)s in “%(title)s” waits for a moderator", **facts),
    }
    of_members = {
        "report": _("A report about %(name)s waits for a moderator", **facts),
        "appeal": _("An appeal by %(name)s waits for a moderator", **facts),
        URGENT: _("An urgent report about %(name)s waits for a moderator", **facts),
    }
    said = (of_posts if title else of_members).get(word, "") if about else ""
    said = said or (of_moderation(word) if word == URGENT else of_case(word))
    return said if is_open else _("Decided by now: %(what)s", what=said)
