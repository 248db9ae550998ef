"""Every address of moderation."""

from flask import Blueprint

from forum.moderation import (
    approving_pages,
    case_pages,
    deed_pages,
    log_pages,
    moving_pages,
    post_pages,
    queue_pages,
    redacting_pages,
    report_pages,
    thread_pages,
)

bp = Blueprint("moderation", __name__)

FORM = ["GET", "POST"]
CASE = "/moderation/cases/<id:case_id>"

bp.add_url_rule("/posts/<id:post_id>/approve", view_func=approving_pages.approve, methods=["POST"])
bp.add_url_rule("/posts/<id:post_id>/decline", view_func=approving_pages.decline, methods=FORM)
bp.add_url_rule("/posts/<id:post_id>/hide", view_func=post_pages.hide, methods=FORM)
bp.add_url_rule("/posts/<id:post_id>/redact", view_func=redacting_pages.redact, methods=FORM)
bp.add_url_rule("/posts/<id:post_id>/restore", view_func=post_pages.restore, methods=FORM)
bp.add_url_rule("/moderation/deeds/<id:entry_id>", view_func=deed_pages.deed, methods=FORM)
bp.add_url_rule("/moderation/log", view_func=log_pages.log)
bp.add_url_rule("/settings/moderation", view_func=log_pages.mine)

ON_THREADS = {
    "lock": thread_pages.lock,
    "unlock": thread_pages.unlock,
    "close": thread_pages.close,
    "keep-open": thread_pages.keep_open,
    "pin": thread_pages.pin,
    "unpin": thread_pages.unpin,
    "title": thread_pages.title,
    "hide": moving_pages.hide,
    "restore": moving_pages.restore,
    "move": moving_pages.move,
    "merge": moving_pages.merge,
    "split": moving_pages.split,
}
for deed, page in ON_THREADS.items():  # behind two words, because behind one stands the slug of the thread
    where = f"/threads/<id:thread_id>/moderate/{deed}"
    bp.add_url_rule(where, f"{page.__name__}_thread", page, methods=FORM)
bp.add_url_rule("/moderation", view_func=queue_pages.queue, methods=FORM)
bp.add_url_rule(CASE, view_func=case_pages.case, methods=FORM)
bp.add_url_rule(f"{CASE}/claim", view_func=case_pages.claim, methods=["POST"])
bp.add_url_rule(f"{CASE}/release", view_func=case_pages.release, methods=["POST"])
bp.add_url_rule("/posts/<id:post_id>/report", "report_post", report_pages.post, methods=FORM)
bp.add_url_rule("/members/<handle>/report", "report_member", report_pages.member, methods=FORM)
bp.add_url_rule("/reports/sent", "report_sent", report_pages.sent)
bp.add_url_rule("/reports/<id:report_id>", "report", report_pages.report)
