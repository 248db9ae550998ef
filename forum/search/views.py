"""The search page."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, render_template, request

from forum.core.cleaning import clean_text
from forum.core.errors import Absent
from forum.core.throttle import Limit, throttle
from forum.search.engine import IndexUnavailable, Order
from forum.search.place import index, understood
from forum.search.queries import search
from forum.web.paging import page_number
from forum.web.viewer import client_address, viewer

bp = Blueprint("search", __name__)

MEMBERS = Limit("search, member", 60, timedelta(minutes=1))
GUESTS = Limit("search, client", 120, timedelta(minutes=1))  # an office shares one address
LARGEST_NUMBER = 2**63 - 1


@bp.get("/search")
def results() -> Any:
    """What was found, one page of it; without a query, how to search."""
    query = understood(clean_text(request.args.get("q", "")))
    order, page, thread_id = _order(), page_number(), _thread_id()
    if not query.asks:
        return _page(query, order)
    _spend()
    try:
        return _page(query, order, search(viewer(), index, query, order, page, thread_id))
    except IndexUnavailable as fault:
        return _page(query, order, fault=fault), fault.status


def _page(query: Any, order: Order, page: Any = None, fault: IndexUnavailable | None = None) -> str:
    return render_template("search/results.html", query=query, order=order, page=page, fault=fault)


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


def _spend() -> None:
    if viewer().is_guest:
        throttle.spend(GUESTS, client_address())
    else:
        throttle.spend(MEMBERS, viewer().id)
