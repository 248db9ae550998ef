"""The texts that come with the forum: Markdown files, in the language of the site."""

from functools import lru_cache
from pathlib import Path

from forum.core.errors import Absent
from forum.core.words import lazy

HERE = Path(__file__).resolve().parent / "content"

TITLES = {
    "about": lazy("About this forum"),
    "accessibility": lazy("Accessibility"),
    "contact": lazy("Contact"),
    "cookies": lazy("Cookies"),
    "privacy": lazy("Privacy"),
    "rules": lazy("House rules"),
}


@lru_cache
def shipped(slug: str) -> str:
    """The text of this name as it came with the forum. Raises Absent when there is none."""
    if slug not in TITLES:
        raise Absent()
    return (HERE / f"{slug}.md").read_text(encoding="utf-8").strip()
