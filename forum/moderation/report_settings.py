"""What administrators decide about reports: the reasons that people choose from, and when reports hide a post."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, select

from forum.core.db import one_at_a_time, session
from forum.core.errors import Invalid
from forum.core.log import changes, record
from forum.core.words import lazy
from forum.members.models import Member
from forum.moderation.models import HELP_LIMIT, HINT_LIMIT, LABEL_LIMIT, ModerationSetting, ReportReason
from forum.moderation.report_reasons import all_reasons, offered_reasons
from forum.moderation.weighing import SETTINGS, settings
from forum.permissions.guard import action
from forum.permissions.table import Can

MOST = 10_000  # of a number
FIRST_OWN = "own-"  # how the keys of added reasons begin


@dataclass(frozen=True)
class ReasonTexts:
    """A reason as administrators write it; `position` says where in the list it stands."""

    label: str
    hint: str
    help: str
    is_urgent: bool
    position: int
    is_retired: bool


@action(Can.KEEP_BOARDS)
def save_reason(administrator: Member, _site: None, key: str | None, texts: ReasonTexts) -> str:
    """Change a reason, or add one where there is no key; answers its key.

    Raises Invalid for a text that is missing or too long, and for the last reason that can be chosen.
    """
    _check(texts)
    one_at_a_time("report reasons")
    if texts.is_retired and [one.key for one in offered_reasons()] in ([], [key]):
        raise Invalid(lazy("Keep at least one reason that people can choose."), "is_retired")
    before = next((_facts(one) for one in all_reasons() if one.key == key), {})
    row = session.get(ReportReason, key) if key else None
    if row is None:
        row = ReportReason(key=key or _new_key())
        session.add(row)
    for name, value in asdict(texts).items():
        setattr(row, name, value)
    session.flush()
    deed = "change a reason to report" if before else "add a reason to report"
    record(administrator.id, deed, row, *changes(before, _facts(row)))
    return row.key


@action(Can.KEEP_BOARDS)
def change_settings(administrator: Member, _site: None, numbers: dict[str, int]) -> None:
    """Say how much weight of reports, from how many members, hides a post; no weight is never. Raises Invalid."""
    for name, value in numbers.items():
        if name not in SETTINGS or not 0 <= value <= MOST:
            raise Invalid(lazy("Enter a whole number from 0 to %(most)d.", most=MOST), name)
    before = settings()
    row = None
    for name, value in numbers.items():
        row = session.get(ModerationSetting, name) or ModerationSetting(name=name)
        row.value = value
        session.add(row)
    session.flush()
    differs = changes(before, numbers)
    if row is not None and differs[1]:
        record(administrator.id, "change when reports hide", row, *differs)


def _check(texts: ReasonTexts) -> None:
    if not texts.label.strip():
        raise Invalid(lazy("Say what people choose."), "label")
    for name, most in (("label", LABEL_LIMIT), ("hint", HINT_LIMIT), ("help", HELP_LIMIT)):
        if len(getattr(texts, name)) > most:
            raise Invalid(lazy("Say it in at most %(most)d characters.", most=most), name)


def _facts(reason: Any) -> dict[str, Any]:
    facts = {name: str(getattr(reason, name)) for name in ("label", "hint")}
    facts |= {name: getattr(reason, name) for name in ("is_urgent", "position", "is_retired")}
    return facts | {"help_characters": len(str(reason.help))}


def _new_key() -> str:
    own = select(func.count()).where(ReportReason.key.startswith(FIRST_OWN, autoescape=True))
    return f"{FIRST_OWN}{(session.scalar(own) or 0) + 1}"
