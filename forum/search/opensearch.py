"""How browsers and other programs search this forum: its OpenSearch description (1.1)."""

from flask import current_app, url_for
from lxml import etree

from forum.core.words import _
from forum.web.assets import asset
from forum.web.letters import full_address
from forum.web.xml import elements_of, writable

SHORT, LONG = 16, 48  # characters that the names may have

opensearch = elements_of("http://a9.com/-/spec/opensearch/1.1/")


def description() -> etree._Element:
    """The description, which is the same for everybody."""
    name = writable(current_app.config["FORUM_SITE_NAME"])
    return opensearch.OpenSearchDescription(
        opensearch.ShortName(name[:SHORT].strip()),
        opensearch.LongName(name[:LONG].strip()),
        opensearch.Description(_("Search what public servants have asked and answered.")),
        opensearch.InputEncoding("UTF-8"),
        opensearch.Image(full_address(asset("icon.svg")), type="image/svg+xml", width="16", height="16"),
        _url("text/html", "search.results"),
        _url("application/atom+xml", "search_feeds.feed"),
        opensearch.Url(
            type="application/opensearchdescription+xml",
            rel="self",
            template=full_address(url_for("search_feeds.description")),
        ),
    )


def _url(kind: str, endpoint: str) -> etree._Element:
    return opensearch.Url(type=kind, template=full_address(url_for(endpoint)) + "?q={searchTerms}")
