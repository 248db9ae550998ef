"""What stands on the page of an organisation about the boards that it is invited to."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from forum.boards.queries import boards_inviting


def inviting_boards(viewer: Any, organisation: Any) -> Markup:
    """The boards that the viewer may read among them, nothing where there are none; fills "boards that invite"."""
    boards = boards_inviting(viewer, organisation.id)
    return Markup(render_template("boards/_inviting.html", boards=boards)) if boards else Markup("")
