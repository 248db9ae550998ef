"""Every address of the door."""

from flask import Blueprint
from flask_wtf.csrf import CSRFError

from forum.accounts import ended, joining, leaving, proving, resetting, settings, signing

bp = Blueprint("accounts", __name__)

FORM = ["GET", "POST"]

bp.add_url_rule("/sign-in", view_func=signing.sign_in, methods=FORM)
bp.add_url_rule("/sign-in/again", view_func=proving.give_password, methods=FORM)
bp.add_url_rule("/sign-out", view_func=signing.sign_out, methods=["POST"])

bp.add_url_rule("/sign-up", view_func=joining.sign_up, methods=FORM)
bp.add_url_rule("/sign-up/sent", view_func=joining.sign_up_sent)
bp.add_url_rule("/confirm/<token>", view_func=joining.confirm, methods=FORM)

bp.add_url_rule("/reset", view_func=resetting.reset, methods=FORM)
bp.add_url_rule("/reset/sent", view_func=resetting.reset_sent)
bp.add_url_rule("/reset/<token>", view_func=resetting.new_password, methods=FORM)

bp.add_url_rule("/settings/account", view_func=settings.account)
bp.add_url_rule("/settings/account/password", view_func=settings.password, methods=FORM)
bp.add_url_rule("/settings/account/email", view_func=settings.address, methods=FORM)
bp.add_url_rule("/settings/account/email/<token>", view_func=settings.new_address, methods=FORM)
bp.add_url_rule("/settings/account/close", view_func=leaving.close, methods=FORM)
bp.add_url_rule("/settings/sessions", view_func=settings.sessions)
bp.add_url_rule("/settings/sessions/<id:session_id>/end", view_func=settings.end_session, methods=["POST"])
bp.add_url_rule("/settings/sessions/end-others", view_func=settings.end_other_sessions, methods=["POST"])

bp.app_errorhandler(CSRFError)(ended.stale_form)
bp.before_app_request(ended.show_sanction)
