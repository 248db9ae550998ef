"""Watching words and patterns, and no longer watching them."""

from dataclasses import asdict, dataclass

from forum.boards.models import Board
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Invalid
from forum.core.log import changes, record
from forum.core.words import lazy
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.prevention.matching import check_pattern, plain
from forum.prevention.models import EXPLANATION_LIMIT, MOST_WATCHED, WATCHED_LIMIT, Measure, Watched, WatchedKind
from forum.prevention.queries import watched_count


@dataclass(frozen=True)
class WatchedSettings:
    """What is to be watched, where, how, and what happens then."""

    text: str
    kind: WatchedKind = WatchedKind.WORD
    board_id: int | None = None
    measure: Measure = Measure.HOLD
    explanation: str = ""


@action(Can.KEEP_BOARDS)
def watch(actor: Person, _site: None, settings: WatchedSettings) -> Watched:
    """Look for a word or a pattern from now on. Raises Invalid when it cannot be, or too many are watched."""
    _check(settings)
    _check_room()
    watched = Watched(**asdict(settings))
    session.add(watched)
    session.flush()
    record(actor.id, "watch a word", watched, after=asdict(settings))
    return watched


@action(Can.KEEP_BOARDS)
def change_watched(actor: Person, watched: Watched, settings: WatchedSettings) -> None:
    """Watch something else, elsewhere or otherwise. Raises Invalid when it cannot be."""
    _check(settings)
    after = asdict(settings)
    before = {name: getattr(watched, name) for name in after}
    for name, value in after.items():
        setattr(watched, name, value)
    if before != after:
        record(actor.id, "change a watched word", watched, *changes(before, after))


@action(Can.KEEP_BOARDS)
def retire_watched(actor: Person, watched: Watched) -> None:
    """Look for it no longer. Does nothing when it is retired already."""
    if not watched.is_retired:
        watched.retired_at = now()
        record(actor.id, "retire a watched word", watched)


@action(Can.KEEP_BOARDS)
def watch_again(actor: Person, watched: Watched) -> None:
    """Look for it again. Does nothing when it is in force; raises Invalid when too many are watched."""
    if watched.is_retired:
        _check_room()
        watched.retired_at = None
        record(actor.id, "watch a word again", watched)


def _check(settings: WatchedSettings) -> None:
    if not plain(settings.text) or len(settings.text) > WATCHED_LIMIT:
        raise Invalid(lazy("Enter 1 to %(most)d characters.", most=WATCHED_LIMIT), "text")
    if settings.kind == WatchedKind.PATTERN:
        check_pattern(settings.text)
    if len(settings.explanation) > EXPLANATION_LIMIT:
        raise Invalid(lazy("Say it in at most %(most)d characters.", most=EXPLANATION_LIMIT), "explanation")
    if settings.measure == Measure.EXPLAIN and not settings.explanation:
        raise Invalid(lazy("Say what the author is to change, and why. They read it."), "explanation")
    if settings.board_id is not None and session.get(Board, settings.board_id) is None:
        raise Invalid(lazy("There is no such board any more."), "board_id")


def _check_room() -> None:
    if watched_count() >= MOST_WATCHED:
        raise Invalid(lazy("%(most)d are watched already. Retire some first.", most=MOST_WATCHED), "text")
