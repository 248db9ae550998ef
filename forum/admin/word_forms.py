"""What an administrator says about a watched word, and a text to try the words with."""

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice, SelectField
from wtforms.validators import DataRequired, Length

from forum.core.markup import BODY_LIMIT
from forum.core.words import lazy
from forum.members.forms import at_most
from forum.prevention.actions import WatchedSettings
from forum.prevention.models import EXPLANATION_LIMIT, WATCHED_LIMIT, Measure, WatchedKind
from forum.web.fields import Body, Line

EVERYWHERE = "0"
KINDS = [
    SelectChoice(WatchedKind.WORD, lazy("As it stands: a word, or some words in this order")),
    SelectChoice(WatchedKind.PATTERN, lazy("As a pattern: a regular expression (RE2)")),
]
MEASURES = [
    SelectChoice(Measure.HOLD, lazy("It waits until a moderator approves it")),
    SelectChoice(Measure.EXPLAIN, lazy("Its author is told why, and changes it before it is published")),
]


class WatchedForm(FlaskForm):
    """What is watched, where, how, and what happens then."""

    text = Line(
        lazy("What to look for"), validators=[DataRequired(lazy("Enter what to look for")), at_most(WATCHED_LIMIT)]
    )
    kind = RadioField(lazy("How to look for it"), choices=KINDS, default=WatchedKind.WORD)
    board_id = SelectField(lazy("Where"), default=EVERYWHERE)
    measure = RadioField(lazy("What happens to a post in which it is found"), choices=MEASURES, default=Measure.HOLD)
    explanation = Body(
        lazy("What the author is told"),
        validators=[
            Length(max=EXPLANATION_LIMIT, message=lazy("Say it in at most %(most)d characters", most=EXPLANATION_LIMIT))
        ],
    )

    def settings(self) -> WatchedSettings:
        """What was chosen."""
        return WatchedSettings(
            text=self.text.data or "",
            kind=WatchedKind(self.kind.data),
            board_id=int(self.board_id.data) or None,
            measure=Measure(self.measure.data),
            explanation=self.explanation.data or "",
        )


class TryForm(FlaskForm):
    """A text in which the words are looked for; it is kept nowhere."""

    board_id = SelectField(lazy("As if it were written"), default=EVERYWHERE)
    body = Body(
        lazy("Text"),
        validators=[
            DataRequired(lazy("Enter a text")),
            Length(max=BODY_LIMIT, message=lazy("Enter at most %(most)d characters", most=BODY_LIMIT)),
        ],
    )
