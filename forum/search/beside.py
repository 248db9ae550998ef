"""What is called by the words of a search, beside posts that say them: boards, people, organisations.

Each kind is found as its own page finds it, and people as far as the viewer may see them: by guests not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forum.boards.queries import boards_called
from forum.members.queries import Meant, members_meant
from forum.organisations.queries import Sought, found_organisations
from forum.search.query import ParsedQuery

SHOWN = 3  # of each kind
MOST_WORDS = 8  # nothing is called by more


@dataclass(frozen=True)
class Beside:
    """At most SHOWN of each kind. Where there are more, the page that finds all of them is asked for `words`.

    `more_people` is the field of the people finder that finds the others, if there are others.
    """

    words: str
    boards: Sequence[Any]
    people: Sequence[Meant]
    organisations: Sequence[Any]
    more_boards: bool
    more_people: str
    more_organisations: bool

    def __bool__(self) -> bool:
        return bool(self.boards or self.people or self.organisations)


def called_by(viewer: Any, query: ParsedQuery) -> Beside | None:
    """What the viewer may know of that all words of the query mean; None, and no question, for one without words."""
    words = [word for unit in query.wanted for word in unit.text.rstrip("*").split()]
    if not words or len(words) > MOST_WORDS:
        return None
    return things_called(viewer, words, SHOWN)


def things_called(viewer: Any, words: Sequence[str], most: int) -> Beside:
    """The same for words, at most `most` of each kind."""
    boards = boards_called(viewer, words, most + 1)
    people = members_meant(viewer, words, most + 1)
    organisations = found_organisations(Sought(name=" ".join(words)), size=most)
    return Beside(
        words=" ".join(words),
        boards=boards[:most],
        people=people[:most],
        organisations=organisations.rows,
        more_boards=len(boards) > most,
        more_people=("name" if people[most].is_named else "expertise") if len(people) > most else "",
        more_organisations=organisations.next is not None,
    )
