"""What can be done with a case, by its kind: on its page, and with many at once in the queue."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from forum.core.errors import Conflict
from forum.core.log import LogEntry
from forum.core.words import lazy
from forum.members.models import Member
from forum.moderation.approving import approve_post, decline_post
from forum.moderation.case_seen import CaseSeen
from forum.moderation.cases import DECIDED, is_hidden_for_now
from forum.moderation.clearing import decline_report, hide_reported, settle_report
from forum.moderation.models import Case, CaseKind
from forum.moderation.seen import NOT_SAID, Seen
from forum.threads.models import Post, State

NOTHING_WRONG = lazy("Nothing is wrong")
DEALT_WITH = lazy("It is dealt with")


@dataclass(frozen=True)
class CaseDeed:
    """One deed: its name in forms, its button, what it will do; `suits` says for which cases it is there."""

    name: str
    button: Any
    meaning: Any
    do: Callable[[Any, Case, str, CaseSeen | None], LogEntry]  # with what was seen of it
    suits: Callable[[Case], bool]
    works: Callable[[Case], bool] = lambda _case: True  # as things stand now; else its button would only refuse
    is_warning: bool = False
    needs_reason: bool = True


def _approve(actor: Any, case: Case, _reason: str, seen: CaseSeen | None) -> LogEntry:
    return approve_post(actor, _post(case), _said(seen), case.id)


def _refuse(actor: Any, case: Case, reason: str, seen: CaseSeen | None) -> LogEntry:
    return decline_post(actor, _post(case), reason, case.id, _said(seen))


def _hide(actor: Any, case: Case, reason: str, seen: CaseSeen | None) -> LogEntry:
    return hide_reported(actor, case, reason, seen)


def _decline(actor: Any, case: Case, reason: str, seen: CaseSeen | None) -> LogEntry:
    _check_said(case, seen)
    return decline_report(actor, case, reason, seen)


def _settle(actor: Any, case: Case, reason: str, seen: CaseSeen | None) -> LogEntry:
    _check_said(case, seen)
    return settle_report(actor, case, reason, seen)


def _check_said(case: Case, seen: CaseSeen | None) -> None:
    """Where it gives a hidden post back. Raises like `_said`."""
    if is_hidden_for_now(case):
        _said(seen)


def _said(seen: CaseSeen | None) -> Seen:
    """Raises Conflict where the form does not say what was read: nobody publishes what they may not have seen."""
    if seen is None or not isinstance(seen.what, Seen):
        raise Conflict(NOT_SAID)
    return seen.what


def _is_of_member(case: Case) -> bool:
    return case.thing == Member.__tablename__


def _is_of_post(case: Case) -> bool:
    return not _is_of_member(case) and not case.is_of_gone_post


def _outlives_its_post(case: Case) -> bool:
    return case.is_urgent and case.is_of_gone_post


def _waits(case: Case) -> bool:
    return case.post is not None


def _can_be_read_then(case: Case) -> bool:
    post = case.post
    return post is not None and (post.starts_thread or post.thread.state == State.PUBLISHED)


def _post(case: Case) -> Post:
    if not case.is_open or case.post is None:
        raise Conflict(DECIDED)
    return case.post


DEEDS: dict[CaseKind, tuple[CaseDeed, ...]] = {
    CaseKind.REPORT: (
        CaseDeed(
            "hide",
            lazy("Hide the post"),
            lazy(
                "Readers see that a post was removed. Its author is told, with your reason, and those who reported it. "
                "It can be undone for 30 days."
            ),
            _hide,
            lambda case: case.post is not None and _is_of_post(case),
            is_warning=True,
        ),
        CaseDeed(
            "decline",
            NOTHING_WRONG,
            lazy(
                "The post stays, or comes back where reports had hidden it. Those who reported it are told, "
                "with your reason; its author only if it was hidden."
            ),
            _decline,
            _is_of_post,
        ),
        CaseDeed(
            "settle",
            DEALT_WITH,
            lazy(
                "You have done something else about it: taken words out, moved the thread, warned the author. The post "
                "stays, or comes back where reports had hidden it. Those who reported it are told that something was "
                "done, with your reason; its author only if it was hidden."
            ),
            _settle,
            _is_of_post,
        ),
        CaseDeed(
            "settle",
            DEALT_WITH,
            lazy(
                "You have looked after it: talked to the member, or told somebody who can help. The post stays "
                "deleted. Those who reported it are told that something was done, with your reason."
            ),
            _settle,
            _outlives_its_post,
        ),
        CaseDeed(
            "decline",
            NOTHING_WRONG,
            lazy("The post stays deleted. Those who reported it are told, with your reason. The member is not told."),
            _decline,
            _outlives_its_post,
        ),
        CaseDeed(
            "decline",
            NOTHING_WRONG,
            lazy("The member is not told. Those who reported the profile are told, with your reason."),
            _decline,
            _is_of_member,
        ),
        CaseDeed(
            "settle",
            DEALT_WITH,
            lazy(
                "You have done something about it: talked to the member, warned, silenced or suspended them. Of the "
                "report they are not told. Those who reported the profile are told that something was done, "
                "with your reason."
            ),
            _settle,
            _is_of_member,
        ),
    ),
    CaseKind.HELD: (
        CaseDeed(
            "approve",
            lazy("Publish the post"),
            lazy("Everybody who may read the thread reads it from now on. Its author is told. It needs no reason."),
            _approve,
            _waits,
            _can_be_read_then,
            needs_reason=False,
        ),
        CaseDeed(
            "refuse",
            lazy("Decline the post"),
            lazy("It is not published. Its author is told why, and keeps the text. It can be undone for 30 days."),
            _refuse,
            _waits,
            is_warning=True,
        ),
    ),
}
IN_BULK = {  # the same, for the buttons below the queue: of which kind, and what they say
    "approve": (CaseKind.HELD, lazy("Publish the posts")),
    "refuse": (CaseKind.HELD, lazy("Decline the posts")),
    "hide": (CaseKind.REPORT, lazy("Hide the posts")),
    "decline": (CaseKind.REPORT, lazy("Nothing is wrong with them")),
    "settle": (CaseKind.REPORT, lazy("They are dealt with")),
}
WITHOUT_REASON = ("approve",)
PRESETS = ("rules", "personal", "place", "again", "spam", "fine", "righted", "asked")
ABOUT_MEMBERS = ("rules", "personal", "spam", "fine", "righted")


def presets_for(case: Case) -> tuple[str, ...]:
    """The ready sentences that can be true of what the case is about."""
    return ABOUT_MEMBERS if _is_of_member(case) else PRESETS


def deeds_for(case: Case) -> list[CaseDeed]:
    """What can be done with an open case on its page."""
    return [deed for deed in DEEDS.get(case.kind, ()) if case.is_open and deed.suits(case) and deed.works(case)]


def deed_called(case: Case, name: str) -> CaseDeed | None:
    """The deed of this name, if it is one for a case of this kind; whether the case waits, the deed itself asks."""
    return next((deed for deed in DEEDS.get(case.kind, ()) if deed.name == name and deed.suits(case)), None)
