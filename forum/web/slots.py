"""Named slots: a lower page leaves a place, and `forum/wiring.py` says which higher feature fills it.

In the wiring:    slots.fill("member posts", member_posts)     # member_posts(viewer, member) -> Markup
In a template:    {{ slot("member posts", viewer, member) }}

What fills a slot is called with what the page gives it and answers Markup (`Markup(render_template(…))`), empty when it
has nothing to say. A slot that nobody fills is empty.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask
from markupsafe import Markup

Filling = Callable[..., Markup]

_fillings: dict[str, Filling] = {}


def fill(name: str, filling: Filling) -> None:
    """Let `filling` say what stands in the slot of this name."""
    _fillings[name] = filling


def call(name: str, *things: Any) -> Markup:
    """What stands in the slot for these things."""
    filling = _fillings.get(name)
    return Markup("") if filling is None else filling(*things)


def init_slots(app: Flask) -> None:
    """Offer `slot()` to templates."""
    app.jinja_env.globals["slot"] = call
