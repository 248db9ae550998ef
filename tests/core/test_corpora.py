"""Real posts, from a folder of *.jsonl.gz that FORUM_CORPORA names: one post a line, its text under "body"."""

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from forum.core.markup import clean_text, excerpt, plain_text, render
from tests.core.prose_trees import everything, faults

FOLDER = os.environ.get("FORUM_CORPORA", "")

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not FOLDER, reason="FORUM_CORPORA names no folder of real posts")]


def texts() -> Iterator[str]:
    """The texts of all posts."""
    for file in sorted(Path(FOLDER).glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["body"] for line in lines)


def test_there_are_real_posts():
    assert any(texts())


def test_every_real_post_is_read_as_markdown_and_is_safe():
    wrong = [text for text in texts() if is_wrong(render(text))]

    assert wrong == []


def is_wrong(html: str) -> bool:
    return "app-prose__source" in html or bool(faults(html))


def test_no_letter_of_a_real_post_is_lost():
    lossy = [text for text in texts() if letters(everything(render(text))) < letters(clean_text(text))]

    assert lossy == []


def letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def test_every_real_post_has_plain_words_and_an_excerpt():
    without = [text for text in texts() if text.strip() and not (plain_text(text) and excerpt(text))]

    assert without == []
