"""The ledger of jobs on both databases: one owner a job, nothing lost, nothing duplicated."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from db.lookup import jobs as lookup
from db.models import JobRow
from db.persist import jobs as persist
from db.session import reading, writing
from worker import jobs
from worker.clock import now

KINDS = ["extract"]
CLAIM_ALL = """
import json, sys
from datetime import timedelta
from db.lookup.jobs import next_due
from db.persist.jobs import claim
from db.session import engine_for, writing
from worker.clock import now
from worker.jobs import hosts_now
engine, mine = engine_for(sys.argv[1]), []
while True:
    with writing(engine) as connection:
        job_id = next_due(connection, ["extract"], hosts_now())
        until = now() + timedelta(seconds=60)
        if job_id is None:
            break
        if claim(connection, job_id, sys.argv[2], now=now(), until=until):
            mine.append(job_id)
print(json.dumps(mine))
"""


def _enqueue(engine: Engine, count: int) -> list[int]:
    with writing(engine) as connection:
        ids = [
            persist.enqueue(connection, "extract", str(n), {"revision": n}, now=now())
            for n in range(count)
        ]
    return [job_id for job_id in ids if job_id]


def _claim(engine: Engine, job_id: int, owner: str = "me", seconds: float = 60) -> persist.Job:
    with writing(engine) as connection:
        until = now() + timedelta(seconds=seconds)
        job = persist.claim(connection, job_id, owner, now=now(), until=until)
    assert job
    return job


def _state(engine: Engine, job_id: int) -> str:
    with reading(engine) as connection:
        return connection.execute(select(JobRow.state).filter_by(id=job_id)).scalar_one()


def test_four_processes_lease_every_job_once(engine: Engine, database_url: str) -> None:
    wanted = _enqueue(engine, 200)
    started = [
        subprocess.Popen(
            [sys.executable, "-c", CLAIM_ALL, database_url, f"owner {n}"],
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(4)
    ]
    claimed = [
        job for process in started for job in json.loads(process.communicate(timeout=60)[0])
    ]
    assert sorted(claimed) == sorted(wanted)


def test_the_same_job_enqueued_twice_is_one_row(engine: Engine) -> None:
    assert len(_enqueue(engine, 3)) == 3
    assert _enqueue(engine, 3) == []


def test_only_the_first_of_two_workers_gets_the_lease(engine: Engine) -> None:
    (job_id,) = _enqueue(engine, 1)
    _claim(engine, job_id)
    with writing(engine) as connection:
        assert persist.claim(connection, job_id, "other", now=now(), until=now()) is None


def test_a_job_that_is_not_due_is_not_leased(engine: Engine) -> None:
    (job_id,) = _enqueue(engine, 1)
    job = _claim(engine, job_id)
    with writing(engine) as connection:
        assert persist.put_back(connection, job, "away", run_after=now() + timedelta(hours=1))
        assert persist.claim(connection, job_id, "me", now=now(), until=now()) is None
        assert lookup.next_due(connection, KINDS, jobs.hosts_now()) is None
    with reading(engine) as connection:
        assert lookup.open_work(connection, KINDS, now=now()) == 0


def test_a_worker_that_lost_its_lease_stores_nothing(engine: Engine) -> None:
    first, second = _enqueue(engine, 2)
    job = _claim(engine, first, seconds=-1)
    with writing(engine) as connection:
        assert persist.release_expired(connection, now=now()) == 1
    _claim(engine, first, owner="other")

    def store_and_finish() -> None:
        with writing(engine) as connection:
            persist.record(connection, "result", "of the slow one", {}, now=now())
            persist.finish(connection, job, now=now())

    with pytest.raises(persist.LeaseLostError):
        store_and_finish()
    with reading(engine) as connection:
        assert lookup.ended(connection, "result") == set()
    assert _state(engine, first) == "leased"
    assert _state(engine, second) == "pending"


def test_the_lease_of_a_dead_process_is_freed(engine: Engine) -> None:
    gone, living = _enqueue(engine, 2)
    host = jobs.owner_name().rsplit(":", 2)[0]
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    _claim(engine, gone, owner=f"{host}:{child.pid}:1.00")
    _claim(engine, living, owner=jobs.owner_name())
    assert jobs.sweep(engine) == 1
    assert (_state(engine, gone), _state(engine, living)) == ("pending", "leased")


def test_a_reused_process_id_is_another_owner() -> None:
    host, process_id, started = jobs.owner_name().rsplit(":", 2)
    assert int(process_id) == os.getpid()
    assert not jobs.is_gone(f"{host}:{process_id}:{started}")
    assert jobs.is_gone(f"{host}:{process_id}:1.00")
    assert not jobs.is_gone(f"elsewhere.example:{process_id}:1.00")


def test_a_finished_job_can_be_enqueued_again(engine: Engine) -> None:
    (job_id,) = _enqueue(engine, 1)
    job = _claim(engine, job_id)
    again = {"revision": 0}
    with writing(engine) as connection:
        assert persist.enqueue(connection, "extract", "0", again, now=now(), again=True) is None
        persist.finish(connection, job, now=now())
    with writing(engine) as connection:
        assert persist.enqueue(connection, "extract", "0", again, now=now(), again=True) == job_id
    assert _claim(engine, job_id).attempts == 1


def test_a_dead_job_is_listed_and_revived(engine: Engine) -> None:
    (job_id,) = _enqueue(engine, 1)
    job = _claim(engine, job_id)
    with writing(engine) as connection:
        assert persist.bury(connection, job, "text: too long", now=now())
    with reading(engine) as connection:
        (view,) = lookup.find(connection, state="dead")
    assert (view.id, view.error, view.attempts) == (job_id, "text: too long", 1)
    with writing(engine) as connection:
        assert persist.revive(connection, [job_id], now=now()) == 1
    assert _claim(engine, job_id).attempts == 1
