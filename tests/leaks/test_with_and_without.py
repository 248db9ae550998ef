"""Planting what is closed changes nothing for those to whom it is closed: no count, order, date or number."""

from collections.abc import Collection
from pathlib import Path

import pytest
from flask import Flask

from forum.search.handlers import build_index
from forum.search.related import forget_lists
from tests.leaks.canaries import may_see
from tests.leaks.looking import Looker, Seen
from tests.leaks.map import reads_at
from tests.leaks.planting import PLANTS, make_open_world, plant
from tests.leaks.world import Target, World

KINDS = ("guest", "member", "moderator")
STAGES = (("invited",), ("never",), ("deciders", "office", "moderated"), ("fields", "verified"), ("members",))
NOT_ASKED = ("accounts.", "pages.text", "static")  # they show nothing of others
THAT_A_CASE_EXISTS = ("moderator", "GET /moderation")  # is all that a moderator is told of closed boards, and is told
WHAT_WAS_DONE = ("moderator", "GET /moderation/log")  # to what is deleted: that stays told, and nothing of it
Pages = dict[str, Seen]


@pytest.fixture(scope="module")
def world(app: Flask, place: Path) -> World:
    """A forum with nothing closed in it yet."""
    with app.app_context():
        world = make_open_world()
        build_index()
    return world


def test_what_is_closed_changes_no_page_of_those_who_may_not_see_it(app, world):
    asked, lookers = list(world.targets), {kind: Looker(app, world, kind) for kind in KINDS}
    for looker in lookers.values():
        see_all(looker, asked)  # what can be read has been read
    before = {kind: see_all(looker, asked) for kind, looker in lookers.items()}

    assert {audience for stage in STAGES for audience in stage} == set(PLANTS) - {"titled"}  # it shows its title
    for stage in STAGES:
        for audience in stage:
            plant(world, audience)
        build_index()
        forget_lists()  # what is near is reckoned anew
        after = {kind: see_all(looker, asked) for kind, looker in lookers.items()}
        kinds = [kind for kind in KINDS if not any(may_see(kind, audience) for audience in stage)]
        for kind in kinds:
            told = {THAT_A_CASE_EXISTS} | ({WHAT_WAS_DONE} if stage == ("never",) else set())
            assert changes(before[kind], after[kind], kind, told) == [], (kind, stage)
        before = after


def changes(before: Pages, after: Pages, kind: str, told: Collection[tuple[str, str]]) -> list[str]:
    """Which pages differ, and in what, but for those on which it is told."""
    addresses = [address for address in before if (kind, address.partition("?")[0]) not in told]
    return [f"{address}: {fault}" for address in addresses for fault in after[address].differs(before[address])]


def see_all(looker: Looker, targets: list[Target]) -> Pages:
    """Every page that the viewer may read, and what there is to see of it."""
    nothing = Target("nothing", "public", {})
    readable = [target for target in targets if may_see(looker.kind, target.audience)]
    requests = [sent for target in (None, *readable) for sent in reads_at(looker.world, target)]
    return {str(sent): looker.see(sent, nothing) for sent in requests if not sent.endpoint.startswith(NOT_ASKED)}
