"""Addresses of pages in templates, each made once: Flask's own function makes every link of every page anew."""

from functools import lru_cache
from typing import Any

import flask
from flask import Flask, has_request_context, request

MOST = 4_000  # addresses that are kept a process: those asked for last


def url_for(endpoint: str, **values: Any) -> str:
    """What Flask's own says, remembered. An address with a host is made anew, as hosts differ."""
    if endpoint.startswith(".") or not has_request_context() or not values.keys().isdisjoint(_WITH_HOST):
        return flask.url_for(endpoint, **values)
    return _kept(request.root_path, endpoint, **values)


_WITH_HOST = {"_external", "_scheme"}


@lru_cache(maxsize=MOST, typed=True)
def _kept(_root: str, endpoint: str, **values: Any) -> str:
    return flask.url_for(endpoint, **values)


def init_addresses(app: Flask) -> None:
    """Have templates ask here."""
    _kept.cache_clear()
    app.jinja_env.globals["url_for"] = url_for
