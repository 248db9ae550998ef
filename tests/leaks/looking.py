"""Asks the forum, and looks at all of an answer: status, headers, page, the templates and statements behind it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import Flask, template_rendered
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forum.core.clock import at, now
from forum.core.db import session
from tests.leaks.canaries import CHANCE, tokens_in
from tests.leaks.map import Sent
from tests.leaks.world import Target, World
from tests.pages import Browser, sign_in
from tests.statements import count_queries

OF_ANY = {"ETag": "of the page", "Date": "of the moment"}  # headers that tell what is seen anyway
NEIGHBOURS = re.compile(r"(?<=search_word\.word IN )\([^)]*\)")
NAMES_EVERY_BOARD = ("admin_", "boards.", "boards_keeping.")  # to administrators


class Looker:
    """A browser in which somebody of a kind is signed in, as far as they can be.

    It stays at the moment of signing in: however long a test takes, no session is touched, and no day ends.
    """

    def __init__(self, app: Flask, world: World, kind: str) -> None:
        self.app, self.world, self.kind, self.moment = app, world, kind, now()
        self.client: Browser = app.test_client()  # type: ignore[assignment]
        if viewer := world.viewer(kind):
            sign_in(self.client, viewer, proven_at=self.moment)
        self.client.get("/sign-up" if viewer is None else "/settings/profile")  # its cookie is set once
        self.closed, self.closed_in_admin = world.closed_to(kind), world.closed_in_admin_to(kind)
        self.traces: list[str] = []

    def send(self, sent: Sent) -> TestResponse:
        """The answer to a request; its page is not audited, others do that."""
        fields = {**sent.fields, "csrf_token": self.client.csrf_token()} if sent.method == "POST" else None
        with self.app.app_context(), at(self.moment):
            answer = FlaskClient.open(self.client, sent.address, method=sent.method, data=fields)
        session.rollback()
        return answer

    def send_all(self, requests: Iterable[Sent]) -> None:
        """Send requests and look at no answer."""
        for sent in requests:
            self.send(sent)

    def look(self, sent: Sent) -> None:
        """Note what an answer tells that this viewer must not learn, but for what they typed themselves."""
        answer = self.send(sent)
        closed = self.closed_in_admin if sent.endpoint.startswith(NAMES_EVERY_BOARD) else self.closed
        found = tokens_in(text_of(answer)) & closed - tokens_in(str(sent))
        faults = [f"status {answer.status_code}"] if answer.status_code >= 500 else []
        self.traces += [f"{self.kind}: {sent}: {fault}" for fault in (*faults, *sorted(found))]

    def see(self, sent: Sent, target: Target) -> "Seen":
        """All that can be told of an answer, with the target's own words and numbers taken out."""
        templates: list[str] = []
        note = template_rendered.connected_to(lambda _app, template, **_more: templates.append(template.name), self.app)
        with note, count_queries() as statements:
            answer = self.send(sent)
        return Seen.of(answer, templates, statements, target)


@dataclass(frozen=True)
class Seen:
    """What a browser, or somebody with a good clock, can tell of an answer."""

    status: int
    headers: list[tuple[str, str]]
    page: str
    templates: list[str | None]
    statements: list[str]

    @classmethod
    def of(cls, answer: TestResponse, templates: list[Any], statements: list[str], target: Target) -> "Seen":
        """What there is to see, where the target's words and numbers are all one."""

        def plain(text: str) -> str:
            for value in target.facts.values():
                text = text.replace(str(value), "…")
            return CHANCE.sub("", text)

        headers = sorted((name, OF_ANY.get(name) or plain(value)) for name, value in answer.headers)
        return cls(
            answer.status_code, headers, plain(answer.get_data(as_text=True)), templates, [*map(_one_line, statements)]
        )

    def differs(self, other: "Seen") -> list[str]:
        """In what the two differ, each with the first that one of them has alone."""
        pairs = {name: (_lines(value), _lines(getattr(other, name))) for name, value in vars(self).items()}
        return [f"{name}: {_first(mine, theirs)}" for name, (mine, theirs) in pairs.items() if mine != theirs]


def text_of(answer: TestResponse) -> str:
    """Everything that an answer says."""
    return "\n".join([f"{name}: {value}" for name, value in answer.headers] + [answer.get_data(as_text=True)])


def _lines(value: Any) -> list[str]:
    return [str(one) for one in (value if isinstance(value, list) else str(value).splitlines())]


def _first(mine: list[str], theirs: list[str]) -> str:
    alone = [line for line in mine if line not in theirs] + [line for line in theirs if line not in mine]
    return alone[0][:160] if alone else "in another order"


@cache
def _one_line(statement: str) -> str:
    """In one line; how many neighbours a word has is told by its own letters."""
    return NEIGHBOURS.sub("(…)", re.sub(r"\s+", " ", statement))
