"""The start page of administration."""

from flask import render_template

from forum.admin.blueprints import admin_blueprint
from forum.admin.entries import ENTRIES

bp = admin_blueprint("start")


@bp.get("")
def start() -> str:
    """What an administrator can do, in one list."""
    return render_template("admin/start.html", entries=ENTRIES)
