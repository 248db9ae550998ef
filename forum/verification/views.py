"""Every address of verification."""

from flask import Blueprint, render_template

from forum.verification import asking, decisions, settings

bp = Blueprint("verification", __name__)

FORM = ["GET", "POST"]
CASE = "/verification/requests/<id:request_id>"

bp.add_url_rule("/settings/verification", view_func=settings.status, methods=FORM)
bp.add_url_rule("/settings/verification/confirm/<code>", view_func=settings.confirm, methods=FORM)
bp.add_url_rule("/settings/verification/end", view_func=settings.end, methods=FORM)
bp.add_url_rule("/settings/verification/<id:request_id>/withdraw", view_func=settings.withdraw, methods=["POST"])

bp.add_url_rule("/settings/verification/ask", view_func=asking.find)
bp.add_url_rule("/settings/verification/ask/<slug>", view_func=asking.ask)
bp.add_url_rule("/settings/verification/ask/<slug>/colleagues", view_func=asking.ask_colleagues, methods=FORM)
bp.add_url_rule("/settings/verification/ask/<slug>/evidence", view_func=asking.ask_with_evidence, methods=FORM)

bp.add_url_rule("/verification/requests", view_func=decisions.requests)
bp.add_url_rule(CASE, view_func=decisions.case)
bp.add_url_rule(f"{CASE}/vouch", view_func=decisions.vouch, methods=["POST"])
bp.add_url_rule(f"{CASE}/agree", view_func=decisions.agree, methods=["POST"])
bp.add_url_rule(f"{CASE}/refuse", view_func=decisions.refuse, methods=["POST"])
bp.add_url_rule(f"{CASE}/picture", view_func=decisions.picture)
bp.add_url_rule("/verification/members/<handle>", view_func=decisions.member, methods=FORM)


@bp.get("/about/verification")
def about() -> str:
    """What verified means here, for everybody."""
    return render_template("verification/about.html")
