"""Every address for coming into boards; those of what stands on a board are the pages' and the threads'."""

from typing import Any

from flask import Blueprint

from forum.accounts.proving import asks_for_password_again
from forum.boards import asking, deciding, people
from forum.permissions.guard import require
from forum.permissions.table import Can
from forum.web.viewer import login_manager, viewer

bp = Blueprint("boards", __name__)
keeping = Blueprint("boards_keeping", __name__)  # for administrators, behind their password

POST = ["POST"]

bp.add_url_rule("/boards/<slug>/ask", view_func=asking.ask, methods=["GET", "POST"])
bp.add_url_rule("/boards/<slug>/ask/withdraw", view_func=asking.withdraw, methods=POST)
bp.add_url_rule("/boards/<slug>/requests", view_func=deciding.requests)
bp.add_url_rule("/boards/<slug>/requests/<id:request_id>/let-in", view_func=deciding.let_in, methods=POST)
bp.add_url_rule("/boards/<slug>/requests/<id:request_id>/decline", view_func=deciding.decline, methods=POST)
bp.add_url_rule("/boards/<slug>/people", view_func=people.people)
bp.add_url_rule("/boards/<slug>/people/invite", view_func=people.invite, methods=POST)
bp.add_url_rule("/boards/<slug>/people/<handle>/remove", view_func=people.remove, methods=POST)

ORGANISATIONS = "/boards/<slug>/organisations"
keeping.add_url_rule(f"{ORGANISATIONS}/invite", view_func=people.invite_organisation, methods=POST)
keeping.add_url_rule(f"{ORGANISATIONS}/<organisation_slug>/remove", view_func=people.remove_organisation, methods=POST)


def _for_administrators() -> Any:
    if viewer().is_guest:
        return login_manager.unauthorized()
    require(viewer(), Can.KEEP_BOARDS)
    return None


keeping.before_request(_for_administrators)
asks_for_password_again(keeping)
