"""The whole table of permissions as the code has it, for those who want to know why the forum says no."""

from flask import render_template

from forum.admin.blueprints import admin_blueprint
from forum.permissions.in_sentences import permissions, rules

bp = admin_blueprint("permissions")


@bp.get("/permissions")
def table() -> str:
    """Every permission with its rows, and every rule with its sentence."""
    return render_template("admin/permissions.html", permissions=permissions(), rules=rules())
