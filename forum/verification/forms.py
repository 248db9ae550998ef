"""What a person sends to be verified, and what those send who decide."""

from urllib.parse import urlsplit

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from forum.core.words import lazy
from forum.members.forms import at_most
from forum.organisations.models import ORGANISATION_NAME_LIMIT
from forum.verification.addresses import NOT_AN_ADDRESS
from forum.verification.models import EVIDENCE_LIMIT, LINK_LIMIT, WORDS_LIMIT
from forum.web.fields import Body, Line, clean_line

GIVE_REASON = lazy("Give the reason. The member reads it.")
HANDLES_LIMIT = 200


def is_web_address(_form: object, field: StringField) -> None:
    """Raises ValidationError for what is no address of a page."""
    text = field.data or ""
    try:
        parts = urlsplit(text)
        whole = parts.scheme in ("http", "https") and "." in (parts.hostname or "") and " " not in text
    except ValueError:
        whole = False
    if text and not whole:
        raise ValidationError(lazy("Enter the whole address of a page, beginning with https://"))


def whole_address(text: str | None) -> str:
    """The address of a page, with what people leave out before www."""
    line = clean_line(text)
    return f"https://{line}" if line.lower().startswith("www.") else line


class WorkAddressForm(FlaskForm):
    """A work address to which a link goes."""

    email = StringField(lazy("Your work e-mail address"), validators=[InputRequired(NOT_AN_ADDRESS)])


class ConfirmForm(FlaskForm):
    """The button behind a link, in the browser that asked for it."""


class PasswordForm(FlaskForm):
    """The button behind a link, in any other browser."""

    password = PasswordField(lazy("Your password"), validators=[InputRequired(lazy("Enter your password"))])


class FindForm(FlaskForm):
    """The organisation that one looks for: a GET form."""

    class Meta:
        csrf = False

    q = Line(lazy("Where do you work?"), validators=[at_most(ORGANISATION_NAME_LIMIT)])


class ColleaguesForm(FlaskForm):
    """Colleagues who are to be asked."""

    colleagues = Line(lazy("Handles of colleagues, if you want to name some"), validators=[at_most(HANDLES_LIMIT)])


class EvidenceForm(FlaskForm):
    """What shows where somebody works: words, a page, a picture; one of them at least."""

    words = Body(lazy("What shows that you work there"), validators=[at_most(EVIDENCE_LIMIT)])
    link = StringField(
        lazy("Address of a page that names you"),
        filters=[whole_address],
        validators=[at_most(LINK_LIMIT), is_web_address],
    )
    picture = FileField(lazy("A picture, for example of your staff card"))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is shown at all."""
        return not (self.words.data or self.link.data or self.picture.data)


class ReasonForm(FlaskForm):
    """Why a request is refused, or a verification revoked."""

    reason = Line(lazy("Reason"), validators=[DataRequired(GIVE_REASON), at_most(WORDS_LIMIT)])


class AgreeForm(FlaskForm):
    """A button."""
