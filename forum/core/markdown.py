"""CommonMark with tables and strike-through, read in bounded time and without losing a word.

markdown-it does the reading. What is ours: addresses become links by rules of ours (linkify-it takes minutes for some
texts of 500 characters); each step is paid for; and what markdown-it would drop (cells beyond the head of a table,
everything below its deepest level) is kept, or the text is refused as a whole.
"""

import re
from collections.abc import Mapping
from types import SimpleNamespace

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination, parseLinkLabel, parseLinkTitle
from markdown_it.rules_block import StateBlock, blockquote, fence, table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from forum.core.effort import Effort, TooMuch
from forum.core.links import WEB_START, is_safe, web_address
from forum.core.mentions import with_names
from forum.core.prose_html import ProseRenderer

NESTING = 20  # quotes and lists in each other, and emphasis in emphasis
ELEMENTS = 10_000  # opening and closing tags of one text; browsers and bleach pay for each
LARGEST = 500_000  # characters of HTML, about
OPTIONS = {
    "html": False,
    "xhtmlOut": False,
    "breaks": True,  # who presses Enter means it; the specification leaves this to the site
    "maxNesting": NESTING,
    "inline_definitions": True,
    "store_labels": True,
}

# What a step costs, in microseconds of a slow core, about.
BLOCK_STEP = 30
LINE_STEP = 2
CELL_STEP = 25
INLINE_STEP = 6
TOKEN_STEP = 12

_TAGS_OF = {"fence": 4, "code_block": 4, "code_inline": 2}  # one token each, with its closing tags

_STOP = re.compile(r"[\n&*<\[\\\]_`~]|!(?=\[)|" + WEB_START)


def parse(source: str) -> list[Token]:
    """The text as tokens. Raises TooMuch for one that is too costly, or more than NESTING deep."""
    effort = Effort()
    tokens = _reader.parse(source, {"effort": effort})
    children = [child for token in tokens for child in token.children or ()]
    effort.spend(TOKEN_STEP * (len(tokens) + len(children)))
    if any(token.level >= NESTING - 1 for token in tokens) or any(child.level > NESTING for child in children):
        raise TooMuch
    return tokens


def write(tokens: list[Token], addresses: Mapping[str, str]) -> str:
    """The tokens as HTML, with links to the members at these addresses. Raises TooMuch for what fills books."""
    every = [*tokens, *(child for token in tokens for child in token.children or ())]
    if sum(map(_tags, every)) > ELEMENTS or sum(map(_weight, every)) > LARGEST:
        raise TooMuch
    return str(_reader.renderer.render(tokens, _reader.options, {"mentions": addresses}))


def _tags(token: Token) -> int:
    return _TAGS_OF.get(token.type, 1 if token.tag else 0)


def _weight(token: Token) -> int:
    return len(token.content) + sum(len(str(value)) for value in token.attrs.values())


class _Reader(MarkdownIt):
    """markdown-it with our idea of a good address."""

    def __init__(self) -> None:
        super().__init__("commonmark", OPTIONS, renderer_cls=ProseRenderer)
        self.enable(["table", "strikethrough"])
        self.disable(["html_block", "html_inline"])
        self.helpers = SimpleNamespace(  # type: ignore[assignment]
            parseLinkLabel=_label, parseLinkDestination=parseLinkDestination, parseLinkTitle=parseLinkTitle
        )
        self.block.ruler.at("fence", _fence, {"alt": ["paragraph", "reference", "blockquote", "list"]})
        self.block.ruler.at("blockquote", _blockquote, {"alt": ["paragraph", "reference", "blockquote", "list"]})
        self.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
        self.inline.ruler.at("text", _text)
        self.inline.ruler.after("text", "web_address", _web_address)
        self.core.ruler.before("text_join", "names", _names)

    def validateLink(self, url: str) -> bool:  # noqa: N802
        return is_safe(url)


def _fence(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """The rule that is asked first about nearly every line, so the one that pays for it."""
    state.env["effort"].spend(LINE_STEP if silent else BLOCK_STEP)
    return fence(state, line, end, silent)


def _blockquote(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A quote reads all lines up to the next empty one, and may then use only the first of them."""
    if not silent and state.src.startswith(">", state.bMarks[line] + state.tShift[line]):
        state.env["effort"].spend(LINE_STEP * (_empty_line(state, line, end) - line))
    return blockquote(state, line, end, silent)


def _table(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A table is paid for by its cells before it is made; cells beyond its last column join that column."""
    is_table = table(state, line, end, True)
    if silent or not is_table:
        return is_table
    columns = state.src.count("|", state.bMarks[line + 1], state.eMarks[line + 1]) + 1
    state.env["effort"].spend(CELL_STEP * columns * (_empty_line(state, line, end) - line))
    start = len(state.tokens)
    table(state, line, end, False)
    _keep_surplus_cells(state, start)
    return True


def _keep_surplus_cells(state: StateBlock, start: int) -> None:
    columns = sum(token.type == "th_open" for token in state.tokens[start:])
    cells = [token for token in state.tokens[start:] if token.type == "inline"]
    for last in cells[columns - 1 :: columns]:
        line = last.map[0] if last.map else 0
        texts = escapedSplit(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip())
        texts = texts[1:] if texts[0] == "" else texts
        texts = texts[:-1] if texts and texts[-1] == "" else texts
        if len(texts) > columns:
            last.content = " | ".join(text.strip() for text in texts[columns - 1 :])


def _empty_line(state: StateBlock, line: int, end: int) -> int:
    """The first empty line from `line` on, or `end`."""
    while line < end and not state.isEmpty(line):
        line += 1
    return line


def _label(state: StateInline, start: int, disable_nested: bool = False) -> int:
    """The end of a link's label; looking for one that never ends is what makes brackets expensive."""
    end = parseLinkLabel(state, start, disable_nested)
    state.env["effort"].spend((end if end >= 0 else state.posMax) - start)
    return end


def _text(state: StateInline, silent: bool) -> bool:
    """Plain text up to the next character that may mean something: the first rule at each place, so it pays."""
    state.env["effort"].spend(INLINE_STEP)
    match = _STOP.search(state.src, state.pos, state.posMax)
    end = match.start() if match else state.posMax
    if end == state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _web_address(state: StateInline, silent: bool) -> bool:
    """A web address in running text is a link."""
    if state.linkLevel or state.src[state.pos] not in "hHwW":
        return False
    address = web_address(state.src, state.pos, state.posMax)
    if not address:
        return False
    state.env["effort"].spend(len(address))
    href = state.md.normalizeLink(address if "://" in address[:8] else f"http://{address}")
    if not state.md.validateLink(href):
        return False
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": href}
        state.push("text", "", 0).content = address
        state.push("link_close", "a", -1)
    state.pos += len(address)
    return True


def _names(state: StateCore) -> None:
    """Mailboxes and members named in running text, found before escaped characters become plain ones."""
    for token in state.tokens:
        if token.type == "inline" and token.children and "@" in token.content:
            token.children = with_names(token.children)


_reader = _Reader()
