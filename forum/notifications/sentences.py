"""What a notice says, and where it leads: words for the inbox and for letters, so without any markup."""

from dataclasses import replace

from forum.core.words import _, ngettext
from forum.notifications.access import ASKED, REPORT, SPONSOR, UNATTENDED, URGENT
from forum.notifications.models import Kind
from forum.notifications.moderation_words import of_case, of_moderation, of_named_case, of_several
from forum.notifications.rows import NoticeRow


def sentence(row: NoticeRow) -> str:
    """What happened, in one line."""
    if row.search is not None:
        return ngettext(
            "%(num)d new post for “%(name)s”",
            "%(num)d new posts for “%(name)s”",
            row.search.many,
            name=row.search.name,
        )
    match row.kind:
        case Kind.REPLY:
            return ngettext("%(num)d reply in “%(title)s”", "%(num)d replies in “%(title)s”", row.many, title=row.title)
        case Kind.THREAD:
            return _("New thread: “%(title)s”", title=row.title)
        case Kind.MENTION:
            return _("%(name)s mentioned you in “%(title)s”", name=row.first_name, title=row.title)
        case Kind.ANSWER if row.is_mine:
            return _("Your reply was accepted as the answer in “%(title)s”", title=row.title)
        case Kind.ANSWER:
            return _("A reply was accepted as the answer in “%(title)s”", title=row.title)
    return _of_offices(row)


def by_whom(row: NoticeRow) -> str:
    """Who wrote what the notice is about: one name, two, or one and how many others."""
    if row.kind not in (Kind.REPLY, Kind.THREAD, Kind.ANSWER) or row.is_mine:
        return ""
    if row.people <= 1:
        return _("by %(name)s", name=row.first_name)
    if row.people == 2 and row.first_name != row.last_name:
        return _("by %(name)s and %(other)s", name=row.first_name, other=row.last_name)
    others = row.people - 1
    return ngettext("by %(name)s and %(num)d other", "by %(name)s and %(num)d others", others, name=row.last_name)


def without_content(row: NoticeRow) -> str:
    """What happened, for a mail about what not everybody may read: no title, no name, no board."""
    match row.kind:
        case Kind.REPLY:
            return ngettext(
                "A reply in a thread that you follow", "%(num)d replies in a thread that you follow", row.many
            )
        case Kind.THREAD:
            return _("A new thread on a board that you follow")
        case Kind.MENTION:
            return _("Somebody mentioned you")
        case Kind.ANSWER if row.is_mine:
            return _("Your reply was accepted as the answer")
        case Kind.ANSWER:
            return _("A reply was accepted as the answer in a thread that you follow")
        case Kind.SEARCH:
            return _("New posts for a search that you saved")
    return _of_offices(replace(row, board_name=None, organisation="", case=None))


def leads_to(row: NoticeRow) -> str:
    """The address of what the notice is about, or of where one deals with it."""
    if row.path:
        return row.path
    if row.search is not None:
        return row.search.path
    if row.word == UNATTENDED:
        return "/moderation"
    if row.kind == Kind.CASE or row.word == URGENT:
        return f"/moderation/cases/{row.about_id}"
    if row.kind == Kind.MODERATION and row.word.startswith(REPORT):
        return f"/reports/{row.about_id}"
    if row.kind == Kind.MODERATION:
        return "/settings/moderation" if row.many > 1 else f"/moderation/deeds/{row.about_id}"
    if row.kind == Kind.VERIFICATION:
        return "/verification/requests" if row.word in (ASKED, SPONSOR) else "/settings/verification"
    if not row.board_slug:
        return "/notifications"
    return f"/boards/{row.board_slug}" + ("/requests" if row.word == ASKED else "")


def _of_offices(row: NoticeRow) -> str:
    board = row.board_name
    match row.kind, row.word:
        case Kind.VERIFICATION, word:
            return _of_verification(word, row.organisation)
        case Kind.ADMISSION, word:
            return _of_admission(word, board or "")
        case _kind, word if row.case is not None:
            return of_named_case(word, row.case.title, row.case.about, row.case.is_open)
        case Kind.MODERATION, word if row.many > 1:
            return of_several(word, row.many)
        case Kind.MODERATION, word:
            return of_moderation(word)
        case Kind.CASE, word:
            return of_case(word)
        case Kind.ENTRY, _word:
            return (
                _("An administrator has entered %(board)s", board=board)
                if board
                else _("An administrator has entered a board that you look after")
            )
    return _of_appointment(row.word, board or "")


def _of_admission(word: str, board: str) -> str:
    named = {"board": board}
    said = {
        "asked": (_("Somebody asks to come into a board"), _("Somebody asks to come into %(board)s", **named)),
        "let in": (_("You were let into a board"), _("You were let into %(board)s", **named)),
        "invited": (_("You were invited to a board"), _("You were invited to %(board)s", **named)),
        "removed": (
            _("You are no longer invited to a board"),
            _("You are no longer invited to %(board)s", **named),
        ),
    }
    declined = (
        _("Your request to come into a board was declined"),
        _("Your request to come into %(board)s was declined", **named),
    )
    return said.get(word, declined)[bool(board)]


def _of_verification(word: str, organisation: str) -> str:
    at = {"at": organisation}
    said = {
        "granted": (_("You are a verified public servant"), _("You are a verified public servant at %(at)s", **at)),
        "lapsed": (
            _("Your verification has ended. You can renew it"),
            _("Your verification at %(at)s has ended. You can renew it", **at),
        ),
        "revoked": (_("Your verification was taken back"), _("Your verification at %(at)s was taken back", **at)),
        "refused": (
            _("Your request to be verified was refused"),
            _("Your request to be verified at %(at)s was refused", **at),
        ),
        "sponsor": (
            _("A colleague asks you to vouch for them"),
            _("A colleague at %(at)s asks you to vouch for them", **at),
        ),
        "asked": (
            _("A request to be verified waits for a decision"),
            _("A request to be verified at %(at)s waits for a decision", **at),
        ),
    }
    if word.startswith("ending"):
        return _of_end_to_come(int(word.split()[-1]), organisation)
    return said.get(word, (_("Something changed about your verification"),) * 2)[bool(organisation)]


def _of_end_to_come(days: int, organisation: str) -> str:
    if not organisation:
        return ngettext("Your verification ends in %(num)d day", "Your verification ends in %(num)d days", days)
    return ngettext(
        "Your verification at %(at)s ends in %(num)d day",
        "Your verification at %(at)s ends in %(num)d days",
        days,
        at=organisation,
    )


def _of_appointment(word: str, board: str) -> str:
    offices = {
        "moderator": _("You are a moderator of the whole forum now"),
        "administrator": _("You are an administrator now"),
        "no moderator": _("You are no longer a moderator of the whole forum"),
        "no administrator": _("You are no longer an administrator"),
        "board moderator": _("You look after %(board)s now", board=board) if board else _("You look after a board now"),
        "no board moderator": _("You no longer look after %(board)s", board=board)
        if board
        else _("You no longer look after a board"),
    }
    return offices.get(word, _("Your offices have changed"))
