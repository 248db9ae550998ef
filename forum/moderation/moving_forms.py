"""Where a moderator wants a thread, or some of its posts, to stand."""

from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.validators import Length, ValidationError

from forum.core.words import lazy
from forum.moderation.forms import ReasonForm
from forum.threads.forms import SHORTEST_TITLE, TITLE_LENGTH
from forum.threads.models import TITLE_LIMIT
from forum.web.fields import Line

ADDRESS_LIMIT = 500


def into_field() -> Line:
    """The field for a thread that there is."""
    too_long = lazy("No address is as long as that")
    return Line(lazy("Number or address of the thread"), validators=[Length(max=ADDRESS_LIMIT, message=too_long)])


class IntoForm(FlaskForm):
    """Which thread; it is sent as an address, so it carries no token."""

    class Meta:
        csrf = False

    into = into_field()


class SplitForm(ReasonForm):
    """A new thread with its board, or one that there is."""

    title = Line(lazy("Title of the new thread"), description=TITLE_LENGTH)
    board = SelectField(lazy("Board of the new thread"))
    into = into_field()

    def validate_title(self, field: Line) -> None:
        """Raises ValidationError when a new thread is to be made and could not be called so."""
        if not self.into.data and not SHORTEST_TITLE <= len(field.data or "") <= TITLE_LIMIT:
            sentence = lazy(
                "Make the title a question or a statement of %(least)d to %(most)d characters",
                least=SHORTEST_TITLE,
                most=TITLE_LIMIT,
            )
            raise ValidationError(sentence)
