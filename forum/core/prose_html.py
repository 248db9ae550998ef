"""Tokens as HTML, and the second net behind it: what bleach would change is not shown as HTML at all."""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bleach.sanitizer import Cleaner
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from forum.core.links import is_safe
from forum.core.tidying import FIRST_HEADING, OUTSIDE

TAGS = frozenset(
    {"p", "br", "hr", "h3", "h4", "h5", "h6", "a", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li",
     "div", "table", "thead", "tbody", "tr", "th", "td"}
)  # fmt: skip
_LANGUAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9+#._-]{0,19}")
_NUMBER = re.compile(r"[0-9]{1,9}")
_ALIGNED = {"app-prose__left", "app-prose__center", "app-prose__right"}


class ProseRenderer(RendererHTML):
    """How our pages write the tokens of a post."""

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        """A table scrolls sideways in a box of its own, which the keyboard reaches; a group, not one more landmark."""
        name = tokens[idx].meta.get("name")
        named = f' role="group" aria-label="{escapeHtml(name)}"' if name else ""
        return f'<div class="app-prose__table"{named} tabindex="0"><table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        """The end of the table and of its box."""
        return "</table></div>\n"

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        """Code. One word behind the fence names the language; more than one is text that somebody wrote."""
        info, content = tokens[idx].info.strip(), tokens[idx].content
        if _LANGUAGE.fullmatch(info):
            return f'<pre><code class="language-{info}">{escapeHtml(content)}</code></pre>\n'
        return f"<pre><code>{escapeHtml(info)}{chr(10) if info else ''}{escapeHtml(content)}</code></pre>\n"

    def mention(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Mapping[str, Any]) -> str:
        """A member who exists is a link."""
        address = env["mentions"].get(tokens[idx].meta["handle"], "")
        words = escapeHtml(tokens[idx].content)
        return f'<a class="mention" href="{escapeHtml(address)}">{words}</a>' if is_safe(address) else words


def is_clean(prose: str, first_heading: int = FIRST_HEADING) -> bool:
    """Whether bleach, with our list of tags and attributes, would leave the HTML as it is to the last character."""
    return Cleaner(tags=TAGS | {f"h{first_heading}"}, attributes=_is_allowed).clean(prose) == prose


def source_html(source: str) -> str:
    """Text as it was typed: paragraphs and line ends, nothing else."""
    paragraphs = re.split(r"\n{2,}", source.strip("\n"))
    shown = (html.escape(paragraph).replace("\n", "<br>") for paragraph in paragraphs)
    return '<div class="app-prose__source">' + "".join(f"<p>{one}</p>" for one in shown) + "</div>\n"


def _is_allowed(tag: str, name: str, value: str) -> bool:
    allowed = _ATTRIBUTES.get((tag, name))
    return bool(allowed and allowed(html.unescape(value)))


def _is_any(_value: str) -> bool:
    return True


def _is_number(value: str) -> bool:
    return _NUMBER.fullmatch(value) is not None


_ATTRIBUTES: dict[tuple[str, str], Callable[[str], bool]] = {
    ("a", "href"): is_safe,
    ("a", "title"): _is_any,
    ("a", "rel"): OUTSIDE.__eq__,
    ("a", "class"): "mention".__eq__,
    ("code", "class"): lambda value: _LANGUAGE.fullmatch(value.removeprefix("language-")) is not None,
    ("ol", "start"): _is_number,
    ("li", "value"): _is_number,
    ("th", "scope"): "col".__eq__,
    ("th", "class"): _ALIGNED.__contains__,
    ("td", "class"): _ALIGNED.__contains__,
    ("div", "class"): "app-prose__table".__eq__,
    ("div", "role"): "group".__eq__,
    ("div", "aria-label"): _is_any,
    ("div", "tabindex"): "0".__eq__,
}
