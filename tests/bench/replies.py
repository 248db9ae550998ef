"""Replies through the form that people use: the page is asked for, its form filled in and sent, as a browser does."""

import http.client
import random
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from urllib.parse import urlencode

from lxml import html

from tests.bench.measuring import connection
from tests.bench.server import Server, Worker
from tests.bench.shape import Shape, path_of
from tests.bench.usage import Behind
from tests.bench.words import Prose

WORDS = 80
TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Filled:
    """A form that is ready to be sent."""

    path: str
    headers: Mapping[str, str]
    body: str


def replied(
    server: Server, worker: Worker | None, behind: Behind, shape: Shape, cookies: Sequence[str], many: int
) -> dict[str, float]:
    """Send so many replies, each member in turn, one after the other; answers what one takes until it is durable."""
    there, prose = connection(server), Prose(random.Random(1968))
    forms = [_form(there, shape, who, number, prose) for number, who in enumerate(islice(cycle(cookies), many))]
    before, times = _used(server, worker, behind), list[float]()
    for form in forms:
        begun = time.perf_counter()
        there.request("POST", form.path, form.body, dict(form.headers))
        answer = there.getresponse()
        answer.read()
        times.append((time.perf_counter() - begun) * 1000)
        if answer.status != 303:
            raise SystemExit(f"A reply is answered with {answer.status}")
    used = [(after - first) / many * 1000 for first, after in zip(before, _used(server, worker, behind), strict=True)]
    return {
        "replies": many,
        "p50_ms": round(statistics.median(times), 2),
        "p99_ms": round(sorted(times)[int(many * 0.99)], 2),
        **dict(zip(("cpu_ms", "database_ms", "redis_ms", "worker_ms"), (round(one, 2) for one in used), strict=True)),
    }


def _form(there: http.client.HTTPConnection, shape: Shape, who: str, number: int, prose: Prose) -> Filled:
    """The form below one of the newest threads, filled in. Its page may give a new cookie, which goes with it."""
    path = path_of(max(2, shape.usual - number * 7 % min(100, shape.usual - 1)))
    there.request("GET", path, headers={"Cookie": who, "Accept-Encoding": "identity"})
    answer = there.getresponse()
    page = html.fromstring(answer.read(), base_url=path)
    forms = [form for form in page.forms if "/replies" in (form.action or "")]
    if not forms:
        raise SystemExit(f"{path} answers {answer.status} and has no form for a reply")
    fields = dict(forms[0].form_values()) | {"body": "\n\n".join(prose.paragraphs(WORDS))}
    given = (answer.getheader("Set-Cookie") or who).partition(";")[0]
    return Filled(forms[0].action.partition("#")[0], {"Cookie": given, "Content-Type": TYPE}, urlencode(fields))


def _used(server: Server, worker: Worker | None, behind: Behind) -> tuple[float, float, float, float]:
    working = worker.cpu_seconds() if worker else 0.0
    return server.cpu_seconds(), behind.database_seconds(), behind.redis_seconds(), working
