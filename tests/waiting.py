"""Waiting for a state, never for a time."""

import time
from collections.abc import Callable


def wait_until(condition: Callable[[], object], seconds: float = 60, *, what: str = "") -> None:
    """Return when the condition holds.

    Raises:
        AssertionError: it did not hold within the seconds.
    """
    deadline = time.monotonic() + seconds
    while True:
        asked = time.monotonic()
        if condition():
            return
        answered = time.monotonic()
        if answered > deadline:
            raise AssertionError(f"not within {seconds} s: {what or condition}")
        # The process that is waited for needs the processor too.
        time.sleep(max(0.05, answered - asked))
