"""The words that stand in published posts: counted for each board, in step with the index, for any engine.

What is counted of a post is kept beside it, and both change in one transaction. So the counts are always the sum of
what is kept, whoever else writes meanwhile, and a post that goes takes out exactly what it brought.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, cast

from sqlalchemy import Integer, String, Table, bindparam, delete, func, insert, select, true
from sqlalchemy.dialects import postgresql, sqlite

from forum.core.db import one_at_a_time, session, transaction, wholly
from forum.search import analysis
from forum.search.documents import BATCH, documents_of, published_posts_before
from forum.search.engine import Document
from forum.search.models import LONGEST_WORD, PostWords, WordUse

SHORTEST_WORD = 4  # letters; shorter ones are one letter away from too many others
AT_ONCE = 2_000  # posts written in one transaction when all are counted anew

_COUNTED = re.compile(rf"\b[^\W\d_]{{{SHORTEST_WORD},{LONGEST_WORD}}}\b")
_USES, _KEPT = cast(Table, WordUse.__table__), cast(Table, PostWords.__table__)
_words, _boards = bindparam("words", expanding=True, type_=String), bindparam("boards", expanding=True, type_=Integer)

# «+ 0»: what few rows a word has are read and then sifted, not looked up for each board
_uses_of = (
    select(WordUse.word, func.sum(WordUse.uses).label("uses"))
    .where(WordUse.word.in_(_words), (WordUse.board_id + 0).in_(_boards))
    .group_by(WordUse.word)
)
# PostgreSQL would rather read the whole table than look some hundred words up, unless it is told to take one at a time
_one = func.unnest(bindparam("list", type_=postgresql.ARRAY(String))).table_valued("word", name="one").render_derived()
_of_one = select(WordUse.board_id, WordUse.uses).where(WordUse.word == _one.c.word).offset(0).lateral("of_one")
_uses_of_each = (
    select(_one.c.word, func.sum(_of_one.c.uses).label("uses"))
    .join_from(_one, _of_one, true())
    .where(_of_one.c.board_id.in_(_boards))
    .group_by(_one.c.word)
)
_beginning = (
    select(WordUse.word, func.sum(WordUse.uses).label("uses"))
    .where(WordUse.word.between(bindparam("first"), bindparam("last")), (WordUse.board_id + 0).in_(_boards))
    .group_by(WordUse.word)
    .order_by(func.sum(WordUse.uses).desc(), WordUse.word)
    .limit(bindparam("most"))
)

Kept = tuple[int, frozenset[str]]  # the board and the words


def words_of(document: Document) -> frozenset[str]:
    """The words of a post and its title that are counted: of letters alone, without capitals and accents."""
    text = analysis.readable(f"{document.title} {document.body}").lower().replace("_", " ")
    folded = map(analysis.folded, set(_COUNTED.findall(text)))
    return frozenset(word for word in folded if len(word) <= LONGEST_WORD and word.isalpha())


def uses_of(words: Collection[str], board_ids: Collection[int]) -> dict[str, int]:
    """In how many posts of these boards each word stands; a word that stands in none is not there."""
    boards = {_boards.key: sorted(board_ids)}
    if session.get_bind().dialect.name == "postgresql":
        rows = session.execute(_uses_of_each, {"list": sorted(words), **boards})
    else:
        rows = session.execute(_uses_of, {_words.key: sorted(words), **boards})
    return {row.word: row.uses for row in rows}


def words_beginning(start: str, board_ids: Collection[int], most: int) -> dict[str, int]:
    """The words of these boards that begin so, those of most posts first, each with how many posts."""
    first = analysis.folded(start)
    asked = {"first": first, "last": f"{first}\U0010ffff", _boards.key: sorted(board_ids), "most": most}
    return {row.word: row.uses for row in session.execute(_beginning, asked)} if first else {}


def posts_with(words: Collection[str], post_ids: Collection[int]) -> dict[str, set[int]]:
    """Which of these posts each word stands in, as far as they were counted."""
    rows = session.execute(select(PostWords.post_id, PostWords.words).where(PostWords.post_id.in_(post_ids)))
    found: dict[str, set[int]] = {word: set() for word in words}
    for post_id, kept in rows:
        for word in found.keys() & kept.split():
            found[word].add(post_id)
    return found


@wholly
def count_words(post_ids: Sequence[int]) -> None:
    """Read these posts again, and count what they say now in the place of what they said."""
    with transaction():
        one_at_a_time("words of posts")
        _write(post_ids, documents_of(post_ids))


def counted_anew(documents: Iterable[Document]) -> Iterator[Document]:
    """Pass all documents of the forum on, and count their words anew on the way.

    The oldest, which come first, are counted last: by them `count_missing` knows whether this was finished.
    """
    _forget_counts()
    rest = iter(documents)
    oldest = list(islice(rest, AT_ONCE))
    yield from oldest
    while batch := list(islice(rest, AT_ONCE)):
        _count(batch)
        yield from batch
    _count(oldest)


def count_missing() -> None:
    """Count all posts where that was never done, or not finished: the oldest is counted last."""
    last: int | None = None
    while not _is_whole() and (post_ids := published_posts_before(last, BATCH)):
        count_words(post_ids)
        last = min(post_ids)
    session.rollback()


@wholly
def _forget_counts() -> None:
    with transaction():
        one_at_a_time("words of posts")
        session.execute(delete(_KEPT))
        session.execute(delete(_USES))


@wholly
def _count(documents: Sequence[Document]) -> None:
    with transaction():
        one_at_a_time("words of posts")
        _write([document.post_id for document in documents], documents)


def _is_whole() -> bool:
    oldest = published_posts_before(None, 1, oldest_first=True)
    return not oldest or session.get(PostWords, oldest[0]) is not None


def _write(post_ids: Sequence[int], documents: Iterable[Document]) -> None:
    """Keep and count what the documents say; of the other posts nothing is left."""
    there = select(_KEPT).where(PostWords.post_id.in_(post_ids))
    before: dict[int, Kept] = {
        row.post_id: (row.board_id, frozenset(row.words.split())) for row in session.execute(there)
    }
    after: dict[int, Kept] = {one.post_id: (one.board_id, words_of(one)) for one in documents}
    changed = sorted(number for number in before.keys() | after.keys() if before.get(number) != after.get(number))
    _keep(changed, after)
    changes = Counter[tuple[str, int]]()
    for kept, many in ((before, -1), (after, 1)):
        for board_id, words in (kept[number] for number in changed if number in kept):
            for word in words:
                changes[word, board_id] += many
    _add(sorted((*key, many) for key, many in changes.items() if many))


def _keep(post_ids: Collection[int], kept: dict[int, Kept]) -> None:
    if post_ids:
        session.execute(delete(_KEPT).where(PostWords.post_id.in_(post_ids)))
    rows = [_row(number, *kept[number]) for number in post_ids if number in kept]
    if rows:
        session.execute(insert(_KEPT), rows)


def _row(post_id: int, board_id: int, words: Iterable[str]) -> dict[str, Any]:
    return {"post_id": post_id, "board_id": board_id, "words": " ".join(sorted(words))}


def _add(changes: Sequence[tuple[str, int, int]]) -> None:
    """Add to the counts; a word that stands nowhere any more is not kept."""
    rows = [{"word": word, "board_id": board_id, "uses": many} for word, board_id, many in changes]
    if not rows:
        return
    dialect: Any = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    new = dialect.insert(_USES)
    session.execute(
        new.on_conflict_do_update(index_elements=["word", "board_id"], set_={"uses": _USES.c.uses + new.excluded.uses}),
        rows,
    )
    fewer = [{"less": word, "there": board_id} for word, board_id, many in changes if many < 0]
    if fewer:
        here = (_USES.c.word == bindparam("less"), _USES.c.board_id == bindparam("there"), _USES.c.uses <= 0)
        session.execute(delete(_USES).where(*here), fewer)
