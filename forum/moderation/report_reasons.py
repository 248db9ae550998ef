"""Why something is reported: the reasons that the forum comes with, and what administrators have made of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from forum.core.db import session
from forum.core.errors import Absent
from forum.core.words import lazy
from forum.moderation.models import ReportReason
from forum.threads.models import Post

NEEDS_WORDS = ("other",)  # says nothing by itself
OF_POSTS = ("place",)  # is never true of a member


@dataclass(frozen=True)
class Reason:
    """One reason; `help` is what the reporter reads as soon as it is sent."""

    key: str
    label: Any
    hint: Any = ""
    help: Any = ""
    is_urgent: bool = False
    position: int = 0
    is_retired: bool = False


HELP_NOW = lazy(
    "If somebody is in danger now, call 999, or 112 from a mobile phone.\n"
    "Samaritans listen day and night: call 116 123 from any phone, free of charge.\n"
    "To text instead, send SHOUT to 85258.\n"
    "For medical help that cannot wait, call 111 and choose the mental health option.\n"
    "Moderators see your report at the top of their list, but they are volunteers and may not be here at this moment."
)
DEFAULTS = (
    Reason("rules", lazy("It breaks the rules"), lazy("Rude, hostile, or against the house rules"), position=10),
    Reason("personal", lazy("It holds personal data"), lazy("Somebody could be known by it"), position=20),
    Reason("place", lazy("It is on the wrong board"), lazy("It should be moved"), position=30),
    Reason("spam", lazy("It is advertising or spam"), position=40),
    Reason(
        "safety",
        lazy("I worry about someone’s safety"),
        lazy("It goes to the top of the list, and you are shown where to get help now"),
        HELP_NOW,
        is_urgent=True,
        position=50,
    ),
    Reason("other", lazy("Something else"), lazy("Say what, in your own words"), position=60),
)


def all_reasons() -> list[Reason]:
    """Every reason, those that nobody can choose any more among them, in their order."""
    stored = {row.key: _reason(row) for row in session.scalars(select(ReportReason))}
    return _in_order({**{one.key: one for one in DEFAULTS}, **stored}.values())


def offered_reasons() -> list[Reason]:
    """The reasons that somebody can choose, in their order."""
    return [reason for reason in all_reasons() if not reason.is_retired]


def reasons_for(thing: Any) -> list[Reason]:
    """Those of them that can be true of this thing: nobody is on the wrong board."""
    offered = offered_reasons()
    return [reason for reason in offered if reason.key not in OF_POSTS or isinstance(thing, Post)] or offered


def reason_called(key: str) -> Reason:
    """The reason of this key. Raises Absent when there is none."""
    for reason in all_reasons():
        if reason.key == key:
            return reason
    raise Absent()


def _in_order(reasons: Iterable[Reason]) -> list[Reason]:
    return sorted(reasons, key=lambda one: (one.position, one.key))


def _reason(row: ReportReason) -> Reason:
    return Reason(row.key, row.label, row.hint, row.help, row.is_urgent, row.position, row.is_retired)
