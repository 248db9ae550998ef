"""The log as administrators read it: who did what to what, before and after, and why."""

from typing import Any

from flask import render_template, request

from forum.admin.blueprints import admin_blueprint
from forum.admin.log_entries import entries
from forum.admin.log_forms import LogForm
from forum.core.paging import Page
from forum.web.viewer import viewer

bp = admin_blueprint("log")


@bp.get("/log")
def log() -> Any:
    """The entries that fit, newest first."""
    form = LogForm(formdata=request.args)
    after = request.args.get("after")
    if not form.validate():
        return _page(form, Page([], None), after), 422
    return _page(form, entries(viewer(), form.sought(), after), after)


def _page(form: LogForm, page: Page, after: str | None) -> str:
    asked = {name: words for name, words in form.data.items() if words}
    return render_template("admin/log.html", form=form, page=page, after=after, asked=asked)
