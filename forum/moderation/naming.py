"""Another thread, as a moderator names it on a page: by its number or its address."""

import re
from dataclasses import dataclass

from forum.core.errors import Absent, Invalid
from forum.core.words import _
from forum.permissions.guard import require
from forum.permissions.table import Can
from forum.threads.models import Thread
from forum.threads.queries import readable_thread
from forum.web.converters import id_of
from forum.web.viewer import viewer


@dataclass(frozen=True)
class Named:
    """The thread, and whether the number was that of one that was merged into it."""

    thread: Thread
    led_on: bool


def thread_named(text: str) -> Named:
    """The thread of this number or address. Raises Invalid when the viewer looks after none."""
    found = re.search(r"(?:threads/|^\s*#?)([1-9][0-9]{0,9})(?=\D|$)", text)
    try:
        number = id_of(found[1] if found else "")
        thread = readable_thread(viewer(), number)
        require(viewer(), Can.MODERATE_THREAD, thread)
    except Absent as fault:
        raise Invalid(
            _("There is no such thread that you look after. Give its number or its address."), "into"
        ) from fault
    return Named(thread, thread.id != number)
