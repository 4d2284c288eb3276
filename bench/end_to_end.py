"""Articles a second from accept to stored claims through real workers, and their memory.

usage: end_to_end.py [ARTICLES]   (2,000 by default)

Press releases of $SHARED_DATA/throughput are accepted, then `up --once` processes them. Prints the
rates, the share of each step (in one process, over some of them) and the memory of every process.
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import islice, pairwise
from pathlib import Path

from processes import print_memory, watch
from sqlalchemy import Engine

import migrations
from db.lookup import stats
from db.persist import runs
from db.session import engine_for, reading, writing
from worker.accept import accept
from worker.clock import now
from worker.extractors import extractor_for
from worker.flow.articles import store_article
from worker.flow.documents import store_document
from worker.settings import Settings, load_settings

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("SHARED_DATA", ROOT.parent / "shared" / "data"))
RELEASES = SHARED / "throughput" / "press_releases.jsonl.gz"
SAMPLE = 200


def shares(documents: list[dict[str, object]], settings: Settings) -> dict[str, float]:
    """Return the seconds that each step takes over the documents, one after another."""
    extractor = extractor_for(settings)
    seconds = dict.fromkeys(("accept", "deduplicate and store", "extract", "persist"), 0.0)
    with tempfile.TemporaryDirectory() as home:
        engine = engine_for(f"sqlite:///{home}/shares.sqlite")
        migrations.upgrade(engine)
        for number, document in enumerate(documents, start=1):
            marks = [time.perf_counter()]
            article = accept(document, max_characters=settings.max_characters)
            marks.append(time.perf_counter())
            with writing(engine) as connection:
                store_article(connection, article, extractor.identity)
            marks.append(time.perf_counter())
            extraction = extractor.extract(article)
            marks.append(time.perf_counter())
            with writing(engine) as connection:
                runs.add_run(
                    connection,
                    number,
                    extractor.identity,
                    article,
                    extraction,
                    claim_scope=str(number),
                    milliseconds=0,
                    now=now(),
                )
            marks.append(time.perf_counter())
            for step, (start, end) in zip(seconds, pairwise(marks), strict=True):
                seconds[step] += end - start
        engine.dispose()
    return seconds


def work_all(engine: Engine, home: str, documents: list[dict[str, object]]) -> None:
    """Print the rates of accepting and of extracting, and the memory of the processes."""
    settings = load_settings()
    began = time.monotonic()
    for document in documents:
        store_document(engine, document, settings)
    print(f"accepted {len(documents) / (time.monotonic() - began):,.0f} articles/s in one process")
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "worker", "up", "--once", "--no-feeds"],
        env={**os.environ, "REPORTEDLY_HOME": home},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    memory = watch(process)
    seconds = time.monotonic() - began
    with reading(engine) as connection:
        counts = stats.counts(connection, now=now())
    print(
        f"worked {counts['runs']:,} articles, {counts['claims']:,} claims, "
        f"{counts['jobs_dead']} dead, in {seconds:.0f} s with start and stop: "
        f"{counts['runs'] / seconds:.1f} articles/s on {settings.processes} cores"
    )
    print_memory(memory)


def main() -> None:
    """Print the figures."""
    if not RELEASES.exists():
        print(f"no articles at {RELEASES}: nothing is measured")
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with gzip.open(RELEASES, "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in islice(lines, count)]
    seconds = shares(documents[:SAMPLE], load_settings())
    whole = sum(seconds.values())
    for step, some in seconds.items():
        print(f"{step:22} {some / whole:6.1%}  {some / min(SAMPLE, count) * 1000:7.2f} ms/article")
    with tempfile.TemporaryDirectory() as home:
        engine = engine_for(f"sqlite:///{home}/reportedly.sqlite")
        migrations.upgrade(engine)
        work_all(engine, home, documents)
        engine.dispose()


if __name__ == "__main__":
    main()
