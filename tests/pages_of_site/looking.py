"""Looks at pages as each kind of viewer."""

from typing import Any

from flask.testing import FlaskClient

from forum.boards.models import Board
from forum.members.named import BoardRole
from tests.factories import make_member, make_named
from tests.pages import sign_in

KINDS = ("guest", "member", "verified", "invited", "board moderator", "moderator", "administrator")
READERS = {
    "public": set(KINDS),
    "members": set(KINDS) - {"guest"},
    "verified": {"verified", "board moderator", "moderator", "administrator"},
    "invited": {"invited", "board moderator"},
}


def look_as(client: FlaskClient, kind: str, board: Board) -> Any:
    """Sign the browser in as somebody of this kind; answers the member, None for a guest."""
    if kind == "guest":
        return None
    role = kind if kind in ("moderator", "administrator") else "member"
    member = make_member(role=role, verified=kind == "verified")
    if kind == "invited":
        make_named(member, board, BoardRole.INVITED)
    if kind == "board moderator":
        make_named(member, board, BoardRole.MODERATOR)
    sign_in(client, member)
    return member


def main_of(page: str) -> str:
    """What stands between header and footer."""
    return page[page.index("<main") : page.index("</main>")]


def titles(page: str) -> list[str]:
    """The titles of the threads that a page lists, in order."""
    parts = main_of(page).split('<h2 class="app-thread__title">')[1:]
    return [part.split("</a>")[0].rsplit(">", 1)[1] for part in parts]


def next_page(page: str) -> str | None:
    """The address of the page after this one."""
    before, found, _after = main_of(page).partition('rel="next"')
    return before.rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&") if found else None
