"""Makes members, boards, threads and posts in the state that a test needs, past all permissions."""

from datetime import timedelta
from itertools import count
from typing import Any

from forum.boards.models import Board, Section
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.members.models import Member
from forum.members.named import BoardRole, NamedMember
from forum.organisations.models import Organisation, OrganisationDomain
from forum.threads.models import Post, State, Thread

_numbers = count(1)


def _save(thing: Any) -> Any:
    with transaction():
        session.add(thing)
    return thing


def make_member(**facts: Any) -> Member:
    """A confirmed member; `verified=True` makes a verified public servant, `verified_at=` one of that organisation."""
    number = next(_numbers)
    at = facts.pop("verified_at", None)
    if facts.pop("verified", at is not None):
        verified = {"verified_since": now(), "verified_until": now() + timedelta(days=300), "verified_grade": "A"}
        facts = {**verified, "verified_at_id": at.id if at else None, **facts}
    handle = facts.pop("handle", f"member-{number}")
    defaults: dict[str, Any] = {
        "name": f"Member {number}",
        "email": f"member{number}@example.org",
        "handle_skeleton": handle,
        "confirmed_at": now(),
    }
    return _save(Member(handle=handle, **{**defaults, **facts}))


def make_organisation(*domains: str, **facts: Any) -> Organisation:
    """A council, with these e-mail domains of its staff."""
    number = next(_numbers)
    defaults = {"name": f"Council {number}", "slug": f"council-{number}", "kind": "council", "nation": "england"}
    organisation = _save(Organisation(**{**defaults, **facts}))
    for domain in domains:
        _save(OrganisationDomain(domain=domain, organisation_id=organisation.id))
    return organisation


def make_board(**facts: Any) -> Board:
    """A board for everybody, in a section of its own unless one is given."""
    number = next(_numbers)
    section = facts.pop("section", None) or _save(Section(name=f"Section {number}", slug=f"section-{number}"))
    defaults: dict[str, Any] = {"audience": "public", "start_by": "members", "reply_by": "members"}
    names = {"name": f"Board {number}", "slug": f"board-{number}"}
    return _save(Board(section_id=section.id, **{**names, **defaults, **facts}))


def make_named(member: Member, board: Board, role: BoardRole) -> None:
    """Name a member on a board: moderator or invited."""
    _save(NamedMember(member_id=member.id, board_id=board.id, role=role))
    session.expire(member)


def make_thread(**facts: Any) -> Thread:
    """A thread with its first post."""
    board = facts.pop("board", None) or make_board()
    starter = facts.pop("starter", None) or make_member(verified=True)
    body = facts.pop("body", "What do you do about this?")
    defaults = {"title": "What do you do about this?", "slug": "what-do-you-do-about-this"}
    thread = _save(Thread(board_id=board.id, starter_id=starter.id, **{**defaults, **facts}))
    make_post(thread, starter, body=body, state=thread.state, created_at=thread.created_at)
    return thread


def make_post(thread: Thread, author: Member | None = None, **facts: Any) -> Post:
    """A post at the end of a thread, with the counters that go with it; held posts take no number."""
    author = author or make_member(verified=True)
    body = facts.pop("body", "We do this.")
    state = facts.setdefault("state", State.PUBLISHED)
    with transaction():
        post = Post(thread_id=thread.id, author_id=author.id, body=body, html=f"<p>{body}</p>", html_version=1, **facts)
        session.add(post)
        if state != State.HELD:
            thread.last_number += 1
            post.number = thread.last_number
        if state == State.PUBLISHED:
            thread.board.post_count += 1
            thread.board.thread_count += post.number == 1
            thread.reply_count += post.number != 1
            thread.last_shown_number = post.number or 0
    return post
