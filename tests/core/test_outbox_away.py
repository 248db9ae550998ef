"""The database goes away while a worker has events in hand, and comes back."""

import pytest
from flask_migrate import upgrade
from sqlalchemy.exc import OperationalError

from forum.core.db import session
from forum.core.outbox import deliver_pending
from tests.core.events import boil, ears
from tests.operations.conftest import open_forum

__all__ = ["open_forum"]

pytestmark = pytest.mark.apart


@pytest.fixture
def away_forum(own_postgresql, open_forum):
    """A forum on a PostgreSQL of its own; only then is it said who listens."""
    app = open_forum(FORUM_DATABASE_URL=own_postgresql.url)
    upgrade(directory="migrations")
    return app


def test_what_a_worker_had_in_hand_is_heard_as_soon_as_the_database_is_back(away_forum, kettles, own_postgresql):
    def lose_the_database(_event):
        own_postgresql.stop()
        session.rollback()
        boil(8)

    boil(7)
    kettles.befalls = lose_the_database
    with pytest.raises(OperationalError):
        deliver_pending()
    session.rollback()
    kettles.befalls = lambda _event: None
    own_postgresql.start()

    assert deliver_pending() == 2
    assert (ears.first, ears.second) == ([7], [7])
