"""What joins a browser to its session: the cookie holds a random token, the database the rest."""

import logging
import secrets

from flask import Flask, Response, g, request
from flask import session as cookie
from sqlalchemy.exc import OperationalError

from forum.accounts import actions, passwords, queries, sessions
from forum.accounts.actions import NewBrowser
from forum.accounts.models import ADDRESS_LIMIT, BROWSER_LIMIT, TOUCH_EVERY, BrowserSession
from forum.accounts.proof import Proof
from forum.core.clock import now
from forum.members.models import Member
from forum.permissions.people import Guest
from forum.web.viewer import client_address, login_manager, take_for, viewer

log = logging.getLogger(__name__)

TOKEN = "_user_id"  # noqa: S105 (where Flask-Login looks for what it gives to the user loader)


@login_manager.user_loader
def member_of(token: str) -> Member | None:
    """The member whose session the token opens: what Flask-Login asks at the first question about the viewer."""
    found = queries.running_session(token)
    if found is None:
        return None
    g.browser_session = found
    g.seen_long_ago = now() - found.seen_at >= TOUCH_EVERY
    return found.member


def session_here() -> BrowserSession | None:
    """The session of the browser that asks, when somebody is signed in there."""
    return g.get("browser_session") if not viewer().is_guest else None


def sign_in_here(proof: Proof, password: str) -> None:
    """Sign a member in: a new token in a cookie that holds nothing else of before.

    Raises Conflict when the password has changed since it was proven, Refused when the account was closed.
    """
    earlier, token = session_here(), secrets.token_urlsafe(32)
    browser = NewBrowser(queries.digest_of(token), _browser(), _address(), earlier.id if earlier else None)
    row = actions.sign_in(proof.member, proof.member, proof.password_hash, browser)
    _forget()
    cookie[TOKEN] = token
    cookie.permanent = True
    g.browser_session = row
    take_for(proof.member)
    if passwords.is_outdated(proof.password_hash):
        actions.renew_hash(proof.member, proof.member, proof.password_hash, passwords.hash_of(password))


def sign_out_here() -> None:
    """Forget who was signed in, in the cookie and for the rest of this request."""
    _forget()
    take_for(Guest())


def touch_session(response: Response) -> Response:
    """After the page is made: write down, once in a few minutes, that the browser was here."""
    if not g.get("seen_long_ago") or response.status_code == 503:  # the database may be away
        return response
    try:
        sessions.touch(queries.digest_of(cookie[TOKEN]), _browser(), _address())
    except OperationalError:
        log.warning("A session could not be touched; the page goes out all the same", exc_info=True)
    cookie.modified = True  # the browser keeps the cookie as long as we keep the row
    return response


def init_sessions(app: Flask) -> None:
    """Have every answer of the app touch the session that it was made for."""
    app.after_request(touch_session)


def _forget() -> None:
    cookie.clear()
    for name in ("browser_session", "seen_long_ago", "csrf_token", "zone"):
        g.pop(name, None)


def _browser() -> str:
    return "".join(sign for sign in request.user_agent.string if sign.isprintable())[:BROWSER_LIMIT]


def _address() -> str:
    return client_address()[:ADDRESS_LIMIT]
