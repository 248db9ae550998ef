"""Evidence and requests: for those who decide, and for nobody else; absent and not readable are the same."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from forum.core.clock import now
from forum.core.db import session
from forum.members.models import Grade
from forum.members.named import BoardRole
from forum.verification.actions import Shown, withdraw
from forum.verification.models import Evidence
from tests.factories import make_board, make_member, make_named, make_organisation
from tests.pages import sign_in
from tests.statements import count_queries
from tests.verification.people import make_verified, request_colleagues, request_evidence

WORDS = "Canary the words of the evidence"
LINK = "https://canary.example/the-page"


def some_picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def asker():
    return make_member(name="Canary Asker", handle="canary-asker")


@pytest.fixture
def asked(asker, council):
    return request_evidence(asker, council, Shown(WORDS, LINK, some_picture()))


def board_moderator():
    member = make_member()
    make_named(member, make_board(), BoardRole.MODERATOR)
    return member


OUTSIDERS = {
    "guest": lambda _council: None,
    "member": lambda _council: make_member(),
    "unconfirmed": lambda _council: make_member(confirmed_at=None),
    "verified elsewhere": lambda _council: make_verified(make_organisation()),
    "a colleague with grade A": lambda council: make_verified(council),
    "a colleague with grade B": lambda council: make_verified(council, Grade.B),
    "a moderator of a board": lambda _council: board_moderator(),
}


def client_for(forum, person):
    client = forum.test_client()
    if person is not None:
        sign_in(client, person)
    return client


@pytest.mark.parametrize("kind", OUTSIDERS)
def test_no_outsider_finds_a_trace_of_the_evidence_or_of_who_asks(forum, asked, asker, council, kind):
    client = client_for(forum, OUTSIDERS[kind](council))
    case = f"/verification/requests/{asked.id}"
    pages = ["/verification/requests", case, f"{case}/picture", "/verification/members/canary-asker"]

    answers = [client.get(page) for page in pages]
    answers += [client.send(f"{case}/{deed}", {"reason": "x"}) for deed in ("agree", "refuse", "vouch")]
    absent = [client.get(page) for page in ("/verification/requests/99999", "/verification/requests/99999/picture")]

    for answer in answers:
        assert answer.data.find(b"anary the words") == answer.data.find(b"canary.example") == -1
        assert b"Canary Asker" not in answer.data
        assert not answer.data.startswith(b"\xff\xd8")
    assert [one.status_code for one in answers[1:3]] == [one.status_code for one in absent]
    session.refresh(asked)
    assert asked.state == "open"


def test_the_asker_does_not_get_the_evidence_back(forum, asked, asker):
    client = client_for(forum, asker)

    assert client.get(f"/verification/requests/{asked.id}").status_code == 404
    assert client.get(f"/verification/requests/{asked.id}/picture").status_code == 404
    assert WORDS not in client.get("/settings/verification").text


@pytest.mark.parametrize("role", ["moderator", "administrator"])
def test_those_who_decide_see_it_and_no_browser_keeps_it(forum, asked, role):
    client = client_for(forum, make_member(role=role))

    page = client.get(f"/verification/requests/{asked.id}")
    shown = client.get(f"/verification/requests/{asked.id}/picture")

    assert WORDS in page.text
    assert LINK in page.text
    assert "Canary Asker" in client.get("/verification/requests").text
    assert (shown.mimetype, shown.headers["Cache-Control"]) == ("image/jpeg", "no-store")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("facts", [{"silenced_until": True}, {"suspended_until": True}])
def test_a_moderator_under_a_sanction_sees_nothing(forum, asked, facts):
    until = {name: now() + timedelta(days=1) for name in facts}
    client = client_for(forum, make_member(role="moderator", **until))

    answers = [client.get(f"/verification/requests/{asked.id}{rest}") for rest in ("", "/picture")]

    assert all(one.status_code in (403, 404) and b"anary" not in one.data for one in answers)


def test_a_colleague_who_may_vouch_sees_the_name_and_no_moderators_case(forum, council, asked, asker):
    withdraw(asker, asked)
    other = request_colleagues(asker, council)
    client = client_for(forum, make_verified(council))

    assert "Canary Asker" in client.get(f"/verification/requests/{other.id}").text
    assert client.get(f"/verification/requests/{other.id}/picture").status_code == 404
    assert session.query(Evidence).count() == 0


def test_absent_and_not_readable_cost_the_same_statements(forum, asked, council):
    client = client_for(forum, make_verified(council))
    client.get("/settings")

    counts = []
    for number in (asked.id, 99_999):
        with count_queries() as statements:
            assert client.get(f"/verification/requests/{number}").status_code == 404
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_the_pages_send_few_statements_and_no_more_for_more_requests(forum, council):
    mod = make_verified(council, role="moderator")
    client, counts = client_for(forum, mod), []
    for _round in range(2):
        for _number in range(5):
            request_evidence(make_member(), council)
            request_colleagues(make_member(), council)
        with count_queries() as statements:
            client.get("/verification/requests")
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 6
    with count_queries() as statements:
        client.get("/settings/verification")
    assert len(statements) <= 5


def test_the_public_page_says_what_verified_means_to_guests(client):
    page = client.get("/about/verification")

    assert page.status_code == 200
    assert "Grade A: a work address" in page.text
