"""The search page, and what its box suggests while somebody types."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, render_template, request

from forum.core.cleaning import clean_text
from forum.core.errors import Absent
from forum.core.throttle import Limit, throttle
from forum.organisations.choices import KINDS, NATIONS
from forum.search.beside import called_by
from forum.search.engine import IndexUnavailable, Order
from forum.search.noting import note_search
from forum.search.place import index, understood
from forum.search.queries import search
from forum.search.saved_as import saved_search
from forum.search.suggesting import Suggestions, words_of
from forum.search.suggesting import suggestions as suggestions_for
from forum.web.paging import page_number
from forum.web.viewer import client_address, viewer

bp = Blueprint("search", __name__)

MEMBERS = Limit("search, member", 60, timedelta(minutes=1))
GUESTS = Limit("search, client", 120, timedelta(minutes=1))  # an office shares one address
TYPING_MEMBERS = Limit("suggestions, member", 150, timedelta(minutes=1))  # whoever types asks some times a search
TYPING_GUESTS = Limit("suggestions, client", 300, timedelta(minutes=1))
LARGEST_NUMBER = 2**63 - 1


@bp.get("/search")
def results() -> Any:
    """What was found, one page of it; without a query, how to search."""
    query = understood(clean_text(request.args.get("q", "")))
    order, page, thread_id = _order(), page_number(), _thread_id()
    if not query.asks:
        return _page(query, order)
    _spend(MEMBERS, GUESTS)
    beside = called_by(viewer(), query) if page == 1 and thread_id is None else None
    try:
        found = search(viewer(), index, query, order, page, thread_id)
    except IndexUnavailable as fault:
        return _page(query, order, fault=fault, beside=beside), fault.status
    if (order, page, thread_id) == (Order.RELEVANCE, 1, None):  # whoever looks further has asked already
        note_search(query, found.found)
    return _page(query, order, found, beside=beside)


@bp.get("/search/suggestions")
def suggestions() -> Response:
    """What the box suggests for what is typed so far: a piece of a page, which no cache keeps."""
    text = clean_text(request.args.get("q", ""))
    words, found = words_of(text), Suggestions(text)
    if words:
        _spend(TYPING_MEMBERS, TYPING_GUESTS)
        found = suggestions_for(viewer(), text, words)
    piece = Response(
        render_template("search/suggestions.html", asked=bool(words), found=found), mimetype="text/fragment+html"
    )
    piece.headers["Cache-Control"] = "no-store"
    return piece


def _page(query: Any, order: Order, page: Any = None, fault: IndexUnavailable | None = None, beside: Any = None) -> str:
    facts = {"query": query, "order": order, "page": page, "fault": fault, "beside": beside}
    facts |= {"saved": page and saved_search(viewer(), query), "kinds": KINDS, "nations": NATIONS}
    return render_template("search/results.html", **facts)


def _order() -> Order:
    try:
        return Order(request.args.get("sort", Order.RELEVANCE))
    except ValueError as fault:
        raise Absent() from fault


def _thread_id() -> int | None:
    """The one thread to look in, if any. Raises Absent for what is no number of a thread."""
    text = request.args.get("thread", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 20) or not 0 < int(text) <= LARGEST_NUMBER:
        raise Absent()
    return int(text)


def _spend(of_members: Limit, of_guests: Limit) -> None:
    if viewer().is_guest:
        throttle.spend(of_guests, client_address())
    else:
        throttle.spend(of_members, viewer().id)
