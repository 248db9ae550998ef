"""What somebody was sending when their session had ended: it travels through signing in, so that nothing is lost.

The fields stand as hidden fields `kept.<name>` in the sign-in form, and after the right password in a form that sends
them to where they were meant to go. Passwords are never kept, nor what another site sent here in somebody's name.
"""

from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, unquote

from flask import current_app, request

from forum.web.origin import comes_from_elsewhere
from forum.web.redirects import NOWHERE, inside

PREFIX = "kept."
ADDRESS = "kept_address"
MOST_FIELDS = 50
LONGEST_NAME = 100
SEEN, MARKS = (
    "seen",
    ("case", "last", "reports", "shown"),
)  # what forms say of the state that a person had before their eyes

Field = tuple[str, str]


@dataclass(frozen=True)
class Kept:
    """The fields of a form, and the address inside this site that they were sent to."""

    address: str
    fields: tuple[Field, ...]

    @classmethod
    def from_request(cls) -> Self | None:
        """What this very request was sending; None when it came from another site."""
        query = request.query_string.decode("ascii", "replace")
        address = inside(quote(request.path) + (f"?{query}" if query else ""))
        if address == NOWHERE or comes_from_elsewhere():
            return None
        return cls(address, _bounded(list(request.form.items(multi=True))))

    @classmethod
    def from_sign_in(cls) -> Self | None:
        """What came along with the sign-in form, if anything did."""
        address = inside(request.form.get(ADDRESS))
        if address == NOWHERE or comes_from_elsewhere():
            return None
        along = request.form.items(multi=True)
        return cls(
            address, _bounded([(name.removeprefix(PREFIX), text) for name, text in along if name.startswith(PREFIX)])
        )

    @property
    def texts(self) -> list[Field]:
        """What a person wrote: the fields of several words, to be looked at before they are sent."""
        return [field for field in self.fields if _was_written(*field)]

    @property
    def rest(self) -> list[Field]:
        """What goes along unseen: marks, choices, single words."""
        return [field for field in self.fields if not _was_written(*field)]

    @property
    def page(self) -> str:
        """The address of the page with the form, to be looked at again; empty where there is none."""
        addresses = current_app.create_url_adapter(request)
        is_one = addresses is not None and addresses.test(unquote(self.address.partition("?")[0]), "GET")
        return self.address if is_one else ""


def _bounded(fields: list[Field]) -> tuple[Field, ...]:
    kept = [(name, text) for name, text in fields if _may_be_kept(name)]
    return tuple(kept[:MOST_FIELDS])


def _may_be_kept(name: str) -> bool:
    ours = name == "csrf_token" or name == ADDRESS or name.startswith(PREFIX)
    return not ours and "password" not in name.lower() and 0 < len(name) <= LONGEST_NAME


def _was_written(name: str, text: str) -> bool:
    """Whether it has several words, and is no mark by which a form knows what was seen."""
    return len(text.split()) > 1 and name not in MARKS and not name.startswith(SEEN)
