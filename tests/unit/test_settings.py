"""Settings: defaults that work, checked names, addresses with their driver."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from worker.errors import SetupError
from worker.settings import Settings, load_settings


def test_defaults_need_no_service(settings: Settings, tmp_path: Path) -> None:
    assert settings.database == f"sqlite:///{tmp_path / 'home' / 'reportedly.sqlite'}"
    assert settings.redis_url is None
    assert settings.processes >= 1


def test_settings_do_not_change(settings: Settings) -> None:
    with pytest.raises(ValidationError):
        settings.processes = 9  # type: ignore[misc]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("REPORTEDLY_PROCESES", "REPORTEDLY_PROCESSES"),
        ("REPORTEDLY_HOM", "REPORTEDLY_HOME"),
        ("REPORTEDLY_DATABASE_URL", "DATABASE_URL"),
        ("REPORTEDLY_REDIS_URL", "REDIS_URL"),
    ],
)
def test_an_unknown_name_suggests_the_closest_one(
    monkeypatch: pytest.MonkeyPatch, wrong: str, right: str
) -> None:
    monkeypatch.setenv(wrong, "1")
    with pytest.raises(SetupError, match=f"unknown setting {wrong}; did you mean {right}?"):
        load_settings()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_by_any_name_has_its_driver(
    monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{scheme}://u:p@host/name")
    assert load_settings().database == "postgresql+psycopg://u:p@host/name"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REPORTEDLY_PROCESSES", "0"),
        ("REPORTEDLY_LEASE_SECONDS", "-1"),
        ("REPORTEDLY_MAX_ATTEMPTS", "x"),
    ],
)
def test_an_invalid_value_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SetupError, match=f"{name}={value}: "):
        load_settings()
