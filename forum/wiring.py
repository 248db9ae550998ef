"""How the house is put together; who listens to what stands in listeners.py, what runs when in clockwork.py."""

from click import Command
from flask import Blueprint, Flask

from forum.accounts import commands as account_commands
from forum.accounts import letters
from forum.accounts import views as accounts
from forum.accounts.arrivals import Arrival, on_arrival
from forum.accounts.departures import on_departure
from forum.accounts.handovers import on_handover
from forum.accounts.owning import Owning, on_owning
from forum.admin import accounts as admin_accounts
from forum.admin import appointments as admin_appointments
from forum.admin import boards as admin_boards
from forum.admin import directory_file as admin_directory
from forum.admin import entering as admin_entering
from forum.admin import log as admin_log
from forum.admin import organisation_ends as admin_organisation_ends
from forum.admin import organisations as admin_organisations
from forum.admin import permissions as admin_permissions
from forum.admin import placeholders as admin_placeholders
from forum.admin import reports as admin_reports
from forum.admin import searches as admin_searches
from forum.admin import sections as admin_sections
from forum.admin import start as admin_start
from forum.admin import texts as admin_texts
from forum.admin import words as admin_words
from forum.boards import commands as board_commands
from forum.boards import views as boards
from forum.boards.organisation import inviting_boards
from forum.clockwork import wind
from forum.core import outbox
from forum.core.jobs import make_queue
from forum.core.letters import Desk, Writer
from forum.demonstration import commands as demonstration_commands
from forum.goings import CLAIMS, DEPARTURES, HANDOVERS
from forum.imports import commands as import_commands
from forum.imports import views as imports
from forum.listeners import LISTENERS
from forum.members import commands as member_commands
from forum.members import views as members
from forum.members.organisation import members_verified_there
from forum.moderation import member_views as sanctions
from forum.moderation import post_pages
from forum.moderation import views as moderation
from forum.moderation.appeal_pages import why_suspended
from forum.moderation.going_on import go_on
from forum.moderation.header import link_to_queue
from forum.moderation.hiding_notes import why_hidden, why_thread_hidden
from forum.moderation.letters import suspended_letter
from forum.moderation.member_pages import record_link
from forum.moderation.own_pages import warning_banner, what_goes_on, why_silenced
from forum.notifications import views as notifications
from forum.notifications.header import link_to_inbox
from forum.notifications.letters import digest_letter, notice_letter
from forum.operations import doctor, health, log_commands, mail_commands
from forum.operations.commands import outbox_cli, worker_cli
from forum.organisations import commands as organisation_commands
from forum.organisations import views as organisations
from forum.pages import views as pages
from forum.parts import join_database, join_pages, join_services
from forum.search import commands as search_commands
from forum.search import feed_views as search_feeds
from forum.search import saved_views as saved
from forum.search import views as search
from forum.search.near import near_what_is_typed, related
from forum.threads import commands as thread_commands
from forum.threads import follow_views as following
from forum.threads import unsent_views as unsent
from forum.threads import views as threads
from forum.threads import writing
from forum.threads.changing import on_changing_anothers
from forum.threads.profile import member_posts
from forum.verification import commands as verification_commands
from forum.verification import views as verification
from forum.verification.joining import promise, verify_at_joining
from forum.verification.letters import verify_letter
from forum.verification.profile import verification_link
from forum.web.slots import Filling, fill

BLUEPRINTS: tuple[Blueprint, ...] = (
    accounts.bp,
    members.bp,
    organisations.bp,
    verification.bp,
    pages.bp,
    *(threads.bp, writing.bp, unsent.bp),
    following.bp,
    moderation.bp,
    sanctions.bp,
    notifications.bp,
    search.bp,
    search_feeds.bp,
    saved.bp,
    imports.bp,
    *(boards.bp, boards.keeping),
    admin_start.bp,
    admin_organisations.bp,
    admin_directory.bp,
    admin_boards.bp,
    admin_sections.bp,
    admin_entering.bp,
    admin_organisation_ends.bp,
    admin_placeholders.bp,
    admin_accounts.bp,
    admin_appointments.bp,
    admin_reports.bp,
    admin_texts.bp,
    admin_words.bp,
    admin_permissions.bp,
    admin_searches.bp,
    admin_log.bp,
)

COMMANDS: tuple[Command, ...] = (
    account_commands.cli,
    board_commands.cli,
    demonstration_commands.cli,
    member_commands.cli,
    organisation_commands.cli,
    import_commands.cli,
    mail_commands.cli,
    log_commands.cli,
    search_commands.cli,
    thread_commands.cli,
    verification_commands.cli,
    *(outbox_cli, worker_cli, doctor.doctor),
)

LETTERS: dict[str, Writer] = {
    **letters.LETTERS,
    "verify": verify_letter,
    "suspended": suspended_letter,
    "notice": notice_letter,
    "digest": digest_letter,
}

SLOTS: dict[str, Filling] = {  # called with what the page gives: the viewer, and the member or organisation
    "closing": what_goes_on,  # whose account is to be closed
    "boards that invite": inviting_boards,
    "cases": link_to_queue,
    "joining": promise,  # the address of who joins
    "member posts": member_posts,
    "member record": record_link,
    "member verification": verification_link,
    "members verified there": members_verified_there,
    "near threads": near_what_is_typed,  # the title and text typed so far, and whether to look at once
    "notices": link_to_inbox,
    "related": related,  # the thread of the page
    "warning": warning_banner,
    "why hidden": why_hidden,  # a post of a page, and all of them
    "why silenced": why_silenced,
    "why suspended": why_suspended,
    "why thread hidden": why_thread_hidden,
}

OWNINGS: tuple[Owning, ...] = (go_on,)  # what is done, in the same deed, when an address becomes a member's own
ARRIVALS: tuple[Arrival, ...] = (verify_at_joining,)  # what is done, in the same deed, when somebody joins


def wire(app: Flask) -> None:
    """Join all parts of the forum to the app."""
    join_database(app)
    join_services(app)
    join_pages(app)
    app.extensions["csrf"].exempt(notifications.unsubscribe)  # mail programs stop mail without a token (RFC 8058)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    on_arrival(ARRIVALS)
    on_owning(OWNINGS)
    on_departure(DEPARTURES)
    on_handover(HANDOVERS, CLAIMS)
    on_changing_anothers(post_pages.edit)
    for name, filling in SLOTS.items():
        fill(name, filling)
    for command in COMMANDS:
        app.cli.add_command(command)
    queue = make_queue(app.extensions["forum.redis"], app.config["FORUM_DATA_DIR"], app.testing)
    app.extensions["forum.queue"] = queue
    wake = wind(app, queue)
    outbox.subscribe(LISTENERS, wake["minute"])
    app.extensions["forum.desk"] = Desk(LETTERS, wake["mail"])
    app.wsgi_app = health.Health(app)  # type: ignore[method-assign]
