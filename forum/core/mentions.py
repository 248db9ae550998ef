"""Members and mailboxes named in the running text of a post."""

import re
from collections.abc import Iterable

from markdown_it.token import Token

from forum.core.links import MAILBOX, is_safe

MENTION_LIMIT = 50  # different members named in one post; further names stay text
HANDLE_LENGTH = range(3, 31)

# A name inside an address or a path is none, nor is one that goes on in a way that no handle does (@asha.patel).
_MENTION = re.compile(
    r"(?<![\w@./+'-])@(?P<handle>(?>[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*))(?!\w|@|[.-]\w)"
    rf"|(?P<mailbox>{MAILBOX.pattern})"
)


def with_names(children: list[Token]) -> list[Token]:
    """The tokens of a paragraph, with mailboxes as links and @handles as tokens of type "mention"."""
    named: list[Token] = []
    in_link = False
    for child in children:
        in_link = child.type == "link_open" or (in_link and child.type != "link_close")
        if child.type == "text" and "@" in child.content and not in_link:
            named.extend(_split(child))
        else:
            named.append(child)
    return named


def mentioned_in(tokens: Iterable[Token]) -> list[str]:
    """The handles that the tokens of a post mention, in lower case, each once, the first MENTION_LIMIT of them."""
    children = (child for token in tokens for child in token.children or ())
    handles = dict.fromkeys(child.meta["handle"] for child in children if child.type == "mention")
    return list(handles)[:MENTION_LIMIT]


def _split(text: Token) -> Iterable[Token]:
    position = 0
    for match in _MENTION.finditer(text.content):
        found = _mailbox_link(match, text) if match["mailbox"] else _mention(match, text)
        if not found:
            continue
        if match.start() > position:
            yield _text(text.content[position : match.start()], text)
        yield from found
        position = match.end()
    if position < len(text.content):
        yield _text(text.content[position:], text)


def _mention(match: re.Match[str], text: Token) -> list[Token]:
    if len(match["handle"]) not in HANDLE_LENGTH:
        return []
    return [Token("mention", "", 0, level=text.level, content=match[0], meta={"handle": match["handle"].lower()})]


def _mailbox_link(match: re.Match[str], text: Token) -> list[Token]:
    address = f"mailto:{match[0]}"
    if not is_safe(address):
        return []
    inside = Token("text", "", 0, level=text.level + 1, content=match[0])
    opening = Token("link_open", "a", 1, attrs={"href": address}, level=text.level)
    return [opening, inside, Token("link_close", "a", -1, level=text.level)]


def _text(content: str, like: Token) -> Token:
    return Token("text", "", 0, level=like.level, content=content)
