"""What the tests of saved searches share: an index of their own, a worker that sleeps, an empty postbox."""

import pytest

from tests.notifications.conftest import worker_sleeps as worker_sleeps


@pytest.fixture(autouse=True)
def own_index(folder):
    """The forum's index, for this test alone."""
