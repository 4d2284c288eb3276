"""The writes of step 6, persist: a run with its claims, and the run that is shown."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from db.models import ActiveRunRow, ExtractorRow, RunRow
from db.persist.claims import add_claims, fault_of
from db.session import insert_into
from worker.records import Article, Extraction, Extractor, Rejection


def extractor_id(connection: Connection, extractor: Extractor, *, now: datetime) -> int:
    """Return the id of the extractor's row, which is inserted when it is first used."""
    identity = asdict(extractor)
    connection.execute(
        insert_into(connection, ExtractorRow)
        .values(**identity, first_used_at=now)
        .on_conflict_do_nothing(index_elements=["name", "version", "config_hash"])
    )
    return connection.execute(select(ExtractorRow.id).filter_by(**identity)).scalar_one()


def add_run(  # noqa: PLR0913 - a run is one revision, one extractor and its result
    connection: Connection,
    revision_id: int,
    extractor: Extractor,
    article: Article,
    extraction: Extraction,
    *,
    claim_scope: str,
    milliseconds: int,
    now: datetime,
) -> int | None:
    """Store a run and its claims; return how many claims, or None if it was stored before.

    Every span is checked against the text first: a claim that fails is kept as a rejection with
    its reason, the others are stored. `claim_scope` names the revision in the claims' keys.
    """
    faults = [(claim, fault_of(claim, article.text)) for claim in extraction.claims]
    sound = [claim for claim, fault in faults if fault is None]
    rejections = [
        *extraction.rejections,
        *(Rejection(fault, claim.evidence) for claim, fault in faults if fault is not None),
    ]
    run_id = connection.execute(
        insert_into(connection, RunRow)
        .values(
            revision_id=revision_id,
            extractor_id=extractor_id(connection, extractor, now=now),
            outcome=extraction.outcome,
            claims=len(sound),
            rejections=_rejections(rejections),
            milliseconds=milliseconds,
            finished_at=now,
        )
        .on_conflict_do_nothing(index_elements=["revision_id", "extractor_id"])
        .returning(RunRow.id)
    ).scalar()
    if run_id is None:
        return None
    add_claims(connection, run_id, sound, scope=claim_scope)
    return len(sound)


def show_run(connection: Connection, revision_id: int, extractor: int) -> None:
    """Show this extractor's run for the revision; `extractor` is the id of its row."""
    run_id = connection.execute(
        select(RunRow.id).filter_by(revision_id=revision_id, extractor_id=extractor)
    ).scalar_one()
    statement = insert_into(connection, ActiveRunRow).values(
        revision_id=revision_id, run_id=run_id
    )
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["revision_id"], set_={"run_id": statement.excluded.run_id}
        )
    )


def _rejections(rejections: Sequence[Rejection]) -> list[dict[str, Any]]:
    return [
        {"reason": rejection.reason, "spans": [list(span) for span in rejection.spans]}
        for rejection in rejections
    ]
