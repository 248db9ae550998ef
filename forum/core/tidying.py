"""From what Markdown says to what a page of ours takes: pictures, links, headings, tables, numbers, definitions."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from markdown_it.token import Token

from forum.core.links import is_outside, is_safe

FIRST_HEADING, LAST_HEADING = 3, 6
OUTSIDE = "nofollow ugc noopener"
LABEL_LIMIT = 120  # characters of the name of a table, for those who hear it


def tidy(tokens: list[Token], first_heading: int = FIRST_HEADING) -> list[Token]:
    """The tokens of a text as our pages show them; nothing that says something is lost.

    `first_heading` is the level of its uppermost heading: one below that of what the text stands under.
    """
    used = _labels_used(tokens)
    for token in tokens:
        if token.type == "inline":
            token.children = _whole_links(_without_pictures(token.children or []))
    _shift_headings(tokens, first_heading)
    _prepare_tables(tokens)
    _keep_numbers(tokens)
    return list(_with_unused_definitions(tokens, used))


def words_of(tokens: Iterable[Token] | None) -> str:
    """The plain words of inline tokens."""
    return "".join(" " if token.type.endswith("break") else token.content for token in tokens or ())


def outside_quotes(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens that stand in no quotation."""
    depth = 0
    for token in tokens:
        depth += token.nesting if token.tag == "blockquote" else 0
        if depth == 0:
            yield token


def _is_seen(words: str) -> bool:
    return any(one.isprintable() and one != " " for one in words)


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _link(address: str, words: str, title: str) -> list[Token]:
    opening = Token("link_open", "a", 1, attrs={"href": address})
    if title:
        opening.attrs["title"] = title
    return [opening, _text(words), Token("link_close", "a", -1)]


def _without_pictures(children: Iterable[Token]) -> Iterator[Token]:
    """A picture would call its host from each reader's browser, so a link to it stands in its place.

    A link takes no second link inside: there the picture's words stand, and the link to it follows.
    """
    later: list[Token] = []
    in_link = False
    for child in children:
        in_link = child.type == "link_open" or (in_link and child.type != "link_close")
        if child.type != "image":
            yield child
        elif in_link:
            yield _text(child.content)
            later += [_text(" "), *_picture(child, "")]
        else:
            yield from _picture(child, child.content)
        if not in_link:
            yield from later
            later = []


def _picture(picture: Token, words: str) -> list[Token]:
    return _link(str(picture.attrs["src"]), words, str(picture.attrs.get("title", "")))


def _whole_links(children: Iterable[Token]) -> list[Token]:
    """Links that lead somewhere safe and have words; of others the words alone stay."""
    whole: list[Token] = []
    start = 0
    for child in children:
        whole.append(child)
        if child.type == "link_open":
            start = len(whole) - 1
        elif child.type == "link_close":
            whole[start:] = _whole_link(whole[start:])
    return whole


def _whole_link(tokens: list[Token]) -> list[Token]:
    opening, *inside, closing = tokens
    address = str(opening.attrs["href"])
    if not is_safe(address):
        return inside
    if is_outside(address):
        opening.attrs["rel"] = OUTSIDE
    if not _is_seen(words_of(inside)):
        inside.append(_text(address))
    return [opening, *inside, closing]


def _shift_headings(tokens: list[Token], first: int) -> None:
    """The first heading of a text stands just below the text's own, and none is more than one level below the last."""
    above: list[str] = []
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type != "heading_open":
            continue
        if not _is_seen(words_of(inline.children)):
            opening.tag = closing.tag = "p"
            inline.children = [_text(opening.markup)]
            continue
        above = [*(tag for tag in above if tag < opening.tag), opening.tag]
        opening.tag = closing.tag = f"h{min(first + len(above) - 1, LAST_HEADING)}"


def _prepare_tables(tokens: list[Token]) -> None:
    """Tables are named by their columns; alignment is a class, for inline styles are forbidden; no empty headings."""
    table, names = tokens[0] if tokens else _text(""), list[str]()
    for token, following in pairwise(tokens):
        if token.type == "table_open":
            table, names = token, []
        if token.type in ("th_open", "td_open"):
            style = str(token.attrs.pop("style", ""))
            if style:
                token.attrs["class"] = f"app-prose__{style.removeprefix('text-align:')}"
        if token.type == "th_open":
            names.append(words_of(following.children).strip())
            token.tag = "th" if _is_seen(names[-1]) else "td"
            if token.tag == "th":
                token.attrs = {"scope": "col", **token.attrs}
        if token.type == "th_close":
            token.tag = "th" if _is_seen(names[-1]) else "td"
        if token.type == "thead_close":
            table.meta["name"] = ", ".join(filter(_is_seen, names))[:LABEL_LIMIT]


def _keep_numbers(tokens: list[Token]) -> None:
    """Items bear the numbers that were typed, unless all bear the same one and so ask to be counted."""
    lists: list[list[Token]] = []
    for token in tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            lists.append([])
        elif token.type == "list_item_open":
            lists[-1].append(token)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            _number(lists.pop())


def _number(items: list[Token]) -> None:
    if len({item.info for item in items}) == 1:
        return
    for before, item in pairwise(items):
        if int(item.info) != int(before.info) + 1:
            item.attrs["value"] = int(item.info)


def _labels_used(tokens: list[Token]) -> set[str]:
    children = (child for token in tokens for child in token.children or ())
    return {child.meta["label"] for child in children if "label" in child.meta}


def _with_unused_definitions(tokens: list[Token], used: set[str]) -> Iterator[Token]:
    """The definition of a link is not shown where a link uses it; one that no link uses is somebody's words."""
    for token in tokens:
        if token.type != "definition":
            yield token
        elif token.meta["id"] in used:
            used.discard(token.meta["id"])
        else:
            link = _link(token.meta["url"], token.meta["url"], "")
            children = [_text(f"[{token.meta['label']}]: "), *link, _text(f" {token.meta['title']}".rstrip())]
            yield Token("paragraph_open", "p", 1, block=True)
            yield Token("inline", "", 0, children=_whole_links(children))
            yield Token("paragraph_close", "p", -1, block=True)
