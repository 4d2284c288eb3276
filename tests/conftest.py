"""Shared by all tests: a clean environment, both databases, a real broker, real processes."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import hypothesis
import psutil
import pytest
from sqlalchemy import Engine

import migrations
from db.session import engine_for
from tests import postgres
from tests.fleet import Fleet
from tests.forks import Forks, forking
from tests.offline import sitecustomize
from tests.postgres import Postgres
from worker.run import broker
from worker.settings import Settings, load_settings

# A slow machine is no fault of the code: time is measured in bench/, cost compared in tests/cost.
hypothesis.settings.register_profile(
    "reportedly", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("reportedly")

# In a session started in the background Ctrl-C is ignored, also by its child processes.
signal.signal(signal.SIGINT, signal.default_int_handler)

OFFLINE = Path(sitecustomize.__file__).parent
ROOT = Path(__file__).parents[1]
SHARED_DATA = Path(os.environ.get("SHARED_DATA", ROOT.parent / "shared" / "data"))
SEED = ROOT / "seeds" / "articles" / "000_66fdf2b2bf9b49c8.txt"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No setting of the machine reaches a test, and no test writes to the user's folder."""
    for name in list(os.environ):
        if name.startswith("REPORTEDLY_") or name in {"DATABASE_URL", "REDIS_URL"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("REPORTEDLY_HOME", str(tmp_path / "home"))
    # The shipped feeds are on the web: a test that polls adds its own feeds.
    monkeypatch.setenv("REPORTEDLY_POLL", "0")
    # All servers of the tests are one host, this machine, which needs no gap.
    monkeypatch.setenv("REPORTEDLY_GAP_SECONDS", "0.02")
    monkeypatch.setenv("PYTHONPATH", str(OFFLINE))
    # What one process of a test has compiled is not compiled again by the next.
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    load_settings.cache_clear()
    yield
    load_settings.cache_clear()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """A real PostgreSQL server, started for this process of the session."""
    with postgres.running() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the newest schema, to be copied."""
    file = tmp_path_factory.mktemp("ledger") / "ledger.sqlite"
    engine = engine_for(f"sqlite:///{file}")
    migrations.upgrade(engine)
    engine.dispose()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of each kind in turn: empty, unless `engine` is used."""
    migrated = "engine" in request.fixturenames
    if request.param == "sqlite":
        file = tmp_path / "ledger.sqlite"
        if migrated:
            shutil.copy(request.getfixturevalue("sqlite_ledger"), file)
        yield f"sqlite:///{file}"
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    url = server.create(migrated=migrated)
    yield url
    server.drop(url)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine of a database with the newest schema."""
    made = engine_for(database_url)
    assert migrations.is_current(made)
    yield made
    made.dispose()


@pytest.fixture
def settings() -> Settings:
    """The settings of this test, with a home for it alone."""
    return load_settings()


class PrivateRedis:
    """A real broker for one test, which can be killed and started again."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.url = broker.broker_url(settings)
        self.start()

    def start(self) -> None:
        """Start it with its append-only file."""
        program = broker.find_server()
        assert program, "no Redis server on this machine, though one comes with the lock file"
        self.process = broker.start_server(self._settings, program)

    def kill(self) -> None:
        """End it without a warning."""
        self.process.kill()
        self.process.wait(10)


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[PrivateRedis]:
    """A real broker for this test alone."""
    server = PrivateRedis(Settings(home=tmp_path / "broker-home"))
    yield server
    server.kill()


Launch = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def launch(tmp_path: Path) -> Iterator[Launch]:
    """Start programs of this environment; each is ended, with its children, by its process id."""
    started: list[subprocess.Popen[bytes]] = []

    def start(
        *arguments: str, log: str = "program", **environment: str
    ) -> subprocess.Popen[bytes]:
        with (tmp_path / f"{log}.log").open("ab") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", *arguments],
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        started.append(process)
        return process

    yield start
    for process in started:
        with suppress(psutil.NoSuchProcess):
            tree = psutil.Process(process.pid)
            for each in [*tree.children(recursive=True), tree]:
                with suppress(psutil.NoSuchProcess):
                    each.kill()
        process.wait(10)


Reportedly = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    """Runs commands as separate processes, without starting Python for each."""
    with forking(PYTHONPATH=str(OFFLINE)) as made:
        yield made


@pytest.fixture
def reportedly(forks: Forks) -> Reportedly:
    """Run a command of `reportedly` to its end, as a user does."""

    def run(
        *arguments: str, given: str | bytes | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        body = given.encode() if isinstance(given, str) else given
        return forks.run("worker", *arguments, given=body, **environment)

    return run


@pytest.fixture
def fleet(
    engine: Engine, database_url: str, redis_server: PrivateRedis, launch: Launch, tmp_path: Path
) -> Fleet:
    """Real Celery processes over this test's broker and database, with short waits."""
    environment = {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_server.url,
        "REPORTEDLY_SWEEP_SECONDS": "1",
        "REPORTEDLY_LEASE_SECONDS": "6",
        "REPORTEDLY_RETRY_SECONDS": "0.1",
        "REPORTEDLY_MAX_ATTEMPTS": "3",
        "BEAT_FILE": str(tmp_path / "beat-schedule"),
    }
    return Fleet(engine, environment, launch)
