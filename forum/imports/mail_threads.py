"""Which message belongs to which thread: by References and In-Reply-To, then by subject and time."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.imports.archived import EARLIEST
from forum.imports.mailboxes import Place

NOTHING = (EARLIEST, -1)
SUBJECT_DAYS = timedelta(days=30)  # a reply without references joins a thread of its subject that is no older


@dataclass(frozen=True)
class Letter:
    """What threading has to know of a message. `subject` is the base of it; `answers` are ids, the nearest last."""

    place: Place
    post_id: str
    answers: tuple[str, ...]
    subject: str
    is_reply: bool
    moment: datetime


@dataclass(frozen=True)
class Conversation:
    """The messages of a thread in their order, and the id of the thread."""

    thread_id: str
    subject: str
    letters: Sequence[Letter]


def conversations(
    letters: Sequence[Letter], threads_here: Mapping[str, str], elsewhere: Collection[str] = ()
) -> list[Conversation]:
    """The threads of these messages, the earliest first.

    `threads_here` says of ids of posts that are here already to which thread they belong; such a thread goes on. Posts
    that stand `elsewhere` hold their answers together, but in a thread that begins with the first of those.
    """
    groups = _Groups()
    for letter in letters:
        groups.join(letter.post_id, *letter.answers)
    in_time = sorted(letters, key=lambda letter: (letter.moment, letter.place.number))
    _join_by_subject(in_time, groups, threads_here)
    together: dict[str, list[Letter]] = {}
    for letter in in_time:
        together.setdefault(groups.of(letter.post_id), []).append(letter)
    return [_conversation(group, threads_here, elsewhere) for group in together.values()]


def _join_by_subject(in_time: Iterable[Letter], groups: "_Groups", threads_here: Mapping[str, str]) -> None:
    latest: dict[str, Letter] = {}
    begun: set[str] = set()
    for letter in in_time:
        subject = letter.subject.casefold()
        is_lost = (
            letter.is_reply and groups.of(letter.post_id) not in begun and not threads_here.keys() & letter.answers
        )
        before = latest.get(subject) if is_lost and subject else None
        if before and letter.moment - before.moment <= SUBJECT_DAYS:
            groups.join(before.post_id, letter.post_id)
        begun.add(groups.of(letter.post_id))
        latest[subject] = letter


def _conversation(group: Sequence[Letter], threads_here: Mapping[str, str], elsewhere: Collection[str]) -> Conversation:
    ordered = _in_order(group)
    answered = (answer for letter in ordered for answer in letter.answers)
    known = (*(letter.post_id for letter in ordered), *answered)
    here = next((threads_here[one] for one in known if one in threads_here), None)
    first = next((letter for letter in ordered if letter.post_id not in elsewhere), ordered[0])
    return Conversation(here or first.post_id, ordered[0].subject, ordered)


def _in_order(group: Sequence[Letter]) -> list[Letter]:
    """By time, but none before what it answers: clocks differ."""
    by_id = {letter.post_id: letter for letter in group}
    found: dict[str, tuple[datetime, int]] = {}
    for letter in group:
        way: dict[str, Letter] = {}
        step: Letter | None = letter
        while step and step.post_id not in found and step.post_id not in way:
            way[step.post_id] = step
            step = next((by_id[one] for one in reversed(step.answers) if one in by_id), None)
        moment, depth = found.get(step.post_id, NOTHING) if step else NOTHING
        for one in reversed(way.values()):
            moment, depth = max(one.moment, moment), depth + 1
            found[one.post_id] = (moment, depth)
    return sorted(group, key=lambda letter: (*found[letter.post_id], letter.place.number))


class _Groups:
    """Ids that belong together."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def of(self, one: str) -> str:
        """The id that stands for the group of this one."""
        root = one
        while (above := self._above.get(root, root)) != root:
            root = above
        while one != root:
            self._above[one], one = root, self._above.get(one, one)
        return root

    def join(self, first: str, *others: str) -> None:
        """Make one group of these ids."""
        for other in others:
            self._above[self.of(other)] = self.of(first)
