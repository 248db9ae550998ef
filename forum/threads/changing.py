"""Editing, whoever does it: of one's own post a deed of threads, of another's a deed of a higher floor.

`forum/wiring.py` names the second.
"""

from collections.abc import Callable
from typing import Any

from forum.threads.actions import edit_post
from forum.threads.models import Post
from forum.threads.prose import Prose

Changing = Callable[[Any, Post, Prose, str, str | None, int], None]  # as `edit_post`

_changings: list[Changing] = []


def on_changing_anothers(changing: Changing) -> None:
    """Say what is done when somebody edits what another wrote; the wiring calls this once."""
    _changings[:] = [changing]


def change_post(editor: Any, post: Post, text: Prose, reason: str, title: str | None, seen_edits: int) -> None:
    """Change what a post says, and with the first one the thread's title. Raises what the deed raises."""
    [of_another] = _changings
    change = edit_post if post.author_id == editor.id else of_another
    change(editor, post, text, reason, title, seen_edits)
