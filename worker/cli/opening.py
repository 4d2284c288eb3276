"""How a command opens the ledger: the engine of the settings, with its schema in place."""

from sqlalchemy import Engine

import migrations
from db.session import engine_for
from worker.errors import SetupError
from worker.settings import Settings


def open_ledger(settings: Settings) -> Engine:
    """Return the engine of a ledger that can be used.

    The embedded default is made when it is first needed; a configured database is never changed
    by looking at it.

    Raises:
        SetupError: a configured database has not the present schema.
        TransientError: the database does not answer.
    """
    engine = engine_for(settings.database)
    if settings.database_url is None:
        migrations.upgrade(engine)
    elif not migrations.is_current(engine):
        raise SetupError("the database has not the present schema; run `reportedly migrate`")
    return engine
