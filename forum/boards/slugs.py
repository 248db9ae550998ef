"""The addresses of sections and boards, made of words."""

from slugify import slugify

from forum.boards.models import BOARD_NAME_LIMIT
from forum.boards.queries import slug_is_taken
from forum.core.errors import Invalid
from forum.core.words import lazy


def free_slug(words: str, field: str = "slug", but_for: int | None = None) -> str:
    """The address that words make, for a board other than number `but_for`.

    Raises Invalid when they make none, or another board has it or had it.
    """
    slug = slug_of(words, field)
    if slug_is_taken(slug, but_for):
        raise Invalid(lazy("There is a board at this address already."), "slug")
    return slug


def slug_of(words: str, field: str = "name") -> str:
    """The address that words make, taken or not. Raises Invalid when they make none."""
    slug = slugify(words, max_length=BOARD_NAME_LIMIT, word_boundary=True)
    if not slug or len(words) > BOARD_NAME_LIMIT:
        raise Invalid(lazy("A name has 1 to %(most)d characters, letters among them.", most=BOARD_NAME_LIMIT), field)
    return slug
