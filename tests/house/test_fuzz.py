"""Whatever is sent, by whomever: the forum answers, and never with a fault of its own."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest

from forum.accounts.links import join_token, new_address_token, reset_token
from forum.boards.models import AdmissionRequest
from forum.core.db import session, transaction
from forum.members.models import Member
from forum.notifications.models import Kind, Notice
from forum.notifications.stopping import Stop, stop_address
from forum.search.handlers import build_index
from forum.search.whoosh_index import WhooshIndex
from forum.threads.models import Thread
from forum.verification.actions import Shown, ask_with_evidence
from forum.verification.codes import code_of
from tests.factories import make_board, make_member, make_organisation, make_post, make_thread
from tests.house.code import ROOT
from tests.house.hostile import BODIES, CURSORS, HEADERS, PLACES, TEXTS, address_of, names_asked_for, together
from tests.pages import Browser, sign_in
from tests.servers import ON_POSTGRESQL

STORED = [line.split("  ") for line in (ROOT / "tests/house/routes.txt").read_text().splitlines()]
READ = [address for address, methods, _view in STORED if "GET" in methods]
WRITTEN = [address for address, methods, _view in STORED if "POST" in methods]
NAMES = names_asked_for()
STATIC = "/static/<path:filename>"
DECIDE = ("page", "after", "show", "sort", "quote")  # where one that is wrong ends the matter
FORM = "application/x-www-form-urlencoded"

SLUGS = {"boards": "kettles", "organisations": "kettle-council", "texts": "rules"}
KINDS = ("guest", "member", "administrator")

SENDERS = KINDS[-1:] if ON_POSTGRESQL else KINDS  # what differs by engine, who may open most pages meets

pytestmark = pytest.mark.parametrize("kind", SENDERS)


class Sender:
    """Somebody who sends what they like, each time from another place, and notes what goes wrong."""

    def __init__(self, client: Browser, kind: str) -> None:
        self.client, self.sent, self.broken = client, 0, list[str]()
        self.first_turn = KINDS.index(kind)
        self.person = make_member(role="administrator" if kind == "administrator" else "member")
        thread = make_thread(board=make_board(slug="kettles"), starter=self.person, slug="drawers")
        at, other = make_organisation(slug="kettle-council"), make_member()
        self.places: dict[str, object] = {
            "<id:thread_id>": thread.id,
            "<id:post_id>": make_post(thread, self.person).id,
            "<id:section_id>": thread.board.section_id,
            "<id:session_id>": sign_in(client, self.person).id if kind != "guest" else 1,
            "<id:notice_id>": _notice(self.person, thread),
            "<handle>": self.person.handle,
            "<organisation_slug>": at.slug,
            "<code>": code_of("a salt"),
            "<path:filename>": "icon.svg",
            "<path:original_id>": "1",
        }
        self.requests = {
            "/settings/verification": ask_with_evidence(self.person, self.person, at, Shown("Mine", "", None)).id,
            "/verification": ask_with_evidence(other, other, at, Shown("Another's", "", None)).id,
            "/boards": _admission(thread, other),
        }

    def in_turn(self, number: int, *ways: str) -> str:
        """One of the ways to send the text of this number; each kind of person takes another, so each way is taken."""
        return ways[(number + self.first_turn) % len(ways)]

    def good(self, address: str) -> str:
        """The address with what there is in its places."""
        tokens = {
            "/confirm/<token>": join_token("asha@example.org"),
            "/reset/<token>": reset_token(self.person),
            "/settings/account/email/<token>": new_address_token(self.person, "asha@example.org"),
        }
        tokens["/unsubscribe/<token>"] = tokens_of_mail(self.person)
        request_id = next((number for start, number in self.requests.items() if address.startswith(start)), 1)
        places = {**self.places, "<token>": tokens.get(address), "<id:request_id>": request_id, "<int:number>": 1}
        for name, value in places.items():
            address = address.replace(name, str(value))
        for folder, slug in SLUGS.items():
            address = address.replace(f"/{folder}/<slug>", f"/{folder}/{slug}")
        return address_of(address.replace("<slug>", "drawers"), "rules")

    def send(self, method: str, path: str, query: str = "", body: bytes = b"", **facts: Any) -> None:
        """Send one request as it is, byte for byte."""
        self.sent += 1
        raw = {
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "REMOTE_ADDR": f"10.0.{self.sent // 250}.{self.sent % 250 + 1}",
            **{f"HTTP_{name.upper().replace('-', '_')}": text for name, text in facts.pop("headers", {}).items()},
        }
        answer = self.client.open("/", method=method, data=body, environ_overrides=raw, **facts)
        if answer.status_code >= 500:
            self.broken.append(f"{answer.status_code} {method} {path[:80]}?{query[:120]} {body[:120]!r} {facts}")

    def send_form(self, path: str, names: Iterable[str], text: str) -> None:
        """Send a form with its token, and `text` in the fields of these names."""
        body = together([*names], text) + f"&csrf_token={self.client.csrf_token()}"
        self.send("POST", path, body=body.encode(), content_type=FORM)


def _notice(person: Member, thread: Thread) -> int:
    """The number of a notice about a thread."""
    with transaction():
        session.add(notice := Notice(member_id=person.id, kind=Kind.APPOINTMENT, about_id=0, board_id=thread.board.id))
    return notice.id


def _admission(thread: Thread, person: Member) -> int:
    """The number of a request to come into the thread's board."""
    with transaction():
        session.add(asked := AdmissionRequest(board_id=thread.board.id, member_id=person.id, words="Let me in"))
    return asked.id


def tokens_of_mail(person: Member) -> str:
    """What stands in a mail for somebody, to stop mails of its kind."""
    return stop_address(Stop(person.id, kind=Kind.MENTION)).rpartition("/")[2]


@pytest.fixture
def sender(client: Browser, kind: str, tmp_path: Path) -> Iterator[Sender]:
    """Somebody of a kind, at a forum with an index."""
    extensions = client.application.extensions
    before, extensions["forum.index"] = extensions["forum.index"], WhooshIndex(tmp_path / "search")
    sender = Sender(client, kind)
    build_index()
    yield sender
    extensions["forum.index"] = before


@pytest.mark.parametrize("address", [address for address in READ if "<" in address])
def test_strange_places_in_addresses(sender, address):
    beyond = sender.good(address) + "/<more>"
    for number, place in enumerate(PLACES):
        sender.send("GET", address_of(sender.in_turn(number, address, address, beyond), place))

    assert sender.broken == []


@pytest.mark.parametrize("address", READ)
def test_strange_questions(sender, address):
    good, undecided = sender.good(address), [name for name in NAMES if name not in DECIDE]
    for number, text in enumerate((*TEXTS, *CURSORS)):
        one = f"{DECIDE[number % len(DECIDE)]}={text}"
        sender.send("GET", good, sender.in_turn(number, together(NAMES, text), together(undecided, text), one))

    assert sender.broken == []


@pytest.mark.parametrize("address", WRITTEN)
def test_strange_forms(sender, address):
    good = sender.good(address)
    for number, text in enumerate(TEXTS):
        sender.send_form(good, NAMES, text)
        if sender.in_turn(number, "a few", "a false token") == "a few":
            sender.send_form(good, [NAMES[number % len(NAMES)], NAMES[(number * 7 + 1) % len(NAMES)]], text)
        else:
            sender.send("POST", good, body=f"{together(NAMES, 'x')}&csrf_token={text}".encode(), content_type=FORM)
    for place in PLACES[sender.first_turn :: len(KINDS)] if "<" in address else ():
        sender.send_form(address_of(address, place), NAMES, "kettle")

    assert sender.broken == []


@pytest.mark.parametrize("address", WRITTEN)
def test_strange_bodies(sender, address):
    for number, (kind_of_body, body) in enumerate(BODIES):
        token = {"X-CSRFToken": sender.client.csrf_token()}
        headers = token if sender.in_turn(number, "", "with a token") else {}
        sender.send("POST", sender.good(address), body=body, content_type=kind_of_body, headers=headers)

    assert sender.broken == []


@pytest.mark.parametrize("address", ["/", "/search", "/sign-in", "/threads/<id:thread_id>/replies", STATIC])
def test_strange_headers(sender, address):
    for headers in HEADERS:
        sender.send("GET", sender.good(address), headers=headers)
        sender.send("POST", sender.good(address), body=b"body=kettle", headers=headers, content_type=FORM)

    assert sender.broken == []


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "BREW", ""])
def test_strange_methods(sender, method):
    for address, _methods, _view in STORED:
        sender.send(method, sender.good(address))

    assert sender.broken == []
