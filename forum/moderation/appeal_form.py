"""What a member sends to appeal, and what is shown of an appeal of one's own."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms.validators import Length

from forum.core.words import lazy
from forum.moderation.appeal_cases import appeal_against
from forum.moderation.appeals import somebody_can_decide
from forum.moderation.hidden_along import hidden_along
from forum.moderation.sanction_models import APPEAL_LIMIT, Sanction
from forum.web.fields import Body

TOO_LONG = lazy("Say it in at most %(most)d characters", most=APPEAL_LIMIT)


class AppealForm(FlaskForm):
    """Why a sanction should be looked at again."""

    appeal = Body(
        lazy("Why should the decision be looked at again?"), validators=[Length(max=APPEAL_LIMIT, message=TOO_LONG)]
    )


def appeal_facts(sanction: Sanction, form: AppealForm | None = None) -> dict[str, Any]:
    """The appeal against a sanction as its member sees it, or the form; and what the same deed has hidden."""
    made = appeal_against(sanction)
    waits_in_vain = made is not None and made.is_open and not somebody_can_decide(made)
    along = hidden_along(sanction)
    return {"appeal": made, "form": form or AppealForm(), "waits_in_vain": waits_in_vain, "along": along}
