"""A text as it was written and as it is shown: rendered once, before the deed that stores it begins."""

from dataclasses import dataclass

from forum.core import markup
from forum.core.errors import Invalid
from forum.core.words import lazy
from forum.members.queries import profile_addresses


@dataclass(frozen=True)
class Prose:
    """Markdown, the HTML made of it, and the version of the renderer that made it."""

    source: str
    html: str
    version: int


def prose(source: str) -> Prose:
    """Render a member's text. Raises Invalid when there is none, or more than a post takes."""
    if not source.strip():
        raise Invalid(lazy("Write something first."), "body")
    if len(source) > markup.BODY_LIMIT:
        raise Invalid(too_long(source), "body")
    return Prose(source, render(source), markup.RENDERER_VERSION)


def prose_of_stored(source: str, original_id: str | None) -> Prose:
    """A text of a post that is there, of any length; who is mentioned in an archive (`original_id`) is nobody here."""
    html = render(source) if original_id is None else markup.render(source)
    return Prose(source, html, markup.RENDERER_VERSION)


def render(source: str) -> str:
    """The HTML of a text, with links to those whom it mentions."""
    return markup.render(source, profile_addresses)


def too_long(source: str) -> str:
    """The sentence for a text that is longer than a post takes."""
    over = len(source) - markup.BODY_LIMIT
    sentence = lazy(
        "A post takes %(most)s characters, and this is %(over)s too many. Shorten it, or send the rest as a reply.",
        most=f"{markup.BODY_LIMIT:,}",
        over=f"{over:,}",
    )
    return str(sentence)
