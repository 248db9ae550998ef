"""Rows of a world, each with a canary in every place that has text."""

from typing import Any

from sqlalchemy import select

from forum.accounts.models import BrowserSession
from forum.boards.models import Audience, Board, FormerBoardSlug, Section
from forum.core.clock import now
from forum.core.db import session
from forum.members.models import FormerHandle, Member
from forum.members.named import NamedMember, NamedOrganisation
from forum.threads.models import Post, Revision, State, Thread
from tests.leaks.canaries import Canaries
from tests.leaks.world import World, keep
from tests.permissions.people import COLLEAGUES, MEMBERS


def make_writer(canaries: Canaries, audience: str = "members", **facts: Any) -> Member:
    """A member whose name and handle are told to `audience`, and whose account to nobody."""
    word = canaries.word
    handle = word(audience)
    private = {"email": f"{word('never')}@example.org", "password_hash": word("never")}
    sanction = {"silenced_until": canaries.moment("office")}
    named = {"name": f"Writer {word(audience)}", "handle": handle, "handle_skeleton": handle}
    member = keep(Member(**{"confirmed_at": now(), **private, **sanction, **named, **facts}))
    former = word("never" if member.is_closed else audience)
    keep(FormerHandle(handle=former, skeleton=former, member_id=member.id))
    seen = {"digest": word("never"), "browser": word("never"), "address": word("never")}
    keep(BrowserSession(id=canaries.number("never"), member_id=member.id, **seen))
    return member


def make_board(world: World, name: str, audience: Audience, titles: str = "", **facts: Any) -> Board:
    """A board in a section of its own; `titles` is the audience that sees what it is called, if that is another."""
    titles, number = titles or audience, world.canaries.number

    def word() -> str:
        return world.canaries.word(titles)

    section = keep(Section(id=number(titles), name=f"Section {word()}", slug=word()))
    texts = {text: f"{text} {word()}" for text in ("name", "purpose", "house_rules")}
    settings = {"start_by": "members", "reply_by": "members", "audience": audience, "slug": word()}
    board: Board = keep(Board(id=number(titles), section_id=section.id, **{**texts, **settings, **facts}))
    former = keep(FormerBoardSlug(slug=word(), board_id=board.id)).slug
    world.aim(f"{name} board", titles, board=board.slug, former_board=former, section=section.id)
    for kind, viewer in world.members():
        _name_on(board, kind, viewer)
    return board


def _name_on(board: Board, kind: str, viewer: Member) -> None:
    if role := MEMBERS.get(kind, ({}, None))[1]:
        keep(NamedMember(member_id=viewer.id, board_id=board.id, role=role))
    if kind in COLLEAGUES:
        keep(NamedOrganisation(organisation_id=viewer.verified_at_id, board_id=board.id))


def make_thread(world: World, board: Board, starter: Member, audience: str, **facts: Any) -> Thread:
    """A thread with nothing in it yet."""
    canaries, moment = world.canaries, _moment(world, audience)
    texts = {"title": f"Title {canaries.word(audience)}", "slug": canaries.word(audience)}
    times = {"created_at": moment, "last_post_at": moment}
    names = {"id": canaries.number(audience), "original_id": canaries.word(audience)}
    thread: Thread = keep(Thread(board_id=board.id, starter_id=starter.id, **texts, **times, **{**names, **facts}))
    board.thread_count += thread.state == State.PUBLISHED
    return thread


def make_post(world: World, thread: Thread, author: Member, audience: str, **facts: Any) -> Post:
    """A post at the end of a thread; `word_of` says a word of it."""
    canaries, moment = world.canaries, _moment(world, audience)
    text = f"Words {canaries.word(audience)} and {canaries.word(audience)}"
    names = {
        "id": canaries.number(audience),
        "original_id": canaries.word(audience),
        "form_key": canaries.word("never"),
    }
    written = {"body": text, "html": f"<p>{text}</p>", "html_version": 1, "created_at": moment}
    post: Post = keep(Post(thread_id=thread.id, author_id=author.id, **{**names, **written, **facts}))
    if post.state != State.HELD:
        thread.last_number += 1
        post.number = thread.last_number
    if post.state == State.PUBLISHED == thread.state:
        thread.board.post_count += 1
        thread.reply_count += post.number != 1
    return post


def word_of(post: Post) -> str:
    """The first canary in what a post says."""
    return post.body.split()[1]


def number_of(model: Any, **facts: Any) -> int:
    """The number of the one row of which this is true."""
    return int(session.scalars(select(model.id).filter_by(**facts)).one())


def edit_post(world: World, post: Post, audience: str) -> int:
    """Let a post have said something else before; answers the number of the edit."""
    canaries, history = world.canaries, "members" if audience == "public" else audience
    texts = ("body", "title", "reason") if post.starts_thread else ("body", "reason")
    before: dict[str, Any] = {text: f"{text} {canaries.word(history)}" for text in texts}
    before["thread_id"] = post.thread_id if post.starts_thread else None
    edit = keep(Revision(id=canaries.number(history), post_id=post.id, editor_id=post.author_id, **before))
    post.edit_count += 1
    return int(edit.id)


def _moment(world: World, audience: str) -> Any:
    return now() if audience == "public" else world.canaries.moment(audience)
