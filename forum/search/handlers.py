"""Keeps the index and the counts of words in step with the posts; runs in the worker, the only one who writes there."""

from collections.abc import Sequence
from typing import Any

from forum.core.db import session
from forum.core.journal import empty_journal
from forum.core.outbox import together
from forum.search.documents import BATCH, all_documents, documents_of, posts_between, posts_of_threads, posts_touched_by
from forum.search.engine import IndexMissing
from forum.search.place import index
from forum.search.vocabulary import count_missing, count_words, counted_anew
from forum.threads.events import AnswerChanged, PostsClaimed, PostsImported, ThreadChanged, ThreadRenamed, WordsErased


@together
def update_index(events: Sequence[Any]) -> None:
    """Read the posts that the events speak of again, and write what the index should hold of them.

    Where there is no index yet, one is made of all posts. Raises IndexUnavailable, and is called again later.
    """
    post_ids = sorted(set().union(*map(_posts_of, events)))
    try:
        for start in range(0, len(post_ids), BATCH):
            _update(post_ids[start : start + BATCH])
    except IndexMissing:
        build_index()


@together
def erase_words(events: Sequence[WordsErased]) -> None:
    """Let neither the index nor the counts of words keep what is gone for good.

    Raises IndexUnavailable and JournalInUse, and is called again later.
    """
    update_index(events)  # crosses out what was said, where that was not done yet
    post_ids = {post_id for event in events for post_id in event.post_ids}
    index.erase(post_ids, {thread_id for event in events for thread_id in event.thread_ids})
    empty_journal(events)  # once more: the counts of words were changed only now


def build_missing_index() -> None:
    """Make the index where there is none; the clock's work. A damaged one is the operator's to rebuild.

    So are the words counted where they never were.
    """
    try:
        index.generation()
    except IndexMissing:
        build_index()
    else:
        count_missing()


def build_index(progress: Any = lambda: None) -> int:
    """Make the index anew of all posts, while searches go on in the old one; answers how many posts.

    Their words are counted anew on the way; until that is done, some misspelt words are not set right. Raises
    IndexBusy while another process writes.
    """
    return index.rebuild(counted_anew(all_documents()), progress)


def _update(post_ids: Sequence[int]) -> None:
    documents = documents_of(post_ids)
    session.rollback()  # nothing is kept open while the index is written
    index.add(documents)
    index.remove(set(post_ids) - {document.post_id for document in documents})
    count_words(post_ids)  # afterwards: while somebody rebuilds, the index says so, and this waits as well


def _posts_of(event: Any) -> set[int]:
    match event:
        case ThreadRenamed(thread_id) | ThreadChanged(thread_id):
            return posts_of_threads([thread_id])
        case AnswerChanged(_, before_id, after_id):
            return {post_id for post_id in (before_id, after_id) if post_id is not None}
        case WordsErased(post_ids, thread_ids):
            return posts_of_threads(thread_ids).union(post_ids)
        case PostsClaimed(member_id):
            return posts_touched_by(member_id)
        case PostsImported(first_id, last_id):
            return posts_between(first_id, last_id)
        case _:
            return {event.post_id}
