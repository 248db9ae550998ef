"""Addresses that must verify and addresses that must not, by class. The directory of `make_directory` knows them."""

from typing import Any

from forum.core.clock import now
from forum.core.db import session, transaction
from forum.organisations.models import OrganisationDomain
from tests.factories import make_organisation

DOMAIN = "lennox.gov.uk"


def make_directory() -> None:
    """A council, one with sub-domains and a part of its own for schools, a shared body, and what gives no grade A."""
    make_organisation(DOMAIN, name="Port Lennox Council", slug="port-lennox")
    wide = make_organisation(name="Stannock Council", slug="stannock")
    _domain(wide.id, "stannock.gov.uk", with_subdomains=True)
    schools = make_organisation(name="Schools of Stannock", slug="stannock-schools")
    _domain(schools.id, "schools.stannock.gov.uk", with_subdomains=True, staff_only=False)
    closed = make_organisation(name="Old Council", slug="old", retired_at=now())
    _domain(closed.id, "old.gov.uk", with_subdomains=True)
    _domain(make_organisation(name="The NHS", slug="nhs").id, "nhs.net")
    _domain(make_organisation(name="A university", slug="university").id, "example.ac.uk", with_subdomains=True)
    _domain(make_organisation(name="A school", slug="school").id, "high.lennox.sch.uk")
    suppliers = make_organisation(name="Service desk", slug="desk")
    _domain(suppliers.id, "suppliers.example.org", staff_only=False)
    hyphen = make_organisation(name="Marlshire Fire", slug="fire")
    _domain(hyphen.id, "marlshire-fire.example")


def _domain(organisation_id: int, domain: str, **facts: Any) -> None:
    with transaction():
        session.add(OrganisationDomain(domain=domain, organisation_id=organisation_id, **facts))


MUST = [
    ("asha.patel@lennox.gov.uk", "port-lennox"),
    ("Asha.Patel@Lennox.GOV.UK", "port-lennox"),
    ("a.patel2@lennox.gov.uk", "port-lennox"),
    ("asha_patel@lennox.gov.uk", "port-lennox"),
    ("anne-marie.jones@lennox.gov.uk", "port-lennox"),
    ("sean.o'brien@lennox.gov.uk", "port-lennox"),
    ("4471@lennox.gov.uk", "port-lennox"),
    ("x@lennox.gov.uk", "port-lennox"),
    ("hr.patel@lennox.gov.uk", "port-lennox"),
    ("post@lennox.gov.uk".replace("post", "postlethwaite"), "port-lennox"),
    ("mark.press@lennox.gov.uk", "port-lennox"),
    ("infante@lennox.gov.uk", "port-lennox"),
    ("administra.tora@lennox.gov.uk", "port-lennox"),
    ("a" * 64 + "@lennox.gov.uk", "port-lennox"),
    ("townsend@lennox.gov.uk", "port-lennox"),
    ("rosa.parks@lennox.gov.uk", "port-lennox"),
    ("p.rall@lennox.gov.uk", "port-lennox"),
    ("prall@lennox.gov.uk", "port-lennox"),
    ("webber@lennox.gov.uk", "port-lennox"),
    ("hrteamer.jones@lennox.gov.uk", "port-lennox"),
    ("bram@stannock.gov.uk", "stannock"),
    ("bram@housing.stannock.gov.uk", "stannock"),
    ("bram@repairs.housing.stannock.gov.uk", "stannock"),
    ("r.ellis@nhs.net", "nhs"),
    ("grace.adeyemi@marlshire-fire.example", "fire"),
]

MUST_NOT: dict[str, list[str]] = {
    "the domain only looks like it": [
        "asha@gov.uk.example.org",
        "asha@lennox.gov.uk.example.org",
        "asha@lennox.gov.uk.com",
        "asha@lennox.gov.ukk",
        "asha@lennox.gov.u",
        "asha@lennoxgov.uk",
        "asha@lennox-gov.uk",
        "asha@xlennox.gov.uk",
        "asha@evil-lennox.gov.uk",
        "asha@len.nox.gov.uk",
        "asha@lennox.qov.uk",
        "asha@1ennox.gov.uk",
        "asha@gov.uk",
        "asha@uk",
        "asha@example.org",
        "asha@gmail.com",
    ],
    "below a domain that is exact, beside or above one": [
        "asha@mail.lennox.gov.uk",
        "asha@a.b.lennox.gov.uk",
        "asha@leeds.nhs.net",
        "asha@xstannock.gov.uk",
        "asha@suppliers.lennox.gov.uk",
        "asha@marlshire-fire.example.org",
    ],
    "not staff alone": [
        "asha@example.ac.uk",
        "asha@staff.example.ac.uk",
        "head@high.lennox.sch.uk",
        "asha@other.sch.uk",
        "asha@suppliers.example.org",
        "asha@schools.stannock.gov.uk",
        "asha@hill.schools.stannock.gov.uk",
    ],
    "an organisation that exists no longer": ["asha@old.gov.uk", "asha@mail.old.gov.uk"],
    "quoted, commented, named, routed": [
        '"asha"@lennox.gov.uk',
        '"asha patel"@lennox.gov.uk',
        '"asha@evil.example"@lennox.gov.uk',
        '"asha@lennox.gov.uk"@evil.example',
        'asha."p"@lennox.gov.uk',
        "asha(comment)@lennox.gov.uk",
        "asha@lennox.gov.uk(comment)",
        "asha@(comment)lennox.gov.uk",
        "Asha Patel <asha@lennox.gov.uk>",
        "<asha@lennox.gov.uk>",
        "asha@lennox.gov.uk <asha@evil.example>",
        "mailto:asha@lennox.gov.uk",
        "@evil.example:asha@lennox.gov.uk",
        "asha%evil.example@lennox.gov.uk",
        "evil.example!asha@lennox.gov.uk",
        "asha@evil.example@lennox.gov.uk",
        "asha\\@evil.example@lennox.gov.uk",
        "asha\\@lennox.gov.uk",
        "group:asha@lennox.gov.uk;",
    ],
    "several addresses": [
        "asha@lennox.gov.uk,eve@evil.example",
        "asha@lennox.gov.uk, eve@evil.example",
        "eve@evil.example,asha@lennox.gov.uk",
        "asha@lennox.gov.uk;eve@evil.example",
        "asha@lennox.gov.uk eve@evil.example",
        "asha@lennox.gov.uk\neve@evil.example",
        "asha,bram@lennox.gov.uk",
    ],
    "encoded": [
        "=?utf-8?q?asha?=@lennox.gov.uk",
        "=?utf-8?q?asha=40evil.example=3e=00?=foo@lennox.gov.uk",
        "=?iso-8859-1?b?YXNoYQ==?=@lennox.gov.uk",
        "asha@=?utf-8?q?lennox.gov.uk?=",
        "asha%40lennox.gov.uk",
        "asha&#64;lennox.gov.uk",
        "&asha-@lennox.gov.uk",
        "asha@lennox%2egov.uk",
        "+AGEA-@lennox.gov.uk",
    ],
    "other alphabets": [
        "ash\u0430@lennox.gov.uk",
        "asha@lenn\u043ex.gov.uk",
        "asha@l\u00e9nnox.gov.uk",
        "asha@lennox.g\u043ev.uk",
        "asha@xn--lennx-sye.gov.uk",
        "asha@xn--lennox-gov.uk",
        "asha@xn--80ak6aa92e.com",
        "asha@\u217cennox.gov.uk",
        "asha@lennox.\uff47ov.uk",
        "asha\uff20lennox.gov.uk",
        "asha@lennox\u3002gov.uk",
        "asha@lennox\uff0egov.uk",
        "asha@len\u200bnox.gov.uk",
        "asha@\u202elennox.gov.uk",
        "asha@lennox.gov.u\u212a",
        "asha@lenno\u00df.gov.uk",
        "a\u0301sha@lennox.gov.uk",
        "\ufeffasha@lennox.gov.uk",
    ],
    "dots and hyphens where none belong": [
        "asha@lennox.gov.uk.",
        "asha@.lennox.gov.uk",
        "asha@lennox..gov.uk",
        "asha@-lennox.gov.uk",
        "asha@lennox-.gov.uk",
        "asha@le--nnox.gov.uk",
        "asha@lennox_gov.uk",
        ".asha@lennox.gov.uk",
        "asha.@lennox.gov.uk",
        "asha..patel@lennox.gov.uk",
        "-asha@lennox.gov.uk",
        "asha-@lennox.gov.uk",
        "_@lennox.gov.uk",
    ],
    "no name at all": [
        "asha@[192.0.2.1]",
        "asha@192.0.2.1",
        "asha@[IPv6:2001:db8::1]",
        "asha@2130706433",
        "asha@localhost",
        "asha@lennox",
        "asha@",
        "@lennox.gov.uk",
        "asha",
        "",
        "@",
        "asha.lennox.gov.uk",
        "asha@lennox.gov.uk:25",
        "asha@lennox.gov.uk/x",
        "asha@lennox.gov.uk?x",
        "asha@lennox.gov.uk#x",
        "http://lennox.gov.uk/asha@lennox.gov.uk",
    ],
    "a tag": [
        "asha+forum@lennox.gov.uk",
        "asha+@lennox.gov.uk",
        "+asha@lennox.gov.uk",
        "asha=forum@lennox.gov.uk",
        "asha--forum@lennox.gov.uk",
        "asha._forum@lennox.gov.uk",
        "bounce+asha=evil.example@lennox.gov.uk",
        "asha#forum@lennox.gov.uk",
        "asha*@lennox.gov.uk",
        "asha~1@lennox.gov.uk",
        "{asha}@lennox.gov.uk",
        "asha|bram@lennox.gov.uk",
        "asha/bram@lennox.gov.uk",
        "asha$@lennox.gov.uk",
    ],
    "white space and signs that are not seen": [
        "asha @lennox.gov.uk",
        "asha@ lennox.gov.uk",
        "asha patel@lennox.gov.uk",
        "asha\t@lennox.gov.uk",
        "asha@lennox.gov.uk\r\nBcc: eve@evil.example",
        "asha\n@lennox.gov.uk",
        "asha@lennox.gov.uk\0",
        "asha@lennox.gov.uk\0.evil.example",
        "asha\0@lennox.gov.uk",
        "asha\x7f@lennox.gov.uk",
        "asha\x08@lennox.gov.uk",
        "asha@lennox.gov.uk\u2028",
        "asha\u00a0@lennox.gov.uk",
    ],
    "too long": [
        "a" * 65 + "@lennox.gov.uk",
        "a" * 250 + "@lennox.gov.uk",
        "asha@" + "a" * 64 + ".stannock.gov.uk",
        "asha@" + "a." * 120 + "stannock.gov.uk",
    ],
    "a mailbox of a role": [
        f"{role}@lennox.gov.uk"
        for role in """
        info information enquiries enquiry hr HR humanresources human.resources human-resources admin administrator
        office postmaster webmaster hostmaster abuse root noreply no-reply no.reply do-not-reply donotreply
        mailer-daemon helpdesk help-desk help.desk support it.support it ict servicedesk service.desk contact contactus
        contact-us customer.services customerservices customer_services feedback complaints foi foi.requests
        freedom-of-information dataprotection data.protection dpo press pressoffice press.office media communications
        comms marketing newsletter news jobs recruitment careers vacancies payroll finance accounts invoices
        accounts.payable procurement purchasing sales billing legal planning planning.enquiries planningenquiries
        council.tax counciltax benefits housing elections electoral.services licensing parking libraries library
        registrars democratic.services councillors clerk town.clerk parish.clerk chief.executive reception
        switchboard security estates facilities training events bookings appointments referrals safeguarding surgery
        practice.manager team the.team staff all.staff allstaff everyone group mailbox shared-mailbox inbox test
        info1 info.2 hr-team info.north north.info webteam
        tradingstandards trading.standards buildingcontrol environmentalhealth landcharges planningpolicy housingoptions
        communitysafety adultsocialcare legalservices electoralregistration duty.officer dutyofficer controlroom leader
        hrteam foirequests fraudteam gpsurgery bookingsteam monitoring.officer coroner museum birthsanddeaths opendata
        internal.audit.team maternity pharmacy lettings repairs streetcare pest.control cctv ceo webcontent2
        """.split()  # noqa: SIM905
    ],
}
REFUSED = [(kind, address) for kind, addresses in MUST_NOT.items() for address in addresses]
