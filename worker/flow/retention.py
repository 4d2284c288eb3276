"""What is deleted in time: raw bodies, the rows of attempts, and fingerprints."""

from datetime import timedelta

from sqlalchemy import Engine

from db import lookup, persist
from db.session import reading, writing
from worker import log
from worker.clock import now, second_of
from worker.flow.copies import KEPT_SECONDS
from worker.settings import Settings

ATTEMPTS_KEPT = timedelta(days=90)
"""How long the rows of attempts are kept; a round figure, not measured."""


def forget(engine: Engine, settings: Settings) -> None:
    """Delete raw bodies not seen for `keep_days`, attempts of 90 days ago, old fingerprints.

    A few thousand rows a transaction, so that other writers do not wait long.
    """
    moment, bodies, attempts = now(), 0, 0
    while True:
        with writing(engine) as connection:
            some_bodies = persist.fetches.forget_bodies(
                connection, before=moment - timedelta(days=settings.keep_days)
            )
            some_attempts = persist.fetches.forget_fetches(
                connection, before=moment - ATTEMPTS_KEPT
            )
        if not some_bodies and not some_attempts:
            break
        bodies, attempts = bodies + some_bodies, attempts + some_attempts
    fingerprints = _forget_fingerprints(engine)
    if bodies or attempts or fingerprints:
        log.event(log.FORGOTTEN, bodies=bodies, attempts=attempts, fingerprints=fingerprints)


def _forget_fingerprints(engine: Engine) -> int:
    """Delete those `KEPT_SECONDS` older than the newest event; a future event counts as now."""
    with reading(engine) as connection:
        newest = lookup.fingerprints.newest_second(connection)
    if newest is None:
        return 0
    before, forgotten = min(newest, second_of(now())) - KEPT_SECONDS, 0
    while True:
        with writing(engine) as connection:
            some = persist.fingerprints.forget(connection, before=before)
        if not some:
            return forgotten
        forgotten += some
