"""The pages on which administrators change the site's texts, look at what they said before, and go back to it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.accounts.proving import no_password_when
from forum.admin.blueprints import admin_blueprint
from forum.core.errors import Absent, Conflict, Invalid
from forum.core.words import _
from forum.permissions.guard import require
from forum.permissions.table import Can
from forum.texts import actions, queries
from forum.texts.forms import RestoreForm, TextForm
from forum.texts.placeholders import MEANINGS
from forum.texts.shipped import TITLES
from forum.texts.showing import html_of
from forum.web.faults import say
from forum.web.viewer import viewer

bp = admin_blueprint("texts")


@bp.get("/texts")
def texts() -> str:
    """The texts, each with who changed it last."""
    return render_template("admin/texts.html", texts=queries.texts(viewer()), titles=TITLES)


@bp.route("/texts/<slug>", methods=["GET", "POST"])
@no_password_when(lambda slug: not TextForm().validate_on_submit() or _only_looks())
def text(slug: str) -> Any:
    """Change a text, or see what it would look like."""
    require(viewer(), Can.EDIT_TEXTS)
    now, form = queries.text_now(slug), TextForm()
    if request.method == "GET":
        form.process(data={"body": now.source, "seen": str(now.number)})
        return _text_page(slug, form)
    if not form.validate_on_submit():
        return _text_page(slug, form), 422
    if _only_looks():
        return _text_page(slug, form, preview=html_of(form.body.data))
    try:
        actions.change_text(viewer(), None, slug, form.body.data, int(form.seen.data), form.reason.data)
    except (Invalid, Conflict) as fault:
        headed = say(form, fault, "body")
        now = queries.text_now(slug)
        form.seen.data = str(now.number)  # the page now shows what the text says by now
        return _text_page(slug, form, meanwhile={"html": html_of(now.source)}), *headed
    return _done(slug)


@bp.get("/texts/<slug>/versions")
def versions(slug: str) -> str:
    """What a text said before, and who changed it."""
    after = request.args.get("after")
    page = queries.versions(viewer(), slug, after)
    return render_template("admin/text_versions.html", slug=slug, title=TITLES[slug], page=page, after=after)


@bp.route("/texts/<slug>/versions/<int:number>", methods=["GET", "POST"])
def version(slug: str, number: int) -> Any:
    """One version of a text; it can become the text of today again."""
    found = queries.text_then(viewer(), slug, _storable(number))
    now, form = queries.text_now(slug), RestoreForm()
    if request.method == "GET":
        form.process(data={"seen": str(now.number)})
        return _version_page(found, now, form)
    if not form.validate_on_submit():
        return _version_page(found, now, form), 422
    try:
        actions.restore_text(viewer(), None, found, int(form.seen.data), form.reason.data)
    except Conflict as fault:
        headed = say(form, fault, "reason")
        form.seen.data = str(now.number)
        return _version_page(found, now, form), *headed
    return _done(slug)


def _only_looks() -> bool:
    return request.form.get("deed") == "preview"


def _storable(number: int) -> int:
    if number > 999_999:
        raise Absent()
    return number


def _done(slug: str) -> Response:
    flash(_("The text is changed. What it said before is kept."), "success")
    return redirect(url_for("pages.text", slug=slug), 303)


def _text_page(slug: str, form: TextForm, preview: str | None = None, meanwhile: Any = None) -> str:
    facts = {"slug": slug, "title": TITLES[slug], "placeholders": MEANINGS}
    return render_template("admin/text.html", form=form, preview=preview, meanwhile=meanwhile, **facts)


def _version_page(found: queries.Version, now: queries.Version, form: RestoreForm) -> str:
    html = html_of(found.source)
    return render_template(
        "admin/text_version.html", version=found, now=now, form=form, html=html, title=TITLES[found.slug]
    )
