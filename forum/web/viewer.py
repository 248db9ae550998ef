"""Who looks at the page: a member, or the guest."""

from typing import Any, cast

from flask import g, request
from flask_login import LoginManager, current_user

from forum.permissions.people import Guest

login_manager = LoginManager()
login_manager.session_protection = None  # our sessions live in the database and end there
login_manager.anonymous_user = Guest


def viewer() -> Any:
    """The member who is signed in at this request, or a Guest: both answer the same questions."""
    return cast(Any, current_user)._get_current_object()


def take_for(person: Any) -> None:
    """For the rest of this request the viewer is this one."""
    g._login_user = person  # where Flask-Login keeps whom it found


def is_known() -> bool:
    """Whether it was found out already who the viewer is."""
    return "_login_user" in g


def client_address() -> str:
    """The client's network address, as our own proxies tell it when there are any."""
    return request.remote_addr or ""
