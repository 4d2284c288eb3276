"""The cost of deduplication as the ledger grows, and compared with MinHash and LSH.

usage: copies_at_scale.py [--days DAYS] [SIZE ...]   (10000 100000 1000000 by default)

Ledgers have as many articles a day as the wire, so that larger ones go back farther; with --days
all their articles are from the last days, so that there is more news as well.
Ledgers are filled in bulk (generated.py). Prints the time of a lookup and the bytes of an article
at every size; how many wire stories a second are deduplicated at the middle size, on SQLite
one at a time and in batches, on PostgreSQL by four processes; and a table of candidates found by
fingerprints and by datasketch in the wire stream. Everything is in temporary folders.
"""

import argparse
import gc
import math
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier

from duplicates import SHARED_DATA, Story, stories
from generated import NEWEST, Ledger, Made, fresh, url_of
from minhash import side_by_side
from sqlalchemy import Connection, Engine, text

import migrations
from db.lookup.articles import Revision, revisions
from db.lookup.fingerprints import postings
from db.session import engine_for, reading
from tests.postgres import serving
from worker.clock import second_of
from worker.deduplicate.candidates import SECONDS, choose
from worker.deduplicate.words import prepare
from worker.flow.copies import link_copies
from worker.records import Fingerprinted

TABLES = ("fingerprints", "stories", "copies")
LOOKUPS = 1_000
WARM = 200
STREAM = 2_000
BATCH = 50
PROCESSES = 4


def candidates(connection: Connection, text: Fingerprinted) -> list[int]:
    """Return the candidates of a text."""
    ((_, found),) = postings(connection, [text], seconds=SECONDS)
    return choose(*text, found).candidates


def lookups(engine: Engine, texts: Sequence[Made]) -> tuple[float, float, float]:
    """Return the ms of CPU and of wall time of a lookup, and the number of candidates."""
    asked = [Fingerprinted(0, second_of(one.at), one.prints) for one in texts]

    def look(some: Sequence[Fingerprinted]) -> int:
        return sum(len(candidates(connection, one)) for one in some)

    with reading(engine) as connection:
        look(asked[:WARM])
        cpu, wall = time.process_time(), time.perf_counter()
        found = look(asked[WARM:])
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    count = len(texts) - WARM
    return 1000 * cpu / count, 1000 * wall / count, found / count


def sizes_of(engine: Engine) -> dict[str, int]:
    """Return the bytes of each table with its indexes."""
    if engine.dialect.name == "sqlite":
        statement = (
            "SELECT m.tbl_name, sum(s.pgsize) FROM dbstat s JOIN sqlite_master m "
            "ON m.name = s.name WHERE s.aggregate = TRUE GROUP BY 1"
        )
    else:
        statement = "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r'"
    with reading(engine) as connection:
        found = dict(connection.execute(text(statement)).all())
    return {table: found[table] for table in TABLES}


def print_sizes(ledger: Ledger) -> None:
    """Print the bytes an article of each table with its indexes."""
    found = sizes_of(ledger.engine)
    parts = "  ".join(f"{table} {size / ledger.size:,.0f}" for table, size in found.items())
    print(
        f"{'':9}  {sum(found.values()) / ledger.size:,.0f} bytes an article: {parts}", flush=True
    )


def following(wire: Sequence[Story], place: int, count: int) -> list[Made]:
    """Return wire stories, moved so that the first comes right after the newest article."""
    late = NEWEST - wire[0].at
    return [
        Made(replace(story.article, url=url_of(str(story.id))), story.at + late)
        for story in wire[place : place + count]
    ]


def stored(engine: Engine, ids: Sequence[int]) -> list[Revision]:
    """Return revisions in the order of their ids."""
    with reading(engine) as connection:
        return sorted(revisions(connection, ids), key=lambda revision: revision.id)


def deduplicate(engine: Engine, some: Sequence[Revision], batch: int) -> int:
    """Check revisions for copies, `batch` at a time; return the number of relations."""
    return sum(link_copies(engine, some[at : at + batch]) for at in range(0, len(some), batch))


def rates(ledger: Ledger, wire: Sequence[Story]) -> None:
    """Print how many articles a CPU second are deduplicated in one process."""
    for turn, batch in enumerate((1, BATCH)):
        ids = ledger.store(following(wire, turn * STREAM, STREAM))
        some = stored(ledger.engine, ids)
        deduplicate(ledger.engine, some[:WARM], batch)
        gc.freeze()  # the garbage collector skips the objects of the bench itself
        cpu, wall = time.process_time(), time.perf_counter()
        found = deduplicate(ledger.engine, some[WARM:], batch)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        count = len(some) - WARM
        print(f"{'':9}  deduplicated, {batch:2} at a time: {count / cpu:,.0f} articles a CPU"
              f" second, {count / wall:,.0f} a second; {found} relations",
              flush=True)  # fmt: skip


def grow(sizes: Sequence[int], days: float | None, wire: Sequence[Story]) -> None:
    """Print the figures of one ledger on SQLite at all sizes."""
    texts = fresh(LOOKUPS + WARM, days)
    first = 0.0
    with tempfile.TemporaryDirectory() as folder:
        engine = engine_for(f"sqlite:///{folder}/ledger.sqlite")
        migrations.upgrade(engine)
        ledger = Ledger(engine, days)
        for size in sizes:
            ledger.grow(size)
            cpu, wall, found = lookups(engine, texts)
            first = first or cpu
            print(f"{size:>9,}  a lookup {cpu:.3f} ms CPU, {wall:.3f} ms, {found:.2f} candidates;"
                  f" CPU x {cpu / first:.2f}, the logarithm"
                  f" x {math.log(size) / math.log(sizes[0]):.2f}")  # fmt: skip
            print_sizes(ledger)
            if size == sizes[len(sizes) // 2]:
                rates(ledger, wire)
        engine.dispose()


def at_once(size: int, days: float | None, wire: Sequence[Story]) -> None:
    """Print how many articles a second are deduplicated by processes on PostgreSQL."""
    with serving() as url:
        engine = engine_for(url)
        migrations.upgrade(engine)
        ledger = Ledger(engine, days)
        ledger.grow(size)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))  # as the server does from time to time
        print(f"{size:>9,}  on PostgreSQL")
        print_sizes(ledger)
        for turn, batch in enumerate((1, BATCH)):
            ids = ledger.store(following(wire, 2 * turn * STREAM, 2 * STREAM))
            rate, found = _race(url, ids, batch)
            print(f"{'':9}  deduplicated, {batch:2} at a time in {PROCESSES} processes:"
                  f" {rate:,.0f} articles a second; {found} relations", flush=True)  # fmt: skip
        engine.dispose()


def _race(url: str, ids: Sequence[int], batch: int) -> tuple[float, int]:
    spawning = get_context("spawn")
    barrier = spawning.Barrier(PROCESSES)
    shares = [(url, ids[place::PROCESSES], batch) for place in range(PROCESSES)]
    with spawning.Pool(PROCESSES, _meet_at, (barrier,)) as pool:
        ran = pool.starmap(_run, shares, chunksize=1)
    began, ended_at = min(one[0] for one in ran), max(one[1] for one in ran)
    return len(ids) / (ended_at - began), sum(one[2] for one in ran)


_barrier: Barrier


def _meet_at(barrier: Barrier) -> None:
    global _barrier  # noqa: PLW0603 - the only way to pass it to the processes of a pool
    _barrier = barrier


def _run(url: str, ids: Sequence[int], batch: int) -> tuple[float, float, int]:
    engine = engine_for(url)
    some = stored(engine, ids)
    prepare(some[0].article)
    _barrier.wait()
    began = time.monotonic()
    found = deduplicate(engine, some, batch)
    return began, time.monotonic(), found


def main() -> None:
    """Print the figures."""
    if not (SHARED_DATA / "duplicates").is_dir():
        print(f"no shared duplicates under {SHARED_DATA}")
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--days", type=float)
    given = parser.parse_args()
    sizes = sorted(given.sizes)
    wire = stories()
    grow(sizes, given.days, wire)
    at_once(sizes[len(sizes) // 2], given.days, wire)
    side_by_side(wire)


if __name__ == "__main__":
    main()
