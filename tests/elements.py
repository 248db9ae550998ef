"""The elements of an HTML page, in order, each knowing what it stands in; and what is wrong with how they nest."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)


@dataclass(eq=False)
class Element:
    """One element; `texts` are those of itself and of all that stands in it."""

    tag: str
    attributes: dict[str, str | None]
    line: int
    parent: "Element | None"
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())

    @property
    def name(self) -> str:
        """What a screen reader calls it."""
        named = self.attributes.get("aria-label") or self.attributes.get("aria-labelledby")
        return named or self.text

    def closest(self, tag: str) -> "Element | None":
        """The nearest element of this tag that it stands in."""
        outer = self.parent
        while outer is not None and outer.tag != tag:
            outer = outer.parent
        return outer

    def inside(self, tag: str) -> bool:
        return self.closest(tag) is not None

    def __str__(self) -> str:
        facts = "".join(f' {name}="{value}"' for name, value in self.attributes.items() if name != "class")
        return f"<{self.tag}{facts}> in line {self.line}"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.faults: list[str] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs), self.getpos()[0], self.open[-1] if self.open else None)
        self.elements.append(element)
        if len(element.attributes) < len(attrs):
            self.faults.append(f"{element} has an attribute twice")
        if tag not in VOID:
            self.open.append(element)
        elif tag == "img":
            self.handle_data(element.attributes.get("alt") or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1].tag == tag:
            self.open.pop()
        else:
            inner = self.open[-1] if self.open else "nothing"
            self.faults.append(f"</{tag}> in line {self.getpos()[0]} ends {inner}")

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.texts.append(data)


def read_page(html: str) -> tuple[list[Element], list[str]]:
    """The elements of a page, and in words what is wrong with how they nest."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.faults.extend(f"{element} never ends" for element in reader.open)
    return reader.elements, reader.faults
