"""What a person may send about threads and posts."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from forum.core.markup import BODY_LIMIT
from forum.core.words import lazy
from forum.threads.models import REASON_LIMIT, TITLE_LIMIT
from forum.threads.prose import too_long
from forum.web.fields import Body, FormKey, Line

SHORTEST_TITLE = 15


def fits_a_post(_form: FlaskForm, field: Any) -> None:
    """Raises ValidationError for a text longer than a post takes, and says by how much."""
    if len(field.data or "") > BODY_LIMIT:
        raise ValidationError(too_long(field.data))


def title_field() -> StringField:
    """The field for a thread's title."""
    sentence = lazy(
        "Make the title a question or a statement of %(least)d to %(most)d characters",
        least=SHORTEST_TITLE,
        most=TITLE_LIMIT,
    )
    return Line(lazy("Title"), validators=[DataRequired(sentence), Length(SHORTEST_TITLE, TITLE_LIMIT, sentence)])


def follow_box() -> BooleanField:
    """The box for following the thread in which one posts."""
    return BooleanField(lazy("Tell me about replies"), default=True)


class ReplyForm(FlaskForm):
    """A reply."""

    body = Body(lazy("Your reply"), validators=[DataRequired(lazy("Write your reply first")), fits_a_post])
    follow = follow_box()
    form_key = FormKey()


class ThreadForm(FlaskForm):
    """A new thread."""

    title = title_field()
    body = Body(
        lazy("What you know, what you have tried, what you need"),
        validators=[DataRequired(lazy("Say what you want to know or share")), fits_a_post],
    )
    follow = follow_box()
    form_key = FormKey()


class EditForm(FlaskForm):
    """Another text for a post."""

    body = Body(lazy("Text"), validators=[DataRequired(lazy("A post cannot be empty")), fits_a_post])
    reason = Line(
        lazy("Why you change it"),
        validators=[Length(max=REASON_LIMIT, message=lazy("A reason takes %(most)d characters", most=REASON_LIMIT))],
    )
    seen_edits = HiddenField(default="0")

    def validate_seen_edits(self, field: Any) -> None:
        """Raises ValidationError when it is not the number that the page put there."""
        if not (field.data or "").isascii() or not (field.data or "").isdigit() or len(field.data) > 6:
            raise ValidationError(lazy("This form is damaged. Reload the page and try again."))


class EditFirstForm(EditForm):
    """Another text for the first post of a thread, and another title."""

    title = title_field()
