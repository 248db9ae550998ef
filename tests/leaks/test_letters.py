"""A reply in a closed thread is told by mail to those who may still read it, and the mail says nothing of it."""

import pytest
from sqlalchemy import select

from forum.core.db import session
from forum.members.models import Member
from tests.leaks.canaries import may_see, tokens_in
from tests.leaks.looking import Looker
from tests.leaks.map import Sent

WRITER = "administrator, board moderator"


@pytest.mark.parametrize("audience", ["members", "titled", "verified", "invited", "moderated"])
def test_a_letter_goes_to_who_may_read_and_holds_nothing_of_what_is_closed(app, world, letters, audience):
    words = world.canaries.word(audience)
    looker, threads = Looker(app, world, WRITER), [one for one in world.targets if "thread" in one.facts]
    kinds = {session.get_one(Member, number).email: kind for kind, number in world.viewers.items() if number}

    for target in [one for one in threads if one.audience == audience]:
        looker.send(Sent("", f"/threads/{target.facts['thread']}/replies", "POST", {"body": f"{words} and a kettle"}))

    readers = {kinds[to] for letter in letters for to in letter.to if to in kinds}
    told = "\n".join(str(letter.message()) for letter in letters)
    assert [kind for kind in readers if not may_see(kind, audience)] == []
    assert words not in told
    assert {token for token in tokens_in(told) if token in closed_words(world, audience)} == set()
    assert readers or audience == "moderated"


def closed_words(world, audience):
    """The words, not the numbers, that are open to this audience alone; nobody's address is one of them."""
    addresses = tokens_in("\n".join(filter(None, session.scalars(select(Member.email)))))
    return {
        word for word, whose in world.canaries.audiences.items() if whose == audience and word[0] == "z"
    } - addresses
