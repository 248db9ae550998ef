"""Reads the demonstration from the files in content/, and refuses what does not hold together."""

import tomllib
from pathlib import Path
from typing import Any

from forum.boards.actions import BoardSettings
from forum.boards.models import Audience, ReplyBy, StartBy
from forum.demonstration.content import (
    Demonstration,
    WrittenBoard,
    WrittenMember,
    WrittenPost,
    WrittenRequest,
    WrittenThread,
)
from forum.demonstration.moments import moment_of
from forum.members.models import Grade, Role
from forum.organisations.sheets import read_sheet
from forum.organisations.starting import starting_directory
from forum.organisations.wanted import Wanted

CONTENT = Path(__file__).parent / "content"

_MOMENTS = ("joined", "verified", "when", "edited")
_CHOICES = {"audience": Audience, "start_by": StartBy, "reply_by": ReplyBy, "role": Role, "grade": Grade}


class ContentRefused(ValueError):
    """A file of the demonstration cannot be read; the message says which and why."""


def read_demonstration(folder: Path = CONTENT) -> Demonstration:
    """The demonstration in this folder. Raises ContentRefused when it does not hold together."""
    people, sections = _file(folder / "members.toml"), _file(folder / "boards.toml")["sections"]
    try:
        members = tuple(WrittenMember(**_facts(member)) for member in people["members"])
        boards = tuple(_board(folder, section["name"], facts) for section in sections for facts in section["boards"])
    except (KeyError, TypeError, ValueError) as fault:
        raise ContentRefused(f"A fact is missing, not known or not right: {fault}") from fault
    demonstration = Demonstration(people["password"], members, boards, _organisations(folder / "organisations.csv"))
    _check(demonstration)
    return demonstration


def _file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as fault:
        raise ContentRefused(f"{path.name}: {fault}") from fault


def _organisations(path: Path) -> tuple[Wanted, ...]:
    """The invented bodies, where the demonstration has some, and the real ones that come with the forum."""
    if not path.exists():
        return ()
    organisations, faults = read_sheet(path.read_bytes())
    if faults:
        raise ContentRefused(f"{path.name}, line {faults[0].line}: {faults[0]}")
    return (*organisations, *starting_directory())


def _board(folder: Path, section: str, facts: dict[str, Any]) -> WrittenBoard:
    slug, moderators, invited = facts.pop("slug"), facts.pop("moderators", []), facts.pop("invited", [])
    written = _file(folder / "threads" / f"{slug}.toml").get("threads", [])
    threads = tuple(_thread(slug, number, thread) for number, thread in enumerate(written, start=1))
    organisations, requests = facts.pop("organisations", []), facts.pop("requests", [])
    return WrittenBoard(
        section,
        slug,
        BoardSettings(**_facts(facts)),
        tuple(moderators),
        tuple(invited),
        threads,
        tuple(organisations),
        tuple(WrittenRequest(**_facts(one)) for one in requests),
    )


def _thread(slug: str, number: int, facts: dict[str, Any]) -> WrittenThread:
    posts = tuple(WrittenPost(**_facts(post)) for post in facts.pop("posts"))
    if not 0 <= facts.get("answer", 0) <= len(posts) or facts.get("answer") == 1:
        raise ContentRefused(f"{facts['title']}: its answer is none of its replies")
    return WrittenThread(f"demonstration:{slug}/{number}", posts=posts, **facts)


def _facts(table: dict[str, Any]) -> dict[str, Any]:
    """The facts of a table: words for moments and choices as what they mean, texts without the white space around."""
    return {name: _fact(name, value) for name, value in table.items()}


def _fact(name: str, value: Any) -> Any:
    if name in _MOMENTS:
        return moment_of(value)
    if name in _CHOICES:
        return _CHOICES[name](value)
    return value.strip() if isinstance(value, str) else value


def _check(demonstration: Demonstration) -> None:
    known = {member.handle for member in demonstration.members}
    if unknown := set(demonstration.handles_spoken_of()) - known:
        raise ContentRefused(f"Nobody has the handle {', '.join(sorted(unknown))}")
    if len(known) < len(demonstration.members):
        raise ContentRefused("Two members have the same name")
