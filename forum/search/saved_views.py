"""Saved searches: their list, saving one, changing it, deleting it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import login_required

from forum.core.cleaning import clean_text
from forum.core.errors import Invalid
from forum.core.words import _
from forum.search.query import parse
from forum.search.saved_forms import ChangeForm, SaveForm
from forum.searches import actions, queries
from forum.searches.addresses import search_path
from forum.searches.models import NAME_LIMIT, Often
from forum.web.faults import say
from forum.web.viewer import viewer

bp = Blueprint("saved", __name__, url_prefix="/settings/searches")


@bp.get("")
@login_required
def searches() -> str:
    """The member's saved searches."""
    return render_template("search/saved.html", searches=queries.saved_searches(viewer()))


@bp.route("/new", methods=["GET", "POST"])
@login_required
def save() -> Any:
    """Keep a search: what is in `q`, or what is typed here."""
    asked = parse(clean_text(request.args.get("q", ""))).text
    form = SaveForm(data={"query": asked, "name": asked[:NAME_LIMIT], "often": Often.DAILY.value})
    if request.method == "GET":
        return _save_page(form)
    if not form.validate_on_submit():
        return _save_page(form), 422
    query, often = parse(form.query.data).text, Often(form.often.data)
    try:
        saved = actions.save_search(viewer(), viewer(), form.name.data, query, often)
    except Invalid as fault:
        headed = say(form, fault, "query")
        return _save_page(form), *headed
    flash(_("“%(name)s” is saved.", name=saved.name) + " " + _told(often), "success")
    return redirect(search_path(saved.query), 303)


@bp.route("/<id:search_id>", methods=["GET", "POST"])
@login_required
def change(search_id: int) -> Any:
    """Call it otherwise, or be told more or less often."""
    search = queries.own_search(viewer(), search_id)
    form = ChangeForm(data={"name": search.name, "often": search.often})
    if request.method == "GET":
        return _change_page(form, search)
    if not form.validate_on_submit():
        return _change_page(form, search), 422
    often = Often(form.often.data)
    actions.change_search(viewer(), viewer(), search_id, form.name.data, often)
    flash(_("“%(name)s” is changed.", name=form.name.data) + " " + _told(often), "success")
    return redirect(url_for("saved.searches"), 303)


@bp.route("/<id:search_id>/delete", methods=["GET", "POST"])
@login_required
def delete(search_id: int) -> Any:
    """Keep it no longer, once that is confirmed."""
    search = queries.own_search(viewer(), search_id)
    if request.method == "GET":
        return render_template("search/delete_saved.html", search=search)
    name = search.name
    actions.delete_search(viewer(), viewer(), search_id)
    flash(_("“%(name)s” is deleted. You are told nothing of it any more.", name=name), "success")
    return redirect(url_for("saved.searches"), 303)


def _told(often: Often) -> str:
    """What follows from a choice."""
    said = {
        Often.DAILY: _("You are told of new posts once a day."),
        Often.WEEKLY: _("You are told of new posts on Mondays."),
        Often.NEVER: _("It is kept, and you are told nothing."),
    }
    return said[often]


def _save_page(form: SaveForm) -> str:
    return render_template("search/save.html", form=form)


def _change_page(form: ChangeForm, search: Any) -> str:
    return render_template("search/change_saved.html", form=form, search=search, path=search_path(search.query))
