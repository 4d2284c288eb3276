"""Faults under load, with real processes: nothing is lost and nothing is duplicated."""

import os
import signal

import psutil
import redis
from sqlalchemy import select

from db.lookup import jobs as lookup
from db.models import RevisionRow
from db.session import reading
from tests.conftest import PrivateRedis
from tests.faults.poisoned import KILLS, RAISES
from tests.fleet import Fleet
from tests.waiting import wait_until
from worker.flow.documents import store_document
from worker.settings import load_settings

ARTICLES = 50


def _some_done(fleet: Fleet, done: int) -> bool:
    return fleet.counts()["runs"] >= done


def test_killing_a_child_and_a_worker_loses_nothing(fleet: Fleet) -> None:
    fleet.accept(range(ARTICLES))
    fleet.intake()
    worker = fleet.worker()
    wait_until(lambda: _some_done(fleet, 5), what="the first articles")
    children = psutil.Process(worker.pid).children()
    assert children
    children[0].kill()
    wait_until(lambda: _some_done(fleet, 20), what="articles after the child was killed")
    for process in [*psutil.Process(worker.pid).children(), psutil.Process(worker.pid)]:
        process.kill()
    worker.wait()
    assert fleet.counts()["runs"] < ARTICLES, "killed too late to prove anything"
    fleet.worker(log="second")
    wait_until(fleet.drained, 120, what="the rest, by a second worker")
    fleet.assert_all_there_once(ARTICLES)


def test_flushing_the_broker_loses_nothing(fleet: Fleet) -> None:
    fleet.accept(range(ARTICLES))
    fleet.intake()
    fleet.worker()
    wait_until(lambda: _some_done(fleet, 5), what="the first articles")
    address = fleet.environment["REDIS_URL"].replace("redis+socket://", "unix://")
    client = redis.Redis.from_url(address)
    client.flushall()
    client.close()
    assert fleet.counts()["runs"] < ARTICLES, "flushed too late to prove anything"
    wait_until(fleet.drained, 120, what="everything after FLUSHALL")
    fleet.assert_all_there_once(ARTICLES)


def test_killing_the_broker_loses_nothing(fleet: Fleet, redis_server: PrivateRedis) -> None:
    fleet.accept(range(ARTICLES))
    fleet.intake()
    fleet.worker()
    wait_until(lambda: _some_done(fleet, 5), what="the first articles")
    redis_server.kill()
    assert fleet.counts()["runs"] < ARTICLES, "killed too late to prove anything"
    redis_server.start()

    def drained_by_workers_kept_alive() -> bool:
        # A Celery worker that loses its broker at a bad moment may exit: what starts it
        # again is `up`, a container's restart policy or a service manager; here it is this.
        fleet.keep_alive()
        return fleet.drained()

    wait_until(drained_by_workers_kept_alive, 120, what="everything after the broker came back")
    fleet.assert_all_there_once(ARTICLES)


def test_poisoned_jobs_end_dead_with_a_reason_and_others_continue(fleet: Fleet) -> None:
    fleet.application = "tests.faults.poisoned"
    for words in (RAISES, KILLS):
        store_document(
            fleet.engine, {"id": words, "text": f"The mayor said {words}."}, load_settings()
        )
    fleet.accept(range(10))
    fleet.intake()
    fleet.worker()
    # Between two attempts a job is neither pending nor leased: drained alone may be too early.
    wait_until(
        lambda: fleet.drained() and fleet.counts()["jobs_dead"] == 2, 120, what="poison dead"
    )
    assert fleet.counts()["runs"] == 10
    with reading(fleet.engine) as connection:
        dead = {view.key.partition("/")[0]: view for view in lookup.find(connection, state="dead")}
        stored = connection.execute(select(RevisionRow.text)).scalars().all()
    reasons = sorted(view.error or "" for view in dead.values())
    assert reasons[0] == "ValueError: a rule met a text it did not expect"
    assert "killed" in reasons[1]
    assert any(KILLS in text for text in stored), "the text itself is kept"


def test_a_stopping_worker_returns_its_jobs(fleet: Fleet) -> None:
    fleet.accept(range(ARTICLES))
    fleet.intake()
    worker = fleet.worker()
    wait_until(lambda: _some_done(fleet, 3), what="the first articles")
    os.kill(worker.pid, signal.SIGTERM)
    worker.wait(60)
    assert fleet.counts()["jobs_dead"] == 0
    fleet.worker(log="second")
    wait_until(fleet.drained, 120, what="the rest, by a second worker")
    fleet.assert_all_there_once(ARTICLES)
