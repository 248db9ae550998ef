"""Whether a thread takes replies, for the deeds that decide it."""

from forum.threads.models import Thread


def lock(thread: Thread, reason: str = "") -> None:
    """Let the thread take no more replies, and say why in it."""
    thread.locked, thread.lock_reason = True, reason


def unlock(thread: Thread) -> None:
    """Let the thread take replies again."""
    thread.locked, thread.lock_reason = False, ""
