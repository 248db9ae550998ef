"""Small questions about a person and another member, each with the sentence for "no".

The thing answers `person`, whom it is about: a member answers themselves, a sanction the member whom it was given to.
"""

from typing import Any

from forum.permissions.people import Person
from forum.permissions.rules import rule


@rule("Nobody decides about themselves. Somebody else has to.")
def is_about_another_member(person: Person, thing: Any) -> bool:
    return thing is None or person.id is None or person.id != thing.person.id


@rule("This is a moderator or an administrator: only administrators can do this.")
def is_below(person: Person, thing: Any) -> bool:
    return person.is_administrator or not thing.person.is_moderator


@rule("Whoever gave a sanction does not decide the appeal against it: it waits for another moderator.")
def was_given_by_another(person: Person, thing: Any) -> bool:
    return person.id is None or person.id != thing.given_by_id


@rule("A moderator has warned you. Read the warning and say that you have; then you can go on.")
def has_read_warning(person: Person, _thing: Any) -> bool:
    return not person.is_warned
