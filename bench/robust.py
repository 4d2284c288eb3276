"""Every article text of the shared data through the extractor: no exception, every span exact.

usage: python -m bench.robust [EVERY]   (1 by default: all of them; 10 reads every tenth)

Reads $SHARED_DATA (../shared/data by default): annotated, attributed and event articles, wire
stories, press releases, saved pages, entries of feeds. Each text is read unchanged, in any
language, and once more with every third of its quotation marks removed. Prints the number of
texts read of each set, and each fault; exit code 1 if there is one. tests/quality/test_robust.py
reads a sample.
"""

import gzip
import json
import os
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from db.persist.claims import fault_of
from worker.accept import accept
from worker.errors import RejectedError
from worker.export.claims_gold import to_attributions, to_claims_gold
from worker.extract import extract
from worker.extract.tree.language_model import load
from worker.parse.feeds.reader import read_feed
from worker.records import Article, Claim, Extraction, Span
from worker.settings import load_settings

if TYPE_CHECKING:
    from spacy.language import Language

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("SHARED_DATA", ROOT.parent / "shared" / "data"))

LINES = (
    "gold/dev.jsonl",
    "gold/dev2.jsonl",
    "gold/contrast.jsonl",
    "attribution/gum_news.jsonl",
    "attribution/gum_interview.jsonl",
    "attribution/ggt.jsonl.gz",
    "attribution/polnear.jsonl.gz",
    "events/gva_longtail.jsonl.gz",
    "events/ecb_plus.jsonl.gz",
    "duplicates/reuters_stream.jsonl.gz",
    "throughput/press_releases.jsonl.gz",
)
"""The files with an article a line; the pairs of `duplicates` name articles of `events`."""

PAGES, FEEDS = "pages/ground-truth.json", "feeds/files"
SETS = (*LINES, PAGES, FEEDS)

# An apostrophe within a word is not a quotation mark.
_MARK = re.compile(r"[\"“”„«»‘`]|(?<![^\W_])['’]|['’](?![^\W_])")


def texts(name: str) -> Iterator[str]:
    """Yield the article texts of one set."""
    path = SHARED / name
    if name == PAGES:
        pages = json.loads(path.read_text(encoding="utf-8"))
        yield from (page["articleBody"] for page in pages.values())
    elif name == FEEDS:
        for file in sorted(path.iterdir()):
            yield from _entries(file.read_bytes())
    else:
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as lines:
            for line in filter(str.strip, lines):
                row = json.loads(line)
                yield f"{row['title']}\n\n{row['text']}" if row.get("title") else row["text"]


def _entries(body: bytes) -> Iterator[str]:
    try:
        feed = read_feed(body, url="https://feeds.example/")
    except RejectedError:
        return
    yield from (entry.text for entry in feed.entries)


def damaged(text: str) -> str:
    """Return a text with every third of its quotation marks removed."""
    numbers = count(1)
    return _MARK.sub(lambda mark: "" if next(numbers) % 3 == 0 else mark[0], text)


def fault(text: str, model: "Language") -> str | None:
    """Return what is wrong with the extraction of a text, or its exception; None if nothing is."""
    try:
        article = replace(accept({"text": text}, max_characters=10**7), language=None)
    except RejectedError:
        return None
    try:
        found = extract(article, model)
        json.dumps([to_claims_gold("a", article, found), to_attributions("a", article, found)])
    except Exception as error:  # noqa: BLE001 - any exception is a fault to report
        return f"{type(error).__name__}: {error}"
    return next(faults(article, found), None)


def faults(article: Article, found: Extraction) -> Iterator[str]:
    """Yield the faults in the extraction of an article."""
    text = article.text
    for claim in found.claims:
        wrong = fault_of(claim, text)
        if wrong:
            yield wrong
        yield from (f"{span} is not exact" for span in _words(claim) if not _whole(text, span))
        for quantity in claim.quantities:
            if not any(_within(quantity.span, part) for part in claim.evidence):
                yield f"the number at {quantity.span} does not stand in the evidence"
    rows = (span for row in found.attributions for span in (*row.source, *row.cue, *row.content))
    rejected = (span for rejection in found.rejections for span in rejection.spans)
    for start, end in (*rows, *rejected):
        if not 0 <= start < end <= len(text):
            yield f"[{start}, {end}) does not lie in the text"


def _words(claim: Claim) -> Iterator[Span]:
    """The spans of words that name a voice, a cue or a number."""
    for link in claim.chain:
        yield from (span for span in (link.mention, link.cue) if span)
    yield from (quantity.span for quantity in claim.quantities)


def _whole(text: str, span: Span) -> bool:
    """Whether a span has no white space at its ends and begins and ends at the edge of a word."""
    start, end = span
    words = text[start:end]
    cuts = (text[max(0, start - 1) : start + 1], text[end - 1 : end + 1])
    return words == words.strip() and not any(len(cut) > 1 and cut.isalpha() for cut in cuts)


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def main() -> None:
    """Print the figures."""
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    model = load(load_settings().model)
    wrong_ones = 0
    for name in SETS:
        began, read = time.perf_counter(), 0
        for number, text in enumerate(islice(texts(name), 0, None, every)):
            for given in (text, damaged(text)):
                read += 1
                wrong = fault(given, model)
                if wrong:
                    wrong_ones += 1
                    print(f"{name} text {number * every}: {wrong}")
        print(f"{name:36} {read:6,} texts  {time.perf_counter() - began:6.0f} s", flush=True)
    print(f"{wrong_ones} faults")
    sys.exit(bool(wrong_ones))


if __name__ == "__main__":
    main()
