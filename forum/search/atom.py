"""The newest results of a search as an Atom feed (RFC 4287): one entry a post."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from flask import current_app, url_for
from lxml import etree

from forum.core.words import _
from forum.search.results import Result
from forum.web.filters import iso
from forum.web.letters import full_address
from forum.web.xml import elements_of, writable

XML = "{http://www.w3.org/XML/1998/namespace}"
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)  # when a feed changed that never had an entry
SINCE = "2026"  # a tag names a year in which the host was the forum's (RFC 4151)

atom = elements_of("http://www.w3.org/2005/Atom")


def feed_of(text: str, results: Sequence[Result]) -> etree._Element:
    """The feed of a query with these results, the newest first."""
    site, asked = current_app.config["FORUM_SITE_NAME"], f"?{urlencode({'q': text})}"
    return atom.feed(
        {f"{XML}lang": current_app.config["FORUM_LANGUAGE"]},
        atom.id(_tag(f"search:{quote(text, safe='')}")),
        atom.title(writable(_("%(words)s: search in %(site)s", words=text, site=site))),
        atom.updated(iso(max(map(_changed, results), default=BEGINNING))),
        atom.author(atom.name(writable(site))),
        _link("self", full_address(url_for("search_feeds.feed") + asked), "application/atom+xml"),
        _link("alternate", full_address(url_for("search.results") + asked), "text/html"),
        *map(_entry, results),
    )


def _entry(result: Result) -> etree._Element:
    return atom.entry(
        atom.id(_tag(f"post-{result.post_id}")),
        atom.title(_title(result)),
        atom.published(iso(result.created_at)),
        atom.updated(iso(_changed(result))),
        atom.author(atom.name(writable(_author(result)))),
        _link("alternate", full_address(url_for("threads.post", post_id=result.post_id)), "text/html"),
        atom.category(term=result.board_slug, label=writable(result.board_name)),
        atom.summary(_plain(result.parts), type="text"),
    )


def _author(result: Result) -> str:
    return f"{result.author_name} ({result.author_origin})" if result.author_origin else result.author_name


def _title(result: Result) -> str:
    title = _plain(result.title)
    return title if result.number == 1 else str(_("Reply to: %(title)s", title=title))


def _plain(parts: Sequence[Any]) -> str:
    return writable("".join(text for text, _is_match in parts))


def _changed(result: Result) -> datetime:
    return result.edited_at or result.created_at


def _link(relation: str, address: str, kind: str) -> etree._Element:
    return atom.link(rel=relation, href=address, type=kind)


def _tag(what: str) -> str:
    return f"tag:{urlsplit(current_app.config['FORUM_BASE_URL']).hostname},{SINCE}:{what}"
