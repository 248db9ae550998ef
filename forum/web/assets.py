"""Addresses of static files that carry a digest of their content, so that browsers may keep them."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app

from forum.web.addresses import url_for


def asset(name: str) -> str:
    """The address of a file under static/, with its digest. A file that is not there gets its plain address."""
    return url_for("static", filename=name, v=_digest(Path(current_app.static_folder or "") / name))


@lru_cache
def _digest(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else None


def init_assets(app: Flask) -> None:
    """Offer `asset()` to templates."""
    app.jinja_env.globals["asset"] = asset
    _digest.cache_clear()
