"""What somebody wants the directory to say about an organisation, and what is wrong with that by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from slugify import slugify

from forum.core.words import lazy
from forum.organisations.entries import Entry
from forum.organisations.hosts import is_domain
from forum.organisations.models import ORGANISATION_NAME_LIMIT, REGION_LIMIT, SLUG_LIMIT, WEBSITE_LIMIT, Kind, Nation
from forum.organisations.queries import is_slug


@dataclass(frozen=True)
class Wanted:
    """An organisation as it shall be; `slug` and `parent` are addresses, `line` where it stands in a file."""

    slug: str
    name: str
    kind: str
    nation: str
    region: str = ""
    website: str = ""
    parent: str = ""
    domains: tuple[Entry, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Fault:
    """What is wrong, with which fact, in which line of a file."""

    line: int
    field: str
    sentence: Any

    def __str__(self) -> str:
        return str(self.sentence)


def faults_in(wanted: Wanted) -> Iterator[Fault]:
    """What can be told without looking at other organisations."""
    for field, fault in (
        ("slug", _slug_fault(wanted.slug, wanted.name)),
        ("name", _name_fault(wanted.name)),
        ("kind", _choice_fault("kind", wanted.kind, Kind)),
        ("nation", _choice_fault("nation", wanted.nation, Nation)),
        ("region", _length_fault(wanted.region, REGION_LIMIT)),
        ("website", _website_fault(wanted.website)),
    ):
        if fault:
            yield Fault(wanted.line, field, fault)


def made_slug(name: str) -> str:
    """The address that an organisation gets of its name, where nobody says another."""
    return slugify(name, max_length=SLUG_LIMIT, word_boundary=True)


def _slug_fault(slug: str, name: str) -> Any:
    if is_slug(slug):
        return ""
    if not slug:
        return lazy("The slug is empty. Give one, such as %(slug)s.", slug=made_slug(name) or "dorset-council")
    return lazy("“%(slug)s” is no address: small letters a to z, digits, single hyphens.", slug=slug[:80])


def _name_fault(name: str) -> Any:
    if not name:
        return lazy("Enter the name of the organisation.")
    return _length_fault(name, ORGANISATION_NAME_LIMIT)


def _choice_fault(column: str, value: str, choices: type[Kind] | type[Nation]) -> Any:
    allowed = [choice.value for choice in choices]
    if value in allowed:
        return ""
    if not value:
        return lazy("The %(column)s is empty. Give one of: %(allowed)s.", column=column, allowed=", ".join(allowed))
    return lazy("“%(value)s” is none of: %(allowed)s.", value=value[:40], allowed=", ".join(allowed))


def _length_fault(text: str, most: int) -> Any:
    return lazy("Shorten “%(start)s…” to %(most)d characters.", start=text[:30], most=most) if len(text) > most else ""


def _website_fault(website: str) -> Any:
    if not website:
        return ""
    try:
        parts = urlsplit(website)
        sound = parts.scheme in ("http", "https") and is_domain(parts.netloc) and " " not in website
    except ValueError:
        sound = False
    if not sound:
        return lazy("“%(website)s” is no web address. One begins with https:// and a host.", website=website[:80])
    return _length_fault(website, WEBSITE_LIMIT)
