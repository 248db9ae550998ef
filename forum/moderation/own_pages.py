"""What a member sees of a sanction of their own: its page, the banner of a warning, why they cannot write."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import login_required
from markupsafe import Markup

from forum.core.words import _
from forum.moderation.appeal_form import appeal_facts
from forum.moderation.own_sanctions import acknowledge, own_sanction, running_sanction
from forum.moderation.remaining import running_sanctions
from forum.moderation.sanction_models import SanctionKind
from forum.web.viewer import viewer


@login_required
def mine(sanction_id: int) -> str:
    """What was decided, why, and until when."""
    sanction = own_sanction(viewer(), sanction_id)
    return render_template("moderation/own_sanction.html", sanction=sanction, **appeal_facts(sanction))


@login_required
def read(sanction_id: int) -> Any:
    """Say that one has read a warning."""
    acknowledge(viewer(), own_sanction(viewer(), sanction_id))
    flash(_("Thank you. You can write again."), "success")
    return redirect(url_for("sanctions.mine", sanction_id=sanction_id), 303)


def warning_banner(viewer: Any) -> Markup:
    """Leads who has not read a warning to it, from every page but its own; fills the slot "warning"."""
    if not viewer.is_warned or request.endpoint == "sanctions.mine":
        return Markup("")
    return Markup(render_template("moderation/_warning_banner.html", sanction_id=viewer.warning_id))


def why_silenced(viewer: Any) -> Markup:
    """Why and until when somebody cannot write, where they would; fills the slot "why silenced"."""
    sanction = running_sanction(viewer, SanctionKind.SILENCE) if viewer.is_silenced else None
    return Markup(render_template("moderation/_why_silenced.html", sanction=sanction)) if sanction else Markup("")


def what_goes_on(member: Any) -> Markup:
    """That what runs goes on in another account; on the pages that close one, fills the slot "closing"."""
    last = {sanction.kind: sanction for sanction in running_sanctions(member)}
    return Markup(render_template("moderation/_goes_on.html", running=list(last.values()))) if last else Markup("")
