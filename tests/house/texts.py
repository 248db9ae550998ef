"""The words of a template that people read, as far as they stand there untranslated."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes

READ_ALOUD = (
    "alt",
    "aria-description",
    "aria-label",
    "aria-roledescription",
    "content",
    "label",
    "placeholder",
    "title",
)
NOT_SHOWN = ("_", "gettext", "ngettext", "pgettext", "npgettext", "slot", "url_for", "asset")  # what these are given
CODE = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
ATTRIBUTE = re.compile(r"[\w-]+=\"[^\"]*\"")  # of a macro that writes a piece of a tag
WORD = re.compile(r"[^\W\d_]{2,}")
SENTENCE = re.compile(r"[^\W\d_]\S* \S*[^\W\d_]|^[A-Z][a-z]+")  # several words, or one with a capital


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.found.extend(value for name, value in attrs if name in READ_ALOUD and value)
        facts = dict(attrs)
        if tag == "input" and facts.get("type") in ("submit", "button"):
            self.found.append(facts.get("value") or "")

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def texts_between(source: str, is_html: bool) -> list[str]:
    """Words that stand in a template itself, outside of its code."""
    plain = CODE.sub(" ", source)
    if not is_html:
        return [line for line in plain.splitlines() if WORD.search(line)]
    reader = _Texts()
    reader.feed(plain)
    reader.close()
    texts = (" ".join(ATTRIBUTE.sub("", text).split()) for text in reader.found)
    return [text for text in texts if WORD.search(text)]


def texts_in_code(environment: Environment, source: str) -> Iterator[str]:
    """Strings that the code of a template shows as they are."""
    for output in environment.parse(source).find_all(nodes.Output):
        for node in output.nodes:
            yield from (text for text in _shown(node) if SENTENCE.search(text))


def _shown(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, nodes.CondExpr):
        parts: list[nodes.Node | None] = [node.expr1, node.expr2]
    elif isinstance(node, nodes.Call):
        translated = isinstance(node.node, nodes.Name) and node.node.name in NOT_SHOWN
        parts = [] if translated else [*node.args, *(keyword.value for keyword in node.kwargs)]
    elif isinstance(node, nodes.Compare):
        parts = []
    else:
        parts = list(node.iter_child_nodes())
    for part in parts:
        if part is not None:
            yield from _shown(part)
