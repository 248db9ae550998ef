"""The pages under /admin: for administrators alone, who give their password again before they change anything."""

from typing import Any

from flask import Blueprint

from forum.accounts.proving import asks_for_password_again
from forum.permissions.guard import require
from forum.permissions.table import Can
from forum.web.viewer import login_manager, viewer


def admin_blueprint(name: str) -> Blueprint:
    """A blueprint called `admin_<name>` whose addresses stand under /admin.

    Guests are led to sign in, others are refused, whatever the address names; then comes the password.
    """
    blueprint = Blueprint(f"admin_{name}", __name__, url_prefix="/admin")
    blueprint.before_request(_for_administrators)
    asks_for_password_again(blueprint)
    return blueprint


def _for_administrators() -> Any:
    if viewer().is_guest:
        return login_manager.unauthorized()
    require(viewer(), Can.ADMINISTER)
    return None
