"""The deed of an import: a batch of posts, with their boards, threads and placeholders, all of it or nothing."""

from collections import Counter
from collections.abc import Sequence

from slugify import slugify
from sqlalchemy import select

from forum.boards.actions import BoardSettings, make_board, make_section
from forum.boards.models import Audience, Board, Section
from forum.boards.queries import slug_is_taken
from forum.core import markup
from forum.core.db import lock, one_at_a_time, session
from forum.core.outbox import emit
from forum.imports.archived import ArchivedPost
from forum.imports.placeholders import placeholders
from forum.imports.queries import posts_here, threads_here
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.threads.events import PostsImported
from forum.threads.models import Post, Thread
from forum.threads.titles import slug_of

SECTION = "Archives"
SLUG_STEM = 70


@action(Can.IMPORT_ARCHIVES)
def import_posts(
    actor: Person,
    _site: None,
    archive: str,
    where: Audience | int,
    posts: Sequence[ArchivedPost],
    html: Sequence[str],
    anew: dict[str, int],
) -> int:
    """Bring in posts that are not here yet, in the order of the archive; answers how many.

    `html` holds what the renderer made of each body. `where` is the number of the board that takes them all, or for
    whom boards are made: then they are found or made by name. Threads go by their original ids, so that a thread of an
    earlier run goes on; one that was merged into another goes on there. A list stays on its board: where moderators
    have moved a thread to another one, even while the import runs, what follows begins a thread, noted in `anew` by
    the original id of the one that was moved, so that the next batch goes on there. Two imports take turns.
    """
    one_at_a_time("import of an archive")
    here = posts_here([post.post_id for post in posts])
    new = [(post, shown) for post, shown in zip(posts, html, strict=True) if post.post_id not in here]
    if not new:
        return 0
    authors = placeholders(archive, {post.author for post, _shown in new})
    threads = _threads(actor, [post for post, _shown in new], where, authors, anew)
    rows = [_post(post, shown, threads[post.thread_id], authors[post.author]) for post, shown in new]
    session.add_all(rows)
    session.flush()
    for board, many in Counter(row.thread.board for row in rows).items():
        board.post_count = Board.post_count + many  # members write there at the same time
    _mark_answers([post for post, _shown in new], rows, threads)
    emit(PostsImported(min(row.id for row in rows), max(row.id for row in rows)))
    return len(rows)


def _threads(
    actor: Person, posts: Sequence[ArchivedPost], where: Audience | int, authors: dict[str, int], anew: dict[str, int]
) -> dict[str, Thread]:
    threads = _threads_here({post.thread_id for post in posts}, anew)
    moved = {one for one, thread in threads.items() if isinstance(where, int) and thread.board_id != where}
    boards, begun = dict[str, Board](), dict[str, Thread]()
    for post in posts:
        if post.thread_id not in begun and (post.thread_id in moved or post.thread_id not in threads):
            board = boards.setdefault(post.board, _board(actor, post.board, where))
            original_id = post.post_id if post.thread_id in moved else post.thread_id
            begun[post.thread_id] = _thread(post, board, authors[post.author], original_id)
    session.flush()
    for board, many in Counter(thread.board for thread in begun.values()).items():
        board.thread_count = Board.thread_count + many
    anew |= {one: thread.id for one, thread in begun.items() if one in moved}
    return threads | begun


def _threads_here(wanted: set[str], anew: dict[str, int]) -> dict[str, Thread]:
    """The threads of these original ids, or those that go on in their place; nobody moves them until all is written."""
    found = session.scalars(select(Thread).where(Thread.original_id.in_(wanted)))
    threads = {str(thread.original_id): _goes_on_in(thread) for thread in found}
    threads |= {one: session.get_one(Thread, anew[one]) for one in wanted & anew.keys()}
    for thread in sorted(set(threads.values()), key=lambda thread: thread.id):
        lock(thread)
    return threads


def _goes_on_in(thread: Thread) -> Thread:
    """The thread, or the one that has its posts since they were merged."""
    into = session.get(Thread, thread.merged_into_id) if thread.merged_into_id else None
    return _goes_on_in(into) if into else thread


def _thread(post: ArchivedPost, board: Board, starter_id: int, original_id: str) -> Thread:
    thread = Thread(
        board=board,
        starter_id=starter_id,
        title=post.thread_title,
        slug=slug_of(post.thread_title),
        created_at=post.created_at,
        last_post_at=post.created_at,
        last_number=0,
        last_shown_number=0,
        reply_count=-1,  # its first post is none
        original_id=None if threads_here([original_id]) else original_id,
    )
    session.add(thread)
    return thread


def _board(actor: Person, name: str, where: Audience | int) -> Board:
    if isinstance(where, int):
        return session.get_one(Board, where)
    board = session.scalar(select(Board).where(Board.name == name))
    return board or make_board(actor, _section(actor), BoardSettings(name=name, audience=where), _free_slug(name))


def _free_slug(name: str) -> str:
    """An address that no board has: the name, with a number behind it when others have the same."""
    stem, number = slugify(name, max_length=SLUG_STEM, word_boundary=True) or "board", 1
    slug = stem
    while slug_is_taken(slug):
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _section(actor: Person) -> Section:
    section = session.scalar(select(Section).where(Section.slug == slugify(SECTION)))
    return section or make_section(actor, None, SECTION)


def _post(post: ArchivedPost, html: str, thread: Thread, author_id: int) -> Post:
    thread.last_number += 1
    thread.last_shown_number = thread.last_number
    thread.reply_count += 1
    thread.last_post_at = max(thread.last_post_at, post.created_at)
    return Post(
        thread=thread,
        author_id=author_id,
        number=thread.last_number,
        body=post.body,
        html=html,
        html_version=markup.RENDERER_VERSION,
        created_at=post.created_at,
        original_id=post.post_id,
        original_url=post.source_url,
    )


def _mark_answers(posts: Sequence[ArchivedPost], rows: Sequence[Post], threads: dict[str, Thread]) -> None:
    for post, row in zip(posts, rows, strict=True):
        if post.accepted and not post.is_first:
            threads[post.thread_id].accepted_id = row.id
