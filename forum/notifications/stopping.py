"""The links in mails that stop them: signed, for one member and one thing, and good as long as the mail is kept."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from forum.core.errors import Invalid
from forum.core.tokens import LINK_ENDED, tokens
from forum.notifications.actions import stop_kinds, stop_thread
from forum.notifications.models import Cadence, Kind
from forum.notifications.queries import cadences, reader
from forum.web.letters import full_address

PURPOSE = "unsubscribe"
LASTS = timedelta(days=3650)


@dataclass(frozen=True)
class Stop:
    """What a link stops: exactly one of the three."""

    member_id: int
    thread_id: int | None = None
    kind: Kind | None = None
    cadence: Cadence | None = None


def stop_address(what: Stop) -> str:
    """The address, for a mail, that stops it."""
    facts: dict[str, Any] = {"member": what.member_id, "thread": what.thread_id}
    facts |= {"kind": what.kind, "cadence": what.cadence}
    return full_address(f"/unsubscribe/{tokens.sign(PURPOSE, facts)}")


def stop_headers(address: str) -> tuple[tuple[str, str], ...]:
    """The headers with which mail programs stop a mail in one click (RFC 2369, RFC 8058)."""
    return (("List-Unsubscribe", f"<{address}>"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))


def read_stop(token: str) -> Stop:
    """What a link stops. Raises Invalid for a link that is broken."""
    facts = tokens.read(PURPOSE, token, LASTS)
    try:
        kind, cadence = facts["kind"] and Kind(facts["kind"]), facts["cadence"] and Cadence(facts["cadence"])
        return Stop(facts["member"], facts["thread"], kind, cadence)
    except (KeyError, ValueError) as fault:
        raise Invalid(LINK_ENDED) from fault


def stop(what: Stop) -> None:
    """Do what the link says. A member who is gone gets no mail anyway."""
    member = reader(what.member_id)
    if member is None or member.is_closed:
        return
    if what.thread_id is not None:
        stop_thread(member, member, what.thread_id)
    elif what.kind is not None:
        stop_kinds(member, member, [what.kind])
    else:
        stop_kinds(member, member, [kind for kind, often in cadences(member).items() if often == what.cadence])
