"""Headers of every answer: what a browser may load, and what it may keep."""

from collections.abc import MutableMapping

from flask import Flask, Response, current_app, request, session

from forum.web.everybody import is_for_everybody
from forum.web.viewer import viewer

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "font-src": "'none'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
A_YEAR = 31_536_000


def add_headers(response: Response) -> Response:
    """Give an answer its headers. Pages of signed-in people, and those that set a cookie, are kept by nobody."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure or current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={A_YEAR}; includeSubDomains")
    if request.endpoint == "static" or is_for_everybody():
        return response
    response.vary.add("Cookie")
    private = not viewer().is_guest or session.modified or "csrf_token" in session
    response.headers.setdefault("Cache-Control", "no-store" if private else "public, no-cache")
    return response


def add_file_headers(headers: MutableMapping[str, str], _path: str, _url: str) -> None:
    """Give a static file its headers: it is what its type says, and nothing is run or loaded by it."""
    for name, value in HEADERS.items():
        headers[name] = value


def init_headers(app: Flask) -> None:
    """Have every answer of the app pass through `add_headers`."""
    app.after_request(add_headers)
