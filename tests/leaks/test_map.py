"""The map names every route, and each of its addresses leads to the route that it stands for."""

from collections.abc import Iterable
from typing import Any

from tests.leaks.map import READS, WRITES, reads_at, writes_at


def test_every_route_is_on_the_map_and_no_other(app):
    assert off_the_map(app.url_map.iter_rules()) == set()


def test_a_route_that_is_not_on_the_map_is_noticed(app):
    class NewRoute:
        endpoint, methods = "threads.export", {"GET", "HEAD", "OPTIONS"}

    assert off_the_map([*app.url_map.iter_rules(), NewRoute()]) == {("threads.export", "GET")}


def test_every_address_leads_to_its_route_and_every_route_has_one(app, world):
    lead_to, places = set(), app.url_map.bind("localhost")

    for send_to, targets in ((reads_at, (None, *world.targets)), (writes_at, (None, *world.targets))):
        for target in targets:
            for sent in send_to(world, target):
                assert places.match(sent.address.split("?")[0], sent.method)[0] == sent.endpoint, str(sent)
                lead_to.add((sent.endpoint, sent.method))

    assert mapped() - lead_to == {("accounts.sign_out", "POST")}  # which would end the walk


def off_the_map(rules: Iterable[Any]) -> set[tuple[str, str]]:
    """Routes that nobody walks, and places on the map where no route is any more."""
    there = {(rule.endpoint, method) for rule in rules for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}
    return there ^ mapped()


def mapped() -> set[tuple[str, str]]:
    """Route and method of each place on the map."""
    return {(endpoint, "GET") for endpoint in READS} | {(endpoint, "POST") for endpoint in WRITES}
