"""The one process that works the ledger by itself, on both databases."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from db.models import FingerprintRow, PublisherLineRow
from db.persist.fingerprints import publish
from db.session import reading, writing
from tests.articles import NEWS
from worker.clock import second_of
from worker.flow.documents import store_document
from worker.records import Fingerprinted
from worker.run import solo
from worker.settings import Settings

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
NOTICE = "This desk reports from every harbour of the coast and is paid for by its readers alone."


def test_old_rows_are_deleted_and_lines_are_learned_at_once(
    engine: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also on a machine that was started a few seconds ago."""
    for number, text in enumerate(NEWS[:6]):
        when = (NOON + timedelta(days=4 * number)).isoformat()
        url = f"https://desk.example/{number}"
        document = {"url": url, "published": when, "text": f"{text}\n\n{NOTICE}"}
        store_document(engine, document, settings)
    old = Fingerprinted(1_000_000, second_of(NOON - timedelta(days=30)), (1, 2))
    with writing(engine) as connection:
        publish(connection, [old])
    clock, booted = time.monotonic, time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: clock() - booted)
    solo.drain(engine, settings, once=True, progress=lambda: None)
    with reading(engine) as connection:
        seconds = connection.execute(select(FingerprintRow.second)).scalars().all()
        lines = connection.execute(select(PublisherLineRow.line)).scalars().all()
    assert seconds
    assert old.second not in seconds
    assert lines == [NOTICE]
