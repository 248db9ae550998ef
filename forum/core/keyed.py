"""Digests that need the site's secret to be made: the database alone does not say what they are of."""

import hmac

from flask import current_app


def keyed(purpose: str, text: str) -> bytes:
    """32 bytes for a text; for each purpose others."""
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.digest(key, f"{purpose}\0{text}".encode(), "sha256")
