"""The parts that all features stand on, joined to the app: database, mail, index, limits, and what requests pass."""

from collections.abc import Mapping
from email.utils import formataddr, parseaddr
from pathlib import Path
from typing import Any

from flask import Flask
from flask_compress import Compress
from flask_mailman import Mail
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.local import LocalProxy
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from forum.accounts.browsers import init_sessions
from forum.config import SettingsRefused
from forum.core.db import db
from forum.core.engines import prepare_engine
from forum.core.mail import Postbox
from forum.core.redis import SharedRedis
from forum.core.throttle import Throttle
from forum.core.tokens import Tokens
from forum.permissions.guard import can, why_not
from forum.permissions.table import Can
from forum.search.engine import Index
from forum.search.postgresql_index import PostgreSQLIndex
from forum.search.synonyms import OWN_FILE, Synonyms, read_synonyms
from forum.search.tally import Tally
from forum.search.whoosh_index import WhooshIndex
from forum.web.addresses import init_addresses
from forum.web.assets import init_assets
from forum.web.converters import init_converters
from forum.web.errors import init_errors
from forum.web.everybody import init_everybody
from forum.web.filters import init_filters
from forum.web.headers import add_file_headers, init_headers
from forum.web.languages import init_languages
from forum.web.requests import init_requests
from forum.web.slots import init_slots
from forum.web.viewer import login_manager, viewer

A_DAY = 86_400  # how long browsers keep static files; their addresses change with their content


def join_database(app: Flask) -> None:
    """The database and its migrations."""
    db.init_app(app)
    Migrate(app, db, directory="migrations", compare_type=True, render_as_batch=True)
    with app.app_context():
        prepare_engine(db.engine, app.config["FORUM_DATABASE_SECONDS"])


def join_services(app: Flask) -> None:
    """What deeds and jobs use: mail, tokens, the index, the tally of searches, limits."""
    settings = app.config
    folder = settings["FORUM_DATA_DIR"] / "mail"
    post = Postbox(Mail(app), settings["FORUM_MAIL_URL"], sender_of(settings), folder)
    app.extensions["forum.postbox"] = post
    app.extensions["forum.tokens"] = Tokens(settings["FORUM_SECRET_KEY"])
    app.extensions["forum.index"] = index_of(settings)
    app.extensions["forum.synonyms"] = synonyms_of(settings)
    app.extensions["forum.searches"] = Tally()
    redis = SharedRedis(settings["FORUM_REDIS_URL"]) if settings["FORUM_REDIS_URL"] else None
    app.extensions["forum.redis"], app.extensions["forum.throttle"] = redis, Throttle(redis)


def join_pages(app: Flask) -> None:
    """What every request and every template passes."""
    init_languages(app)
    init_everybody(app)
    init_requests(app)
    CSRFProtect(app)
    Compress(app)
    login_manager.init_app(app)
    init_sessions(app)
    init_converters(app)
    init_headers(app)
    init_errors(app)
    init_filters(app)
    init_addresses(app)
    init_assets(app)
    init_slots(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(can=can, why_not=why_not, Can=Can, viewer=LocalProxy(viewer))
    proxies = app.config["FORUM_PROXIES"]
    files = {"root": app.static_folder, "prefix": "static/", "max_age": A_DAY}
    closed = {"allow_all_origins": False, "add_headers_function": add_file_headers}
    app.wsgi_app = WhiteNoise(app.wsgi_app, **files, **closed)  # type: ignore[method-assign]
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0)  # type: ignore[method-assign]


def index_of(settings: Mapping[str, Any]) -> Index:
    """The search engine that goes with the database: PostgreSQL itself, or beside SQLite a folder of files."""
    if settings["FORUM_DATABASE_URL"].startswith("postgresql"):
        return PostgreSQLIndex()
    return WhooshIndex(settings["FORUM_DATA_DIR"] / "search")


def synonyms_of(settings: Mapping[str, Any]) -> Synonyms:
    """The abbreviations that search knows. Raises SettingsRefused where their file cannot be read."""
    try:
        return read_synonyms(Path(settings["FORUM_SYNONYMS"] or OWN_FILE))
    except (ValueError, OSError) as fault:
        raise SettingsRefused(f"FORUM_SYNONYMS: {fault}") from fault


def sender_of(settings: Mapping[str, Any]) -> str:
    """From whom mail comes: the address with the name that it has, or with that of the site."""
    name, address = parseaddr(settings["FORUM_MAIL_FROM"])
    return settings["FORUM_MAIL_FROM"] if name else formataddr((settings["FORUM_SITE_NAME"], address))
