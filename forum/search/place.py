"""The search index of this forum."""

from typing import cast

from flask import current_app
from werkzeug.local import LocalProxy

from forum.search.engine import Index

index = cast(Index, LocalProxy(lambda: current_app.extensions["forum.index"]))
