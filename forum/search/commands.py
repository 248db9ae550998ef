"""The search index from the command line."""

from pathlib import Path
from time import perf_counter

import click
from sqlalchemy import select

from forum.core.commands import Commands
from forum.core.db import session
from forum.permissions.people import Operator
from forum.search.documents import document_count, published
from forum.search.engine import Question
from forum.search.evaluation import Places, evaluate, evaluate_misspelt, read_queries
from forum.search.handlers import build_index
from forum.search.meant import suggestion
from forum.search.narrowing import narrowing
from forum.search.permitted import all_of_it
from forum.search.place import index, understood
from forum.threads.models import Post, Thread

cli = Commands("search", help="The search index: a copy of the posts that can be made again at any time.")

DEPTH = 100  # posts asked for each known query, enough for ten threads


@cli.command("rebuild")
def rebuild() -> None:
    """Make the index anew of all posts. The forum goes on meanwhile, and searches in the old index."""
    with click.progressbar(length=document_count(), label="posts") as bar:
        count = build_index(lambda: bar.update(1))
    click.echo(f"{count} posts can be found.")


@cli.command("evaluate")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def evaluate_queries(file: Path) -> None:
    """Ask the known queries of FILE, all boards readable, and print how high their answers stand.

    Then ask them with a letter wrong in one word, through what is suggested, and print how long a suggestion takes.

    FILE is a JSON list of objects with query, post_id and thread_id: ids of the archive that the posts came from; also
    lists other posts that answer.
    """
    try:
        known = read_queries(file)
    except ValueError as fault:
        raise click.ClickException(str(fault)) from fault
    report = evaluate(known, _search)
    click.echo(f"{len(known)} queries     MRR@10  success@1  success@10")
    click.echo(f"posts         {_line(report.posts)}")
    click.echo(f"by thread     {_line(report.threads)}")
    wrong = evaluate_misspelt(known, _search, _suggest)
    click.echo(f"misspelt      {_line(wrong.as_typed)}")
    click.echo(f"as suggested  {_line(wrong.suggested)}")
    click.echo(
        f"{wrong.suggestions} suggestions, {wrong.mean:.1f} ms each to make or to find none, p95 {wrong.p95:.1f} ms"
    )


def _line(places: Places) -> str:
    return f"{places.mrr:10.3f} {places.success(1):10.2f} {places.success(10):11.2f}"


def _question(text: str) -> Question:
    parsed, searchable = understood(text), all_of_it()
    filters, _faults = narrowing(Operator(), index, searchable, parsed.fields)
    return Question(parsed, searchable.permitted, filters=filters)


def _suggest(text: str) -> tuple[str, float]:
    question = _question(text)
    found = index.find(question, 0, 0)
    began = perf_counter()
    other = suggestion(index, question, found, published)
    return other.query if other else "", 1000 * (perf_counter() - began)


def _search(text: str) -> list[tuple[str, str]]:
    hits = index.find(_question(text), 0, DEPTH).hits
    query = select(Post.id, Post.original_id, Thread.original_id).join(Thread, Post.thread_id == Thread.id)
    rows = session.execute(query.where(Post.id.in_([hit.post_id for hit in hits]))).all()
    names = {post_id: (str(post), str(thread)) for post_id, post, thread in rows}
    return [names[hit.post_id] for hit in hits if hit.post_id in names]
