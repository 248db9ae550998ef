"""Reports have limits; a worry about someone's safety gets through, or at least says where to get help now."""

import pytest

from forum.core.throttle import Limit
from forum.moderation import report_limits
from forum.moderation.report_limits import HOUR
from tests.factories import make_member, make_post, make_thread
from tests.moderation.people import busy_board
from tests.pages import sign_in

HELP = "116 123"


@pytest.fixture(params=["guest", "member"])
def reports(request, client):
    """Sends a report of a post for this reason, with words, as a guest or a member."""
    post = make_post(make_thread(board=busy_board()))
    if request.param == "member":
        sign_in(client, make_member())
    return lambda reason: client.send(f"/posts/{post.id}/report", {"reason": reason, "words": "Mine"})


def test_who_has_reported_much_still_tells_of_a_worry(reports):
    many = [reports("spam").status_code for _time in range(21)]
    assert many[-1] == 429

    worries = [reports("safety").status_code for _time in range(25)]

    assert set(worries) == {303}


def test_who_is_limited_reads_what_to_do_and_keeps_their_words(reports):
    answer = [reports("spam") for _time in range(21)][-1]

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    for words in ("Mine", "Send it again in", "If you worry about someone’s safety, choose that reason"):
        assert words in answer.text
    assert HELP not in answer.text


def test_where_to_get_help_is_shown_also_where_a_worry_is_not_taken(reports, monkeypatch):
    for name in ("URGENT_OF_MEMBER", "URGENT_OF_CLIENT"):
        monkeypatch.setattr(report_limits, name, Limit(name, 1, HOUR))
    reports("safety")

    answer = reports("safety")

    assert answer.status_code == 429
    for words in ("Mine", HELP, "Where to get help now", "do not wait for us"):
        assert words in answer.text


def test_it_is_shown_too_where_the_words_are_too_long(client):
    post = make_post(make_thread(board=busy_board()))

    answer = client.send(f"/posts/{post.id}/report", {"reason": "safety", "words": "x" * 1001})

    assert (answer.status_code, HELP in answer.text) == (422, True)
