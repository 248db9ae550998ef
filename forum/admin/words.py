"""Watched words: their list, adding and changing them, trying them with a text, retiring them."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from forum.admin.blueprints import admin_blueprint
from forum.admin.board_queries import all_boards
from forum.admin.word_forms import EVERYWHERE, TryForm, WatchedForm
from forum.core.errors import ForumError, Invalid
from forum.core.words import _
from forum.prevention import actions, queries
from forum.prevention.models import Watched
from forum.web.faults import say
from forum.web.viewer import viewer

bp = admin_blueprint("words")


@bp.get("/words")
def words() -> str:
    """All that is watched, and what was."""
    return render_template("admin/words.html", words=queries.all_watched())


@bp.route("/words/add", methods=["GET", "POST"])
def add() -> Any:
    """Watch a word or a pattern."""
    form = _with_boards(WatchedForm(), _("On all boards"))
    if request.method == "GET":
        return _page(form, None)
    if not form.validate_on_submit():
        return _page(form, None), 422
    try:
        added = actions.watch(viewer(), None, form.settings())
    except ForumError as fault:
        headed = say(form, fault, "text")
        return _page(form, None), *headed
    flash(_("“%(text)s” is watched from now on.", text=added.text), "success")
    return redirect(url_for("admin_words.words"), 303)


@bp.route("/words/<id:word_id>", methods=["GET", "POST"])
def word(word_id: int) -> Any:
    """Change what is watched, where, or what happens then."""
    found = queries.watched_numbered(word_id)
    form = _with_boards(WatchedForm(data=_facts_of(found)), _("On all boards"))
    if request.method == "GET":
        return _page(form, found)
    if not form.validate_on_submit():
        return _page(form, found), 422
    try:
        actions.change_watched(viewer(), found, form.settings())
    except ForumError as fault:
        headed = say(form, fault, "text")
        return _page(form, found), *headed
    flash(_("“%(text)s” is changed.", text=found.text), "success")
    return redirect(url_for("admin_words.words"), 303)


@bp.post("/words/<id:word_id>/retire")
def retire(word_id: int) -> Response:
    """Watch it no longer."""
    found = queries.watched_numbered(word_id)
    actions.retire_watched(viewer(), found)
    flash(_("“%(text)s” is no longer watched.", text=found.text), "success")
    return redirect(url_for("admin_words.words"), 303)


@bp.post("/words/<id:word_id>/watch-again")
def watch_again(word_id: int) -> Response:
    """Watch it again."""
    found = queries.watched_numbered(word_id)
    try:
        actions.watch_again(viewer(), found)
    except Invalid as fault:
        flash(str(fault.sentence), "note")
    else:
        flash(_("“%(text)s” is watched again.", text=found.text), "success")
    return redirect(url_for("admin_words.words"), 303)


@bp.route("/words/try", methods=["GET", "POST"])
def test() -> Any:
    """Look what would be found in a text."""
    form = _with_boards(TryForm(), _("On a board without words of its own"))
    if request.method == "GET":
        return render_template("admin/try_words.html", form=form, found=None)
    if not form.validate_on_submit():
        return render_template("admin/try_words.html", form=form, found=None), 422
    found = queries.found_on(int(form.board_id.data) or None, form.body.data)
    return render_template("admin/try_words.html", form=form, found=found)


def _with_boards(form: Any, everywhere: str) -> Any:
    """The form, which offers all boards by name."""
    boards = [SelectChoice(str(board.id), board.name) for board in all_boards()]
    form.board_id.choices = [SelectChoice(EVERYWHERE, everywhere), *boards]
    return form


def _facts_of(found: Watched) -> dict[str, Any]:
    names = ("text", "kind", "measure", "explanation")
    return {name: getattr(found, name) for name in names} | {"board_id": str(found.board_id or EVERYWHERE)}


def _page(form: WatchedForm, found: Watched | None) -> str:
    return render_template("admin/word.html", form=form, word=found)
