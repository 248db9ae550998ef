"""The texts of the site."""

import pytest


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/accessibility", "WCAG 2.2"),
        ("/privacy", "e-mail address"),
        ("/cookies", "cookie"),
        ("/rules", "rules"),
        ("/contact", "forum@localhost"),
    ],
)
def test_each_text_is_there_for_everybody_and_linked_from_every_page(client, path, words):
    answer = client.get(path)

    assert answer.status_code == 200
    assert words in answer.text[answer.text.index("<main") :]
    assert f'href="{path}"' in client.get("/").text


def test_reading_the_texts_sets_no_cookie(client):
    assert not any("Set-Cookie" in client.get(path).headers for path in ("/cookies", "/privacy", "/rules"))


def test_a_text_that_is_none_is_absent(client):
    assert client.get("/imprint").status_code == 404
