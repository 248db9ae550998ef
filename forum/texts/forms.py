"""What an administrator sends to change a text of the site."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import DataRequired, Length, ValidationError

from forum.core.markup import BODY_LIMIT
from forum.core.words import lazy
from forum.texts.models import REASON_LIMIT
from forum.web.fields import Body, Line


class RestoreForm(FlaskForm):
    """Which version the page showed as that of today, and why another one is to be it."""

    reason = Line(
        lazy("Why you change it (optional)"),
        validators=[Length(max=REASON_LIMIT, message=lazy("A reason takes %(most)d characters", most=REASON_LIMIT))],
    )
    seen = HiddenField()

    def validate_seen(self, field: Any) -> None:
        """Raises ValidationError when it is not the number that the page put there."""
        if not (field.data or "").isascii() or not (field.data or "").isdigit() or len(field.data) > 6:
            raise ValidationError(lazy("This form is damaged. Reload the page and try again."))


class TextForm(RestoreForm):
    """Other words for a text."""

    body = Body(
        lazy("Text"),
        validators=[
            DataRequired(lazy("A text cannot be empty")),
            Length(max=BODY_LIMIT, message=lazy("A text takes %(most)s characters", most=f"{BODY_LIMIT:,}")),
        ],
    )
