"""The pages of those who decide: what waits, one case, the picture shown, a member's verifications."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_login import login_required

from forum.core.errors import Conflict
from forum.core.words import _, lazy
from forum.verification import cases, deciding
from forum.verification.forms import ReasonForm
from forum.verification.models import EndReason, VerificationRequest
from forum.verification.queries import deciders_for
from forum.web.viewer import viewer


@login_required
def requests() -> str:
    """Colleagues who ask, and cases that moderators decide."""
    colleagues, decided = cases.asking_colleagues(viewer()), cases.cases_to_decide(viewer())
    agreed = cases.agreed_by(viewer(), decided)
    return render_template("verification/requests.html", colleagues=colleagues, cases=decided, agreed=agreed)


@login_required
def case(request_id: int) -> str:
    """One request, as far as the viewer may see it."""
    return _case_page(cases.readable_case(viewer(), request_id), ReasonForm(formdata=None))


@login_required
def vouch(request_id: int) -> Any:
    """Vouch for a colleague."""
    asked = cases.readable_case(viewer(), request_id)
    done = deciding.vouch(viewer(), asked)
    flash(_verified(asked) if done else _("Thank you. It takes the word of a second colleague."), "success")
    return redirect(url_for("verification.requests"), 303)


@login_required
def agree(request_id: int) -> Any:
    """Agree that the evidence shows it."""
    asked = cases.readable_case(viewer(), request_id)
    done = deciding.agree(viewer(), asked)
    flash(_verified(asked) if done else _("Thank you. It takes a second moderator."), "success")
    return redirect(url_for("verification.requests"), 303)


@login_required
def refuse(request_id: int) -> Any:
    """Refuse a request, with a reason."""
    asked, form = cases.readable_case(viewer(), request_id), ReasonForm()
    if not form.validate_on_submit():
        return _case_page(asked, form), 422
    deciding.refuse(viewer(), asked, form.reason.data)
    flash(_("The request is refused. The member is told why."), "success")
    return redirect(url_for("verification.requests"), 303)


@login_required
def picture(request_id: int) -> Response:
    """The picture of the evidence: for those who decide, kept by no browser."""
    shown = cases.picture_for(viewer(), request_id)
    return Response(shown, mimetype="image/jpeg", headers={"Cache-Control": "no-store"})


@login_required
def member(handle: str) -> Any:
    """How a member was verified; and to revoke it, with a reason."""
    person, verifications = cases.verified_member(viewer(), handle)
    current = next((one for one in verifications if one.is_in_force), None)
    last, form = current or next(iter(verifications), None), ReasonForm()
    revocable = last if last is not None and last.end_reason != EndReason.REVOKED else None
    page = {"person": person, "verifications": verifications, "current": current, "revocable": revocable, "form": form}
    if request.method == "GET":
        return render_template("verification/member.html", **page)
    if revocable is None:
        raise Conflict(lazy("This member has no verification that could be revoked."))
    if not form.validate_on_submit():
        return render_template("verification/member.html", **page), 422
    deciding.revoke(viewer(), revocable, form.reason.data)
    flash(_("The verification is revoked. The member is told why."), "success")
    return redirect(url_for("verification.member", handle=person.handle), 303)


def _case_page(asked: VerificationRequest, form: ReasonForm) -> str:
    return render_template(
        "verification/case.html",
        asked=asked,
        form=form,
        evidence=cases.evidence_for(viewer(), asked),
        words=deciding.words_and_agreements(asked),
        deciders=deciders_for(asked),
        agreed=asked.id in cases.agreed_by(viewer(), [asked]),
    )


def _verified(asked: VerificationRequest) -> str:
    return _("%(name)s is verified now.", name=asked.person.name)
