"""Searches are counted: written down without a word at first, in words once they were made on several days."""

import logging
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import Select, delete, func, select
from sqlalchemy.exc import DBAPIError

from forum.boards.models import Audience, Board
from forum.core.db import session, transaction, upsert, wholly
from forum.core.keyed import keyed
from forum.members.called import ids_called
from forum.permissions.people import Guest
from forum.search.query_models import DAYS_BEFORE_WORDS, QueryCount, QueryWords, first_day
from forum.search.tally import Asked

log = logging.getLogger(__name__)


def write_down(searches: Collection[Asked]) -> None:
    """Add searches to those of their days. What cannot be written is forgotten: a search is worth no waiting."""
    try:
        _add(searches)
    except DBAPIError:
        log.warning("%d searches were not counted", len(searches), exc_info=True)


@wholly
def forget_old_searches() -> None:
    """Remove what is too old, and the words of what is asked too seldom by now; the clock's work."""
    with transaction():
        session.execute(delete(QueryCount).where(QueryCount.day < first_day()))
        session.execute(delete(QueryWords).where(QueryWords.digest.not_in(_asked_often())))


@wholly
def _add(searches: Iterable[Asked]) -> None:
    with transaction():
        known = frozenset(session.scalars(select(Board.id).where(Board.audience != Audience.INVITED)))
        asked, in_vain = Counter[tuple[date, str]](), Counter[tuple[date, str]]()
        for one in searches:
            asked[one.day, one.words] += 1
            in_vain[one.day, one.words] += not one.boards & known  # on boards that no administrator has to enter first
        words = {keyed("search", words): words for _day, words in asked}
        for (day, said), times in sorted(asked.items()):
            _count(day, keyed("search", said), times, in_vain[day, said])
        for digest in _newly_often(words):
            if not _is_a_name(words[digest]):
                upsert(QueryWords, {"digest": digest, "words": words[digest]}, {"words": words[digest]})


def _count(day: date, digest: bytes, asked: int, in_vain: int) -> None:
    values = {"day": day, "digest": digest, "asked": asked, "in_vain": in_vain}
    upsert(QueryCount, values, {"asked": QueryCount.asked + asked, "in_vain": QueryCount.in_vain + in_vain})


def _newly_often(digests: Collection[bytes]) -> list[bytes]:
    """Those that were asked on enough days, and have no words yet."""
    known = select(QueryWords.digest)
    often = _asked_often().where(QueryCount.digest.in_(digests), QueryCount.digest.not_in(known))
    return sorted(session.scalars(often))


def _asked_often() -> Select[Any]:
    often = select(QueryCount.digest).where(QueryCount.day >= first_day()).group_by(QueryCount.digest)
    return often.having(func.count() >= DAYS_BEFORE_WORDS)


def _is_a_name(words: str) -> bool:
    """Whether all of it, being more than one word, stands in the name of a member."""
    plain = words.replace("-", " ").replace('"', " ").split()
    return len(plain) > 1 and bool(ids_called(Guest(), " ".join(plain)))
