"""How often each kind of notice comes by mail."""

from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField

from forum.core.words import lazy
from forum.notifications.models import Cadence

CADENCES = [
    SelectChoice(Cadence.AT_ONCE.value, lazy("At once")),
    SelectChoice(Cadence.DAILY.value, lazy("Once a day")),
    SelectChoice(Cadence.WEEKLY.value, lazy("Once a week")),
    SelectChoice(Cadence.NEVER.value, lazy("Never")),
]


def cadence_field(label: str) -> SelectField:
    """The field for how often a kind comes."""
    return SelectField(label, choices=CADENCES)


class MailForm(FlaskForm):
    """The fields are named like the kinds of notices."""

    reply = cadence_field(lazy("Replies in threads that you follow"))
    thread = cadence_field(lazy("New threads on boards that you follow"))
    mention = cadence_field(lazy("Somebody mentions you"))
    answer = cadence_field(lazy("Accepted answers, yours and in threads that you follow"))
    verification = cadence_field(lazy("Your verification, and those that wait for you"))
    admission = cadence_field(lazy("Requests to come into a board"))
    appointment = cadence_field(lazy("You are appointed, or no longer are"))
    entry = cadence_field(lazy("An administrator enters a closed board that you look after"))
