"""What a person may send about threads and posts."""

from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from forum.core.markup import BODY_LIMIT
from forum.core.words import lazy
from forum.prevention.personal_data import Seen, mark_of, not_yet, seen_in
from forum.threads.models import REASON_LIMIT, TITLE_LIMIT
from forum.threads.prose import too_long
from forum.web.fields import Body, FormKey, Line, add_error

SHORTEST_TITLE = 15
TITLE_LENGTH = lazy("%(least)d to %(most)d characters.", least=SHORTEST_TITLE, most=TITLE_LIMIT)


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
    length = Length(SHORTEST_TITLE, TITLE_LIMIT, sentence)
    return Line(lazy("Title"), description=TITLE_LENGTH, validators=[DataRequired(sentence), length])


def follow_box() -> BooleanField:
    """The box for following the thread in which one posts."""
    return BooleanField(lazy("Tell me about replies"), default=True)


class Checked(FlaskForm):
    """A text that is looked at before it is published: what was seen, and a mark of that to tick when it is meant."""

    meant = StringField(lazy("It is meant: publish it as it is"))
    seen: Sequence[Seen] = ()
    mark = ""

    def asks(self, **before: str) -> bool:
        """Whether the texts hold what looks like personal data, stood not there before and was not said to be meant."""
        texts = {name: self[name].data or "" for name in ("title", "body", "reason") if name in self}
        self.seen = not_yet(seen_in(texts), before)
        self.mark = mark_of(self.seen)
        if not self.seen or self.meant.data == self.mark:
            return False
        add_error(self, "meant", lazy("This looks like personal data. Change it, or say that it is meant."))
        return True


class ReplyForm(Checked):
    """A reply, and the number of the board on which its writer saw the thread."""

    body = Body(lazy("Your reply"), validators=[DataRequired(lazy("Write your reply first")), fits_a_post])
    follow = follow_box()
    form_key = FormKey()
    seen_board = HiddenField()


class ThreadForm(Checked):
    """A new thread."""

    title = title_field()
    body = Body(
        lazy("What you know, what you have tried, what you need"),
        validators=[DataRequired(lazy("Say what you want to know or share")), fits_a_post],
    )
    follow = follow_box()
    form_key = FormKey()


class EditForm(Checked):
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
