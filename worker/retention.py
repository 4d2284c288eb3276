"""What fetching leaves behind is kept for a while: raw bodies, and the rows of attempts."""

from datetime import timedelta

from sqlalchemy import Engine

from db.persist import fetches as persist
from db.session import writing
from worker import log
from worker.clock import now
from worker.settings import Settings

ATTEMPTS_KEPT = timedelta(days=90)


def forget(engine: Engine, settings: Settings) -> None:
    """Delete raw bodies not seen for `keep_days`, and attempts older than 90 days.

    A few thousand to a transaction, so that nobody else waits long.
    """
    moment, bodies, attempts = now(), 0, 0
    while True:
        with writing(engine) as connection:
            some_bodies = persist.forget_bodies(
                connection, before=moment - timedelta(days=settings.keep_days)
            )
            some_attempts = persist.forget_fetches(connection, before=moment - ATTEMPTS_KEPT)
        if not some_bodies and not some_attempts:
            break
        bodies, attempts = bodies + some_bodies, attempts + some_attempts
    if bodies or attempts:
        log.event(log.FORGOTTEN, bodies=bodies, attempts=attempts)
