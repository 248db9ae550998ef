"""A browser for tests: keeps its cookies, meets the app as a stranger at each request, can be signed in at once."""

import secrets
from typing import Any

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import delete
from werkzeug.test import TestResponse

from forum.accounts.models import BrowserSession
from forum.accounts.queries import digest_of
from forum.core.db import session, transaction
from forum.members.models import Member
from tests.audit import audit

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"

PARTS = ("/search/near",)  # addresses that answer a part of a page
PAGE = '<html lang="en"><title>A page</title><main id="main"><h1>A page</h1>{part}</main></html>'


class Browser(FlaskClient):
    """Requests run in an app context of their own, so that no request finds what another left in `g` or the session."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send one request; what the test reads afterwards, its own objects included, is what is true then."""
        with self.application.app_context():
            answer = super().open(*args, **kwargs)
        if answer.mimetype == "text/html" and not answer.location and not answer.content_encoding and answer.data:
            audit(_whole(answer), answer.request.full_path)
        session.rollback()
        return answer

    def send(self, path: str, fields: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        """POST a form that carries this browser's own token against forgery."""
        return self.post(path, data={**(fields or {}), "csrf_token": self.csrf_token()}, **kwargs)

    def csrf_token(self) -> str:
        """The token that the forms of this browser's pages carry."""
        with self.session_transaction() as cookie:
            raw = cookie.setdefault("csrf_token", secrets.token_hex(20))
        return str(URLSafeTimedSerializer(self.application.secret_key, salt="wtf-csrf-token").dumps(raw))


def _whole(answer: TestResponse) -> str:
    """What was answered, with a page around it where a script puts it into one."""
    text = answer.get_data(as_text=True)
    is_part = answer.status_code < 500 and answer.request.path in PARTS and not text.lstrip().startswith("<!")
    return PAGE.format(part=text) if is_part else text


def sign_in(client: FlaskClient, member: Member, **facts: Any) -> BrowserSession:
    """Sign a member in, past the sign-in page: a row in the database and its token in the cookie."""
    token = secrets.token_urlsafe(16)
    row = BrowserSession(member_id=member.id, digest=digest_of(token), browser=FIREFOX, **facts)
    with transaction():
        session.add(row)
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie.permanent = True
    return row


def sign_out(client: FlaskClient, row: BrowserSession) -> None:
    """End a session behind the browser's back: the cookie stays, the row goes."""
    with transaction():
        session.execute(delete(BrowserSession).where(BrowserSession.id == row.id))
