"""How the commands for feeds tell the workers that one is due."""

from worker.cli.hints import hint
from worker.cli.screen import err
from worker.records import Hint


def tell(hints: list[Hint]) -> None:
    """Tell the workers of feeds that are due; say so where no broker answers."""
    if hints and not hint(hints):
        err.print("no broker answers; `reportedly up` polls it")
