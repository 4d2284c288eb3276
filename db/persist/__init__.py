"""Step 6, persist: the writes, by topic; each may be repeated without harm.

Callers write `from db import persist` and `persist.jobs.enqueue(...)`.
"""

from db.persist import articles, claims, copies, feeds, fetches, fingerprints, jobs, lines, runs

__all__ = [
    "articles",
    "claims",
    "copies",
    "feeds",
    "fetches",
    "fingerprints",
    "jobs",
    "lines",
    "runs",
]
