"""What other settings of a board would mean, in sentences, before it happens: for the page that shows it."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from forum.admin.wanted import Counts, Wanted, count, settings_of
from forum.boards.actions import BoardSettings
from forum.boards.models import Approval, Audience, Board
from forum.core.words import _, ngettext
from forum.permissions.people import Person

DECIDE = ("audience", "start_by", "reply_by", "own_threads_only", "open_title", "archived", "approval", "first_posts")


@dataclass(frozen=True)
class Consequences:
    """What a change means, in sentences, and a mark that is another one as soon as anything in it is."""

    sentences: tuple[str, ...]
    mark: str

    def __bool__(self) -> bool:
        return bool(self.sentences)


def consequences_of(asking: Person, board: Board, wanted: Wanted) -> Consequences:
    """What it would mean to make the board what is wanted, for the one who asks and for all others.

    Empty when nobody would notice but by its words.
    """
    before, after = settings_of(board), wanted.settings
    changed = {name for name in DECIDE if getattr(before, name) != getattr(after, name)}
    moved = [_("The address becomes /boards/%(slug)s. The old one leads there.", slug=wanted.slug)]
    sentences = moved if wanted.slug != board.slug else []
    counts = count(asking, board, after) if changed else None
    if counts:
        sentences += [*_of_reading(before, after, counts), *_of_own_threads(before, after, counts)]
        sentences += [*_of_title(before, after), *_of_archive(before, after), *_of_writing(counts)]
        sentences += _of_approval(before, after)
    return Consequences(tuple(sentences), _digest(mark_of(board), asdict(wanted), counts and asdict(counts)))


def mark_of(board: Board) -> str:
    """A mark of a board's settings, another one as soon as any of them is."""
    return _digest(board.slug, board.section_id, asdict(settings_of(board)))


def _digest(*facts: Any) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:32]


def _of_reading(before: BoardSettings, after: BoardSettings, counts: Counts) -> list[str]:
    sentences = []
    if after.audience == Audience.PUBLIC != before.audience:
        sentences.append(_opens_to_everyone(after, counts))
    elif counts.gain_reading:
        sentences.append(_opens_to_members(after, counts))
    if before.audience == Audience.PUBLIC != after.audience:
        sentences.append(_("Guests and search engines can no longer read the board."))
    if counts.lose_reading:
        sentences += [_closes_to_members(counts), *_of_nobody_and_oneself(after, counts)]
    elif before.audience != after.audience:
        sentences.append(_("No member loses the right to read it."))
    return sentences


def _opens_to_everyone(after: BoardSettings, counts: Counts) -> str:
    if after.own_threads_only:
        return _("Everyone can see the board, guests and search engines included.")
    return _("%(all)s become readable by everyone, guests and search engines included.", all=_all(counts))


def _opens_to_members(after: BoardSettings, counts: Counts) -> str:
    if after.own_threads_only:
        return ngettext(
            "%(num)d more member can see the board, and on it the threads that they start.",
            "%(num)d more members can see the board, and on it the threads that they start.",
            counts.gain_reading,
        )
    return ngettext(
        "%(num)d more member can read the board: %(all)s.",
        "%(num)d more members can read the board: %(all)s.",
        counts.gain_reading,
        all=_all(counts),
    )


def _closes_to_members(counts: Counts) -> str:
    return ngettext(
        "%(num)d member can no longer read it, their own threads there included.",
        "%(num)d members can no longer read it, their own threads there included.",
        counts.lose_reading,
    )


def _of_nobody_and_oneself(after: BoardSettings, counts: Counts) -> list[str]:
    said = [
        (counts.locks_out, _("You are among those who can no longer read it; you can enter it with a reason.")),
        (after.audience == Audience.INVITED and not counts.readers, _("Nobody can read it then.")),
    ]
    return [sentence for so, sentence in said if so]


def _of_own_threads(before: BoardSettings, after: BoardSettings, counts: Counts) -> list[str]:
    if before.own_threads_only == after.own_threads_only:
        return []
    if after.own_threads_only:
        return [_("Members will see only the threads that they started; guests see none."), _still_see_all(counts)]
    if after.audience == Audience.PUBLIC != before.audience:
        return []  # said already
    who = ngettext("%(num)d member", "%(num)d members", counts.readers)
    who = _("everyone") if after.audience == Audience.PUBLIC else who
    until_now = _("%(all)s, until now seen by those who started them and by moderators", all=_all(counts))
    return [_("%(until_now)s, become readable by %(who)s.", until_now=until_now, who=who)]


def _still_see_all(counts: Counts) -> str:
    return ngettext(
        "%(num)d person, who moderates the board, sees all of them.",
        "%(num)d people, who moderate the board, see all of them.",
        counts.moderators,
    )


def _of_title(before: BoardSettings, after: BoardSettings) -> list[str]:
    if before.open_title == after.open_title or after.audience == Audience.PUBLIC:
        return []
    if after.open_title:
        return [
            _("Everyone, guests included, sees that the board exists, with its name and purpose."),
            _("Members who cannot read it can ask to come in."),
        ]
    return [_("Who cannot read the board no longer sees that it exists, and nobody can ask to come in.")]


def _of_archive(before: BoardSettings, after: BoardSettings) -> list[str]:
    if before.archived == after.archived:
        return []
    if after.archived:
        return [_("The board can still be read, and takes no more writing: no threads, no replies, no edits.")]
    return [_("The board takes writing again.")]


def _of_approval(before: BoardSettings, after: BoardSettings) -> list[str]:
    waits = (before.approval, before.approval == Approval.FIRST and before.first_posts)
    if waits == (after.approval, after.approval == Approval.FIRST and after.first_posts):
        return []
    if after.approval == Approval.NONE:
        return [
            _("New posts are published at once."),
            _("What waits for a moderator already goes on waiting."),
        ]
    if after.approval == Approval.ALL:
        return [_("Every new post waits until a moderator approves it, but for those of moderators.")]
    return [
        ngettext(
            "The first post of a member on the forum waits until a moderator approves it.",
            "The first %(num)d posts of a member on the forum wait until a moderator approves them.",
            after.first_posts,
        )
    ]


def _of_writing(counts: Counts) -> list[str]:
    more, fewer = counts.gain_starting, counts.lose_starting
    said = [
        (more, ngettext("%(num)d more member can start threads.", "%(num)d more members can start threads.", more)),
        (fewer, _can_no_longer_start(fewer)),
    ]
    more, fewer = counts.gain_replying, counts.lose_replying
    said += [
        (more, ngettext("%(num)d more member can reply.", "%(num)d more members can reply.", more)),
        (fewer, ngettext("%(num)d member can no longer reply.", "%(num)d members can no longer reply.", fewer)),
    ]
    return [sentence for number, sentence in said if number]


def _can_no_longer_start(number: int) -> str:
    return ngettext(
        "%(num)d member can no longer start threads.", "%(num)d members can no longer start threads.", number
    )


def _all(counts: Counts) -> str:
    threads = ngettext("%(num)d thread", "%(num)d threads", counts.threads)
    posts = ngettext("%(num)d post", "%(num)d posts", counts.posts)
    return _("%(threads)s with %(posts)s", threads=threads, posts=posts)
