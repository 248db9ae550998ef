"""The words of templates in the language of the page, looked up once a request and not once a word."""

from functools import lru_cache
from typing import Any

from flask import Flask, g
from flask_babel import Babel, get_translations
from markupsafe import Markup

MOST = 4_000  # texts that are kept a process: about twice as many as there are


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

    app.jinja_env.globals.update(_=_said, ngettext=_said_of)


def _said(text: str, **variables: Any) -> Markup:
    """A text in the language of the page, variables escaped: what Jinja's own `_` does, in one call instead of four."""
    said = _words(_translations(), text)
    return said % variables if "%" in said else said


def _said_of(one: str, many: str, num: int, **variables: Any) -> Markup:
    """The same of a number, with the words that go with it; the number is a variable, too."""
    if not variables:
        return _counted(_translations(), one, many, num)
    return Markup(_translations().ungettext(one, many, num)) % {"num": num, **variables}  # noqa: S704 (words of ours)


@lru_cache(maxsize=MOST, typed=True)
def _counted(translations: Any, one: str, many: str, num: int) -> Markup:
    return Markup(translations.ungettext(one, many, num)) % {"num": num}  # noqa: S704 (words of ours)


@lru_cache(maxsize=MOST)
def _words(translations: Any, text: str) -> Markup:
    return Markup(translations.ugettext(text))  # noqa: S704 (words of ours)


def _translations() -> Any:
    here = g._get_current_object()  # once: each look through the proxy costs as much as what is looked for
    if "translations" not in here:
        here.translations = get_translations()
    return here.translations
