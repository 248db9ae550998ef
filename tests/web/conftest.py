"""Forums with other settings, and with addresses where things go wrong."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Blueprint, Flask, abort, request

from forum import create_app
from forum.core.errors import Absent, Conflict, Invalid, Refused, TooMany
from forum.web.requests import takes_files
from forum.web.viewer import client_address
from tests.hearing import heard_as_before

FAULTS = {
    "absent": Absent(),
    "refused": Refused("The kettle is not yours."),
    "conflict": Conflict("Somebody else took the kettle."),
    "invalid": Invalid("A kettle has a name.", "name"),
    "toomany": TooMany("Too many kettles.", 42),
    "broken": RuntimeError("the password is hunter2"),
}

trouble = Blueprint("trouble", __name__)


@trouble.get("/trouble/<kind>")
@trouble.get("/api/trouble/<kind>")
def fail(kind: str) -> str:
    """Something goes wrong."""
    raise FAULTS[kind]


@trouble.get("/trouble/status/<int:status>")
@trouble.get("/api/trouble/status/<int:status>")
def stop(status: int) -> str:
    """The answer is a status."""
    abort(status)


@trouble.route("/trouble/form", methods=["POST"])
@trouble.route("/api/trouble/form", methods=["POST"])
def form() -> str:
    """Takes a form."""
    return str(len(request.form))


@trouble.post("/trouble/files")
@takes_files(2_000_000)
def files() -> str:
    """Takes files, and says how large they are."""
    return " ".join(f"{name}: {len(file.read())}" for name, file in request.files.items())


@trouble.get("/who")
def who() -> str:
    """Who asks, over what, and what for."""
    return f"{client_address()} {request.scheme} {request.host}"


@pytest.fixture
def make_forum(forum: Flask, tmp_path: Any) -> Iterator[Callable[..., Flask]]:
    """Builds a forum with some settings, beside the one that all tests share, on the same database."""

    def make(**settings: Any) -> Flask:
        names = ("FORUM_MODE", "FORUM_DATABASE_URL", "FORUM_MAIL_URL", "FORUM_BASE_URL", "FORUM_LOG_LEVEL")
        same = {name: forum.config[name] for name in names}
        app = create_app({**same, "FORUM_DATA_DIR": tmp_path, "FORUM_REDIS_URL": "", **settings})
        app.config["WTF_CSRF_CHECK_DEFAULT"] = False
        app.register_blueprint(trouble)
        return app

    with heard_as_before():
        yield make


@pytest.fixture
def troubled(make_forum: Callable[..., Flask]) -> Any:
    """A browser at a forum where things go wrong."""
    return make_forum().test_client()
