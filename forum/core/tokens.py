"""Signed tokens for links in mail: they carry their own purpose and facts, and end by themselves."""

from datetime import timedelta
from typing import Any, cast

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.local import LocalProxy

from forum.core.errors import Invalid
from forum.core.words import lazy

LINK_ENDED = lazy("This link is broken, was used already, or is too old. Ask for a new one.")


class Tokens:
    """Signs and reads tokens with the site's secret; each purpose has a salt of its own."""

    def __init__(self, secret_key: str) -> None:
        self._secret_key = secret_key

    def sign(self, purpose: str, facts: dict[str, Any]) -> str:
        """A text that is safe in an address and holds `facts` (JSON) for `purpose`."""
        return self._serializer(purpose).dumps(facts)

    def read(self, purpose: str, token: str, lasts: timedelta) -> dict[str, Any]:
        """The facts of a token. Raises Invalid when it is broken, for another purpose, or older than `lasts`."""
        try:
            facts = self._serializer(purpose).loads(token, max_age=int(lasts.total_seconds()))
        except BadData as fault:
            raise Invalid(LINK_ENDED) from fault
        return dict(facts)

    def _serializer(self, purpose: str) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self._secret_key, salt=f"forum.{purpose}")


tokens = cast(Tokens, LocalProxy(lambda: current_app.extensions["forum.tokens"]))
