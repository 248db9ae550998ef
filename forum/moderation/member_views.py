"""Every address of looking after members."""

from flask import Blueprint

from forum.moderation import (
    appeal_pages,
    cleaning_up_pages,
    contact_pages,
    member_pages,
    own_pages,
    record_pages,
    sanction_pages,
)

bp = Blueprint("sanctions", __name__)

FORM = ["GET", "POST"]
MEMBER = "/moderation/members/<handle>"

bp.add_url_rule("/moderation/members", view_func=member_pages.members)
bp.add_url_rule(MEMBER, view_func=member_pages.member)
bp.add_url_rule(f"{MEMBER}/warn", view_func=sanction_pages.warn, methods=FORM)
bp.add_url_rule(f"{MEMBER}/silence", view_func=sanction_pages.silence, methods=FORM)
bp.add_url_rule(f"{MEMBER}/suspend", view_func=sanction_pages.suspend, methods=FORM)
bp.add_url_rule(f"{MEMBER}/notes", view_func=record_pages.note, methods=["POST"])
bp.add_url_rule(f"{MEMBER}/contact", view_func=contact_pages.contact, methods=FORM)
bp.add_url_rule(f"{MEMBER}/clean-up", view_func=cleaning_up_pages.clean, methods=FORM)
bp.add_url_rule(f"{MEMBER}/sanctions/<id:sanction_id>/lift", view_func=sanction_pages.lift, methods=FORM)

bp.add_url_rule("/moderation/sanctions/<id:sanction_id>", view_func=own_pages.mine)
bp.add_url_rule("/moderation/sanctions/<id:sanction_id>/read", view_func=own_pages.read, methods=["POST"])
bp.add_url_rule("/moderation/sanctions/<id:sanction_id>/appeal", view_func=appeal_pages.make, methods=["POST"])
bp.add_url_rule("/moderation/appeals/<id:appeal_id>", view_func=appeal_pages.case, methods=FORM)
