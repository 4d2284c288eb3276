"""Takes in what lies in `seeds/`, once per ledger."""

from importlib.resources import files

from sqlalchemy import Engine

from db.lookup import jobs as lookup
from db.persist import jobs as persist
from db.session import reading, writing
from worker.clock import now
from worker.pipeline import Taken, take_in
from worker.settings import Settings

SEED = "seed"
"""The kind under which the ledger remembers what was taken in, so that it is done once."""


def load_seeds(engine: Engine, settings: Settings) -> list[Taken]:
    """Accept the seed articles that this ledger has not seen; return what became of them."""
    taken = []
    for name, text in seed_articles():
        with reading(engine) as connection:
            before = lookup.ended(connection, SEED, name)
        if before:
            continue
        taken.append(take_in(engine, {"text": text}, settings))
        with writing(engine) as connection:
            persist.record(connection, SEED, name, {}, now=now())
    return taken


def seed_articles() -> list[tuple[str, str]]:
    """Return name and text of the articles that are shipped."""
    folder = files("seeds") / "articles"
    texts = sorted(folder.iterdir(), key=lambda path: path.name)
    return [(f"articles/{path.name}", path.read_text(encoding="utf-8")) for path in texts]
