"""What stands in a text for facts of the installation, so that the text stays true when they change."""

import re
from collections.abc import Mapping

from forum.core.links import MAILBOX
from forum.core.words import lazy

MEANINGS = {
    "contact": lazy("the e-mail address of those who run the forum, as a link"),
    "cookie": lazy("the name of the forum’s cookie"),
    "site": lazy("the name of the site"),
}
_PLACE = re.compile("{(" + "|".join(MEANINGS) + ")}")
_MEANS_SOMETHING = re.compile(r"([!-/:-@\[-`{-~])")  # whatever Markdown could take for more than a character


def fill(source: str, facts: Mapping[str, str]) -> str:
    """The Markdown with the facts in their places, as plain words: nothing in a fact is taken for Markdown."""
    return _PLACE.sub(lambda found: _written(found[1], facts[found[1]]), source)


def _written(name: str, fact: str) -> str:
    fact = " ".join(fact.split())
    if name == "contact" and MAILBOX.fullmatch(fact):
        return f"<{fact}>"
    if name == "cookie" and "`" not in fact:
        return f"`{fact}`"
    return _MEANS_SOMETHING.sub(r"\\\1", fact)
