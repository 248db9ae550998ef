"""The search index of this forum, and the abbreviations that it knows."""

from typing import cast

from flask import current_app
from werkzeug.local import LocalProxy

from forum.search.engine import Index
from forum.search.query import ParsedQuery, parse
from forum.search.synonyms import Synonyms

index = cast(Index, LocalProxy(lambda: current_app.extensions["forum.index"]))
_synonyms = cast(Synonyms, LocalProxy(lambda: current_app.extensions["forum.synonyms"]))


def understood(text: str) -> ParsedQuery:
    """What can be understood of a query here: with the abbreviations of this forum. Never raises."""
    return _synonyms.widened(parse(text))
