"""Asking what may never answer: in a thread of its own, so that who asks waits as long as they like, and no longer."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def begin(call: Callable[[], T]) -> Future[T]:
    """Begin a call; `result(seconds)` of the answer waits for it, and raises what it raised, or TimeoutError.

    A call that hangs goes on hanging, but keeps neither its caller nor the end of the process waiting.
    """
    answer: Future[T] = Future()

    def work() -> None:
        try:
            answer.set_result(call())
        except BaseException as fault:
            answer.set_exception(fault)

    Thread(target=work, daemon=True).start()
    return answer
