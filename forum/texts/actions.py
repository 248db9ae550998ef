"""Changing the site's texts: each change is a version more, and what the text said before stays."""

from hashlib import sha256

from sqlalchemy.exc import IntegrityError

from forum.core.db import session
from forum.core.errors import Conflict, Invalid
from forum.core.log import record
from forum.core.markup import BODY_LIMIT
from forum.core.words import lazy
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.texts.models import SiteText
from forum.texts.queries import Version, text_now

MEANWHILE = lazy("Somebody else changed this text meanwhile. Compare, and save again what you want to keep.")


@action(Can.EDIT_TEXTS)
def change_text(actor: Person, _site: None, slug: str, body: str, seen: int, reason: str = "") -> int:
    """Give a text other words; `seen` is the version that they were written upon. Answers the new version's number.

    Raises Absent when there is no such text, Invalid for what cannot be one, Conflict when it was changed since.
    """
    if not body.strip():
        raise Invalid(lazy("A text cannot be empty."), "body")
    if len(body) > BODY_LIMIT:
        raise Invalid(lazy("A text takes %(most)s characters.", most=f"{BODY_LIMIT:,}"), "body")
    return _add(actor, slug, body, seen, reason)


@action(Can.EDIT_TEXTS)
def restore_text(actor: Person, _site: None, version: Version, seen: int, reason: str = "") -> int:
    """Let a text say again what it said as an earlier version. Answers the new version's number.

    Raises Conflict when it was changed since version `seen`.
    """
    return _add(actor, version.slug, None if version.is_shipped else version.source, seen, reason)


def _add(actor: Person, slug: str, body: str | None, seen: int, reason: str) -> int:
    before = text_now(slug)
    if before.number != seen:
        raise Conflict(MEANWHILE)
    text = SiteText(slug=slug, version=seen + 1, body=body, reason=reason, written_by_id=actor.id)
    session.add(text)
    try:
        session.flush()
    except IntegrityError as beaten:  # by somebody who saved at the same moment
        raise Conflict(MEANWHILE) from beaten
    record(actor.id, "change a text of the site", text, _facts(before), _facts(text_now(slug)), reason)
    return text.version


def _facts(version: Version) -> dict[str, object]:
    digest = sha256(version.source.encode()).hexdigest()[:16]
    return {"text": version.slug, "version": version.number, "digest": digest}
