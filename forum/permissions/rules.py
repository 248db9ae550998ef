"""Small questions about a person and a board, each with the sentence that is shown when the answer is no.

A thing is asked by its shape: boards, threads and posts all answer `.board`, `.thread` and `.post`. So the rules stand
below the features that they guard. Reading has three twins in SQL (`readable_boards`, `readable_threads`,
`readable_posts`); tests/permissions holds them to these rules.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from forum.core.words import lazy
from forum.permissions.people import Person, uses_account


@dataclass(frozen=True)
class Rule:
    """A question with its sentence; called like the function that it was made from."""

    ask: Callable[[Any, Any], bool]
    sentence: Any
    more: Callable[[Any, Any], Any] | None = None  # of a person and a thing: the sentence where it can say more

    def __call__(self, person: Person, thing: Any) -> bool:
        """Whether the claim holds."""
        return self.ask(person, thing)

    def why_not(self, person: Person, thing: Any) -> Any:
        """The sentence for this person and this thing."""
        return (self.more and self.more(person, thing)) or self.sentence

    @property
    def name(self) -> str:
        """The claim, as the code names it."""
        return self.ask.__name__


def rule(sentence: str, more: Callable[[Any, Any], Any] | None = None) -> Callable[[Callable[[Any, Any], bool]], Rule]:
    """Make a rule of a function; `sentence` says to the person why the answer is no, or `more` does, where it knows."""
    return lambda ask: Rule(ask, lazy(sentence), more)


# --- who someone is


@rule("Sign in to do this.")
def signed_in(person: Person, _thing: Any) -> bool:
    return not person.is_guest


@rule("Everybody can do this.")
def anybody(_person: Person, _thing: Any) -> bool:
    return True


@rule("You are signed in already. Sign out first, then open the link again.")
def not_signed_in(person: Person, _thing: Any) -> bool:
    return person.is_guest


@rule("This account cannot be used.")
def has_an_open_account(person: Person, _thing: Any) -> bool:
    return person.is_confirmed and not person.is_closed


@rule("Your account is suspended.")
def not_suspended(person: Person, _thing: Any) -> bool:
    return not person.is_suspended


@rule("Confirm your e-mail address first.")
def confirmed(person: Person, _thing: Any) -> bool:
    return uses_account(person)


@rule("This is open to verified public servants only.")
def verified(person: Person, _thing: Any) -> bool:
    return person.is_verified and uses_account(person)


@rule("A moderator has paused your right to write here for now. You can go on reading.")
def in_good_standing(person: Person, _thing: Any) -> bool:
    return not (person.is_silenced or person.is_suspended or person.is_closed)


@rule("Only administrators can do this.")
def is_administrator(person: Person, _thing: Any) -> bool:
    return person.is_administrator and uses_account(person)


@rule("Only the person whose account this is can do this.")
def is_oneself(person: Person, thing: Any) -> bool:
    return person.id is not None and person.id == thing.id


@rule("Nobody decides about their own appointments.")
def is_somebody_else(person: Person, thing: Any) -> bool:
    return person.id is None or person.id != thing.id


@rule("This is your own profile.")
def is_another_member(person: Person, thing: Any) -> bool:
    return person.id != thing.id


@rule("Nobody decides about themselves. Somebody else has to.")
def is_about_somebody_else(person: Person, thing: Any) -> bool:
    return person.id is None or person.id != thing.member_id


@rule("Only the person who asked can do this.")
def has_asked(person: Person, thing: Any) -> bool:
    return person.id is not None and person.id == thing.member_id


@rule("This is a session of somebody else.")
def is_own_session(person: Person, thing: Any) -> bool:
    return person.id is not None and person.id == thing.member_id


# --- the board


@rule("This board is open to some members only.")
def board_is_public(_person: Person, thing: Any) -> bool:
    return thing.board.audience == "public"


@rule("This board is open to members only.")
def board_is_for_members(_person: Person, thing: Any) -> bool:
    return thing.board.audience == "members"


@rule("This board is open to verified public servants only.")
def board_is_for_verified(_person: Person, thing: Any) -> bool:
    return thing.board.audience == "verified"


@rule("This board is open only to those who were let in.")
def was_let_in(person: Person, thing: Any) -> bool:
    lets_in = thing.board.audience == "invited" or thing.board.open_title
    return lets_in and thing.board.id in person.invited_to


@rule("This board does not show itself to those outside.")
def board_shows_its_title(_person: Person, thing: Any) -> bool:
    return thing.board.open_title


@rule("Only the moderators of this board can do this.")
def moderates_board(person: Person, thing: Any) -> bool:
    if not uses_account(person):
        return False
    if thing.board.id in person.moderates:
        return True
    named = thing.board.audience != "invited" or thing.board.id in person.invited_to
    return (person.is_moderator or person.is_administrator) and named


@rule("Only moderators can do this.")
def moderates_something(person: Person, _thing: Any) -> bool:
    return bool(person.is_moderator or person.is_administrator or person.moderates) and uses_account(person)


@rule("This board is archived: it can be read, and takes no more writing.")
def board_is_not_archived(_person: Person, thing: Any) -> bool:
    return not thing.board.archived


@rule("On this board only its moderators start threads.")
def members_start_threads_here(_person: Person, thing: Any) -> bool:
    return thing.board.start_by != "moderators"


@rule("On this board only verified public servants start threads.")
def verified_where_starting_asks_it(person: Person, thing: Any) -> bool:
    return thing.board.start_by == "members" or person.is_verified


@rule("On this board only verified public servants reply.")
def verified_where_replying_asks_it(person: Person, thing: Any) -> bool:
    return thing.board.reply_by == "members" or person.is_verified


@rule("This board takes no replies: it is for announcements.")
def board_takes_replies(_person: Person, thing: Any) -> bool:
    return thing.board.reply_by != "nobody"
