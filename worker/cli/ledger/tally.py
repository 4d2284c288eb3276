"""How `reportedly accept` counts documents, shows them, and stops at Ctrl-C."""

import signal
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType

from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from worker.cli.documents.given import Given
from worker.cli.screen import err, out, print_json
from worker.errors import RejectedError
from worker.flow.articles import Stored
from worker.records import Hint

_MOST_HINTS = 500
"""Jobs that are put on the queue at the end; the sweep queues the others."""

_SHOWN = 20
"""Documents, and faults, that are shown line by line; the others are counted."""

_ENDS = (
    ("new", "new"),
    ("revision", "new revisions"),
    ("seen_again", "seen again"),
    ("rejected", "rejected"),
    ("passed_over", "passed over"),
)
"""What can become of a document, with the words for it in the last line."""


class Tally:
    """What became of the documents so far: counted, shown, and measured on the bar."""

    queued: list[Hint]

    def __init__(self, progress: Progress, total: int | None, *, as_json: bool) -> None:
        self.counts: Counter[str] = Counter()
        self.queued = []
        self.storing = self.stopped = False
        self._progress = progress
        self._bar: TaskID = progress.add_task("accepting", total=total, documents=0, rate="")
        self._as_json = as_json
        self._last: str | None = None
        self._shown: Counter[str] = Counter()

    def note(self, batch: Iterable[Given], stored: Iterable[Stored | RejectedError]) -> None:
        """Count and show a batch after it is stored; `stored` has an outcome for each document."""
        outcomes = iter(stored)
        size = 0
        for given in batch:
            size += given.size
            self._last = given.place
            outcome = given.fault if given.document is None else next(outcomes)
            if isinstance(outcome, Stored):
                self._note_stored(given.place, outcome)
            else:
                self._note_fault(given, str(outcome))
        documents = self.counts.total()
        elapsed = self._progress.tasks[0].elapsed or 0
        rate = f"{documents / elapsed:,.0f}/s" if elapsed else ""
        self._progress.update(self._bar, advance=size, documents=documents, rate=rate)

    def end(self) -> None:
        """Say how it ended, and after an interruption how far it came."""
        words = ", ".join(
            f"{self.counts[name]:,} {words}" for name, words in _ENDS if self.counts[name]
        )
        if not self._as_json:
            out.print(words or "nothing was given")
        if self.stopped:
            counts = f"; {words}" if self._as_json and words else ""
            last = self._last or "the beginning"
            err.print(
                f"stopped{counts}; up to {last} all is kept, and the same command again goes on",
                markup=False,
            )

    def _note_stored(self, place: str, stored: Stored) -> None:
        self.counts[stored.verdict] += 1
        if stored.queued and len(self.queued) < _MOST_HINTS:
            self.queued.append(stored.queued)
        if self._as_json:
            print_json({"place": place, "article": stored.article_key, "verdict": stored.verdict})
        elif self._is_shown("documents"):
            verdict = stored.verdict.replace("_", " ")
            out.print(f"{stored.article_key}  {verdict:10}  {place}", markup=False)

    def _note_fault(self, given: Given, fault: str) -> None:
        if given.passed_over:
            self.counts["passed_over"] += 1
            return
        self.counts["rejected"] += 1
        if self._as_json:
            print_json({"place": given.place, "verdict": "rejected", "reason": fault})
        if self._as_json or self._is_shown("faults"):
            err.print(f"{given.place}: rejected: {fault}", markup=False)

    def _is_shown(self, what: str) -> bool:
        self._shown[what] += 1
        if self._shown[what] == _SHOWN + 1:
            err.print(f"more {what} are only counted; --json prints each", style="dim")
        return self._shown[what] <= _SHOWN


@contextmanager
def interruptible(tally: Tally) -> Iterator[None]:
    """Let Ctrl-C stop reading at once, and storing only after the batch is stored and counted.

    A second Ctrl-C stops that too: the batch is then stored as a whole, or not at all.
    """

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        waits = tally.storing and not tally.stopped
        tally.stopped = True
        if not waits:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    except KeyboardInterrupt:
        tally.stopped = True
    finally:
        signal.signal(signal.SIGINT, before)


def progress_bar() -> Progress:
    """Return the bar of `accept`, which is shown on a terminal alone."""
    return Progress(
        TextColumn("{task.fields[documents]:,} documents {task.fields[rate]}"),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )
