"""Few requests at a time to one host, and not one right after the other.

This holds for one process; the threads of the fetch worker are all there is on one machine.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import urlsplit

AT_A_TIME: Final = 2
GAP_SECONDS: Final = 0.25


class Gates:
    """Lets threads through to hosts: two at a time to each, a quarter of a second apart."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._lock = threading.Lock()
        self._slots: defaultdict[str, threading.Semaphore] = defaultdict(
            lambda: threading.Semaphore(AT_A_TIME)
        )
        self._next_start: dict[str, float] = {}

    @contextmanager
    def to(self, url: str) -> Iterator[None]:
        """Wait for the host's turn, and hold a place of it while the block runs."""
        host = (urlsplit(url).hostname or "").lower()
        with self._lock:
            slots = self._slots[host]
        with slots:
            self._sleep(self._wait(host))
            yield

    def _wait(self, host: str) -> float:
        with self._lock:
            now = self._clock()
            start = max(now, self._next_start.get(host, now))
            self._next_start[host] = start + GAP_SECONDS
            return start - now
