"""The words of templates in the language of the page, looked up once a request and not once a word."""

from typing import Any

from flask import Flask, g
from flask_babel import Babel, get_translations
from markupsafe import Markup


def init_languages(app: Flask) -> None:
    """Have templates speak the language of the page."""
    Babel(app)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: _translations().ugettext(text),
        lambda one, many, number: _translations().ungettext(one, many, number),
        newstyle=True,
        pgettext=lambda context, text: _translations().upgettext(context, text),
        npgettext=lambda context, one, many, number: _translations().unpgettext(context, one, many, number),
    )

    app.jinja_env.globals["_"] = _said


def _said(text: str, **variables: Any) -> Markup:
    """A text in the language of the page, variables escaped: what Jinja's own `_` does, in one call instead of four."""
    said = Markup(_translations().ugettext(text))  # noqa: S704 (words of ours)
    return said % variables if "%" in said else said


def _translations() -> Any:
    if "translations" not in g:
        g.translations = get_translations()
    return g.translations
