"""Limits for new members, moderators apart: how many threads and replies a day, how many links in a post."""

import re
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Invalid, TooMany
from forum.core.words import _, ngettext
from forum.members.models import Member
from forum.threads.holding import published_by
from forum.threads.models import Post, Thread
from forum.threads.prose import Prose

NEW_FOR = timedelta(hours=24)
FEW_POSTS = 3
THREADS_A_DAY, REPLIES_A_DAY, LINKS_A_POST = 3, 10, 2
A_DAY = timedelta(hours=24)
LINK = re.compile(r'<a [^>]*?href="(?![/#])')


def is_new(member: Member) -> bool:
    """Not verified, and either in the first 24 hours or with fewer than three published posts."""
    if member.is_verified:
        return False
    return now() - member.joined_at < NEW_FOR or published_by(member, FEW_POSTS) < FEW_POSTS


def check_new_thread(member: Member) -> None:
    """Whether a new member may start one more thread today. Raises TooMany."""
    if is_new(member):
        started = select(Thread.created_at).where(Thread.starter_id == member.id)
        _check(started, Thread.created_at, THREADS_A_DAY, _threads_sentence())


def check_new_reply(member: Member) -> None:
    """Whether a new member may reply once more today. Raises TooMany."""
    if is_new(member):
        first = (Post.number == 1) | (Thread.last_number == 0)
        written = select(Post.created_at).join(Thread, Post.thread_id == Thread.id)
        replies = written.where(Post.author_id == member.id, ~func.coalesce(first, False))
        _check(replies, Post.created_at, REPLIES_A_DAY, _replies_sentence())


def check_links(member: Member, text: Prose) -> None:
    """Whether a new member's post has no more links than it may. Raises Invalid."""
    links = len(LINK.findall(text.html))
    if links > LINKS_A_POST and is_new(member):
        sentence = _("A post of a new member takes %(most)d links, and this has %(links)d. Take some out. %(end)s")
        raise Invalid(sentence % {"most": LINKS_A_POST, "links": links, "end": _how_it_ends()}, "body")


def _check(written: Any, moment: Any, most: int, sentence: str) -> None:
    """Raises TooMany with the sentence where so many were written in the last 24 hours."""
    lately = written.where(moment > now() - A_DAY).order_by(moment.desc()).limit(most)
    moments = list(session.scalars(lately))
    if len(moments) < most:
        return
    wait = max(1, round((moments[-1] + A_DAY - now()).total_seconds()))
    hours = -(-wait // 3600)
    again = ngettext("The next one can go out in %(num)d hour.", "The next one can go out in %(num)d hours.", hours)
    said = _("%(limit)s %(again)s %(end)s", limit=sentence, again=again, end=_how_it_ends())
    raise TooMany(said, wait)


def _threads_sentence() -> str:
    return ngettext(
        "A new member starts at most %(num)d thread a day.",
        "A new member starts at most %(num)d threads a day.",
        THREADS_A_DAY,
    )


def _replies_sentence() -> str:
    return ngettext(
        "A new member writes at most %(num)d reply a day.",
        "A new member writes at most %(num)d replies a day.",
        REPLIES_A_DAY,
    )


def _how_it_ends() -> str:
    return _(
        "The limit ends at once when you are verified as a public servant, or when you have been here for a day and "
        "%(posts)d of your posts are published.",
        posts=FEW_POSTS,
    )
