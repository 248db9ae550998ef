"""Takes the forum's secrets out of what is shown to an operator: servers and libraries may say them again."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from forum.operations.findings import Finding

URLS = ("FORUM_DATABASE_URL", "FORUM_REDIS_URL", "FORUM_MAIL_URL")
SHORTEST = 3  # what is shorter would be found in every word

_IN_FRONT = re.compile(r"://[^:@/]*:(.*)@")  # to the last @, wherever a library thinks that a password ends
_BEHIND = re.compile(r"[?&](?:password|pass|sslpassword)=([^&#]*)")


def secrets_in(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """The secret key, and the passwords of all addresses as they are written and as they are meant."""
    found = {settings["FORUM_SECRET_KEY"]}
    for name in URLS:
        for pattern in (_IN_FRONT, _BEHIND):
            for password in pattern.findall(settings[name] or ""):
                found |= {password, unquote(password)}
    return tuple(sorted((one for one in found if len(one) >= SHORTEST), key=len, reverse=True))


def without(secrets: tuple[str, ...], finding: Finding) -> Finding:
    """The finding with a gap where a secret stood."""
    return replace(finding, says=_without(secrets, finding.says), advice=_without(secrets, finding.advice))


def _without(secrets: tuple[str, ...], text: str) -> str:
    for secret in secrets:
        text = text.replace(secret, "…")
    return text
