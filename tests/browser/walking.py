"""Going through pages, each of them opened once and looked at in narrow windows and in a wide one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS, WIDEST = (640, 320), 1280


@dataclass
class Walk:
    """What was met on the way."""

    statuses: dict[str, int] = field(default_factory=dict)
    faults: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    wide: set[tuple[str, int]] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)
    looked_at: set[str] = field(default_factory=set)

    def go(self, page: Page, address: str) -> None:
        """Open a page and look at it, but for one that an address before led to: it asks guests to sign in first."""
        answer = page.goto(address)
        self.statuses[address] = answer.status if answer else 0
        place = page.url.partition("?next=")[0]
        if place not in self.looked_at:
            self.looked_at.add(place)
            self.look(page, address)

    def look(self, page: Page, name: str, widths: Sequence[int] = WIDTHS) -> None:
        """Make the window of the page that is open narrow, and let axe look at it in a wide one."""
        for width in (*widths, WIDEST):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_function(f"innerWidth === {width}")
            if page.evaluate("document.documentElement.scrollWidth") > width:
                self.wide.add((name, width))
        if violations := Axe().run(page).response["violations"]:
            self.faults[name] = [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in violations]
