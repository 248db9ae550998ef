"""Makes documents for an index, and asks it."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from forum.search.engine import Document, Index, Order, Permitted, Question
from forum.search.found import Found
from forum.search.query import parse

EVERYTHING = Permitted(boards=frozenset(range(1, 100)))
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)

_numbers = count(1)


def make_document(body: str = "", **facts: Any) -> Document:
    """A reply in a thread and on board 1, one hour younger than the one made before."""
    number = next(_numbers)
    defaults: dict[str, Any] = {"post_id": number, "thread_id": number, "board_id": 1, "author_id": 1, "starter_id": 1}
    moment = LONG_AGO + timedelta(hours=number)
    return Document(**{**defaults, "title": "A title", "body": body, "created_at": moment, **facts})


def ask(index: Index, text: str, permitted: Permitted = EVERYTHING, order: Order = Order.RELEVANCE) -> Found:
    """The first hundred results."""
    return index.find(Question(parse(text), permitted, order), 0, 100)


def posts(found: Found) -> list[int]:
    """The numbers of the posts found, in their order."""
    return [hit.post_id for hit in found.hits]
