"""What the tests of imports share."""

import pytest

from tests.factories import make_board
from tests.imports.mails import mbox


@pytest.fixture
def jsonl(forum):
    """Runs the command; answers what it says and how it ends."""
    runner = forum.test_cli_runner()
    return lambda *words: runner.invoke(args=["imports", "jsonl", *map(str, words)])


@pytest.fixture
def take(forum, tmp_path):
    """Imports mails onto the board "lists"; a mailbox that is there already, or one of these messages."""
    runner = forum.test_cli_runner()
    board = make_board(name="Lists", slug="lists", audience="public")

    def bring_in(*mails, box=None, words=()):
        path = box or mbox(tmp_path / "kettles.mbox", mails)
        return runner.invoke(args=["imports", "mbox", str(path), "--board", "lists", *words])

    bring_in.board_id = board.id
    return bring_in
