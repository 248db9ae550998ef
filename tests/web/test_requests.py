"""What a request may carry, and what none may."""

import io

import pytest

from tests.factories import make_board, make_member, make_thread
from tests.pages import sign_in

FORMS = ("/sign-in", "/sign-up", "/reset", "/settings/profile", "/settings/handle", "/settings/account/password")


@pytest.mark.parametrize("path", FORMS)
def test_a_file_in_a_form_is_refused(client, path):
    sign_in(client, make_member())
    fields = {name: (io.BytesIO(b"x"), "a.txt") for name in ("email", "password", "name", "handle", "old_password")}

    answer = client.send(path, fields, content_type="multipart/form-data")

    assert answer.status_code == 400


def test_a_file_in_place_of_a_post_is_refused_and_nothing_published(client):
    thread, member = make_thread(), make_member(verified=True)
    sign_in(client, member)

    answer = client.send(
        f"/threads/{thread.id}/replies", {"body": (io.BytesIO(b"x"), "a.txt")}, content_type="multipart/form-data"
    )

    assert answer.status_code == 400
    assert thread.reply_count == 0


@pytest.mark.parametrize("path", ["/boards/a%00b", "/archive/a%00b", "/members/a%00b", "/threads/1/a%00b", "/%00"])
def test_a_zero_byte_in_an_address_leads_nowhere(client, path):
    make_board()
    sign_in(client, make_member(verified=True))

    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"email": ["asha@example.org"], "password": 1}'),
        ("application/json", b"{"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\0\r\n\r\n1\r\n--x--"),
    ],
)
@pytest.mark.parametrize("path", FORMS)
def test_what_no_form_of_ours_sends_is_not_read(client, path, kind, body):
    sign_in(client, make_member())

    answer = client.post(path, data=body, content_type=kind, headers={"X-CSRFToken": client.csrf_token()})

    assert answer.status_code == 400


def test_a_view_that_takes_files_takes_more_than_others_up_to_its_own_limit(troubled):
    def send(path: str, size: int) -> tuple[int, str]:
        answer = troubled.post(path, data={"file": (io.BytesIO(b"x" * size), "a.csv")})
        return answer.status_code, answer.text

    assert send("/trouble/files", 1_500_000)[0] == 413  # of a guest, who sends none
    sign_in(troubled, make_member())
    assert send("/trouble/files", 1_500_000) == (200, "file: 1500000")
    assert send("/trouble/files", 2_000_000)[0] == 413
    assert send("/trouble/form", 10)[0] == 400
    assert send("/trouble/form", 1_500_000)[0] == 413


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{}"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; filename="a"\r\n\r\n1\r\n--x--'),
    ],
)
def test_a_view_that_takes_files_takes_nothing_else_that_no_form_sends(troubled, kind, body):
    assert troubled.post("/trouble/files", data=body, content_type=kind).status_code == 400
