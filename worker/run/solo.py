"""One process that works the ledger by itself, where no Redis can be had."""

import math
import time
from collections.abc import Callable

from sqlalchemy import Engine

from worker import jobs
from worker.flow import publisher_lines, retention
from worker.settings import Settings

_SECONDS_BETWEEN_LOOKS = 0.5
_SECONDS_BETWEEN_FORGETTING = 3_600.0
_SECONDS_BETWEEN_LEARNING = 21_600.0


def drain(engine: Engine, settings: Settings, *, once: bool, progress: Callable[[], None]) -> None:
    """Work due jobs one after another; with `once`, return when none is left.

    The jobs are worked as in a worker, from the same rows; only the queue is missing.
    """
    swept = forgot = learned = -math.inf  # the clock of a machine that just started may be near 0
    while True:
        if time.monotonic() - forgot > _SECONDS_BETWEEN_FORGETTING:
            retention.forget(engine, settings)
            forgot = time.monotonic()
        if time.monotonic() - learned > _SECONDS_BETWEEN_LEARNING:
            publisher_lines.learn(engine)
            learned = time.monotonic()
        if time.monotonic() - swept > settings.sweep_seconds:
            jobs.sweep(engine)
            swept = time.monotonic()
        worked = jobs.work_next(engine, settings)
        progress()
        if not worked:
            if once and jobs.drained(engine, settings):
                return
            time.sleep(_SECONDS_BETWEEN_LOOKS)
