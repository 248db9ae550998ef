"""The description with which browsers search here: the same for everybody, kept for a day."""

from lxml import etree

from tests.factories import make_member
from tests.pages import sign_in

SPACE = "{http://a9.com/-/spec/opensearch/1.1/}"


def test_the_description_says_how_to_search_here(client):
    answer = client.get("/opensearch.xml")
    said = etree.fromstring(answer.data)
    addresses = {url.get("type"): url.get("template") for url in said.iter(f"{SPACE}Url")}

    assert answer.content_type == "application/opensearchdescription+xml; charset=utf-8"
    assert said.tag == f"{SPACE}OpenSearchDescription"
    assert said.findtext(f"{SPACE}ShortName") == "Working Together"
    assert said.findtext(f"{SPACE}InputEncoding") == "UTF-8"
    assert said.findtext(f"{SPACE}Image").startswith("http://localhost/static/icon.svg")
    assert addresses["text/html"] == "http://localhost/search?q={searchTerms}"
    assert addresses["application/atom+xml"] == "http://localhost/search.atom?q={searchTerms}"
    assert addresses["application/opensearchdescription+xml"] == "http://localhost/opensearch.xml"


def test_a_long_name_is_cut_where_the_format_asks_it(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "FORUM_SITE_NAME", "The Forum & Exchange of All Public Servants of These Islands")

    said = etree.fromstring(client.get("/opensearch.xml").data)

    assert said.findtext(f"{SPACE}ShortName") == "The Forum & Exch"
    assert len(said.findtext(f"{SPACE}LongName")) <= 48


def test_it_is_the_same_for_everybody_and_kept_for_a_day(client):
    guest = client.get("/opensearch.xml")
    sign_in(client, make_member())
    member = client.get("/opensearch.xml")
    again = client.get("/opensearch.xml", headers={"If-None-Match": guest.headers["ETag"]})

    assert member.data == guest.data
    assert again.status_code == 304
    assert member.headers["Cache-Control"] == "public, max-age=86400"
    assert "Set-Cookie" not in member.headers
    assert "Cookie" not in member.headers.get("Vary", "")


def test_every_page_leads_there(client):
    assert '<link rel="search" href="/opensearch.xml"' in client.get("/").text
