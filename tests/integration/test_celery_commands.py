"""The ordinary Celery commands work, and any producer can push an article by the task's name."""

import json
import subprocess
import sys
from base64 import b64encode
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest
from celery import Celery
from sqlalchemy import select

from db.lookup import jobs as lookup
from db.models import ArticleRow
from db.session import reading
from tests.articles import article
from tests.fleet import Fleet
from tests.waiting import wait_until
from worker.run.programs import flower


def _celery(fleet: Fleet, *arguments: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-m", "celery", "-A", "worker.celery_app", *arguments],
        env={**__import__("os").environ, **fleet.environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return ended.stdout


@pytest.fixture
def sqlite_fleet(fleet: Fleet) -> Fleet:
    """A fleet on SQLite: these tests do not depend on the database."""
    if fleet.engine.dialect.name != "sqlite":
        pytest.skip("the commands do not differ between databases")
    return fleet


def _send(fleet: Fleet, *documents: object, queue: str | None = None) -> None:
    # The application of another program: it knows only the broker and the name of the task.
    producer = Celery("somebody-elses", broker=fleet.environment["REDIS_URL"])
    for document in documents:
        producer.send_task("reportedly.accept", [document], queue=queue)
    producer.close()


def test_a_worker_and_beat_started_by_hand_do_the_work(fleet: Fleet) -> None:
    fleet.accept(range(3))
    fleet.intake()
    fleet.worker(processes=1)
    wait_until(fleet.drained, what="three articles")
    fleet.assert_all_there_once(3)


def test_another_program_pushes_by_the_task_name(fleet: Fleet) -> None:
    _send(fleet, article(1), article(1))
    _send(fleet, article(2), queue="fetch")
    assert fleet.counts()["articles"] == 0, "no worker runs yet"
    fleet.intake()
    wait_until(lambda: fleet.counts()["articles"] == 2, what="stored without extraction workers")
    fleet.worker(processes=1)
    wait_until(lambda: fleet.counts()["runs"] == 2 and fleet.drained(), what="extracted")
    fleet.assert_all_there_once(2)
    with reading(fleet.engine) as connection:
        seen = dict(connection.execute(select(ArticleRow.source_key, ArticleRow.times_seen)).all())
    assert seen == {"id:test/1": 2, "id:test/2": 1}


def test_a_hint_under_an_earlier_task_name_is_worked(sqlite_fleet: Fleet) -> None:
    (job_id,) = sqlite_fleet.accept(range(1))
    producer = Celery("an-earlier-version", broker=sqlite_fleet.environment["REDIS_URL"])
    producer.send_task("reportedly.process", [job_id], queue="extract")
    producer.close()
    worker = sqlite_fleet.worker(processes=1, log="old-hint")
    wait_until(sqlite_fleet.drained, what="worked without a sweep")
    assert worker.poll() is None
    sqlite_fleet.assert_all_there_once(1)


def test_a_rejected_document_is_kept_with_its_reason(
    sqlite_fleet: Fleet,
) -> None:
    sqlite_fleet.intake()
    _send(sqlite_fleet, {"id": "x", "text": 5}, "no object", article(1))
    wait_until(lambda: sqlite_fleet.counts()["jobs_dead"] == 2, what="two rejected")
    with reading(sqlite_fleet.engine) as connection:
        errors = sorted(view.error or "" for view in lookup.find(connection, state="dead"))
    assert errors == [
        "a document must be an object, not str",
        "text: must be a string, not int",
    ]
    wait_until(lambda: sqlite_fleet.counts()["articles"] == 1, what="the good one")


def test_inspect_active_answers(sqlite_fleet: Fleet) -> None:
    sqlite_fleet.worker(processes=1)
    wait_until(
        lambda: "OK" in _celery(sqlite_fleet, "inspect", "active", "--timeout", "2"),
        what="an answer of the worker",
    )


def test_flower_asks_for_its_password_and_shows_the_worker(sqlite_fleet: Fleet) -> None:
    sqlite_fleet.worker(processes=1)
    program, door = flower(port=0)  # the default port may be used by another test
    _, _, *arguments = program.arguments
    sqlite_fleet.launch(
        *arguments, log="flower", **sqlite_fleet.environment, **program.environment
    )
    credentials = b64encode(f"reportedly:{door.password}".encode()).decode()

    def workers(**headers: str) -> object:
        url = f"{door.address}/api/workers?refresh=1"
        try:
            with urlopen(Request(url, headers=headers), timeout=60) as answer:  # noqa: S310
                return json.load(answer)
        except HTTPError as error:
            return error.code
        except URLError:
            return None

    wait_until(lambda: workers() == 401, what="Flower refusing a stranger")
    wait_until(
        lambda: workers(Authorization=f"Basic {credentials}") not in ({}, 401, None),
        what="the worker in Flower",
    )
