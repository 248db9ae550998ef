"""Keeping the directory: all of a file or nothing, one by one, with everything in the log."""

import pytest
from sqlalchemy import func, select

from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Invalid, Refused
from forum.core.log import LogEntry
from forum.organisations.actions import add_organisation, bring_back, change_organisation, import_organisations
from forum.organisations.entries import Entry
from forum.organisations.models import FormerOrganisationSlug, Organisation, OrganisationDomain
from forum.organisations.planning import DirectoryRefused, known
from forum.organisations.queries import organisation_at
from forum.organisations.wanted import Wanted
from forum.permissions.people import Operator
from tests.factories import make_member, make_organisation


def wanted(slug: str = "dorset", **facts: object) -> Wanted:
    """An organisation as it shall be; `domains` in words."""
    domains = tuple(Entry(one) for one in str(facts.pop("domains", "")).split())
    return Wanted(**{"name": slug.title(), "kind": "council", "nation": "england", **facts}, slug=slug, domains=domains)


def bring_in(*sheet: Wanted) -> tuple[int, int, int]:
    """How many were added, changed, and as they were."""
    plan = import_organisations(Operator(), None, sheet)
    return len(plan.added), len(plan.changed), plan.unchanged


def refused(*sheet: Wanted) -> list[str]:
    """What is wrong with a file, after which nothing has changed."""
    before = list(known().all_wanted())
    with pytest.raises(DirectoryRefused) as fault:
        import_organisations(Operator(), None, sheet)
    session.expire_all()
    assert list(known().all_wanted()) == before
    assert session.scalar(select(func.count(LogEntry.id))) == 0
    return [f"{one.line}: {one}" for one in fault.value.faults]


def holder(domain: str) -> str | None:
    """The address of the organisation that a domain names."""
    row = session.get(OrganisationDomain, domain)
    return session.get(Organisation, row.organisation_id).slug if row else None


def test_a_file_comes_in_whole_with_parents_in_any_order():
    assert bring_in(
        wanted("roads", parent="dorset", domains="roads.example"),
        wanted("dorset", name="Dorset Council", region="South West", website="https://dorset.example"),
    ) == (2, 0, 0)

    roads = organisation_at("roads")
    assert roads.parent.slug == "dorset"
    assert roads.parent.name == "Dorset Council"
    assert holder("roads.example") == "roads"


def test_a_second_time_changes_nothing():
    sheet = [wanted("dorset", domains="b.example a.example"), wanted("roads", parent="dorset")]
    bring_in(*sheet)
    entries = session.scalar(select(func.count(LogEntry.id)))

    assert bring_in(*sheet) == (0, 0, 2)
    assert session.scalar(select(func.count(LogEntry.id))) == entries == 2


def test_a_line_says_the_whole_of_its_organisation_and_others_stay():
    bring_in(wanted("dorset", region="South West", domains="a.example b.example"), wanted("kent", domains="c.example"))

    assert bring_in(wanted("dorset", name="Dorset Council", domains="b.example d.example")) == (0, 1, 0)

    dorset = organisation_at("dorset")
    assert (dorset.name, dorset.region) == ("Dorset Council", "")
    assert [holder(f"{one}.example") for one in "abcd"] == [None, "dorset", "kent", "dorset"]


def test_a_domain_moves_between_organisations_that_the_file_names():
    bring_in(wanted("dorset", domains="a.example"), wanted("kent", domains="b.example"))

    assert bring_in(wanted("dorset", domains="b.example"), wanted("kent", domains="a.example")) == (0, 2, 0)

    assert (holder("a.example"), holder("b.example")) == ("kent", "dorset")


def test_a_domain_of_a_retired_organisation_is_free():
    make_organisation("a.example", retired_at=now())

    bring_in(wanted("dorset", domains="a.example"))

    assert holder("a.example") == "dorset"


def test_marks_of_a_domain_change():
    bring_in(wanted("dorset", domains="a.example"))

    assert bring_in(Wanted("dorset", "Dorset", "council", "england", domains=(Entry("a.example", True, False),))) == (
        0,
        1,
        0,
    )
    row = session.get(OrganisationDomain, "a.example")
    assert (row.with_subdomains, row.staff_only) == (True, False)


def test_what_is_wrong_beside_what_is_there_is_said_with_its_line():
    make_organisation("dorset.gov.uk", name="Dorset Council", slug="dorset")
    make_organisation(slug="gone", name="Gone", retired_at=now())
    make_organisation(slug="lost", name="Lost", retired_at=now())
    whole = make_organisation(slug="whole", name="Whole")
    make_organisation(slug="part", merged_into_id=whole.id, retired_at=now())

    assert refused(
        wanted("kent", domains="dorset.gov.uk", line=2),
        wanted("gone", line=3),
        wanted("essex", parent="nowhere", line=4),
        wanted("surrey", parent="lost", line=5),
        wanted("part", line=6),
        wanted("fine", line=7),
    ) == [
        "2: dorset.gov.uk is a domain of Dorset Council.",
        "3: Gone was retired. Bring it back first.",
        "4: There is no organisation “nowhere”.",
        "5: There is no organisation “lost”.",
        "6: The address part was given up and leads to Whole.",
    ]


def test_what_stands_twice_in_a_file_is_said_of_each_line():
    assert refused(
        wanted("kent", domains="a.example", line=2),
        wanted("kent", line=3),
        wanted("essex", domains="a.example", line=4),
    ) == [
        "2: kent stands in several lines.",
        "2: a.example stands in several lines.",
        "3: kent stands in several lines.",
        "4: a.example stands in several lines.",
    ]


def test_nothing_is_a_part_of_itself():
    assert refused(
        wanted("a", parent="b", line=2), wanted("b", parent="c", line=3), wanted("c", parent="a", line=4)
    ) == ["2: A would be a part of itself.", "3: B would be a part of itself.", "4: C would be a part of itself."]
    assert refused(wanted("d", parent="d", line=2)) == ["2: D would be a part of itself."]
    top = make_organisation(slug="top", name="Top")
    make_organisation(slug="below", name="Below", parent_id=top.id)
    assert refused(wanted("top", parent="below", line=2)) == ["2: Top would be a part of itself."]


def test_a_circle_that_the_file_opens_is_none():
    bring_in(wanted("a", parent=""), wanted("b", parent="a"))

    assert bring_in(wanted("a", parent="b"), wanted("b", parent="")) == (0, 2, 0)


def test_a_new_address_keeps_the_old_one_leading_there():
    dorset = make_organisation(slug="dorset", name="Dorset")

    change_organisation(Operator(), dorset, wanted("dorset-council"))
    assert organisation_at("dorset").slug == "dorset-council"

    change_organisation(Operator(), dorset, wanted("dorset"))
    assert organisation_at("dorset-council").slug == "dorset"
    assert session.get(FormerOrganisationSlug, "dorset") is None


def test_an_address_that_was_given_up_is_never_anothers():
    dorset, kent = make_organisation(slug="dorset", name="Dorset"), make_organisation(slug="kent", name="Kent")
    change_organisation(Operator(), dorset, wanted("dorset-council", name="Dorset"))

    for attempt in (
        lambda: change_organisation(Operator(), kent, wanted("dorset", name="Kent")),
        lambda: add_organisation(Operator(), None, wanted("dorset")),
        lambda: import_organisations(Operator(), None, [wanted("dorset")]),
    ):
        with pytest.raises(DirectoryRefused, match="was given up and leads to Dorset"):
            attempt()
    with pytest.raises(DirectoryRefused, match="is that of Kent"):
        change_organisation(Operator(), dorset, wanted("kent"))


def test_an_organisation_is_added_and_the_log_keeps_all_of_it():
    administrator = make_member(role="administrator")

    dorset = add_organisation(administrator, None, wanted(domains="a.example"))

    entry = session.scalars(select(LogEntry)).one()
    assert (entry.actor_id, entry.deed, entry.thing_id) == (administrator.id, "add organisation", dorset.id)
    assert (entry.after["slug"], entry.after["domains"]) == ("dorset", ["a.example"])


def test_the_log_keeps_what_has_changed_before_and_after():
    dorset = make_organisation("a.example", slug="dorset", name="Dorset")

    change_organisation(Operator(), dorset, wanted(name="Dorset Council", domains="b.example"))

    entry = session.scalars(select(LogEntry)).one()
    assert entry.before == {"name": "Dorset", "domains": ["a.example"]}
    assert entry.after == {"name": "Dorset Council", "domains": ["b.example"]}


def test_a_retired_organisation_comes_back_and_a_merged_one_does_not():
    dorset = make_organisation(slug="dorset", retired_at=now())
    part = make_organisation(merged_into_id=dorset.id, retired_at=now())

    bring_back(Operator(), dorset)
    with pytest.raises(Invalid, match="merged"):
        bring_back(Operator(), part)

    assert not dorset.is_retired
    assert session.scalars(select(LogEntry.deed)).all() == ["bring back organisation"]


@pytest.mark.parametrize("role", ["member", "moderator"])
def test_only_administrators_keep_the_directory(role):
    actor = make_member(role=role, verified=True)
    dorset = make_organisation(slug="dorset", name="Dorset", retired_at=now())

    for attempt in (
        lambda: add_organisation(actor, None, wanted("kent")),
        lambda: change_organisation(actor, dorset, wanted("kent")),
        lambda: import_organisations(actor, None, [wanted("kent")]),
        lambda: bring_back(actor, dorset),
    ):
        with pytest.raises(Refused, match="Only administrators"):
            attempt()
