"""What programs ask of search: the feed of a query, and how to search here. Whoever asks is answered as a guest."""

from flask import Blueprint, Response, request

from forum.core.cleaning import clean_text
from forum.core.errors import ForumError
from forum.core.throttle import throttle
from forum.core.words import lazy
from forum.search.atom import feed_of
from forum.search.opensearch import description as described
from forum.search.place import index, understood
from forum.search.queries import newest_posts
from forum.search.views import GUESTS
from forum.web.everybody import same_for_everybody
from forum.web.viewer import client_address, viewer
from forum.web.xml import xml_answer

bp = Blueprint("search_feeds", __name__)

FIVE_MINUTES, A_DAY = 300, 86_400


class NothingAsked(ForumError):
    """The address says nothing to look for."""

    status = 404


@bp.get("/search.atom")
@same_for_everybody(FIVE_MINUTES)
def feed() -> Response:
    """The newest results of a query, as an Atom feed."""
    query = understood(clean_text(request.args.get("q", "")))
    if not query.asks:
        faults = query.faults or [lazy("This feed needs words to look for in its address, as in ?q=kettle.")]
        raise NothingAsked(" ".join(map(str, faults)))
    throttle.spend(GUESTS, client_address())
    return xml_answer(feed_of(query.text, newest_posts(viewer(), index, query)), "application/atom+xml")


@bp.get("/opensearch.xml")
@same_for_everybody(A_DAY)
def description() -> Response:
    """How to search here, as browsers and other programs read it."""
    return xml_answer(described(), "application/opensearchdescription+xml")
