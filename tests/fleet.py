"""A fleet for tests: real Celery processes over a real broker and a real database."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import Engine, func, select

from db.lookup import stats
from db.models import ActiveRunRow, ClaimRow, RunRow
from db.session import reading
from tests.articles import article
from worker.clock import now
from worker.flow.documents import store_document
from worker.queues import READ_BY
from worker.settings import load_settings


@dataclass
class Fleet:
    """Starts workers and beat, fills the ledger, and counts the results."""

    engine: Engine
    environment: dict[str, str]
    launch: Callable[..., subprocess.Popen[bytes]]
    application: str = "worker.celery_app"
    running: list[tuple[subprocess.Popen[bytes], tuple[str, ...], str]] = field(
        default_factory=list
    )

    def celery(self, *arguments: str, log: str) -> subprocess.Popen[bytes]:
        """Start an ordinary Celery command."""
        process = self.launch(
            "celery", "-A", self.application, *arguments, log=log, **self.environment
        )
        self.running.append((process, arguments, log))
        return process

    def keep_alive(self) -> None:
        """Restart processes that have exited."""
        for ended in [row for row in self.running if row[0].poll() is not None]:
            self.running.remove(ended)
            _, arguments, log = ended
            self.celery(*arguments, log=log)

    def worker(self, processes: int = 2, log: str = "worker") -> subprocess.Popen[bytes]:
        """Start an extraction worker."""
        return self.celery(
            "worker", "-Q", ",".join(READ_BY["extract"]), "-c", str(processes), "-n", log, log=log
        )

    def intake(self) -> subprocess.Popen[bytes]:
        """Start the worker that sweeps and accepts, and the beat that triggers it."""
        self.celery("beat", "--pidfile=", "-s", self.environment["BEAT_FILE"], log="beat")
        return self.celery(
            "worker",
            "-Q",
            ",".join(READ_BY["fetch"]),
            "-P",
            "threads",
            "-n",
            "intake",
            log="intake",
        )

    def accept(self, numbers: range) -> list[int]:
        """Store articles as `reportedly accept` does; return the ids of their jobs."""
        settings = load_settings()
        taken = [store_document(self.engine, article(number), settings) for number in numbers]
        return [each.queued.job_id for each in taken if each.queued]

    def counts(self) -> dict[str, int]:
        """Return the counts of the ledger."""
        with reading(self.engine) as connection:
            return stats.counts(connection, now=now())

    def drained(self) -> bool:
        """Whether no job is waiting or running."""
        counts = self.counts()
        return counts["jobs_pending"] == counts["jobs_leased"] == 0

    def assert_all_there_once(self, articles: int) -> None:
        """Every accepted article has one revision, one shown run, and every claim once."""
        counts = self.counts()
        assert counts["articles"] == counts["revisions"] == counts["runs"] == articles
        assert counts["claims"] == counts["claims_of_all_runs"]
        with reading(self.engine) as connection:
            per_run = connection.execute(
                select(RunRow.id, RunRow.claims, func.count(ClaimRow.id))
                .join(ClaimRow, ClaimRow.run_id == RunRow.id)
                .group_by(RunRow.id)
            ).all()
            shown = connection.execute(select(func.count()).select_from(ActiveRunRow)).scalar_one()
        assert shown == articles
        assert [said for _, said, _ in per_run] == [stored for _, _, stored in per_run]
        assert len({said for _, said, _ in per_run}) == 1, "equal articles have equal claims"
