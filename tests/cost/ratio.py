"""How many times as much CPU time a reading takes as that of a well-formed body does.

Neither is held against a number of seconds. Both are taken in the same run and in the same kind of
process: on a slow machine, and on a busy one, both are longer.
"""

import time
from collections.abc import Callable
from contextlib import suppress

from worker.errors import RejectedError

TRIES, HOPELESS = 3, 10
"""How often two costs are taken, and how many times its bound what is not taken again is."""


def seconds(read: Callable[[], object]) -> float:
    """The CPU time of a reading that ends in what was read or in a reason."""
    began = time.process_time()
    with suppress(RejectedError):
        read()
    return time.process_time() - began


def times(
    costly: Callable[[], float],
    plain: Callable[[], float],
    *,
    most: float,
    known: float | None = None,
    tries: int = TRIES,
) -> float:
    """How many times the seconds of `plain` those of `costly` are.

    Where they are more than `most` both are taken again: what was in the way of one of them once
    is not in its way each time. `known` is what `plain` took before.
    """
    found = costly() / (known or plain())
    for _ in range(tries - 1):
        if found <= most or found > HOPELESS * most:
            break
        found = min(found, costly() / plain())
    return found
