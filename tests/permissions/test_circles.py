"""Who may read, start and reply on a board, asked of all members at once: as the table says of each."""

from itertools import product

import pytest
from sqlalchemy import select

from forum.boards.models import Audience, ReplyBy, StartBy
from forum.boards.readers import circle_of
from forum.core.db import session, transaction
from forum.members.models import Member
from forum.permissions.guard import can
from forum.permissions.people import uses_account
from forum.permissions.rules import moderates_board
from forum.permissions.table import Can
from tests.factories import make_board, make_member, make_thread
from tests.permissions.people import ELSEWHERE, KINDS, OTHERS, make_person

SETTINGS = [
    {"audience": audience, "start_by": start, "reply_by": reply, "open_title": open_title, "archived": archived}
    for audience, (start, reply), open_title, archived in product(
        Audience, zip(StartBy, ReplyBy, strict=True), (False, True), (False, True)
    )
]


def test_who_has_not_read_a_warning_is_in_no_circle_that_writes():
    board, person = make_board(), make_member(warning_id=1, role="moderator")
    circle = circle_of(board.id, board)

    columns = (circle.read, circle.moderate, circle.start, circle.reply)

    found = session.execute(select(*columns).where(Member.id == person.id)).one()
    assert list(map(bool, found)) == [True, True, False, False]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in OTHERS])
def test_a_member_is_in_the_circle_when_the_table_says_so(kind):
    board, elsewhere = make_board(), make_board()
    person, thread = make_person(kind, [board], elsewhere), make_thread(board=board, starter=make_member())
    wrong = []
    with transaction():
        for settings in SETTINGS:
            for name, value in settings.items():
                setattr(board, name, value)
            reads = uses_account(person) and can(person, Can.READ, board)  # a public board everybody else reads too
            asked = [reads, moderates_board(person, board)]
            asked += [can(person, Can.START_THREAD, board), can(person, Can.REPLY, thread)]
            circle = circle_of(board.id, board)
            columns = (circle.read, circle.moderate, circle.start, circle.reply)
            found = session.execute(select(*columns).where(Member.id == person.id)).one()
            if list(map(bool, found)) != asked:
                wrong.append((settings, asked, found))

    assert wrong == []
    assert kind != ELSEWHERE or person.moderates == {elsewhere.id}
