"""Who hears of events, and who is woken by them, is one for a whole process: a test that changes it gives it back."""

from collections.abc import Iterator
from contextlib import contextmanager

from forum.core import outbox


@contextmanager
def heard_as_before() -> Iterator[None]:
    """Whatever the block makes of it, another forum for instance, afterwards it is as it was."""
    listeners, wake = dict(outbox._listeners), list(outbox._wake)
    try:
        yield
    finally:
        outbox._listeners.clear()
        outbox._listeners.update(listeners)
        outbox._wake[:] = wake
