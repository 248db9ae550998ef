"""How often each kind of notice comes by mail."""

from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField

from forum.core.words import lazy
from forum.notifications.models import Cadence, Kind

CADENCES = [
    SelectChoice(Cadence.AT_ONCE.value, lazy("At once")),
    SelectChoice(Cadence.DAILY.value, lazy("Once a day")),
    SelectChoice(Cadence.WEEKLY.value, lazy("Once a week")),
    SelectChoice(Cadence.NEVER.value, lazy("Never")),
]
LABELS = {
    Kind.REPLY: lazy("Replies in threads that you follow"),
    Kind.THREAD: lazy("New threads on boards that you follow"),
    Kind.MENTION: lazy("Somebody mentions you"),
    Kind.ANSWER: lazy("Accepted answers, yours and in threads that you follow"),
    Kind.SEARCH: lazy("New posts for searches that you saved"),
    Kind.VERIFICATION: lazy("Your verification, and those that wait for you"),
    Kind.ADMISSION: lazy("Requests to come into a board, and invitations"),
    Kind.MODERATION: lazy("A moderator decides something that concerns you or a post of yours"),
    Kind.CASE: lazy("Something waits for you as a moderator; what is urgent comes at once"),
    Kind.APPOINTMENT: lazy("You are appointed, or no longer are"),
    Kind.ENTRY: lazy("An administrator enters a closed board that you look after"),
}


def cadence_field(label: str) -> SelectField:
    """The field for how often a kind comes."""
    return SelectField(label, choices=CADENCES)


class MailForm(FlaskForm):
    """The fields are named like the kinds of notices."""

    reply = cadence_field(LABELS[Kind.REPLY])
    thread = cadence_field(LABELS[Kind.THREAD])
    mention = cadence_field(LABELS[Kind.MENTION])
    answer = cadence_field(LABELS[Kind.ANSWER])
    search = cadence_field(LABELS[Kind.SEARCH])
    verification = cadence_field(LABELS[Kind.VERIFICATION])
    admission = cadence_field(LABELS[Kind.ADMISSION])
    moderation = cadence_field(LABELS[Kind.MODERATION])
    case = cadence_field(LABELS[Kind.CASE])
    appointment = cadence_field(LABELS[Kind.APPOINTMENT])
    entry = cadence_field(LABELS[Kind.ENTRY])

    def offer(self, moderates: bool, has_office: bool) -> None:
        """Leave out what does not concern somebody who looks after no board, or holds no office at all."""
        if not moderates:
            del self.entry
        if not has_office:
            del self.appointment
            del self.case
