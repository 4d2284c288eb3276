"""Log lines: one per event, its constant name and its fields, readable by people and scripts."""

import logging
import sys
import time
from typing import TextIO

ARTICLE_REJECTED = "article.rejected"
BROKER_AWAY = "broker.away"
BROKER_STARTED = "broker.started"
COPIES_RECHECKED = "copies.rechecked"
FEED_GONE = "feed.gone"
FEED_MOVED = "feed.moved"
FEED_POLLED = "feed.polled"
FORGOTTEN = "forgotten"
LINES_LEARNED = "lines.learned"
PAGE_FETCHED = "page.fetched"
JOB_DEAD = "job.dead"
JOB_LEASE_LOST = "job.lease_lost"
JOB_PUT_BACK = "job.put_back"
PROCESS_ENDED = "process.ended"
PROCESS_STARTED = "process.started"
PROGRESS = "progress"
RUN_STORED = "run.stored"
RUN_SHOWN = "run.shown"
SCHEMA_READY = "schema.ready"
SWEEP = "sweep"
UP_STOPPED = "up.stopped"

_logger = logging.getLogger("reportedly")


def event(name: str, /, **fields: object) -> None:
    """Write one event with its fields, in the given order."""
    _logger.info("%s%s", name, "".join(f" {key}={_shown(value)}" for key, value in fields.items()))


def configure(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Write every log line of this process to a stream (standard error), with its time in UTC."""
    handler = logging.StreamHandler(stream or sys.stderr)
    formatter = logging.Formatter("%(asctime)sZ %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    _logger.setLevel(level)


def _shown(value: object) -> str:
    text = str(value).replace("\n", "\\n")
    return f'"{text}"' if " " in text or not text else text
