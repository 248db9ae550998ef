"""Which organisation a domain proves, and whether an address there verifies alone."""

import pytest

from forum.core.clock import now
from forum.core.db import session, transaction
from forum.organisations.domains import proven_by
from forum.organisations.hosts import NOT_FOR_STAFF_ALONE, OPEN_TO_ALL, SHARED, fault_of, is_domain
from forum.organisations.models import OrganisationDomain
from tests.factories import make_organisation
from tests.statements import count_queries


def marked(domain: str, **marks: bool) -> None:
    """Change the marks of an entry."""
    with transaction():
        entry = session.get(OrganisationDomain, domain)
        for name, value in marks.items():
            setattr(entry, name, value)


def name_of(domain: str) -> str | None:
    """The name of the organisation that a domain proves."""
    proven = proven_by(domain)
    return proven.organisation.name if proven else None


def test_the_very_domain_proves_its_organisation():
    council = make_organisation("dorset.gov.uk", "dorsetcouncil.gov.uk")

    proven = proven_by("dorset.gov.uk")

    assert (proven.organisation, proven.gives_grade_a) == (council, True)
    assert proven_by("dorsetcouncil.gov.uk").organisation == council


def test_capitals_count_as_small_letters():
    make_organisation("dorset.gov.uk", name="Dorset")

    assert name_of("Dorset.GOV.uk") == "Dorset"


@pytest.mark.parametrize(
    "domain",
    [
        "",
        ".",
        "uk",
        "gov.uk",
        "dorset.gov.uk.",
        ".dorset.gov.uk",
        "dorset.gov.uk.example.org",
        "dorset.gov.uk.evil",
        "gov.uk.example.org",
        "notdorset.gov.uk",
        "dorset-gov.uk",
        "dorset.gov.uk-evil.com",
        "dorset.gov.co",
        "dorset.gov.ukk",
        "dorset..gov.uk",
        "dorset.gov.uk..",
        "mail.dorset.gov.uk",
        "a.b.dorset.gov.uk",
        "d0rset.gov.uk",
        "dorset.gov.uk ",
        " dorset.gov.uk",
        "dorset.gov.uk\n",
        "dorset.gov.uk\0",
        "dorset.gov.uk\0.example.org",
        "dorset.gov.uk/evil.example",
        "dorset.gov.uk#",
        "dorset.gov.uk:25",
        "@dorset.gov.uk",
        "asha@dorset.gov.uk",
        "%dorset.gov.uk",
        "d_rset.gov.uk",
        "*.gov.uk",
        "[192.0.2.1]",
        "192.0.2.1",
        "dоrset.gov.uk",  # noqa: RUF001 (a Cyrillic o)
        "dorset.gov.u\u212a",  # the sign of Kelvin, whose small letter is k
        "dorset。gov。uk",
        "ｄorset.gov.uk",  # noqa: RUF001 (a wide d)
        "dorset.gov.uk\u200b",
        "dorse\u0074\u0301.gov.uk",
        "xn--drset-juf.gov.uk",
        "xn--dorset-.gov.uk",
        "-dorset.gov.uk",
        "dorset-.gov.uk",
        "a" * 64 + ".dorset.gov.uk",
        "a." * 130 + "dorset.gov.uk",
    ],
)
def test_what_is_another_name_or_none_proves_nothing(domain):
    make_organisation("dorset.gov.uk")

    assert proven_by(domain) is None


def test_names_below_count_where_the_entry_takes_them():
    make_organisation("dorset.gov.uk", name="Dorset")
    marked("dorset.gov.uk", with_subdomains=True)

    for domain in ("dorset.gov.uk", "mail.dorset.gov.uk", "a.b.c.dorset.gov.uk"):
        assert name_of(domain) == "Dorset", domain
    for domain in ("notdorset.gov.uk", "dorset.gov.uk.evil", "xn--80ak6aa92e.dorset.gov.uk", ".dorset.gov.uk"):
        assert proven_by(domain) is None, domain


def test_the_nearest_entry_decides():
    make_organisation("shire.gov.uk", name="Shire")
    make_organisation("fire.shire.gov.uk", name="Fire")
    marked("shire.gov.uk", with_subdomains=True)

    assert name_of("shire.gov.uk") == name_of("roads.shire.gov.uk") == "Shire"
    assert name_of("fire.shire.gov.uk") == "Fire"
    assert name_of("mail.fire.shire.gov.uk") is None  # below another body that does not take what is below it


def test_a_shared_domain_proves_the_shared_body_and_never_a_member_of_it():
    make_organisation("gov.uk", name="Government")
    make_organisation("nhs.net", name="NHSmail")
    make_organisation("dorset.gov.uk", name="Dorset")

    assert name_of("gov.uk") == "Government"
    assert name_of("nhs.net") == "NHSmail"
    assert name_of("dorset.gov.uk") == "Dorset"
    assert name_of("devon.gov.uk") is None
    assert name_of("leeds.nhs.net") is None


@pytest.mark.parametrize(
    "domain", ["ac.uk", "leeds.ac.uk", "mail.leeds.ac.uk", "sch.uk", "hill.leeds.sch.uk", "LEEDS.AC.UK"]
)
def test_where_students_and_pupils_have_addresses_one_never_verifies_alone(domain):
    for entry in ("ac.uk", "leeds.ac.uk", "sch.uk", "hill.leeds.sch.uk"):
        make_organisation(entry)
        marked(entry, with_subdomains=True, staff_only=True)

    assert proven_by(domain).gives_grade_a is False


def test_a_domain_that_is_not_for_staff_alone_proves_without_verifying():
    make_organisation("dorset.gov.uk")
    marked("dorset.gov.uk", staff_only=False, with_subdomains=True)

    assert proven_by("dorset.gov.uk").gives_grade_a is False
    assert proven_by("pupils.dorset.gov.uk").gives_grade_a is False


def test_look_alikes_of_ac_uk_are_not_taken_for_it():
    make_organisation("leedsac.uk")

    assert proven_by("leedsac.uk").gives_grade_a is True


def test_a_retired_organisation_is_not_proven_any_more():
    make_organisation("dorset.gov.uk", retired_at=now())

    assert proven_by("dorset.gov.uk") is None


def test_asking_costs_two_statements_however_long_the_name_is():
    make_organisation("dorset.gov.uk")
    marked("dorset.gov.uk", with_subdomains=True)
    session.expire_all()

    with count_queries() as statements:
        proven_by("a." * 100 + "dorset.gov.uk")

    assert len(statements) == 2


@pytest.mark.parametrize("domain", sorted(OPEN_TO_ALL | SHARED | set(NOT_FOR_STAFF_ALONE)))
def test_the_names_in_the_lists_are_names(domain):
    assert is_domain(domain)


@pytest.mark.parametrize(
    ("domain", "with_subdomains", "words"),
    [
        ("uk", False, "no e-mail domain"),
        ("com", True, "no e-mail domain"),
        ("Dorset.gov.uk", False, "no e-mail domain"),
        ("dorset.gov.uk.", False, "no e-mail domain"),
        ("dörset.gov.uk", False, "no e-mail domain"),
        ("xn--drset-juf.gov.uk", False, "no e-mail domain"),
        ("https://dorset.gov.uk", False, "no e-mail domain"),
        ("192.0.2.1", False, "no e-mail domain"),
        ("co.uk", False, "Anybody can have an address"),
        ("org.uk", True, "Anybody can have an address"),
        ("gmail.com", False, "Anybody can have an address"),
        ("gov.uk", True, "without them only"),
        ("nhs.uk", True, "without them only"),
        ("police.uk", True, "without them only"),
        ("ac.uk", True, "without them only"),
        ("gov.uk", False, ""),
        ("dorset.gov.uk", True, ""),
        ("nhs.net", False, ""),
    ],
)
def test_what_cannot_stand_in_the_directory(domain, with_subdomains, words):
    fault = str(fault_of(domain, with_subdomains))

    assert words in fault if words else fault == ""
