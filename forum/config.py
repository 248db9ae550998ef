"""Every setting: an environment variable, its default for development, and what it means."""

import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

DEVELOPMENT_SECRET = "only for development: everybody knows this secret"  # noqa: S105
WELL_KNOWN_SECRETS = {DEVELOPMENT_SECRET, "secret", "changeme", "change-me", "dev", "development", "password"}
SHORTEST_SECRET = 32
ADDRESSES = {  # and with what they begin, where that does not depend on the mode
    "FORUM_DATABASE_URL": ("sqlite:///", "postgresql+psycopg://"),
    "FORUM_REDIS_URL": ("redis://", "rediss://", "unix://"),
    "FORUM_BASE_URL": (),
    "FORUM_MAIL_URL": (),
}
CONNECT_SECONDS = 3  # to PostgreSQL, and the longest wait for a connection that another thread has
MODES = ("development", "production", "testing")


class SettingsRefused(Exception):
    """The forum does not start with these settings; the message says which, and what to do."""


def _switch(text: str) -> bool:
    return text.strip().lower() in ("1", "true", "yes", "on")


def _number(text: str) -> int:
    if not text.strip().isdecimal():
        raise ValueError("not a number of things")
    return int(text)


def _some(text: str) -> int:
    if not _number(text):
        raise ValueError("not one of them")
    return _number(text)


def _level(text: str) -> str:
    if text not in logging.getLevelNamesMapping():
        raise ValueError("not a level")
    return text


@dataclass(frozen=True)
class Setting:
    """One setting; `read` makes a value of the text in the environment."""

    name: str
    default: str
    meaning: str
    read: Callable[[str], Any] = str


SETTINGS = (
    Setting("FORUM_MODE", "development", "development, production or testing"),
    Setting("FORUM_SECRET_KEY", DEVELOPMENT_SECRET, "signs cookies and links; 32 random characters or more"),
    Setting("FORUM_DATA_DIR", "var", "folder for the SQLite database, the search index and the job queue", Path),
    Setting("FORUM_DATABASE_URL", "", "the database; empty: SQLite in FORUM_DATA_DIR"),
    Setting("FORUM_DATABASE_CONNECTIONS", "10", "how many connections to PostgreSQL each process opens at most", _some),
    Setting("FORUM_DATABASE_SECONDS", "10", "how long a statement of a page may take on PostgreSQL", _some),
    Setting("FORUM_REDIS_URL", "", "Redis for limits and jobs; empty: limits are counted in the database, "
            "jobs wait in FORUM_DATA_DIR"),
    Setting("FORUM_BASE_URL", "http://127.0.0.1:8000", "the address that links in mail begin with"),
    Setting("FORUM_SITE_NAME", "Working Together", "the name of the site"),
    Setting("FORUM_CONTACT_EMAIL", "forum@localhost", "where people reach those who run the site"),
    Setting("FORUM_MAIL_URL", "development:", "smtp://user:password@host:port?starttls=yes, or smtps://…; "
            "development: prints mail and keeps it in FORUM_DATA_DIR/mail"),
    Setting("FORUM_MAIL_FROM", "forum@localhost", "the sender of all mail, by the name of the site or one of its own"),
    Setting("FORUM_PROXIES", "0", "how many reverse proxies of ours stand in front; only their word on the "
            "client's address is believed", _number),
    Setting("FORUM_LANGUAGE", "en", "the language of the pages"),
    Setting("FORUM_SYNONYMS", "", "the file of abbreviations that search knows; empty: forum/search/synonyms.txt, "
            "which says how to write one"),
    Setting("FORUM_LOG_LEVEL", "INFO", "what is logged: DEBUG, INFO, WARNING, ERROR", _level),
)  # fmt: skip


def read_settings(overrides: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """All settings, from `overrides`, else the environment, else the default.

    Raises SettingsRefused on a value that cannot be, and in production on what must not be.
    """
    given = {**os.environ, **(overrides or {})}
    settings = {setting.name: _value(setting, given.get(setting.name)) for setting in SETTINGS}
    if settings["FORUM_MODE"] not in MODES:
        raise SettingsRefused(f"FORUM_MODE is one of {', '.join(MODES)}")
    settings["FORUM_DATA_DIR"] = Path(settings["FORUM_DATA_DIR"]).resolve()
    settings["FORUM_BASE_URL"] = settings["FORUM_BASE_URL"].rstrip("/")
    settings["FORUM_DATABASE_URL"] = settings["FORUM_DATABASE_URL"] or _sqlite(settings["FORUM_DATA_DIR"])
    for name, schemes in ADDRESSES.items():
        _check_address(name, settings[name], schemes)
    if settings["FORUM_MODE"] == "production":
        _check_production(settings)
    return settings


def _check_address(name: str, address: str, schemes: tuple[str, ...]) -> None:
    """Never says the address: it may have a password in it."""
    if schemes and address and not address.startswith(schemes):
        raise SettingsRefused(f"{name} begins with {' or '.join(schemes)}")
    try:
        urlsplit(address).port  # noqa: B018
    except ValueError:
        raise SettingsRefused(
            f"{name} cannot be read as an address. A password has %2F for /, %3F for ?, %23 for #, %40 for @, %3A for :"
        ) from None


def _value(setting: Setting, given: Any) -> Any:
    if given is not None and not isinstance(given, str):
        return given
    try:
        return setting.read(given if given else setting.default)
    except ValueError as fault:
        raise SettingsRefused(f"{setting.name}: {given!r} cannot be read ({setting.meaning})") from fault


def _sqlite(data_dir: Path) -> str:
    return f"sqlite:///{data_dir / 'forum.sqlite'}"


def _check_production(settings: dict[str, Any]) -> None:
    secret = settings["FORUM_SECRET_KEY"]
    if secret.strip().lower() in WELL_KNOWN_SECRETS or len(secret) < SHORTEST_SECRET or len(set(secret)) < 8:
        raise SettingsRefused(
            "FORUM_SECRET_KEY is missing, well known or too short. Make one with: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    if not _names_host(settings["FORUM_BASE_URL"], "https"):
        raise SettingsRefused("FORUM_BASE_URL begins with https:// in production")
    if not _names_host(settings["FORUM_MAIL_URL"], "smtp", "smtps"):
        raise SettingsRefused("FORUM_MAIL_URL names a mail server in production, smtp:// or smtps://")
    if not (_is_real(settings["FORUM_CONTACT_EMAIL"]) and _is_real(settings["FORUM_MAIL_FROM"])):
        raise SettingsRefused("FORUM_CONTACT_EMAIL and FORUM_MAIL_FROM are real addresses in production")


def _names_host(url: str, *schemes: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in schemes and bool(parts.hostname)


def _is_real(address: str) -> bool:
    _, at, host = address.rpartition("@")
    return bool(at) and host.strip(" >").lower() not in ("", "localhost")


def flask_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """What Flask and its extensions are told, made from our own settings."""
    secure = settings["FORUM_BASE_URL"].startswith("https://")
    return {
        **settings,
        "SECRET_KEY": settings["FORUM_SECRET_KEY"],
        "TESTING": settings["FORUM_MODE"] == "testing",
        "SQLALCHEMY_DATABASE_URI": settings["FORUM_DATABASE_URL"],
        "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(settings),
        "SESSION_COOKIE_NAME": "__Host-forum" if secure else "forum",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": 30 * 24 * 3600,
        "SESSION_REFRESH_EACH_REQUEST": False,
        "TRUSTED_HOSTS": _hosts(settings),
        "MAX_CONTENT_LENGTH": 1_000_000,
        "MAX_FORM_MEMORY_SIZE": 500_000,
        "MAX_FORM_PARTS": 100,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "BABEL_DEFAULT_LOCALE": settings["FORUM_LANGUAGE"],
        "BABEL_DEFAULT_TIMEZONE": "Europe/London",
        "COMPRESS_MIMETYPES": ["text/html", "text/css", "application/javascript", "application/json",
                               "application/problem+json", "image/svg+xml"],
        "COMPRESS_BR_LEVEL": 4,
        "COMPRESS_LEVEL": 6,
    }  # fmt: skip


def _engine_options(settings: Mapping[str, Any]) -> dict[str, Any]:
    """A database server that is cut off from us is noticed within seconds; else connections hang for hours."""
    if not settings["FORUM_DATABASE_URL"].startswith("postgresql"):
        return {}
    alive = {"keepalives_idle": 15, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 10_000}
    return {
        "connect_args": {"connect_timeout": CONNECT_SECONDS, **alive},
        "pool_size": settings["FORUM_DATABASE_CONNECTIONS"],
        "max_overflow": 0,
        "pool_timeout": CONNECT_SECONDS,
    }


def _hosts(settings: Mapping[str, Any]) -> list[str]:
    """Development answers on this machine only, so that it is never put before the public by mistake."""
    host = urlsplit(settings["FORUM_BASE_URL"]).hostname or ""
    return [host] if settings["FORUM_MODE"] == "production" else ["localhost", "127.0.0.1", host]
