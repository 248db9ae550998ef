"""The links in mails that stop them: signed, for one member and one thing, and good as long as the mail is kept."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from forum.core.errors import Invalid
from forum.core.tokens import LINK_ENDED, tokens
from forum.notifications.actions import stop_kinds, stop_thread
from forum.notifications.models import Cadence, Kind
from forum.notifications.queries import cadences_of, reader
from forum.threads.follow_queries import follows_thread
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


def covers(what: Stop) -> list[Kind]:
    """The kinds of which a link stops the mail at this moment: none where it is about a thread, or nothing comes."""
    if what.thread_id is not None:
        return []
    often = cadences_of(what.member_id)
    if what.kind is not None:
        return [what.kind] if often[what.kind] != Cadence.NEVER else []
    return [kind for kind in often if often[kind] == what.cadence]


def is_stopped(what: Stop) -> bool:
    """Whether what a link would do is so already; a member who is gone gets no mail anyway."""
    member = reader(what.member_id)
    if member is None or member.is_closed:
        return True
    if what.thread_id is not None:
        return not follows_thread(member, what.thread_id)
    return not covers(what)


def stop(what: Stop) -> None:
    """Do what the link says. A member who is gone gets no mail anyway."""
    member = reader(what.member_id)
    if member is None or member.is_closed:
        return
    if what.thread_id is not None:
        stop_thread(member, member, what.thread_id)
    else:
        stop_kinds(member, member, covers(what))
