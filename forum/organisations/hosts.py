"""E-mail domains as names: what is one, which of them belong to nobody in particular, and which prove nothing.

Everything here is about plain names in ASCII, lower case, without a dot at the end: nothing else is a domain of the
directory. Look-alikes in other alphabets and their spelling with `xn--` therefore never are.
"""

import re
from typing import Any

from forum.core.words import lazy
from forum.organisations.models import DOMAIN_LIMIT

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?")

# Anybody can have a name or a mailbox there.
OPEN_TO_ALL = frozenset(
    {"aol.co.uk", "aol.com", "blueyonder.co.uk", "bt.com", "btinternet.com", "btopenworld.com", "cloud.com",
     "co.com", "co.uk", "fastmail.com", "gmail.com", "gmx.co.uk", "gmx.com", "gmx.net", "googlemail.com",
     "hotmail.co.uk", "hotmail.com", "hotmail.de", "hotmail.fr", "icloud.com", "live.co.uk", "live.com", "ltd.uk",
     "mac.com", "mail.com", "me.com", "me.uk", "msn.com", "net.uk", "nic.uk", "ntlworld.com", "onmicrosoft.com",
     "org.uk", "outlook.co.uk", "outlook.com", "plc.uk", "proton.me", "protonmail.com", "rocketmail.com",
     "sky.com", "talk21.com", "talktalk.net", "tiscali.co.uk", "uk.com", "virginmedia.com", "yahoo.co.uk",
     "yahoo.com", "ymail.com", "zoho.com"}
)  # fmt: skip

# Many bodies have their names below it, each its own: the name itself may be that of a shared body, what is below not.
SHARED = frozenset(
    {"ac.uk", "cymru.nhs.uk", "gov.cymru", "gov.scot", "gov.uk", "gov.wales", "hscni.net", "llyw.cymru", "nhs.net",
     "nhs.scot", "nhs.uk", "nhs.wales", "pnn.police.uk", "police.uk", "sch.uk", "scot.nhs.uk", "wales.nhs.uk"}
)  # fmt: skip

# Not staff alone have addresses there or below, so an address there gives no grade A, whatever the directory says.
NOT_FOR_STAFF_ALONE = {
    "ac.uk": lazy("Students have addresses below ac.uk, as staff do."),
    "sch.uk": lazy("Pupils have addresses below sch.uk, as staff do."),
}


def is_domain(name: str) -> bool:
    """Whether this is a name that the directory could hold: several labels, ASCII, lower case, no dot at the end."""
    labels = name.split(".")
    return len(name) <= DOMAIN_LIMIT and bool(_NAME.fullmatch(name)) and not any(one[2:4] == "--" for one in labels)


def above(domain: str) -> list[str]:
    """The names above a domain, the nearest first, without the last label: for a.b.gov.uk b.gov.uk and gov.uk."""
    labels = domain.split(".")
    return [".".join(labels[start:]) for start in range(1, len(labels) - 1)]


def not_for_staff_alone(domain: str) -> Any:
    """Why an address at this domain says nothing about who works there, whatever its entry says; empty if it may."""
    return next((NOT_FOR_STAFF_ALONE[one] for one in (domain, *above(domain)) if one in NOT_FOR_STAFF_ALONE), "")


def fault_of(domain: str, with_subdomains: bool) -> Any:
    """What keeps a domain out of the directory, in words for who wrote it; empty when nothing does."""
    if not is_domain(domain):
        return lazy(
            "“%(domain)s” is no e-mail domain: letters a to z, digits, hyphens and dots, such as dorset.gov.uk.",
            domain=domain[:80],
        )
    if domain in OPEN_TO_ALL:
        return lazy("Anybody can have an address at %(domain)s, so it stands for no organisation.", domain=domain)
    if with_subdomains and domain in SHARED:
        return lazy(
            "Many organisations have domains of their own below %(domain)s, so it is taken without them only.",
            domain=domain,
        )
    return ""
