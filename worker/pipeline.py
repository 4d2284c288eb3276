"""The order of the steps, written once: accept -> deduplicate, then extract -> persist.

The pure steps decide, `db.lookup` finds what they need to know, `db.persist` writes what they
decided; here they are joined. Each half is one transaction and may run twice.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Engine

from db import lookup, persist
from db.session import reading, writing
from worker import log
from worker.accept import accept
from worker.clock import now
from worker.copying import check
from worker.deduplicate.exact import Verdict
from worker.deduplicate.sequence import Judged, judge_all
from worker.errors import RejectedError, TransientError
from worker.extract import extract
from worker.extract.identity import identity
from worker.extract.model import load
from worker.kinds import ACCEPT, PROCESS
from worker.records import Article, Extractor, Hint, Known
from worker.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language

NOTED: Final[Mapping[str | None, str]] = {"correction": "corrected", "retraction": "retracted"}
"""The status that an article has from a notice on; the other notices leave it as it is."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a written result is told by, what it queued, and when the job comes again, if ever.

    `payload` and `host` are what it then has; without them, what it has now.
    """

    event: str
    fields: Mapping[str, object]
    queued: Sequence[Hint] = ()
    again_at: datetime | None = None
    payload: dict[str, Any] | None = None
    host: str | None = None


Result = Callable[[Connection], Outcome]
"""What a job has found, to be written in the transaction that finishes it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an accepted document: its new revision, and the job to queue, if any."""

    article_key: str
    verdict: Verdict
    queued: Hint | None
    revision_id: int | None = None


def take_in(engine: Engine, document: Mapping[str, object], settings: Settings) -> Taken:
    """Accept a document, compare it with what is known, and store it with its next job's row.

    Raises:
        RejectedError: the document cannot be used; the message names the field.
    """
    article = accept(document, max_characters=settings.max_characters)
    extractor = identity(settings.model)
    with writing(engine) as connection:
        taken = store(connection, article, extractor)
    _link_copies(engine, [taken])
    return taken


def take_in_many(
    engine: Engine, documents: Sequence[Mapping[str, object]], settings: Settings
) -> list[Taken | RejectedError]:
    """Take documents in as `take_in` does, all in one transaction; a rejection is a value here."""
    extractor = identity(settings.model)
    read = [_accepted(document, settings) for document in documents]

    def stored(some: Sequence[Article]) -> list[Taken]:
        with writing(engine) as connection:
            return store_many(connection, some, extractor)

    articles = [each for each in read if isinstance(each, Article)]
    try:
        taken = stored(articles)
    except TransientError:
        # Another process holds some of them, or wants them in another order: one at a time, no
        # two can be in one another's way.
        taken = [one for article in articles for one in stored([article])]
    _link_copies(engine, taken)
    outcomes = iter(taken)
    return [next(outcomes) if isinstance(each, Article) else each for each in read]


def _link_copies(engine: Engine, taken: Sequence[Taken]) -> None:
    """Look for copies of what was stored; where that fails, the extraction's job looks again."""
    ids = [one.revision_id for one in taken if one.revision_id is not None]
    if not ids:
        return
    with suppress(TransientError):
        with reading(engine) as connection:
            revisions = lookup.articles.revisions(connection, ids)
        check(engine, revisions)


def _accepted(document: Mapping[str, object], settings: Settings) -> Article | RejectedError:
    try:
        return accept(document, max_characters=settings.max_characters)
    except RejectedError as error:
        return error


def take_in_or_record(
    engine: Engine, document: Mapping[str, object], settings: Settings
) -> Taken | None:
    """Take a document in as `take_in` does; keep one that cannot be used as a dead job.

    For documents that nobody waits for: `reportedly jobs --state dead` lists them with the reason.
    """
    try:
        return take_in(engine, document, settings)
    except RejectedError as error:
        # In words of plain JSON: a moment, or a number that is none, can be stored in no other.
        sent = json.dumps(document, sort_keys=True, default=str)
        with writing(engine) as connection:
            persist.jobs.record(
                connection,
                ACCEPT,
                persist.articles.short_key("d", sent),
                {"document": json.loads(sent, parse_constant=str)},
                now=now(),
                error=str(error),
            )
        log.event(log.ARTICLE_REJECTED, error=str(error))
        return None


def store(connection: Connection, article: Article, extractor: Extractor) -> Taken:
    """Compare an Article with what is known and store it with its next job's row."""
    return store_many(connection, [article], extractor)[0]


def store_many(
    connection: Connection, articles: Sequence[Article], extractor: Extractor
) -> list[Taken]:
    """Store Articles as if one after the other, in a few statements for all of them together."""
    moment = now()
    judged = judge_all(articles, _known_or_added(connection, articles, moment))
    again = Counter(one.known.article_id for one in judged if not one.is_stored)
    persist.articles.saw_again(connection, again, now=moment)
    fresh = [one for one in judged if one.is_stored]
    noted = [one for one in fresh if one.article.notice in NOTED]
    statuses = {one.known.article_id: NOTED[one.article.notice] for one in noted}
    persist.articles.set_status(connection, statuses)
    added = _add_revisions(connection, fresh, extractor, moment)
    return [
        Taken(one.known.article_key, one.verdict, *added[_revision_key(one)])
        if one.is_stored
        else Taken(one.known.article_key, one.verdict, None)
        for one in judged
    ]


def _known_or_added(
    connection: Connection, articles: Sequence[Article], moment: datetime
) -> dict[str, Known]:
    wanted = {article.source_key: article for article in articles}
    known = lookup.articles.known_many(connection, wanted)
    missing = [article for key, article in wanted.items() if key not in known]
    known |= persist.articles.add_articles(connection, missing, now=moment)
    # What is missing still, another transaction has added meanwhile.
    late = wanted.keys() - known
    return known | lookup.articles.known_many(connection, late) if late else known


def _add_revisions(
    connection: Connection, fresh: Sequence[Judged], extractor: Extractor, moment: datetime
) -> dict[str, tuple[Hint | None, int]]:
    """Write texts and the rows of their jobs; return both by the keys of the revisions."""
    texts = [
        persist.articles.NewRevision(
            one.known.article_id, one.known.number, one.article, one.text_hash
        )
        for one in fresh
    ]
    ids = persist.articles.add_revisions(connection, texts, now=moment)
    if len(ids) < len(texts):
        raise RuntimeError("the number of a revision was taken under our lock")
    payloads = {
        _job_key(_revision_key(one), extractor): {
            "revision": ids[one.known.article_id, one.known.number]
        }
        for one in fresh
    }
    jobs = persist.jobs.enqueue_many(connection, PROCESS, payloads, now=moment)
    added: dict[str, tuple[Hint | None, int]] = {}
    for one in fresh:
        key = _revision_key(one)
        job_id = jobs.get(_job_key(key, extractor))
        hint = None if job_id is None else Hint(job_id, PROCESS)
        added[key] = hint, ids[one.known.article_id, one.known.number]
    return added


def _revision_key(one: Judged) -> str:
    return lookup.articles.revision_key(one.known.article_key, one.known.number)


def _job_key(revision_key: str, extractor: Extractor) -> str:
    return f"{revision_key}:{extractor.config_hash[:12]}"


def queue_revision(
    connection: Connection,
    revision_id: int,
    revision_key: str,
    extractor: Extractor,
    *,
    again: bool = False,
) -> Hint | None:
    """Write the row of the job that extracts a revision; None where it is in the ledger."""
    key, payload = _job_key(revision_key, extractor), {"revision": revision_id}
    job_id = persist.jobs.enqueue(connection, PROCESS, key, payload, now=now(), again=again)
    return None if job_id is None else Hint(job_id, PROCESS)


def process(engine: Engine, job: persist.jobs.Job, settings: Settings) -> Result:
    """Extract the claims of a job's revision; return the write of its run.

    A run that this extractor stored before is not made again, only shown.

    Raises:
        RejectedError: the job names a revision that is not there.
    """
    extractor = identity(settings.model)
    with reading(engine) as connection:
        revision = lookup.articles.revision(connection, job.payload["revision"])
        if revision is None:
            raise RejectedError(f"revision {job.payload['revision']} is not in the ledger")
        before = lookup.articles.run_exists(connection, revision.id, extractor)
    if before:
        return lambda connection: _show(connection, revision, extractor)
    check(engine, [revision])
    began = perf_counter()
    extraction = extract(revision.article, language_model(settings.model))
    milliseconds = round((perf_counter() - began) * 1000)

    def write(connection: Connection) -> Outcome:
        claims = persist.runs.add_run(
            connection,
            revision.id,
            extractor,
            revision.article,
            extraction,
            claim_scope=lookup.articles.revision_key(revision.article_key, revision.number),
            milliseconds=milliseconds,
            now=now(),
        )
        _show(connection, revision, extractor)
        fields = {
            "article": revision.article_key,
            "outcome": extraction.outcome,
            "claims": claims,
            "milliseconds": milliseconds,
        }
        return Outcome(log.RUN_STORED, fields)

    return write


def _show(
    connection: Connection, revision: lookup.articles.Revision, extractor: Extractor
) -> Outcome:
    extractor_id = persist.runs.extractor_id(connection, extractor, now=now())
    persist.runs.show_run(connection, revision.id, extractor_id)
    return Outcome(log.RUN_SHOWN, {"article": revision.article_key})


def reprocess_all(engine: Engine, settings: Settings) -> list[Hint]:
    """Queue what does not show the present extractor's run; return the jobs."""
    extractor = identity(settings.model)
    with writing(engine) as connection:
        waiting = lookup.articles.without_run(connection, extractor)
        queued = [
            queue_revision(connection, revision_id, key, extractor, again=True)
            for revision_id, key in waiting
        ]
    return [hint for hint in queued if hint is not None]


@cache
def language_model(name: str) -> "Language":
    """Return the parser of this process, loaded when it is first needed."""
    return load(name)
