"""One fetch, and what is read of it, in a process of its own: what it came to and what it cost.

`python -m tests.measured URL SECONDS` writes one object in JSON. The process is fresh, so that no
memory that another test let go of hides what this one takes.
"""

import json
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

import psutil

from worker.errors import RejectedError
from worker.fetch.client import Fetcher, Limits
from worker.parse.feeds.reader import read_feed

_MARK = Path("/proc/self/clear_refs")
_STATUS = Path("/proc/self/status")


@contextmanager
def cost(of: str, told: dict[str, object]) -> Iterator[None]:
    """Tell what the block took: CPU time, and bytes at its peak more than before."""
    if _MARK.exists():
        _MARK.write_text("5")  # the peak so far is forgotten
    before = psutil.Process().memory_info().rss
    started = time.process_time()
    yield
    told[f"{of}_cpu"] = time.process_time() - started
    told[f"{of}_bytes"] = _peak() - before


def _peak() -> int:
    if not _STATUS.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def measure(url: str, seconds: float) -> dict[str, object]:
    """Return what came of `url` within `seconds`, and its costs, after a feed that is well."""
    told: dict[str, object] = {}
    limits = Limits(total_seconds=seconds)
    with Fetcher(user_agent="test", allow={"127.0.0.1"}, limits=limits) as fetcher:
        well = fetcher.get(urljoin(url, "/feed"))
        assert read_feed(well.body, url=url).entries
        with cost("fetch", told):
            fetched = fetcher.get(url)
    told |= {
        "outcome": fetched.outcome,
        "reason": fetched.reason,
        "milliseconds": fetched.milliseconds,
        "entries": [],
    }
    if fetched.outcome != "ok":
        return told
    with cost("parse", told):
        try:
            entries = read_feed(fetched.body, url=url).entries
            told["entries"] = [entry.title for entry in entries]
        except RejectedError as error:
            told["reason"] = str(error)
    return told


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(sys.argv[1], float(sys.argv[2]))))
