"""Somebody who uses no mouse: the tabulator, Enter, the space bar and letters, and where the focus is afterwards."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 300


class Keyboard:
    """The keyboard of a page; `steps` are the links and buttons that were pressed, and the boxes that were ticked."""

    def __init__(self, page: Page) -> None:
        self.page, self.steps = page, 0

    def reach(self, role: Any, name: str, exact: bool = False) -> Locator:
        """Go on by the tabulator until the first thing of this name has the focus."""
        wanted = self.page.get_by_role(role, name=name, exact=exact).first
        for _tab in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if wanted.evaluate("one => one === document.activeElement"):
                return wanted
        raise AssertionError(f"The tabulator does not lead to the {role} {name}")

    def press(self, role: Any, name: str, exact: bool = False) -> None:
        """Follow a link, or send a form; comes back on the page to which it leads."""
        self.reach(role, name, exact)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.steps += 1

    def tick(self, name: str) -> None:
        """Tick the next box of which the name begins so, which is not ticked yet."""
        box = self.reach("checkbox", name)
        self.page.keyboard.press("Space")
        expect(box).to_be_checked()
        self.steps += 1

    def type(self, role: Any, name: str, words: str) -> None:
        """Write into a field; of a list, choose what begins so."""
        self.reach(role, name)
        self.page.keyboard.type(words)
