"""Small questions about a person and somebody's verification, or request for one, each with the sentence for "no".

The thing answers `member_id` (whom it is about) and, where colleagues are asked, `organisation_id`.
"""

from datetime import timedelta
from typing import Any

from forum.core.clock import now
from forum.permissions.people import Person
from forum.permissions.rules import rule

SPONSOR_AFTER = timedelta(days=30)


@rule("Only the person whom this is about can do this.")
def is_about_oneself(person: Person, thing: Any) -> bool:
    return person.id is not None and person.id == thing.member_id


@rule("Nobody decides a case about themselves.")
def is_about_another(person: Person, thing: Any) -> bool:
    return person.id is not None and person.id != thing.member_id


@rule("Only moderators and administrators can do this.")
def is_moderator(person: Person, _thing: Any) -> bool:
    return person.is_moderator


@rule("This was decided already, or taken back.")
def waits(_person: Person, thing: Any) -> bool:
    return bool(thing.is_open)


@rule("No colleagues are asked here.")
def colleagues_are_asked(_person: Person, thing: Any) -> bool:
    return thing.kind == "colleagues"


@rule("There is nothing here for moderators to decide.")
def people_decide(_person: Person, thing: Any) -> bool:
    return thing.kind in ("colleagues", "evidence")


@rule("Only colleagues who are verified at the same organisation with grade A can do this.")
def is_grade_a_colleague(person: Person, thing: Any) -> bool:
    return person.is_verified and person.verified_grade == "A" and person.verified_at_id == thing.organisation_id


@rule("You can vouch for colleagues when you have been verified for 30 days.")
def verified_for_30_days(person: Person, _thing: Any) -> bool:
    return person.verified_since is not None and now() - person.verified_since >= SPONSOR_AFTER
