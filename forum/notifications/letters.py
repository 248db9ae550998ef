"""Letters about notices, written when they are sent: who may no longer read, has read it, or has had enough gets none.

About boards that everybody may read they say what was written, and by whom; about all others they carry a link alone.
"""

from typing import Any

from flask import current_app

from forum.core.db import session
from forum.core.excerpts import first_words, text_of
from forum.core.letters import Facts
from forum.core.mail import Letter, message_id
from forum.core.words import _
from forum.members.models import Member
from forum.notifications.models import OF_POSTS, Cadence, Kind, Notice
from forum.notifications.queries import reader
from forum.notifications.rows import NoticeRow, notices_to_send
from forum.notifications.sentences import by_whom, leads_to, sentence, without_content
from forum.notifications.stopping import Stop, stop_address, stop_headers
from forum.permissions.people import uses_account
from forum.threads.addresses import permalink
from forum.web.letters import full_address, write_letter

MOST_IN_A_DIGEST = 30


def notice_letter(facts: Facts) -> Letter | None:
    """About one notice, to the member who has it."""
    notice = session.get(Notice, facts["notice_id"], populate_existing=True)
    member = _who_gets_mail(notice.member_id) if notice else None
    rows = notices_to_send(member, Cadence.AT_ONCE, notice.id, notice.id, 1) if notice and member else []
    if member is None or not rows:
        return None
    [row] = rows
    reply = row.kind == Kind.REPLY
    address = stop_address(Stop(member.id, thread_id=row.thread_id) if reply else Stop(member.id, kind=row.kind))
    headers = (*stop_headers(address), *_thread_headers(row, member))
    facts = {"item": _item(row), "subject": _subject(row), "stop": address, "stops_thread": reply}
    return write_letter(_address(member), "notice", headers, settings=full_address("/settings/notifications"), **facts)


def digest_letter(facts: Facts) -> Letter | None:
    """About all that a member was told within a day or a week."""
    member, cadence = _who_gets_mail(facts["member_id"]), Cadence(facts["cadence"])
    if member is None:
        return None
    rows = notices_to_send(member, cadence, facts["first_id"], facts["last_id"], MOST_IN_A_DIGEST + 1)
    if not rows:
        return None
    address = stop_address(Stop(member.id, cadence=cadence))
    links = {
        "stop": address,
        "settings": full_address("/settings/notifications"),
        "inbox": full_address("/notifications"),
    }
    items, more = [_item(row) for row in rows[:MOST_IN_A_DIGEST]], len(rows) > MOST_IN_A_DIGEST
    daily = cadence == Cadence.DAILY
    return write_letter(_address(member), "digest", stop_headers(address), items=items, more=more, daily=daily, **links)


def _who_gets_mail(member_id: int) -> Member | None:
    member = reader(member_id)
    return member if member is not None and uses_account(member) and member.email else None


def _address(member: Member) -> str:
    return member.email or ""


def _item(row: NoticeRow) -> dict[str, Any]:
    """What a letter says about one notice, each a line of plain text."""
    link = permalink(row.post_id) if row.post_id else leads_to(row)
    if not row.is_for_everybody or row.case is not None:  # whom a case is about is told in no letter
        return {"says": without_content(row), "by": "", "excerpt": "", "link": full_address(_closed_link(row, link))}
    excerpt = first_words(" ".join(text_of(row.html).split()))
    return {"says": _line(sentence(row)), "by": _line(by_whom(row)), "excerpt": excerpt, "link": full_address(link)}


def _closed_link(row: NoticeRow, link: str) -> str:
    """A link that says nothing: addresses of boards and searches are words, so it leads there by the notice."""
    return f"/notifications/{row.first_id}" if link.startswith(("/boards/", "/search", "/notifications")) else link


def _subject(row: NoticeRow) -> str:
    """Mail programs put mails of the same subject together, where they also refer to the same."""
    site = current_app.config["FORUM_SITE_NAME"]
    if row.kind not in OF_POSTS:
        return f"[{site}] {without_content(row)}"
    if not row.is_for_everybody:
        return f"[{site}] {_('Something new in a thread')}"
    return _line(f"{'' if row.kind == Kind.THREAD else 'Re: '}[{site}] {row.title}")


def _thread_headers(row: NoticeRow, member: Member) -> tuple[tuple[str, str], ...]:
    """All mails to a member about one thread refer to the same, so that mail programs show them together."""
    if row.thread_id is None:
        return (("Message-ID", message_id(f"notice-{row.first_id}")),)
    root = message_id(f"thread-{row.thread_id}-{member.id}")
    if row.kind == Kind.THREAD:
        return (("Message-ID", root),)
    return (("Message-ID", message_id(f"notice-{row.first_id}")), ("In-Reply-To", root), ("References", root))


def _line(text: str) -> str:
    return " ".join(text.split())
