"""The settings: the mode, the secret, the address, and what was set and is no setting."""

import ipaddress
import os
from urllib.parse import urlsplit

from flask import current_app

from forum.config import DEVELOPMENT_SECRET, SETTINGS, SHORTEST_SECRET, WELL_KNOWN_SECRETS
from forum.operations.findings import Findings, ok, warning

MANY_PROXIES = 3
DISTINCT = 12  # different characters; 32 random ones have more
NEW_SECRET = "FORUM_SECRET_KEY=$(python3 -c 'import secrets; print(secrets.token_urlsafe(48))')"  # noqa: S105


def look_at_settings() -> Findings:
    """Which mode it is, and whether a name is misspelt. What production must not have, it does not start with."""
    mode = current_app.config["FORUM_MODE"]
    if mode == "production":
        yield ok("Production.")
    else:
        yield warning(f"Mode {mode}: it answers on this machine only.", "For everybody: FORUM_MODE=production")
    known = {setting.name for setting in SETTINGS}
    for name in sorted(os.environ):
        if name.startswith("FORUM_") and name not in known:
            yield warning(f"{name} is set, and is no setting: it does nothing.", "The names: forum/config.py")
    if mode == "production" and current_app.config["FORUM_LOG_LEVEL"] == "DEBUG":
        yield warning("Everything is logged, and that may be more than should be kept.", "FORUM_LOG_LEVEL=INFO")


def look_at_secret() -> Findings:
    """Whether it can be guessed. Who has it can make links and cookies of anybody."""
    secret = current_app.config["FORUM_SECRET_KEY"]
    if secret == DEVELOPMENT_SECRET:
        yield warning("The secret is that of development, which everybody knows.", NEW_SECRET)
    elif secret.strip().lower() in WELL_KNOWN_SECRETS or len(secret) < SHORTEST_SECRET or len(set(secret)) < DISTINCT:
        yield warning("The secret is well known, short or of few different characters: it can be guessed.", NEW_SECRET)
    else:
        yield ok("It is long, of many characters, and not that of development.")


def look_at_address() -> Findings:
    """Whether links lead here, and whether limits see who asks."""
    settings = current_app.config
    url, production = urlsplit(settings["FORUM_BASE_URL"]), settings["FORUM_MODE"] == "production"
    odd = _oddities(url.hostname or "", f"{url.path}{url.query}{url.fragment}", production)
    for says in odd:
        yield warning(says, "FORUM_BASE_URL=https://forum.example.org, with the name that people type")
    if not odd:
        yield ok(f"Links begin with {url.scheme}://{url.netloc.rpartition('@')[2]}.")
    yield from _proxies(settings["FORUM_PROXIES"], production)


def _oddities(host: str, rest: str, production: bool) -> list[str]:
    says = []
    if not host:
        says.append("FORUM_BASE_URL names no host: links in mail lead nowhere.")
    if rest:
        says.append("FORUM_BASE_URL has more than a host: the forum answers at the root of its host only.")
    if production and (_is_number(host) or "." not in host):
        says.append("FORUM_BASE_URL has a host that other people's machines may not know.")
    return says


def _proxies(proxies: int, production: bool) -> Findings:
    if production and not proxies:
        yield warning(
            "No proxy is believed. Behind one, all people have one address, and share their limits.",
            "With one web server in front: FORUM_PROXIES=1",
        )
    elif proxies > MANY_PROXIES:
        yield warning(
            f"{proxies} proxies are believed. With fewer in front, people can say what their address is.",
            "FORUM_PROXIES= as many as stand in front, mostly 1",
        )
    else:
        yield ok(f"Proxies that are believed: {proxies}.")


def _is_number(host: str) -> bool:
    try:
        return bool(ipaddress.ip_address(host))
    except ValueError:
        return False
