"""What moderators did and what waits for them, for those who want to know."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DeedDone:
    """A deed of moderation stands in the log, under this number."""

    entry_id: int


@dataclass(frozen=True)
class CaseOpened:
    """Something waits for moderators, or has become urgent."""

    case_id: int


@dataclass(frozen=True)
class CaseClosed:
    """What waited for moderators was decided, or waits no longer."""

    case_id: int


@dataclass(frozen=True)
class CaseReopened:
    """What was decided waits again: the decision was taken back."""

    case_id: int
