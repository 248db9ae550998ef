"""Small questions about a person and a thing, each with the sentence that is shown when the answer is no.

A thing is asked by its shape: boards, threads and posts all answer `.board`; threads and posts answer `.thread`
and `.state`. So the rules stand below the features that they guard. Reading has three twins in SQL
(`readable_boards`, `readable_threads`, `readable_posts`); tests/permissions holds them to these rules.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from forum.core.clock import now
from forum.core.words import lazy
from forum.permissions.people import Person, uses_account

EDIT_WINDOW = timedelta(hours=24)
EDIT_WINDOW_VERIFIED = timedelta(days=30)


@dataclass(frozen=True)
class Rule:
    """A question with its sentence; called like the function that it was made from."""

    ask: Callable[[Any, Any], bool]
    sentence: Any

    def __call__(self, person: Person, thing: Any) -> bool:
        """Whether the claim holds."""
        return self.ask(person, thing)

    @property
    def name(self) -> str:
        """The claim, as the code names it."""
        return self.ask.__name__


def rule(sentence: str) -> Callable[[Callable[[Any, Any], bool]], Rule]:
    """Make a rule of a function; `sentence` says to the person why the answer is no."""
    return lambda ask: Rule(ask, lazy(sentence))


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


@rule("This board is open to invited members only.")
def invited_here(person: Person, thing: Any) -> bool:
    return thing.board.audience == "invited" and thing.board.id in person.invited_to


@rule("Only the moderators of this board can do this.")
def moderates_board(person: Person, thing: Any) -> bool:
    if not uses_account(person):
        return False
    if thing.board.id in person.moderates:
        return True
    named = thing.board.audience != "invited" or thing.board.id in person.invited_to
    return (person.is_moderator or person.is_administrator) and named


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


# --- the thread and the post


@rule("On this board members see only the threads that they started.")
def thread_is_open_to(person: Person, thing: Any) -> bool:
    if thing.thread is None:
        return True
    mine = person.id is not None and thing.thread.starter_id == person.id
    return (mine or not thing.board.own_threads_only) and _published_or_mine(person, thing.thread, mine)


@rule("This post waits for a moderator, or was taken away.")
def post_is_open_to(person: Person, thing: Any) -> bool:
    if thing.post is None:
        return True
    mine = person.id is not None and thing.post.author_id == person.id
    return _published_or_mine(person, thing.post, mine)


def _published_or_mine(_person: Person, thing: Any, mine: bool) -> bool:
    return thing.state == "published" or (mine and thing.state == "held")


@rule("This was deleted.")
def is_not_deleted(_person: Person, thing: Any) -> bool:
    return all(one is None or one.state != "deleted" for one in (thing.thread, thing.post))


@rule("This post is not published.")
def post_is_published(_person: Person, thing: Any) -> bool:
    return thing.post.state == "published" and thing.thread.state == "published"


@rule("This thread is locked, so it takes no more replies.")
def thread_is_open(_person: Person, thing: Any) -> bool:
    return not thing.thread.locked


@rule("This thread is not published.")
def thread_is_published(_person: Person, thing: Any) -> bool:
    return thing.thread.state == "published"


@rule("Only the author can do this.")
def is_author(person: Person, thing: Any) -> bool:
    return person.id is not None and thing.post.author_id == person.id


@rule("Only the person who started the thread can do this.")
def is_starter(person: Person, thing: Any) -> bool:
    return person.id is not None and thing.thread.starter_id == person.id


@rule("The time in which you can change this post is over: 24 hours, or 30 days for verified public servants.")
def within_edit_window(person: Person, thing: Any) -> bool:
    window = EDIT_WINDOW_VERIFIED if person.is_verified else EDIT_WINDOW
    return now() - thing.post.created_at <= window


@rule("Somebody has replied since, so this post can no longer be deleted. You can still edit it.")
def nobody_replied_since(_person: Person, thing: Any) -> bool:
    return thing.post.created_at >= thing.thread.last_post_at


@rule("The question itself cannot be the answer.")
def is_a_reply(_person: Person, thing: Any) -> bool:
    return thing.post.number != 1
