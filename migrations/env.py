"""Alembic's connection to the database: the engine it is given, or the project's settings."""

from typing import Literal

from alembic import context

from db.models import Base
from db.models.base import UtcDateTime
from db.session import engine_for, writing
from worker.settings import load_settings


def _render(kind: str, rendered: object, _context: object) -> str | Literal[False]:
    # A migration must not use the project's types, whose code may change.
    if kind == "type" and isinstance(rendered, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    """Run the migrations in one transaction."""
    engine = context.config.attributes.get("engine") or engine_for(load_settings().database)
    with writing(engine) as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            render_item=_render,
        )
        context.run_migrations()


run()
