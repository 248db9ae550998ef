"""What happened to saved searches, for those who want to know."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SavedSearchFound:
    """New posts were found for a search of a member."""

    finding_id: int


@dataclass(frozen=True)
class FindingsForgotten:
    """What was found is known no longer: the search was deleted, or it is long ago."""

    finding_ids: list[int]
