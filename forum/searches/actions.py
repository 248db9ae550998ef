"""The deeds of saved searches: saving one, changing its name and how often one is told, deleting it."""

from sqlalchemy import select

from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Invalid
from forum.core.outbox import emit
from forum.core.words import lazy
from forum.members.models import Member
from forum.permissions.guard import action
from forum.permissions.table import Can
from forum.searches.events import FindingsForgotten
from forum.searches.models import MOST_SEARCHES, Finding, Often, SavedSearch
from forum.searches.queries import how_many, own_search, saved_as
from forum.searches.times import next_look


@action(Can.KEEP_SEARCHES)
def save_search(member: Member, _self: Member, name: str, query: str, often: Often) -> SavedSearch:
    """Keep a search. Raises Invalid where the member has it already, or has as many as there can be."""
    there = saved_as(member, [query])
    if there is not None:
        raise Invalid(lazy("You have saved this search already, as “%(name)s”.", name=there.name), "query")
    if how_many(member.id) >= MOST_SEARCHES:
        sentence = lazy(
            "You have saved %(most)d searches, and more there cannot be. Delete one that you no longer need.",
            most=MOST_SEARCHES,
        )
        raise Invalid(sentence, "query")
    search = SavedSearch(member_id=member.id, name=name, query=query, often=often)
    session.add(search)
    session.flush()
    search.due_at = next_look(often, search.id, member.time_zone, now())
    return search


@action(Can.KEEP_SEARCHES)
def change_search(member: Member, _self: Member, search_id: int, name: str, often: Often) -> None:
    """Call it otherwise, or be told more or less often. Raises Absent for what is not the member's."""
    search = own_search(member, search_id)
    search.name = name
    if search.often == often:
        return
    if search.often == Often.NEVER:
        search.begun_at = search.looked_at = now()
    search.often, search.due_at = often, next_look(often, search.id, member.time_zone, now())


@action(Can.KEEP_SEARCHES)
def delete_search(member: Member, _self: Member, search_id: int) -> None:
    """Keep it no longer, and nothing of what was told of it. Raises Absent for what is not the member's."""
    search = own_search(member, search_id)
    found = session.scalars(select(Finding.id).where(Finding.search_id == search.id)).all()
    session.delete(search)
    if found:
        emit(FindingsForgotten(list(found)))
