"""Every viewer goes everywhere: no page, redirect, header or error tells of what is closed to them."""

import pytest
from sqlalchemy import select

from forum.boards.models import Board, Section
from forum.core.db import session
from forum.members.models import PROFILE_FIELDS, Member
from forum.threads.models import Post, Revision, Thread
from tests.leaks.canaries import AUDIENCES, VIEWERS, may_see, tokens_in
from tests.leaks.looking import Looker, text_of
from tests.leaks.map import Sent, reads_at, writes_at
from tests.leaks.rows import every_row
from tests.leaks.world import Target, World
from tests.servers import ON_POSTGRESQL

SEES_MOST = "board moderator, verified"
ASK_EVERYTHING = ("guest", "member", "verified", "invited", "moderator", "administrator", "lapsed colleague")
WALKERS = ASK_EVERYTHING if ON_POSTGRESQL else VIEWERS  # that the engines agree, tests/permissions says of all
SENDERS = ("guest", "unconfirmed", "member", "silenced", "board moderator", "administrator")
SHOWN = (
    *(Section.name, Board.name, Board.slug, Board.purpose, Board.house_rules, Thread.id, Thread.title, Thread.slug),
    *(Revision.body, Revision.reason, Member.name, Member.handle),
    *(getattr(Member, name) for name in PROFILE_FIELDS),
)


@pytest.mark.parametrize("kind", WALKERS)
def test_no_page_tells_of_what_is_closed(app, world, kind, caplog):
    looker = Looker(app, world, kind)

    for target in (None, *targets_for(world, kind)):
        thorough = kind in ASK_EVERYTHING and (target is None or may_see(kind, target.audience))
        for sent in reads_at(world, target, first_only=not thorough):
            looker.look(sent)

    for number in world.own_deeds.get(kind, []):
        looker.look(Sent("moderation.deed", f"/moderation/deeds/{number}"))

    assert looker.traces == []
    assert caplog.text == ""


@pytest.mark.parametrize("kind", SENDERS)
def test_nothing_that_is_sent_to_closed_things_does_or_tells_anything(app, world, kind):
    looker, before = Looker(app, world, kind), every_row()

    for target in world.targets_closed_to(kind):
        for sent in writes_at(world, target):
            looker.look(sent)

    assert looker.traces == []
    assert every_row() == before


@pytest.mark.parametrize("kind", SENDERS)
def test_no_form_that_is_aimed_at_nothing_tells_of_what_is_closed(app, world, kind, letters):
    looker = Looker(app, world, kind)

    for sent in writes_at(world, None):
        looker.look(sent)

    assert looker.traces == []
    assert tokens_in("\n".join(map(str, letters))) & looker.closed == set()


def targets_for(world: World, kind: str) -> list[Target]:
    """All there is to aim at; for most kinds one thing of each audience and shape, or where nothing opens, audience."""
    if kind in ASK_EVERYTHING:
        return world.targets
    opens = any(may_see(kind, audience) for audience in AUDIENCES)
    alike = {(target.audience, tuple(target.facts) if opens else ()): target for target in world.targets}
    return list(alike.values())


def test_what_is_planted_can_be_met(app, world):
    looker, met = Looker(app, world, SEES_MOST), set()

    for target in (None, *world.targets):
        for sent in reads_at(world, target):
            met |= tokens_in(text_of(looker.send(sent))) - tokens_in(str(sent))

    assert shown_words() & set(world.canaries.audiences) - closed_to_everybody(world) - met == set()


def shown_words() -> set[str]:
    """The canaries of those columns that pages show to those who may see them."""
    published = select(Post.html).where(Post.number.is_not(None))
    columns = [select(column) for column in SHOWN] + [published]
    return {token for column in columns for text in session.scalars(column) for token in tokens_in(str(text))}


def closed_to_everybody(world: World) -> set[str]:
    """The canaries that nobody may see."""
    return {token for token, audience in world.canaries.audiences.items() if audience == "never"}
