"""What people search for, and what they do not find: counts without persons."""

from flask import render_template, request

from forum.admin.blueprints import admin_blueprint
from forum.core.errors import Absent
from forum.search import asked
from forum.search.query_models import DAYS_BEFORE_WORDS, DAYS_KEPT
from forum.web.viewer import viewer

bp = admin_blueprint("searches")
PERIODS = (7, 30, DAYS_KEPT)


@bp.get("/searches")
def searches() -> str:
    """The most frequent searches of the last days, and those that found nothing."""
    text = request.args.get("days", "30")
    if text not in map(str, PERIODS):
        raise Absent()
    facts = {"periods": PERIODS, "often": DAYS_BEFORE_WORDS, "kept": DAYS_KEPT}
    return render_template("admin/searches.html", days=int(text), found=asked.searches(viewer(), int(text)), **facts)
