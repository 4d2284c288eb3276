"""Words a second of the extractor, as a share of the bare spaCy pipeline's in the same run.

usage: extract_rate.py [ARTICLES]   (300 by default)

Reads press releases from $SHARED_DATA/throughput if available, else the seed article
repeatedly. Both sides get the same paragraphs on one core; the bare pipeline is the model as its
package loads it. Nothing is kept from one article to the next, so that copies cost what they are.
"""

import gzip
import json
import os
import sys
import time
from itertools import islice
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import spacy

from seeds.loader import seed_articles
from worker.accept import accept
from worker.extract import extract
from worker.extract.text.paragraphs import paragraphs
from worker.extract.tree import parses
from worker.extract.tree.language_model import load
from worker.records import Article
from worker.settings import load_settings

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("SHARED_DATA", ROOT.parent / "shared" / "data"))


def articles(count: int) -> tuple[str, list[Article]]:
    """Return the origin of the articles, and the articles."""
    releases = SHARED / "throughput" / "press_releases.jsonl.gz"
    if releases.exists():
        with gzip.open(releases, "rt", encoding="utf-8") as lines:
            documents = [json.loads(line) for line in islice(lines, count)]
        name = "press releases"
    else:
        (_, text), *_ = seed_articles()
        documents, name = [{"text": text}] * count, "times the seed article"
    return name, [accept(document, max_characters=1_000_000) for document in documents]


def main() -> None:
    """Print the figures."""
    name, given = articles(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
    parses.KEPT = 0  # type: ignore[misc]
    model, complete = load(load_settings().model), spacy.load(load_settings().model)
    words = sum(len(article.text.split()) for article in given)
    extract(given[0], model)

    began = time.perf_counter()
    for article in given:
        with complete.memory_zone():
            for _ in complete.pipe(piece.text for piece in paragraphs(article)):
                pass
    bare = time.perf_counter() - began

    began = time.perf_counter()
    claims = sum(len(extract(article, model).claims) for article in given)
    ours = time.perf_counter() - began

    print(f"{len(given)} {name}, {words:,} words, {claims:,} claims")
    print(f"bare spaCy  {words / bare:8,.0f} words/s  {len(given) / bare:6.1f} articles/s")
    print(f"extract     {words / ours:8,.0f} words/s  {len(given) / ours:6.1f} articles/s")
    print(f"ratio       {bare / ours:8.2f}")


if __name__ == "__main__":
    main()
