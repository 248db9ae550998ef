"""What the clock does: reminds 30 and 7 days before the end, closes what has lapsed, erases what links left behind."""

from contextlib import suppress
from datetime import timedelta

from sqlalchemy import or_, select

from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Absent
from forum.permissions.people import Operator
from forum.verification.actions import forget_old_links
from forum.verification.keeping import lapse, remind
from forum.verification.models import Means, RequestState, Verification, VerificationRequest
from forum.verification.terms import REMINDERS

AT_ONCE = 500


def close_lapsed() -> int:
    """Give each verification whose time is over its end, and its member word; answers how many."""
    over = select(Verification).where(Verification.ended_at.is_(None), Verification.until <= now())
    rows = session.scalars(over.order_by(Verification.until).limit(AT_ONCE)).all()
    for row in rows:
        with suppress(Absent):
            lapse(Operator(), row)
    return len(rows)


def remind_of_ends() -> int:
    """Remind those whose verification ends soon, each once for each of the two moments; answers how many."""
    done = 0
    for days in sorted(REMINDERS):  # who is late for the first reminder gets the last one only
        unsaid = or_(Verification.reminded.is_(None), Verification.reminded > days)
        soon = Verification.until <= now() + timedelta(days=days)
        due = select(Verification).where(Verification.ended_at.is_(None), Verification.until > now(), soon, unsaid)
        for row in session.scalars(due.order_by(Verification.until).limit(AT_ONCE)).all():
            with suppress(Absent):
                remind(Operator(), row, days)
                done += 1
    return done


def forget_links() -> None:
    """Erase the addresses of links that ended, where there are any."""
    open_links = select(VerificationRequest.id).where(
        VerificationRequest.kind == Means.ADDRESS,
        VerificationRequest.state == RequestState.OPEN,
        VerificationRequest.due_at <= now(),
    )
    if session.scalar(open_links.limit(1)) is not None:
        forget_old_links(Operator(), None)
