"""What the doctor says of the folder, the clock and the settings."""

from datetime import timedelta

import pytest

from forum.config import DEVELOPMENT_SECRET
from forum.core.clock import at, now
from forum.core.db import transaction
from forum.core.log import record
from forum.operations.findings import Level
from tests.factories import make_board
from tests.operations.examining import close, found, set_to
from tests.servers import ON_POSTGRESQL


def test_a_folder_that_everybody_can_look_into_is_a_warning(sound, tmp_path, monkeypatch):
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o755)
    set_to(monkeypatch, sound, FORUM_DATA_DIR=tmp_path / "open")

    assert f"chmod o= {tmp_path / 'open'}" in found("storage", Level.WARNING)


def test_a_folder_that_the_forum_makes_is_for_it_alone(open_forum, tmp_path):
    open_forum()

    assert (tmp_path / "data").stat().st_mode & 0o077 == 0


def test_a_folder_that_is_gone_is_a_fault(sound, tmp_path, monkeypatch):
    set_to(monkeypatch, sound, FORUM_DATA_DIR=tmp_path / "gone")

    assert "takes no files: No such file or directory" in found("storage", Level.FAULT)


def test_a_folder_that_takes_no_files_is_a_fault(sound, tmp_path, monkeypatch):
    (tmp_path / "closed").mkdir()
    close(tmp_path / "closed", 0o500)
    set_to(monkeypatch, sound, FORUM_DATA_DIR=tmp_path / "closed")

    assert "takes no files: Permission denied" in found("storage", Level.FAULT)


def test_a_log_from_the_future_is_a_warning(sound):
    board = make_board()
    with at(now() + timedelta(hours=3)), transaction():
        record(None, "boards.change", board)

    assert "The last entry of the log is 3 h in the future" in found("clock", Level.WARNING)


def test_it_says_what_the_clock_is_compared_with(sound, redis_url, monkeypatch):
    set_to(monkeypatch, sound, FORUM_REDIS_URL=redis_url)

    compared = "the last entry of the log, the database, Redis" if ON_POSTGRESQL else "the last entry of the log, Redis"
    assert f"compared with {compared}." in found("clock", Level.OK)


def test_a_name_that_is_misspelt_is_a_warning(sound, monkeypatch):
    monkeypatch.setenv("FORUM_BASEURL", "https://hunter2.example")

    assert "FORUM_BASEURL is set, and is no setting" in found("settings", Level.WARNING)
    assert "hunter2" not in found("settings")


@pytest.mark.parametrize("secret", [DEVELOPMENT_SECRET, "short", "abcabcab" * 8])
def test_a_secret_that_can_be_guessed_is_a_warning(sound, monkeypatch, secret):
    set_to(monkeypatch, sound, FORUM_SECRET_KEY=secret)

    assert "token_urlsafe" in found("secret", Level.WARNING)
    assert found("secret", Level.OK) == ""


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://forum.kent.example/forum", "more than a host"),
        ("https://10.0.0.7", "other people's machines may not know"),
        ("https://forum", "other people's machines may not know"),
    ],
)
def test_an_address_to_which_links_do_not_lead_is_a_warning(sound, monkeypatch, url, said):
    set_to(monkeypatch, sound, FORUM_BASE_URL=url, FORUM_MODE="production")

    assert said in found("address", Level.WARNING)


@pytest.mark.parametrize(("proxies", "level"), [(0, Level.WARNING), (1, Level.OK), (2, Level.OK), (9, Level.WARNING)])
def test_the_number_of_proxies_has_to_be_plausible_in_production(sound, monkeypatch, proxies, level):
    set_to(monkeypatch, sound, FORUM_PROXIES=proxies, FORUM_MODE="production", FORUM_BASE_URL="https://kent.example")

    assert ("proxies" if proxies != 0 else "No proxy") in found("address", level).replace("Proxies", "proxies")
