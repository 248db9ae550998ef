"""Why a deed is done: ready sentences, and what a moderator writes. Who reads it, the page of the deed says."""

from typing import Any

from forum.core.errors import Invalid
from forum.core.log import REASON_LIMIT
from forum.core.words import lazy

PRESETS: dict[str, Any] = {
    "rules": lazy("It breaks the rules of this forum."),
    "personal": lazy("It holds personal data of somebody."),
    "place": lazy("It belongs on another board."),
    "again": lazy("It says the same as another thread or post."),
    "spam": lazy("It is advertising or spam."),
    "off": lazy("It is about something else than the thread."),
    "unclear": lazy("The title does not say what it is about."),
    "worth": lazy("Everybody should read it."),
    "fine": lazy("It keeps to the rules."),
    "righted": lazy("What was wrong has been put right."),
    "settled": lazy("The question is settled."),
    "asked": lazy("Its author asked for it."),
    "conduct": lazy("You broke the rules of this forum."),
    "unkind": lazy("You were unkind to others here."),
    "advertising": lazy("You posted advertising or spam."),
    "data": lazy("You published personal data of others."),
    "agreed": lazy("We have talked about it, and it is settled."),
    "rightly": lazy("The decision was right, and what was done fits it."),
    "nothing new": lazy("The appeal says nothing that was not known then."),
    "too hard": lazy("What was done was harder than it had to be."),
    "mistaken": lazy("The earlier decision was a mistake."),
}


def reason_of(preset: str, words: str) -> str:
    """A ready sentence, words, or both, as one reason."""
    return " ".join(part for part in (str(PRESETS.get(preset, "")), words) if part)


def check_reason(reason: str) -> str:
    """The reason without blank ends. Raises Invalid where there is none, or it is too long."""
    said = reason.strip()
    if not said:
        raise Invalid(lazy("Say why. Without a reason it is not done."), "words")
    if len(said) > REASON_LIMIT:
        raise Invalid(lazy("Say it in at most %(most)d characters.", most=REASON_LIMIT), "words")
    return said
