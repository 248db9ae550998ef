"""One error page for people, one problem for programs, and never a word from inside."""

import pytest

from tests.factories import make_member
from tests.pages import sign_in

FAULTS = [("absent", 404), ("refused", 403), ("conflict", 409), ("invalid", 422), ("toomany", 429), ("broken", 500)]


@pytest.mark.parametrize(("kind", "status"), FAULTS)
def test_people_get_a_page(troubled, kind, status):
    answer = troubled.get(f"/trouble/{kind}")

    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    assert answer.text.count("<h1") == 1
    assert "boards</a>" in answer.text


@pytest.mark.parametrize(("kind", "status"), FAULTS)
def test_programs_get_a_problem(troubled, kind, status):
    answer = troubled.get(f"/api/trouble/{kind}")

    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert set(answer.json) == {"type", "title", "status", "detail"}
    assert answer.json["status"] == status
    assert answer.json["title"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 406, 410, 413, 415, 418, 422, 429, 500, 501, 503])
@pytest.mark.parametrize(("place", "mimetype"), [("", "text/html"), ("/api", "application/problem+json")])
def test_every_status_has_a_title(troubled, place, mimetype, status):
    answer = troubled.get(f"{place}/trouble/status/{status}")

    assert answer.status_code == status
    assert answer.mimetype == mimetype
    assert "None" not in answer.text


def test_the_sentence_of_the_refusal_is_told(troubled):
    assert "The kettle is not yours." in troubled.get("/trouble/refused").text
    assert troubled.get("/api/trouble/refused").json["detail"] == "The kettle is not yours."


def test_one_is_told_when_to_come_back(troubled):
    assert troubled.get("/trouble/toomany").headers["Retry-After"] == "42"
    assert troubled.get("/api/trouble/toomany").headers["Retry-After"] == "42"


@pytest.mark.parametrize("place", ["", "/api"])
def test_what_went_wrong_inside_is_logged_and_not_told(troubled, caplog, place):
    answer = troubled.get(f"{place}/trouble/broken")

    assert "hunter2" in caplog.text
    assert not [word for word in ("hunter2", "Traceback", "RuntimeError", "tests/web") if word in answer.text]


def test_what_is_not_there_and_what_may_not_be_read_look_the_same(client):
    nowhere = client.get("/threads/99999")

    assert nowhere.status_code == 404
    assert "may have moved, been taken down, or be open only to some members" in nowhere.text


def test_a_guest_is_offered_to_sign_in_and_try_again(client):
    assert "/sign-in?next=/threads/99999?page%3D2" in client.get("/threads/99999?page=2").text


def test_a_deed_by_its_address_alone_is_refused(client):
    answer = client.get("/sign-out")

    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert answer.text.count("<h1") == 1


def test_a_form_without_its_token_is_refused(client):
    sign_in(client, make_member())

    answer = client.post("/sign-out")

    assert answer.status_code == 400
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize(("place", "mimetype"), [("", "text/html"), ("/api", "application/problem+json")])
def test_too_much_at_once_is_refused(troubled, place, mimetype):
    answer = troubled.post(f"{place}/trouble/form", data={"body": "x" * 1_100_000})

    assert answer.status_code == 413
    assert answer.mimetype == mimetype


def test_too_many_fields_are_refused(troubled):
    fields = {f"field-{number}": (None, "x") for number in range(200)}

    assert troubled.post("/trouble/form", data=fields, content_type="multipart/form-data").status_code == 413


@pytest.mark.parametrize(
    "path",
    ["/%00", "/threads/%FF", "/%E0%A4%A", "/boards/%F0%9F%98%80", "/boards/" + "a" * 5000, "//", "/..%2f"],
)  # fmt: skip
def test_odd_addresses_lead_nowhere(client, path):
    assert client.get(path).status_code in (308, 404)


def test_without_its_tables_the_forum_still_answers_with_its_page(make_forum, tmp_path):
    client = make_forum(FORUM_DATABASE_URL=f"sqlite:///{tmp_path / 'empty.sqlite'}").test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "somebody"

    answer = client.get("/")

    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no such table" not in answer.text
