"""What an administrator sends about organisations."""

from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectChoice, SelectField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from forum.core.log import REASON_LIMIT
from forum.core.words import lazy
from forum.members.forms import at_most
from forum.organisations.choices import KINDS, NATIONS
from forum.organisations.entries import UnreadableEntry, read_entries, write_entries
from forum.organisations.models import ORGANISATION_NAME_LIMIT, SLUG_LIMIT
from forum.organisations.queries import slug_of
from forum.organisations.wanted import Fault, Wanted, faults_in, made_slug
from forum.web.fields import Body, Line, add_error

NAME = at_most(ORGANISATION_NAME_LIMIT)
DOMAINS_LIMIT = 20_000


def _offered(words: dict[Any, Any]) -> list[SelectChoice]:
    return [SelectChoice(one.value, label) for one, label in words.items()]


class OrganisationForm(FlaskForm):
    """All that the directory says of an organisation; the domains as in its file, one a line."""

    name = Line(lazy("Name"), validators=[DataRequired(lazy("Enter the name of the organisation")), NAME])
    slug = Line(lazy("Address of its page"), validators=[at_most(SLUG_LIMIT)])
    kind = SelectField(
        lazy("Kind"),
        choices=[SelectChoice("", lazy("Choose a kind")), *_offered(KINDS)],
        validators=[InputRequired(lazy("Choose the kind of organisation"))],
    )
    nation = SelectField(lazy("Nation"), choices=_offered(NATIONS), default="england")
    region = Line(lazy("Region"))
    website = Line(lazy("Website"))
    parent = Line(lazy("Part of"), validators=[NAME])
    domains = Body(lazy("E-mail domains of its staff"), validators=[at_most(DOMAINS_LIMIT)])

    def validate_domains(self, field: Any) -> None:
        """Raises ValidationError for what the directory does not take."""
        try:
            read_entries(field.data)
        except UnreadableEntry as fault:
            raise ValidationError(str(fault.sentence)) from fault

    @property
    def wanted(self) -> Wanted:
        """The organisation as it shall be; without an address it gets one of its name."""
        return Wanted(
            slug=self.slug.data or made_slug(self.name.data),
            name=self.name.data,
            kind=self.kind.data,
            nation=self.nation.data,
            region=self.region.data,
            website=self.website.data,
            parent=slug_of(self.parent.data),
            domains=read_entries(self.domains.data),
        )

    def is_right(self) -> bool:
        """Whether it was sent and can be taken, as far as it can be told without the directory."""
        if not self.validate_on_submit():
            return False
        faults = list(faults_in(self.wanted))
        self.say_all(faults)
        return not faults

    def say_all(self, faults: list[Fault]) -> None:
        """Say beside each field what is wrong with it."""
        for fault in faults:
            add_error(self, fault.field, fault.sentence)

    @classmethod
    def of(cls, wanted: Wanted) -> "OrganisationForm":
        """The form as it is shown first: what the directory says today."""
        return cls(
            data={
                "name": wanted.name,
                "slug": wanted.slug,
                "kind": wanted.kind,
                "nation": wanted.nation,
                "region": wanted.region,
                "website": wanted.website,
                "parent": wanted.parent,
                "domains": write_entries(wanted.domains, "\n"),
            }
        )


class NameForm(FlaskForm):
    """A name, or a part of it: a GET form."""

    class Meta:
        csrf = False

    name = Line(lazy("Name"), validators=[NAME])


class IntoForm(FlaskForm):
    """The organisation that another becomes a part of: a GET form, so that what follows is shown before."""

    class Meta:
        csrf = False

    into = Line(
        lazy("Into which organisation"), validators=[DataRequired(lazy("Enter the name of an organisation")), NAME]
    )


class RetireForm(FlaskForm):
    """Why an organisation is retired: those who were verified there are told, the log keeps it."""

    reason = Line(lazy("Reason"), validators=[DataRequired(lazy("Enter the reason")), at_most(REASON_LIMIT)])


class FileForm(FlaskForm):
    """A file of organisations, and whether one only wants to know what it would do."""

    file = FileField(lazy("CSV file"), validators=[FileRequired(lazy("Choose a file"))])
    only_look = BooleanField(lazy("Only tell me what would change"))
