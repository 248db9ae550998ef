"""The deeds of loading: each adds one member, board or thread with all that belongs to it, or nothing.

Inside, members join, write, mark and lock by the ordinary deeds, with the clock set to when they did.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select

from forum.accounts.actions import create_member
from forum.boards.actions import change_board, make_board, make_section, name_on_board
from forum.boards.admission import ask_to_come_in
from forum.boards.inviting import invite_organisation
from forum.boards.models import Board
from forum.boards.queries import section_by_name
from forum.core.clock import at
from forum.core.db import session
from forum.demonstration.content import WrittenBoard, WrittenMember, WrittenThread
from forum.demonstration.verifying import verify_member
from forum.members.actions import ProfileTexts, appoint, change_profile
from forum.members.models import PROFILE_FIELDS, Member, Shown
from forum.members.named import BoardRole
from forum.moderation.sanctions import silence, suspend
from forum.organisations.queries import organisation_at
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.threads.actions import edit_post, mark_all_read, mark_answer, reply, start_thread
from forum.threads.locking import lock
from forum.threads.models import Post, Thread
from forum.threads.prose import Prose

OPENED = timedelta(days=400)
CAUGHT_UP = timedelta(days=10)  # what is older, members have read
LATER = timedelta(minutes=20)  # from the last post to the mark of the answer


@dataclass(frozen=True)
class Cast:
    """Who takes part, by the handles that they are written with, and the moment of loading."""

    members: Mapping[str, Member]
    loading: datetime


@dataclass(frozen=True)
class Rendered:
    """What a post says, and what it said before it was edited."""

    text: Prose
    first_text: Prose


@action(Can.KEEP_ACCOUNTS)
def add_member(actor: Person, _site: None, written: WrittenMember, password_hash: str, loading: datetime) -> Member:
    """Let somebody join, say who they are, be verified and be appointed."""
    with at(written.joined.before(loading)):
        member = create_member(actor, None, written.email, written.name, password_hash)
        change_profile(member, member, _profile(written))
        appoint(actor, member, written.role)
    verify_member(actor, member, written, loading)
    with at(max(loading - CAUGHT_UP, member.joined_at)):
        mark_all_read(member, member)
    return member


@action(Can.KEEP_BOARDS)
def add_board(actor: Person, _site: None, written: WrittenBoard, cast: Cast) -> Board:
    """Make a board, its section where that is new, name people and organisations on it, and let others ask to come in.

    It is archived when it is filled.
    """
    with at(cast.loading - OPENED):
        section = section_by_name(written.section) or make_section(actor, None, written.section)
        board = make_board(actor, section, replace(written.settings, archived=False), written.slug)
    for handle in written.moderators:
        name_on_board(actor, board, cast.members[handle], BoardRole.MODERATOR)
    for handle in written.invited:
        name_on_board(actor, board, cast.members[handle], BoardRole.INVITED)
    for slug in written.organisations:
        invite_organisation(actor, board, organisation_at(slug))
    for request in written.requests:
        ask_to_come_in(cast.members[request.by], board, request.words)
    return board


@action(Can.IMPORT_ARCHIVES)
def add_thread(_actor: Person, board: Board, written: WrittenThread, texts: Sequence[Rendered], cast: Cast) -> Thread:
    """Let a thread be started, answered, edited, marked and locked. Raises Refused where one of them may not."""
    first = written.posts[0]
    with at(first.when.before(cast.loading)):
        thread = start_thread(cast.members[first.by], board, written.title, texts[0].first_text)
    thread.original_id = written.key
    for post, rendered in list(zip(written.posts, texts, strict=True))[1:]:
        with at(post.when.before(cast.loading)):
            reply(cast.members[post.by], thread, rendered.first_text)
    _edit(thread, written, texts, cast)
    _finish(thread, written, cast)
    return thread


@action(Can.KEEP_ACCOUNTS)
def restrain(actor: Person, member: Member, written: WrittenMember, loading: datetime) -> None:
    """Silence or suspend somebody, after all that they wrote is there."""
    with at(loading):
        if written.silenced_days:
            silence(actor, member, written.silenced_days, written.why)
        if written.suspended_days:
            suspend(actor, member, written.suspended_days, written.why)


@action(Can.KEEP_BOARDS)
def archive_board(actor: Person, board: Board, written: WrittenBoard) -> None:
    """Close a board to writing, after all its threads are there."""
    change_board(actor, board, written.settings)


def _profile(written: WrittenMember) -> ProfileTexts:
    texts = {name: getattr(written, name) for name in PROFILE_FIELDS}
    shown = {f"{name}_shown": Shown.MEMBERS for name in PROFILE_FIELDS}
    return ProfileTexts(name=written.name, **texts, **shown)


def _edit(thread: Thread, written: WrittenThread, texts: Sequence[Rendered], cast: Cast) -> None:
    for number, (post, rendered) in enumerate(zip(written.posts, texts, strict=True), start=1):
        if post.edited:
            with at(post.edited.before(cast.loading)):
                edit_post(cast.members[post.by], _numbered(thread, number), rendered.text, post.reason, None, 0)


def _finish(thread: Thread, written: WrittenThread, cast: Cast) -> None:
    last = thread.last_post_at
    if written.answer:
        with at(min(last + LATER, cast.loading)):
            mark_answer(thread.starter, _numbered(thread, written.answer))
    if written.locked:
        lock(thread)


def _numbered(thread: Thread, number: int) -> Post:
    return session.scalars(select(Post).where(Post.thread == thread, Post.number == number)).one()
