"""Fields that all forms share: what was typed, cleaned of what nobody types."""

import secrets
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from forum.core import cleaning
from forum.core.cleaning import clean_text
from forum.core.words import lazy

FORM_KEY_LENGTH = 32


def clean_line(text: str | None) -> str:
    """One line of typed text: cleaned, white space folded, ends trimmed."""
    return cleaning.clean_line(text or "")


def clean_body(text: str | None) -> str:
    """Typed text of several lines: cleaned, blank ends trimmed."""
    return clean_text(text or "").strip()


class Line(StringField):
    """One line of text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, filters=(clean_line,), **kwargs)


class Body(TextAreaField):
    """Text of several lines."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, filters=(clean_body,), **kwargs)


class FormKey(HiddenField):
    """A random mark of one rendered form, so that the same form sent twice is known again."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default=_new_key, **kwargs)

    def renew(self) -> None:
        """Make the form, shown again, one that was not sent yet."""
        self.data = _new_key()

    def pre_validate(self, form: FlaskForm) -> None:
        """Raises ValidationError for a mark that no form of ours carries."""
        if not (self.data and len(self.data) <= FORM_KEY_LENGTH and self.data.isalnum() and self.data.isascii()):
            raise ValidationError(lazy("This form is damaged. Reload the page and try again."))


def _new_key() -> str:
    return secrets.token_hex(FORM_KEY_LENGTH // 2)


def add_error(form: FlaskForm, field: str, sentence: Any) -> None:
    """Say on the form what went wrong after it was read."""
    form[field].errors = [*form[field].errors, sentence]
