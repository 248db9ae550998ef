"""Daily and weekly letters, at seven o'clock where the member lives; the clock looks every hour who is to get one.

How far a member's letters have come is written down together with the letter, some members at a time: when that is
interrupted, the next hour goes on with those who have none yet.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from forum.core.clock import now
from forum.core.db import session, transaction, wholly
from forum.core.letters import queue_letters
from forum.members.models import Member
from forum.notifications.access import comes, with_preferences
from forum.notifications.models import Cadence, Digest, Notice

HOUR = time(7)
CHUNK = 500  # members of one transaction
GOES_BACK = {Cadence.DAILY: timedelta(days=2), Cadence.WEEKLY: timedelta(days=9)}  # what is older is no news
READ_KEPT = timedelta(days=90)
FORGOTTEN_AT_ONCE = 5_000


def queue_digests() -> None:
    """Queue the letters whose time has come, each once; the clock's work."""
    for cadence in GOES_BACK:
        for name in _zones():
            begun = period_begun(cadence, ZoneInfo(name), now())
            for rows in _due(cadence, name, begun):
                _queue(cadence, begun, rows)


def period_begun(cadence: Cadence, zone: ZoneInfo, moment: datetime) -> datetime:
    """The last seven o'clock in the zone, or of a Monday: a letter says what happened before it."""
    local = moment.astimezone(zone)
    day = local.date() if local.time() >= HOUR else local.date() - timedelta(days=1)
    if cadence == Cadence.WEEKLY:
        day -= timedelta(days=day.weekday())
    return datetime.combine(day, HOUR, zone)


@wholly
def forget_old_notices() -> None:
    """Remove what was read long ago; the clock's work."""
    old = select(Notice.id).where(Notice.read_at < now() - READ_KEPT).order_by(Notice.id).limit(FORGOTTEN_AT_ONCE)
    with transaction():
        session.execute(delete(Notice).where(Notice.id.in_(old.scalar_subquery())))


def _zones() -> Sequence[str]:
    waiting = select(Notice.member_id).where(Notice.read_at.is_(None))
    return session.scalars(select(Member.time_zone).where(Member.id.in_(waiting)).distinct()).all()


def _due(cadence: Cadence, zone: str, begun: datetime) -> Iterator[Sequence[Any]]:
    """Members who have something for a letter and none for this day yet, with the numbers between which it lies."""
    far = and_(Digest.member_id == Notice.member_id, Digest.cadence == cadence)
    columns = (Notice.member_id, func.min(Notice.id).label("first_id"), func.max(Notice.id).label("last_id"))
    query: Any = select(*columns).join(Member, Member.id == Notice.member_id).outerjoin(Digest, far)
    query = with_preferences(query).where(
        *(Member.time_zone == zone, Member.email.is_not(None), Member.closed_at.is_(None), comes(cadence)),
        *(Notice.read_at.is_(None), Notice.created_at < begun, Notice.created_at >= begun - GOES_BACK[cadence]),
        or_(Digest.day.is_(None), and_(Digest.day < begun.date(), Notice.id > Digest.up_to)),
    )
    query, last = query.group_by(Notice.member_id).order_by(Notice.member_id).limit(CHUNK), 0
    while rows := session.execute(query.where(Notice.member_id > last)).all():
        yield rows
        last = rows[-1].member_id


@wholly
def _queue(cadence: Cadence, begun: datetime, rows: Sequence[Any]) -> None:
    day = begun.date()
    come = [{"member_id": row.member_id, "cadence": cadence, "day": day, "up_to": row.last_id} for row in rows]
    letters = [
        (
            f"digest:{cadence}:{row.member_id}:{day}",
            {"member_id": row.member_id, "cadence": cadence, "first_id": row.first_id, "last_id": row.last_id},
        )
        for row in rows
    ]
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(Digest).values(come)
    newer = {"day": insert.excluded.day, "up_to": insert.excluded.up_to}
    with transaction():
        session.execute(insert.on_conflict_do_update(index_elements=["member_id", "cadence"], set_=newer))
        queue_letters("digest", letters)
