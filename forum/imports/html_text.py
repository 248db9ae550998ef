"""Mails that are HTML only, as Markdown: their words, links, lists and quotes, and nothing that only looks.

libxml2 reads them: for the standard library's parser a minute of work fits into 60,000 characters.
"""

import re

from bs4 import BeautifulSoup
from markdownify import markdownify

HTML_LIMIT = 500_000  # characters; what is longer is read as far as this
ELEMENTS_LIMIT = 10_000  # of more, the words alone: both libraries take a square of time for neighbours
UNSEEN = ["head", "style", "script", "title", "template", "object", "iframe", "form", "svg"]
SIGNATURES = ".gmail_signature, .moz-signature, .moz-cite-prefix-signature, #Signature, #ms-outlook-mobile-signature"
LINE_OF = {"table": "div", "tbody": "div", "thead": "div", "tr": "div", "td": "div"}  # of tables that only lay out

_EMBEDDED = re.compile(r"(?i)\"\s*data:[^\"]*\"")
_BLANKS = re.compile(r"[ \t\r\n\f]{100,}")
_MARKUP = re.compile(r"[\\`*_\[\]<>#|~]|^\s*[-+=]")
_EMPTY_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")


def markdown_of(html: str) -> tuple[str, bool]:
    """The words of an HTML mail as Markdown, and whether a signature that its writer's program marked was left out."""
    html = _BLANKS.sub(" " * 100, _EMBEDDED.sub('""', _without_comments(html))[:HTML_LIMIT])
    soup = BeautifulSoup(html, "lxml")
    if len(soup()) > ELEMENTS_LIMIT:
        return _words_alone(soup), False
    signatures = soup.select(SIGNATURES)
    for unseen in [*soup(UNSEEN), *signatures]:
        unseen.extract()
    for link in soup("a"):
        if not str(link.get("href", "")).startswith(("http://", "https://")):
            link.unwrap()
    _unwrap_layout(soup)
    try:
        text = markdownify(str(soup), strip=["img"], heading_style="ATX", bullets="-", newline_style="BACKSLASH")
    except RecursionError:
        text = soup.get_text("\n")
    return _EMPTY_LINES.sub("\n\n", text.replace("\xa0", " ").replace("\\\n", "\n")).strip("\n"), bool(signatures)


def _words_alone(soup: BeautifulSoup) -> str:
    """The words, line by line, as text in which Markdown sees no markup."""
    words = (one for one in soup.find_all(string=True) if one.parent and one.parent.name not in UNSEEN)
    return "\n".join(filter(None, (" ".join(_MARKUP.sub(r"\\\g<0>", one).split()) for one in words)))


def _without_comments(html: str) -> str:
    """The HTML without its comments. One that never ends hides nothing: what follows may be the mail."""
    kept, position, last_end = list[str](), 0, html.rfind("-->")
    while (start := html.find("<!--", position)) >= 0:
        kept.append(html[position:start])
        end = html.find("-->", start) if start < last_end else -1
        position = start + 4 if end < 0 else end + 3
    return "".join([*kept, html[position:]])


def _unwrap_layout(soup: BeautifulSoup) -> None:
    """Tables without headings are how newsletters make columns; their cells are lines."""
    true_tables = {id(heading.find_parent("table")) for heading in soup("th")}
    parts = [(part, part if part.name == "table" else part.find_parent("table")) for part in soup(list(LINE_OF))]
    for part, table in parts:
        if id(table) not in true_tables:
            part.name = LINE_OF[part.name]
