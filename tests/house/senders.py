"""Somebody who sends what nobody types, to a forum that has something at each address of the stored list."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import unquote_to_bytes

from forum.accounts.links import join_token, new_address_token, reset_token
from forum.boards.models import AdmissionRequest
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.members.models import Member
from forum.moderation.models import Report
from forum.moderation.sanction_models import Appeal, Sanction, SanctionKind
from forum.notifications.models import Kind, Notice
from forum.notifications.stopping import Stop, stop_address
from forum.organisations.models import Organisation
from forum.prevention.models import Watched
from forum.searches.models import Often, SavedSearch
from forum.threads.models import Thread
from forum.verification.codes import code_of
from forum.verification.models import Evidence, Means, VerificationRequest
from tests.factories import make_board, make_member, make_organisation, make_post, make_thread
from tests.house.code import ROOT
from tests.house.hostile import address_of, together
from tests.moderation.people import make_case
from tests.pages import Browser, sign_in
from tests.servers import ON_POSTGRESQL

T = TypeVar("T")
STORED = [line.split("  ") for line in (ROOT / "tests/house/routes.txt").read_text().splitlines()]
READ = [address for address, methods, _view in STORED if "GET" in methods]
WRITTEN = [address for address, methods, _view in STORED if "POST" in methods]
FORM = "application/x-www-form-urlencoded"

SLUGS = {"boards": "kettles", "organisations": "kettle-council", "texts": "rules"}
KINDS = ("guest", "member", "administrator")

SENDERS = KINDS[-1:] if ON_POSTGRESQL else KINDS  # what differs by engine, who may open most pages meets


class Sender:
    """Somebody who sends what they like, each time from another place, and notes what goes wrong."""

    def __init__(self, client: Browser, kind: str) -> None:
        self.client, self.sent, self.broken = client, 0, list[str]()
        self.kind, self.first_turn = kind, KINDS.index(kind)
        self.person = make_member(role="administrator" if kind == "administrator" else "member")
        thread = make_thread(board=make_board(slug="kettles"), starter=self.person, slug="drawers")
        at, other = make_organisation(slug="kettle-council"), make_member()
        self.another = other.handle
        self.places: dict[str, object] = {
            "<id:thread_id>": thread.id,
            "<id:post_id>": make_post(thread, self.person).id,
            "<id:section_id>": thread.board.section_id,
            "<id:session_id>": sign_in(client, self.person).id if kind != "guest" else 1,
            "<id:notice_id>": _notice(self.person, thread),
            "<handle>": self.person.handle,
            "<organisation_slug>": at.slug,
            "<id:word_id>": _watched(thread),
            "<id:search_id>": _search(self.person),
            "<id:sanction_id>": _sanction(other),
            "<id:appeal_id>": _appeal(other),
            **_report(thread, other, self.person),
            "<key>": "rules",
            "<code>": code_of("a salt"),
            "<path:filename>": "icon.svg",
            "<path:original_id>": "1",
        }
        self.tokens: dict[str, Callable[[], str]] = {
            "/confirm/<token>": lambda: join_token("asha@example.org"),
            "/reset/<token>": lambda: reset_token(self.person),
            "/settings/account/email/<token>": lambda: new_address_token(self.person, "asha@example.org"),
            "/unsubscribe/<token>": lambda: tokens_of_mail(self.person),
        }
        self.requests = {
            "/settings/verification": _evidence(self.person, at, "Mine"),
            "/verification": _evidence(other, at, "Another's"),
            "/boards": _admission(thread, other),
        }

    def in_turn(self, number: int, *ways: Any) -> Any:
        """One of the ways to send the text of this number; each kind of person takes another, so each way is taken."""
        return ways[(number + self.first_turn) % len(ways)]

    def share(self, things: Sequence[T]) -> list[tuple[int, T]]:
        """What this sender sends of the things, and its place: who may open most pages all, the others every third."""
        counted = list(enumerate(things))
        return counted if self.kind == "administrator" else counted[self.first_turn :: len(KINDS)]

    def good(self, address: str) -> str:
        """The address with what there is in its places."""
        request_id = next((number for start, number in self.requests.items() if address.startswith(start)), 1)
        token = self.tokens[address]() if address in self.tokens else None
        places = {**self.places, "<token>": token, "<id:request_id>": request_id, "<int:number>": 1}
        if address.startswith("/moderation/members/"):
            places["<handle>"] = self.another
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


def _search(member: Member) -> int:
    search = SavedSearch(member_id=member.id, name="Kettles", query="kettle", often=Often.NEVER)
    with transaction():
        session.add(search)
    return search.id


def _notice(person: Member, thread: Thread) -> int:
    """The number of a notice about a thread."""
    with transaction():
        session.add(notice := Notice(member_id=person.id, kind=Kind.APPOINTMENT, about_id=0, board_id=thread.board.id))
    return notice.id


def _sanction(member: Member) -> int:
    """The number of a sanction of a member's."""
    with transaction():
        session.add(given := Sanction(member_id=member.id, kind=SanctionKind.SILENCE, until=now() + timedelta(days=1)))
    return given.id


def _report(thread: Thread, author: Member, reporter: Member) -> dict[str, object]:
    """The places of a case that waits, and of what somebody has reported."""
    case = make_case(make_post(thread, author))
    with transaction():
        report = Report(case_id=case.id, reporter_id=reporter.id, reason="rules", words="Look here")
        session.add(report)
    return {"<id:case_id>": case.id, "<id:report_id>": report.id}


def _appeal(member: Member) -> int:
    """The number of an appeal of a member's."""
    number = _sanction(member)
    with transaction():
        session.add(made := Appeal(sanction_id=number, words="It was not I."))
    return made.id


def _evidence(person: Member, at: Organisation, words: str) -> int:
    """The number of a request to be verified by evidence."""
    facts = {"member_id": person.id, "organisation_id": at.id, "kind": Means.EVIDENCE, "due_at": now()}
    with transaction():
        session.add(asked := VerificationRequest(**facts))
        session.flush()
        session.add(Evidence(request_id=asked.id, words=words, link=""))
    return asked.id


def _watched(thread: Thread) -> int:
    """The number of a word that is watched on the thread's board."""
    with transaction():
        session.add(watched := Watched(text="gasket", board_id=thread.board.id))
    return watched.id


def _admission(thread: Thread, person: Member) -> int:
    """The number of a request to come into the thread's board."""
    with transaction():
        session.add(asked := AdmissionRequest(board_id=thread.board.id, member_id=person.id, words="Let me in"))
    return asked.id


def tokens_of_mail(person: Member) -> str:
    """What stands in a mail for somebody, to stop mails of its kind."""
    return stop_address(Stop(person.id, kind=Kind.MENTION)).rpartition("/")[2]
