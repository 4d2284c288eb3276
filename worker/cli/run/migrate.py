"""`reportedly migrate`: the newest schema."""

import migrations
from db.session import engine_for
from worker.cli.screen import out
from worker.settings import load_settings


def migrate() -> None:
    """Bring the database to the newest schema.

    Safe when several start at once: one does it, the others wait.
    """
    settings = load_settings()
    changed = migrations.upgrade(engine_for(settings.database))
    out.print("the schema is new" if changed else "the schema was the newest already")
