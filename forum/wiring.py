"""How the house is put together: blueprints, commands, who listens to which event, what runs when."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Flask
from flask_compress import Compress
from flask_mailman import Mail
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from huey import Huey, crontab
from werkzeug.local import LocalProxy
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from forum.accounts import commands as account_commands
from forum.accounts import letters
from forum.accounts import views as accounts
from forum.accounts.browsers import init_sessions
from forum.accounts.sessions import forget_ended_sessions
from forum.admin import appointments as admin_appointments
from forum.admin import start as admin_start
from forum.admin import texts as admin_texts
from forum.boards import commands as board_commands
from forum.boards.events import AdmissionAsked, AdmissionDecided, BoardEntered
from forum.boards.organisation import inviting_boards
from forum.core import outbox
from forum.core.commands import Commands
from forum.core.db import db, prepare_engine
from forum.core.delivery import deliver_letters
from forum.core.jobs import OneAtATime, make_queue, waker
from forum.core.letters import Desk, Writer, forget_ended_letters
from forum.core.mail import Postbox
from forum.core.throttle import Throttle, forget_ended
from forum.core.tokens import Tokens
from forum.demonstration import commands as demonstration_commands
from forum.imports import commands as import_commands
from forum.imports import views as imports
from forum.members import commands as member_commands
from forum.members import views as members
from forum.members.events import Appointed, Dismissed
from forum.members.organisation import members_verified_there
from forum.operations import mail_commands
from forum.operations.commands import outbox_cli, worker_cli
from forum.organisations import views as organisations
from forum.pages import views as pages
from forum.permissions.guard import can, why_not
from forum.permissions.table import Can
from forum.search import commands as search_commands
from forum.search import views as search
from forum.search.handlers import build_missing_index, update_index
from forum.search.whoosh_index import WhooshIndex
from forum.threads import commands as thread_commands
from forum.threads import follow_views as following
from forum.threads import views as threads
from forum.threads import writing
from forum.threads.events import AnswerChanged, PostAdded, PostChanged, PostRemoved, PostsImported, ThreadRenamed
from forum.threads.profile import member_posts
from forum.verification.events import (
    SponsorAsked,
    VerificationAsked,
    VerificationEnding,
    VerificationGranted,
    VerificationLapsed,
    VerificationRefused,
    VerificationRevoked,
)
from forum.web.assets import init_assets
from forum.web.converters import init_converters
from forum.web.errors import init_errors
from forum.web.filters import init_filters
from forum.web.headers import add_file_headers, init_headers
from forum.web.languages import init_languages
from forum.web.requests import init_requests
from forum.web.slots import Filling, fill, init_slots
from forum.web.viewer import login_manager, viewer

A_DAY = 86_400  # how long browsers keep static files; their addresses change with their content

BLUEPRINTS: tuple[Blueprint, ...] = (
    accounts.bp,
    members.bp,
    organisations.bp,
    pages.bp,
    threads.bp,
    writing.bp,
    following.bp,
    search.bp,
    imports.bp,
    admin_start.bp,
    admin_appointments.bp,
    admin_texts.bp,
)

COMMANDS: tuple[Commands, ...] = (
    account_commands.cli,
    board_commands.cli,
    demonstration_commands.cli,
    member_commands.cli,
    import_commands.cli,
    mail_commands.cli,
    search_commands.cli,
    thread_commands.cli,
    outbox_cli,
    worker_cli,
)

LISTENERS: dict[type, tuple[outbox.Listener, ...]] = {
    PostAdded: (update_index,),
    PostChanged: (update_index,),
    PostRemoved: (update_index,),
    ThreadRenamed: (update_index,),
    AnswerChanged: (update_index,),
    PostsImported: (update_index,),
    SponsorAsked: (),
    VerificationAsked: (),
    VerificationEnding: (),
    VerificationGranted: (),
    VerificationLapsed: (),
    VerificationRefused: (),
    VerificationRevoked: (),
    Appointed: (),
    Dismissed: (),
    AdmissionAsked: (),
    AdmissionDecided: (),
    BoardEntered: (),
}

LETTERS: dict[str, Writer] = {
    "sign-up": letters.sign_up_letter,
    "reset": letters.reset_letter,
    "new-address": letters.new_address_letter,
    "address-changed": letters.address_changed_letter,
    "password-changed": letters.password_changed_letter,
}

SLOTS: dict[str, Filling] = {  # called with what the page gives: the viewer, and the member or organisation
    "boards that invite": inviting_boards,
    "member posts": member_posts,
    "members verified there": members_verified_there,
}

CLOCK: dict[str, tuple[Callable[[], object], ...]] = {
    "minute": (outbox.deliver_pending, build_missing_index),
    "mail": (deliver_letters,),  # by itself: a mail server that hangs keeps nothing else waiting
    "hour": (forget_ended, forget_ended_sessions, forget_ended_letters),
}
WHEN = {"minute": crontab(minute="*"), "mail": crontab(minute="*"), "hour": crontab(minute="7")}


def wire(app: Flask) -> None:
    """Join all parts of the forum to the app."""
    _database(app)
    _services(app)
    _pages(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for name, filling in SLOTS.items():
        fill(name, filling)
    for command in COMMANDS:
        app.cli.add_command(command)
    queue = make_queue(app.config["FORUM_REDIS_URL"], app.config["FORUM_DATA_DIR"], app.testing)
    app.extensions["forum.queue"] = queue
    wake = _schedule(app, queue)
    outbox.subscribe(LISTENERS, wake["minute"])
    app.extensions["forum.desk"] = Desk(LETTERS, wake["mail"])


def _database(app: Flask) -> None:
    db.init_app(app)
    Migrate(app, db, directory="migrations", compare_type=True, render_as_batch=True)
    with app.app_context():
        prepare_engine(db.engine)


def _services(app: Flask) -> None:
    settings = app.config
    folder = settings["FORUM_DATA_DIR"] / "mail"
    post = Postbox(Mail(app), settings["FORUM_MAIL_URL"], settings["FORUM_MAIL_FROM"], folder)
    app.extensions["forum.postbox"] = post
    app.extensions["forum.tokens"] = Tokens(settings["FORUM_SECRET_KEY"])
    app.extensions["forum.index"] = WhooshIndex(settings["FORUM_DATA_DIR"] / "search")
    app.extensions["forum.throttle"] = Throttle(settings["FORUM_REDIS_URL"] or None)


def _pages(app: Flask) -> None:
    init_languages(app)
    init_requests(app)
    CSRFProtect(app)
    Compress(app)
    login_manager.init_app(app)
    init_sessions(app)
    init_converters(app)
    init_headers(app)
    init_errors(app)
    init_filters(app)
    init_assets(app)
    init_slots(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(can=can, why_not=why_not, Can=Can, viewer=LocalProxy(viewer))
    proxies = app.config["FORUM_PROXIES"]
    files = {"root": app.static_folder, "prefix": "static/", "max_age": A_DAY}
    closed = {"allow_all_origins": False, "add_headers_function": add_file_headers}
    app.wsgi_app = WhiteNoise(app.wsgi_app, **files, **closed)  # type: ignore[method-assign]
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0)  # type: ignore[method-assign]


def _schedule(app: Flask, queue: Huey) -> dict[str, Callable[[], None]]:
    """Give the worker its work; answers what wakes it for each before its time."""

    def run(what: str) -> None:
        with app.app_context():
            for work in CLOCK[what]:
                work()

    wake = {}
    for what, moments in WHEN.items():
        work = OneAtATime(partial(run, what))
        queue.periodic_task(moments, name=f"each_{what}")(work)
        wake[what] = waker(queue, queue.task(name=what)(work))
    return wake
