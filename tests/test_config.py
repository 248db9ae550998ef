"""Every setting, and what the forum does not start with."""

from pathlib import Path

import pytest

from forum import create_app
from forum.config import DEVELOPMENT_SECRET, SETTINGS, SettingsRefused, flask_settings, read_settings
from forum.parts import sender_of

PRODUCTION = {
    "FORUM_MODE": "production",
    "FORUM_SECRET_KEY": "k3v9-Tq7xWm2zRb8-Yf5nHc1pLd6sJg-Ae4uXo0iKt",
    "FORUM_BASE_URL": "https://forum.kent.example",
    "FORUM_MAIL_URL": "smtp://mail.kent.example",
    "FORUM_MAIL_FROM": "forum@kent.example",
    "FORUM_CONTACT_EMAIL": "help@kent.example",
}


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch):
    """No setting comes from the machine that the tests run on."""
    for setting in SETTINGS:
        monkeypatch.delenv(setting.name, raising=False)


def refusal(**settings):
    """What is said when production is to start with these."""
    with pytest.raises(SettingsRefused) as said:
        read_settings({**PRODUCTION, **settings})
    return str(said.value)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_has_a_name_a_default_and_a_meaning(setting):
    assert setting.name.startswith("FORUM_")
    assert len(setting.meaning) > 10
    assert str(setting.read(setting.default)) == setting.default


def test_settings_have_names_of_their_own():
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)


def test_the_forum_starts_for_development_without_any_setting():
    settings = read_settings()

    assert settings["FORUM_MODE"] == "development"
    assert settings["FORUM_MAIL_URL"] == "development:"
    assert settings["FORUM_DATABASE_URL"] == f"sqlite:///{Path('var').resolve() / 'forum.sqlite'}"


def test_settings_come_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("FORUM_SITE_NAME", "Kent Together")
    monkeypatch.setenv("FORUM_PROXIES", "2")
    monkeypatch.setenv("FORUM_DATA_DIR", str(tmp_path))

    settings = read_settings()

    assert settings["FORUM_SITE_NAME"] == "Kent Together"
    assert settings["FORUM_PROXIES"] == 2
    assert settings["FORUM_DATA_DIR"] == tmp_path


def test_an_empty_setting_is_none(monkeypatch):
    monkeypatch.setenv("FORUM_SITE_NAME", "")

    assert read_settings()["FORUM_SITE_NAME"] == "Working Together"


def test_what_the_caller_says_goes_before_the_environment(monkeypatch):
    monkeypatch.setenv("FORUM_SITE_NAME", "Kent Together")

    assert read_settings({"FORUM_SITE_NAME": "Surrey Together"})["FORUM_SITE_NAME"] == "Surrey Together"


@pytest.mark.parametrize("text", ["one", "1.5", "1 proxy", "-1"])
def test_a_number_that_is_none_is_named(monkeypatch, text):
    monkeypatch.setenv("FORUM_PROXIES", text)

    with pytest.raises(SettingsRefused, match="FORUM_PROXIES.*cannot be read.*reverse proxies"):
        read_settings()


def test_a_level_of_the_log_that_is_none_is_named():
    with pytest.raises(SettingsRefused, match="FORUM_LOG_LEVEL.*DEBUG, INFO"):
        read_settings({"FORUM_LOG_LEVEL": "LOUD"})


@pytest.mark.parametrize("mode", ["prod", "Production", "live"])
def test_a_mode_that_is_none_is_refused(mode):
    with pytest.raises(SettingsRefused, match="FORUM_MODE is one of development, production, testing"):
        read_settings({"FORUM_MODE": mode})


@pytest.mark.parametrize(
    ("name", "address", "said"),
    [
        ("FORUM_DATABASE_URL", "postgres://us:hunter2@db/forum", "begins with sqlite:/// or postgresql+psycopg://"),
        ("FORUM_REDIS_URL", "http://us:hunter2@redis", "begins with redis:// or rediss:// or unix://"),
        ("FORUM_REDIS_URL", "redis://us:hunter2/x@redis", "cannot be read as an address"),
        ("FORUM_MAIL_URL", "smtp://us:hunter2#x@mail", "cannot be read as an address"),
        ("FORUM_DATABASE_URL", "postgresql+psycopg://us:hunter2?x@db/forum", "cannot be read as an address"),
        ("FORUM_BASE_URL", "https://forum.kent.example:hunter2", "cannot be read as an address"),
    ],
)
def test_an_address_that_cannot_be_read_is_refused_and_not_said(name, address, said):
    refused = refusal(**{name: address})

    assert f"{name} {said}" in refused
    assert "hunter2" not in refused


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(SettingsRefused, match="FORUM_DATA_DIR: .*file/below cannot be made: Not a directory"):
        create_app({**PRODUCTION, "FORUM_DATA_DIR": tmp_path / "file" / "below"})


def test_production_starts_with_all_that_it_needs():
    assert read_settings(PRODUCTION)["FORUM_BASE_URL"] == "https://forum.kent.example"


@pytest.mark.parametrize("mail", ["smtps://mail.kent.example", "smtp://a:b@mail.kent.example:587?starttls=yes"])
def test_production_sends_mail_through_a_server(mail):
    assert read_settings({**PRODUCTION, "FORUM_MAIL_URL": mail})["FORUM_MAIL_URL"] == mail


@pytest.mark.parametrize(
    "secret",
    ["", DEVELOPMENT_SECRET, f" {DEVELOPMENT_SECRET.upper()} ", "secret", "changeme", "k3v9-Tq7xWm2zRb8-Yf5nHc1pLd6sJg",
     "a" * 64, "abababab" * 8, " " * 40],
)  # fmt: skip
def test_production_refuses_a_secret_that_is_none(secret):
    said = refusal(FORUM_SECRET_KEY=secret)

    assert said.startswith("FORUM_SECRET_KEY is missing, well known or too short.")
    assert "secrets.token_urlsafe" in said


def test_production_refuses_to_start_without_a_secret():
    with pytest.raises(SettingsRefused, match="FORUM_SECRET_KEY is missing"):
        read_settings({name: value for name, value in PRODUCTION.items() if name != "FORUM_SECRET_KEY"})


@pytest.mark.parametrize(
    "url",
    ["http://forum.kent.example", "forum.kent.example", "", "ftp://kent.example", "https://", "https:///x"],
)  # fmt: skip
def test_production_refuses_an_address_that_is_not_https(url):
    assert refusal(FORUM_BASE_URL=url).startswith("FORUM_BASE_URL begins with https://")


@pytest.mark.parametrize(
    "mail",
    ["", "development:", "development", "memory:", "mail.kent.example", "http://mail.kent.example"],
)  # fmt: skip
def test_production_refuses_mail_that_goes_nowhere(mail):
    assert refusal(FORUM_MAIL_URL=mail).startswith("FORUM_MAIL_URL names a mail server")


@pytest.mark.parametrize("name", ["FORUM_CONTACT_EMAIL", "FORUM_MAIL_FROM"])
@pytest.mark.parametrize("address", ["", "forum@localhost", "forum@LOCALHOST", "Forum <forum@localhost>", "nobody"])
def test_production_refuses_addresses_of_nobody(name, address):
    assert "real addresses" in refusal(**{name: address})


def test_the_forum_does_not_start_with_settings_that_are_refused(tmp_path):
    with pytest.raises(SettingsRefused):
        create_app({**PRODUCTION, "FORUM_SECRET_KEY": "", "FORUM_DATA_DIR": tmp_path / "never"})

    assert not (tmp_path / "never").exists()


def test_a_refusal_tells_no_secret():
    assert "hunter2" not in refusal(FORUM_SECRET_KEY="hunter2")


def test_in_production_cookies_travel_encrypted_and_only_to_this_host():
    settings = flask_settings(read_settings(PRODUCTION))

    assert settings["SESSION_COOKIE_NAME"] == "__Host-forum"
    assert settings["SESSION_COOKIE_SECURE"] is True
    assert settings["SESSION_COOKIE_HTTPONLY"] is True
    assert settings["SESSION_COOKIE_SAMESITE"] == "Lax"


def test_in_production_only_the_forums_own_name_is_answered():
    assert flask_settings(read_settings(PRODUCTION))["TRUSTED_HOSTS"] == ["forum.kent.example"]


def test_in_development_only_this_machine_is_answered():
    hosts = flask_settings(read_settings())["TRUSTED_HOSTS"]

    assert set(hosts) == {"localhost", "127.0.0.1"}


def test_an_address_is_taken_without_its_last_slash():
    assert (
        read_settings({**PRODUCTION, "FORUM_BASE_URL": "https://kent.example/"})["FORUM_BASE_URL"]
        == "https://kent.example"
    )


@pytest.mark.parametrize(
    ("sender", "shown"),
    [
        ("forum@kent.example", "Kettles & Cups <forum@kent.example>"),
        ("The office <forum@kent.example>", "The office <forum@kent.example>"),
    ],
)
def test_mail_comes_by_the_name_of_the_site_unless_its_sender_has_one(sender, shown):
    assert sender_of({"FORUM_SITE_NAME": "Kettles & Cups", "FORUM_MAIL_FROM": sender}).replace('"', "") == shown
