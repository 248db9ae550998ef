"""Old addresses lead to where things stand now."""

from typing import Any

from flask import Blueprint, redirect

from forum.imports.queries import archived_post
from forum.threads.views import path_of
from forum.web.viewer import viewer

bp = Blueprint("imports", __name__)


@bp.get("/archive/<path:original_id>")
def archived(original_id: str) -> Any:
    """Leads from the id that a post had in its archive to the post."""
    return redirect(path_of(archived_post(viewer(), original_id)))
