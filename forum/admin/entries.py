"""What an administrator can do, as the start page of /admin lists it: each entry with the address of its page."""

from dataclasses import dataclass
from typing import Any

from forum.core.words import lazy


@dataclass(frozen=True)
class Entry:
    """One line of the start page: the view that it leads to, its name, and what one does there."""

    endpoint: str
    name: Any
    sentence: Any


ENTRIES: tuple[Entry, ...] = (
    Entry(
        "admin_boards.boards",
        lazy("Sections and boards"),
        lazy("Make and order them, and change who may read and write where. You see first what a change means."),
    ),
    Entry(
        "admin_words.words",
        lazy("Watched words"),
        lazy("Words and patterns that let a post wait for a moderator, or be changed before it is published."),
    ),
    Entry(
        "admin_reports.reports",
        lazy("Reports"),
        lazy("The reasons that people choose from, where to get help now, and when reports hide a post."),
    ),
    Entry(
        "admin_placeholders.placeholders",
        lazy("Authors of archives"),
        lazy("Claim what somebody wrote in an archive for the member who they are."),
    ),
    Entry(
        "admin_appointments.offices",
        lazy("Appointments"),
        lazy("Who is administrator, moderator, or looks after a board: appoint and dismiss."),
    ),
    Entry(
        "admin_organisations.organisations",
        lazy("Organisations"),
        lazy("Public bodies and the e-mail domains of their staff: add, change, merge, retire, bring in a file."),
    ),
    Entry(
        "admin_texts.texts", lazy("Texts of the site"), lazy("House rules, privacy and the other pages at the foot.")
    ),
    Entry(
        "admin_permissions.table",
        lazy("The table of permissions"),
        lazy("Who may do what and why, as the forum decides it."),
    ),
    Entry(
        "admin_searches.searches",
        lazy("Searches"),
        lazy("What people look for, and what they do not find, without who they are."),
    ),
    Entry("admin_log.log", lazy("The log"), lazy("Who changed what, when and why.")),
)
