"""What an administrator says about reports: when they hide a post, and the reasons that people choose from."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from forum.core.words import lazy
from forum.members.forms import at_most
from forum.moderation.models import HELP_LIMIT, HINT_LIMIT, LABEL_LIMIT
from forum.moderation.report_settings import MOST, ReasonTexts
from forum.web.fields import Body, Line

WHOLE = lazy("Enter a whole number from 0 to %(most)d.", most=MOST)


def _number(label: str) -> IntegerField:
    return IntegerField(label, validators=[InputRequired(WHOLE), NumberRange(0, MOST, WHOLE)])


class HidingForm(FlaskForm):
    """When reports hide a post until a moderator looks; the fields are named like the settings."""

    hide_weight = _number(lazy("Weight of all reports together"))
    hide_members = _number(lazy("From at least so many members"))


class ReportReasonForm(FlaskForm):
    """One reason."""

    label = Line(
        lazy("What people choose"), validators=[DataRequired(lazy("Say what people choose.")), at_most(LABEL_LIMIT)]
    )
    hint = Line(lazy("A word about it"), validators=[at_most(HINT_LIMIT)])
    is_urgent = BooleanField(lazy("It is urgent"))
    help = Body(
        lazy("Where to get help now"),
        validators=[Length(max=HELP_LIMIT, message=lazy("Say it in at most %(most)d characters.", most=HELP_LIMIT))],
    )
    position = _number(lazy("Place in the list"))
    is_retired = BooleanField(lazy("Nobody can choose it any more"))

    def texts(self) -> ReasonTexts:
        """What was said."""
        return ReasonTexts(
            label=self.label.data or "",
            hint=self.hint.data or "",
            help=self.help.data or "",
            is_urgent=self.is_urgent.data,
            position=self.position.data or 0,
            is_retired=self.is_retired.data,
        )
