"""How a command tells the workers what is due.

Celery's application reads the settings when it is imported. So it is imported here, when there is
something to queue, and not with the command: `--help` works whatever the settings are.
"""

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

from sqlalchemy import Engine

from worker.records import Hint
from worker.settings import Settings

_HINTS = "worker.hints"


def hint(due: Iterable[Hint]) -> bool:
    """Put jobs on the queue; return False where no broker answers."""
    return bool(_hints().hint(due))


def hint_first(due: Sequence[Hint]) -> bool:
    """Put the first of many jobs on the queue, as many as it holds; the sweep adds the others."""
    return hint(due[: _hints().MOST_HINTS])


def sweep(engine: Engine, settings: Settings) -> None:
    """Free the jobs of lost workers, and queue what is due and not queued."""
    _hints().sweep(engine, settings)


def _hints() -> Any:  # noqa: ANN401 - a module
    return import_module(_HINTS)
