"""One import from file to report: lines in batches, faults named, nothing twice, an interrupted run goes on."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from forum.boards.models import Audience
from forum.core import markup
from forum.core.db import session
from forum.imports.actions import import_posts
from forum.imports.archived import ArchivedPost, Line
from forum.imports.queries import posts_here, threads_here
from forum.permissions.people import Operator
from forum.threads.by_mail import came_by_mail

BATCH = 250
OTHERS = "is the id of something else that is here; --apart gives the posts of this archive ids of their own"


@dataclass
class Report:
    """What an import did, or in a dry run what it would do."""

    lines: int = 0
    imported: int = 0
    here_already: int = 0
    threads: set[str] = field(default_factory=set)
    authors: set[str] = field(default_factory=set)
    boards: set[str] = field(default_factory=set)
    faults: list[tuple[int, str]] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


def import_lines(lines: Iterable[Line], archive: str, where: Audience | int, dry_run: bool) -> Iterator[Report]:
    """Import the posts of an archive, onto the board with this number or onto boards made for an audience."""
    report, started, seen = Report(), set[str](), set[str]()
    lines, anew = iter(lines), dict[str, int]()
    while batch := list(islice(lines, BATCH)):
        new = list(_new(list(_good(batch, report, started, seen)), report))
        for post in new:
            report.threads.add(post.thread_id)
            report.authors.add(post.author)
            report.boards.add(post.board)
            report.left_out.update(post.left_out)
        if new and not dry_run:
            session.rollback()  # nothing is kept open while the texts are rendered
            html = [markup.render(post.body) for post in new]
            report.imported += import_posts(Operator(), None, archive, where, new, html, anew)
            session.expunge_all()
        yield report


def _good(batch: list[Line], report: Report, started: set[str], seen: set[str]) -> Iterator[Line]:
    """The lines of a batch whose thread has begun and whose id is new to the file; the others go into the report."""
    replies = {line.post.thread_id for line in batch if line.post and not line.post.is_first}
    started |= threads_here(replies - started)
    for line in batch:
        report.lines += 1
        fault = line.fault if line.post is None else _fault(line.post, started, seen)
        if line.post is None or fault:
            report.faults.append((line.number, fault))
            continue
        seen.add(line.post.post_id)
        started.add(line.post.thread_id)
        yield line


def _new(lines: list[Line], report: Report) -> Iterator[ArchivedPost]:
    """The posts that are not here yet. Of those that only share an id with something here the report tells."""
    numbered = [(line.number, line.post) for line in lines if line.post]
    here = posts_here([post.post_id for _number, post in numbered])
    begun = threads_here({post.thread_id for _number, post in numbered if post.is_first and post.post_id not in here})
    for number, post in numbered:
        is_other = here.get(post.post_id, post.created_at) != post.created_at and not came_by_mail(post.post_id)
        if is_other or (post.post_id not in here and post.is_first and post.thread_id in begun):
            report.faults.append((number, f"{post.post_id if is_other else post.thread_id} {OTHERS}"))
        elif post.post_id in here:
            report.here_already += 1
        else:
            yield post


def _fault(post: ArchivedPost, started: set[str], seen: set[str]) -> str:
    if post.post_id in seen:
        return f"the post {post.post_id} stands in the file twice"
    if not post.is_first and post.thread_id not in started:
        return f"a reply to the thread {post.thread_id}, whose first post is missing"
    return ""
