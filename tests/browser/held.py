"""Boards on which posts wait for a moderator."""

from playwright.sync_api import Page, expect

BOARD = "libraries-and-communities"


def let_wait(page: Page, which: str) -> None:
    """Say on the pages of administration which posts of the board wait."""
    page.goto(f"/admin/boards/{BOARD}")
    page.get_by_label(which, exact=True).check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Change the board").click()
    expect(page.get_by_role("main")).to_contain_text("is changed")
