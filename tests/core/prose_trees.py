"""Reads the HTML of a post as browsers do, and says what in it no post may have."""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from bleach._vendor import html5lib

from forum.core.prose_html import TAGS

EMPTY = {"br", "hr"}
ATTRIBUTES = {
    "a": {"href", "title", "rel", "class"},
    "code": {"class"},
    "ol": {"start"},
    "li": {"value"},
    "th": {"scope", "class"},
    "td": {"class"},
    "div": {"class", "role", "aria-label", "tabindex"},
}


class Tree(HTMLParser):
    """The tags and the text of some HTML, and what is wrong with it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.faults: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self._open]

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each such tag, in order."""
        return [attributes for one, attributes in self.tags if one == tag]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in TAGS:
            self.faults.append(f"<{tag}> is not allowed")
        self.faults += [f"{name} of <{tag}> is not allowed" for name, _ in attrs if name not in ATTRIBUTES.get(tag, ())]
        self.faults += [
            f"href {value!r} is not allowed" for name, value in attrs if name == "href" and not leads(value)
        ]
        if tag not in EMPTY:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.text += data

    def _refuse(self, data: str) -> None:
        self.faults.append(f"neither a tag nor text: {data!r}")

    handle_comment = handle_decl = handle_pi = unknown_decl = _refuse


def leads(href: str | None) -> bool:
    """Whether a link leads to the web, a mailbox, or into this site; asked otherwise than the forum asks."""
    href = href or ""
    if href.startswith(("#post-", "/")):
        return not href.startswith(("//", "/\\"))
    scheme, _, rest = href.partition(":")
    if scheme == "mailto":
        return "@" in rest
    return scheme.lower() in ("http", "https") and rest.startswith("//") and bool(urlsplit(href).hostname)


def faults(html: str) -> list[str]:
    """What in this HTML no post may have, and whether a browser would read it otherwise than it is written."""
    tree = Tree(html)
    seen = [one.tag.rpartition("}")[2] for one in _browser_tree(html).iter() if isinstance(one.tag, str)]
    same = seen[1:] == [tag for tag, _ in tree.tags]
    return tree.faults + ([] if same else [f"a browser reads {seen[1:]}"])


def words(html: str) -> str:
    """The text of some HTML, without white space."""
    return "".join(Tree(html).text.split())


def everything(html: str) -> str:
    """The text of some HTML and the values of its attributes: nothing that was typed may be in neither."""
    tree = Tree(html)
    return " ".join([tree.text, *(value or "" for _, attributes in tree.tags for value in attributes.values())])


def _browser_tree(html: str) -> Any:
    return html5lib.parseFragment(html, treebuilder="etree")
