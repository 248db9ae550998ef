"""Quotations in a post that came by mail: folded on the page, left out where only the author's own words count.

This works on the HTML that core/markup.py wrote and checked: in it a tag is a tag, for whatever a member types is
escaped. Nothing is added to it but the words of the control and words that stand in it already.
"""

import re
from collections.abc import Iterator

from markupsafe import Markup

from forum.core.excerpts import first_words, text_of

START_LENGTH = 60  # characters of a quotation that its control shows

_TAG = re.compile(r"<(/?)blockquote>")
_FOLD = Markup(
    '<details class="govuk-details app-quoted"><summary class="govuk-details__summary">'
    '<span class="govuk-details__summary-text">{label}</span> <span class="app-quoted__start">{start}</span></summary>'
)


def fold_quotes(html: str, label: str) -> Markup:
    """The HTML with each quotation behind a control that works without scripts, and shows how it begins."""
    folded, position = Markup(""), 0
    for start, end in _outer_quotes(html):
        words = first_words(text_of(html[start:end]), START_LENGTH)
        folded += Markup(html[position:start]) + _FOLD.format(label=label, start=words)  # noqa: S704
        folded += Markup(f"{html[start:end]}</details>")  # noqa: S704
        position = end
    return folded + Markup(html[position:])  # noqa: S704


def without_quotes(html: str) -> str:
    """The HTML without its quotations."""
    kept, position = list[str](), 0
    for start, end in _outer_quotes(html):
        kept.append(html[position:start])
        position = end
    return "\n".join([*kept, html[position:]])


def _outer_quotes(html: str) -> Iterator[tuple[int, int]]:
    """Where the quotations begin and end that stand in no other."""
    depth, start = 0, 0
    for tag in _TAG.finditer(html):
        if not tag[1] and depth == 0:
            start = tag.start()
        depth += -1 if tag[1] else 1
        if depth == 0:
            yield start, tag.end()
