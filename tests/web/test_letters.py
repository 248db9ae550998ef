"""Letters are written from templates, with addresses that come from the settings."""

from pathlib import Path

from forum.web.letters import full_address, write_letter


def test_every_letter_of_the_forum_begins_with_its_subject(forum):
    letters = [file.read_text() for file in Path(forum.root_path, "templates/email").glob("*.txt")]

    assert letters
    assert [text for text in letters if not text.splitlines()[0].strip() or text.splitlines()[1].strip()] == []


def test_a_letter_knows_the_site(forum):
    letter = write_letter("asha@kent.example", "reset", link="https://forum.example/reset/x", name="Asha", hours=1)

    assert letter.to == "asha@kent.example"
    assert "\n" not in letter.subject
    assert letter.text.endswith("\n")
    assert "https://forum.example/reset/x" in letter.text


def test_links_in_letters_never_come_from_a_request(forum):
    with forum.test_request_context("/", base_url="https://evil.example"):
        assert full_address("/reset/x") == "http://localhost/reset/x"
