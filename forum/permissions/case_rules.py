"""Small questions about a person and a case that waits for moderators, each with the sentence for "no".

The thing answers `board` (None where the whole forum is concerned), `kind`, and `member_id` (whom it is about).
"""

from typing import Any

from forum.permissions.people import Person, uses_account
from forum.permissions.rules import moderates_board, rule


@rule("Only those who look after this part of the forum can do this.")
def looks_after_it(person: Person, thing: Any) -> bool:
    if thing.board is None:
        return person.is_moderator and uses_account(person)
    return moderates_board(person, thing)


@rule("Only administrators can do this.")
def lets_people_in(person: Person, thing: Any) -> bool:
    return thing.kind == "admission" and thing.board.open_title and person.is_administrator and uses_account(person)
