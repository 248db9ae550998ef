"""What the tests of imports share."""

import pytest


@pytest.fixture
def jsonl(forum):
    """Runs the command; answers what it says and how it ends."""
    runner = forum.test_cli_runner()
    return lambda *words: runner.invoke(args=["imports", "jsonl", *map(str, words)])
