"""How well and how fast copies are found: the pure part of deduplicate, over shared data.

usage: duplicates.py

Reads $SHARED_DATA (../shared/data by default). Prints pairs F1 on the wire stories (also
cross-validated over thresholds), the recall of candidates against an exhaustive
comparison, the linked shares of news pairs, the relations of edited texts, and the cost.
tests/quality/test_duplicates.py checks floors with the functions of this module.
"""

import gzip
import json
import os
import re
import time
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from random import Random
from unittest.mock import patch

from tests.edits import COPIES, REVISIONS, Edit
from worker.clock import second_of
from worker.deduplicate import verify
from worker.deduplicate.alignment import ComparedText
from worker.deduplicate.candidates import SECONDS, SEEN_BEFORE, SHARED, WINDOW, Posting, choose
from worker.deduplicate.verify import compare
from worker.deduplicate.winnow import fingerprints
from worker.deduplicate.words import Prepared, prepare
from worker.flow.copies import KEPT_SECONDS
from worker.parse.text.plaintext import read_text
from worker.records import Article, Comparison

ROOT = Path(__file__).parents[1]
SHARED_DATA = Path(os.environ.get("SHARED_DATA") or ROOT.parent / "shared" / "data")
POSITIVE = {"duplicate", "revision", "near_dup", "contained"}
NEGATIVE = {"distinct", "same_event_independent"}
FOLDS = 5
GRID = {
    "_CONTAINED": (0.40, 0.45, 0.50),
    "_NUMBERS": (0.5, 0.6, 0.7),
}
NEWS = {"gva_longtail_pairs": "gva_longtail", "ecb_plus_pairs": "ecb_plus"}
EDITED = {
    "wire": "duplicates/reuters_stream",
    "news": "events/gva_longtail",
    "releases": "throughput/press_releases",
}
SAMPLE = 150
FEWEST_WORDS = 100
_MOMENT = re.compile(r"(\d+-[A-Z]{3}-\d{4})\s+\D*\d*?(\d\d):(\d\d):(\d\d)", re.IGNORECASE)

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Story:
    """A wire story with its number and its moment."""

    id: int
    at: datetime
    article: Article


@dataclass
class Index:
    """Fingerprints in memory, by the rules of the ledger."""

    near: defaultdict[int, deque[Posting]] = field(default_factory=lambda: defaultdict(deque))
    kept: defaultdict[int, list[Posting]] = field(default_factory=lambda: defaultdict(list))

    def candidates(self, story: int, prints: Sequence[int], second: int) -> list[int]:
        """Return the texts within the window that share most fingerprints with a text."""
        for one in prints:
            seen = self.near[one]
            while seen and seen[0][0] < second - SECONDS:
                seen.popleft()
        return choose(story, second, prints, self.near).candidates

    def add(self, story: int, prints: Sequence[int], second: int) -> None:
        """Store the fingerprints of a text."""
        for one in prints:
            self.near[one].append((second, story))
            self.kept[one].append((second, story))

    def seen_before(self, common: Collection[int], second: int) -> bool:
        """Whether a text from before the window had half of these fingerprints as well."""
        low, high = second - SECONDS - KEPT_SECONDS, second - SECONDS
        before = Counter(text for one in common for at, text in self.kept[one] if low <= at < high)
        return bool(common) and max(before.values(), default=0) >= SEEN_BEFORE * len(common)


@dataclass
class Streamed:
    """The result of the stream: texts, compared pairs, linked pairs, CPU."""

    prepared: dict[int, Prepared]
    candidates: list[Pair]
    forms: set[Pair]
    found: dict[Pair, Comparison]
    fingerprints: int
    prepare_seconds: float
    compare_seconds: float


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a JSON lines file of the shared data."""
    path = SHARED_DATA / name
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def stories() -> list[Story]:
    """Return the wire stories in their order."""
    return [
        Story(
            int(row["id"]),
            _moment(row["published"]),
            read_text(f"{row['dateline']} {row['text']}".strip(), title=row["title"]),
        )
        for row in rows("duplicates/reuters_stream.jsonl.gz")
    ]


def _moment(words: str) -> datetime:
    found = _MOMENT.search(words)
    if found is None:
        raise ValueError(words)
    return datetime.strptime(f"{' '.join(found.groups())} +0000", "%d-%b-%Y %H %M %S %z")


def stream(wire: Sequence[Story]) -> Streamed:
    """Return the result for the stories, one after the other."""
    began = time.process_time()
    prepared = {story.id: prepare(story.article) for story in wire}
    prints = {number: fingerprints(text) for number, text in prepared.items()}
    spent = time.process_time() - began
    index, candidates, forms = Index(), [], set()
    for story in wire:
        mine, second = prints[story.id], second_of(story.at)
        for other in index.candidates(story.id, mine, second):
            candidates.append((other, story.id))
            if index.seen_before(set(mine) & set(prints[other]), second):
                forms.add((other, story.id))
        index.add(story.id, mine, second)
    began = time.process_time()
    found = compared(prepared, candidates, forms)
    return Streamed(
        prepared, candidates, forms, found, sum(map(len, prints.values())), spent,
        time.process_time() - began,
    )  # fmt: skip


def compared(
    prepared: Mapping[int, Prepared], candidates: Sequence[Pair], forms: Collection[Pair]
) -> dict[Pair, Comparison]:
    """Return the candidates that belong to one story."""
    judged = {}
    texts = {one: ComparedText(prepared[one]) for pair in candidates for one in pair}
    for a, b in candidates:
        found = compare(texts[a], texts[b])
        if found is not None and found.relation != "exact_copy" and (a, b) in forms:
            found = compare(texts[a], texts[b], template=True)
        if found is not None:
            judged[a, b] = found
    return judged


def exhaustive(wire: Sequence[Story], prepared: Mapping[int, Prepared]) -> list[Pair]:
    """Return all pairs within the window that share half of the smaller one's shingles."""
    grams = {number: ComparedText(text).distinct_shingles for number, text in prepared.items()}
    postings: defaultdict[int, deque[tuple[datetime, int]]] = defaultdict(deque)
    pairs = []
    for story in wire:
        shared: Counter[int] = Counter()
        for gram in grams[story.id]:
            seen = postings[gram]
            while seen and seen[0][0] < story.at - WINDOW:
                seen.popleft()
            shared.update(other for _, other in seen)
            seen.append((story.at, story.id))
        size = len(grams[story.id])
        pairs += [(other, story.id) for other, times in shared.items()
                  if 2 * times >= min(size, len(grams[other]))]  # fmt: skip
    return pairs


def f1(found: Mapping[Pair, Comparison], labelled: Sequence[Mapping[str, object]]) -> float:
    """Return the F1 of labelled pairs, linked directly or through one cluster."""
    parent: dict[object, object] = {}

    def root(one: object) -> object:
        while parent.setdefault(one, one) != one:
            one = parent[one]
        return one

    for a, b in found:
        parent[root(b)] = root(a)
    called = [(row["label"] in POSITIVE, root(row["id_a"]) == root(row["id_b"]))
              for row in labelled]  # fmt: skip
    hits = called.count((True, True))
    wrong, missed = called.count((False, True)), called.count((True, False))
    return 2 * hits / (2 * hits + wrong + missed) if hits else 0.0


def cross_validated(streamed: Streamed, labelled: Sequence[Mapping[str, object]]) -> float:
    """Return the F1 over folds whose thresholds were each chosen on the other folds."""
    settings = [dict(zip(GRID, values, strict=True)) for values in product(*GRID.values())]
    results = []
    for setting in settings:
        with patch.multiple(verify, **setting):
            results.append(compared(streamed.prepared, streamed.candidates, streamed.forms))
    mixed = Random(1).sample(list(labelled), len(labelled))  # noqa: S311 - repeatable
    scores = []
    for fold in range(FOLDS):
        rest = [row for place, row in enumerate(mixed) if place % FOLDS != fold]
        best = max(results, key=lambda found: f1(found, rest))
        scores.append(f1(best, mixed[fold::FOLDS]))
    return sum(scores) / len(scores)


def news(pairs: str, events: str) -> tuple[Counter[str], Counter[str]]:
    """Return the pairs within the window and those linked, by label."""
    articles = {row["id"]: row for row in rows(f"events/{events}.jsonl.gz")}
    texts = {key: prepare(read_text(row["text"], title=row["title"]))
             for key, row in articles.items()}  # fmt: skip
    prints = {key: set(fingerprints(text)) for key, text in texts.items()}
    seen: Counter[str] = Counter()
    linked: Counter[str] = Counter()
    for row in rows(f"duplicates/{pairs}.jsonl.gz"):
        a, b = row["a"], row["b"]
        days = [day for key in (a, b) if (day := articles[key].get("published"))]
        moments = [date.fromisoformat(day[:10]) for day in days]
        if len(moments) > 1 and abs(moments[0] - moments[1]) > timedelta(days=WINDOW.days):
            continue
        seen[row["label"]] += 1
        is_candidate = len(prints[a] & prints[b]) >= SHARED
        linked[row["label"]] += (
            is_candidate and compare(ComparedText(texts[a]), ComparedText(texts[b])) is not None
        )
    return seen, linked


def originals(name: str) -> list[list[str]]:
    """Return the body paragraphs of a sample of texts."""
    kept = []
    for row in Random(7).sample(rows(f"{name}.jsonl.gz"), 4 * SAMPLE):  # noqa: S311
        article = read_text(row["text"].replace("\n", "\n\n"))
        body = [article.text[slice(*s.span)] for s in article.sections if s.kind == "body"]
        if sum(len(paragraph.split()) for paragraph in body) >= FEWEST_WORDS:
            kept.append(body)
    return kept[:SAMPLE]


def edited(texts: Sequence[list[str]], edit: Edit) -> Iterator[tuple[bool, Comparison | None]]:
    """Yield for each text with something to edit: whether it is a candidate, and its relation."""
    for number, paragraphs in enumerate(texts):
        changed = edit(paragraphs, Random(number))  # noqa: S311
        if changed is not None:
            older, newer = (
                prepare(read_text("\n\n".join(each))) for each in (paragraphs, changed)
            )
            shared = len(set(fingerprints(older)) & set(fingerprints(newer)))
            yield shared >= SHARED, compare(ComparedText(older), ComparedText(newer))


def main() -> None:
    """Print the figures."""
    if not (SHARED_DATA / "duplicates").is_dir():
        print(f"no shared duplicates under {SHARED_DATA}")
        return
    wire = stories()
    streamed = stream(wire)
    labelled = rows("duplicates/reuters_pairs.jsonl")
    wanted, had = exhaustive(wire, streamed.prepared), set(streamed.candidates)
    print(f"pairs F1              {f1(streamed.found, labelled):.3f}")
    print(f"  cross-validated     {cross_validated(streamed, labelled):.3f}")
    recall = sum(pair in had for pair in wanted) / len(wanted)
    print(f"candidate recall      {recall:.4f} of {len(wanted):,} pairs")
    print(f"candidates an article {len(had) / len(wire):.2f}")
    print(f"fingerprints          {streamed.fingerprints / len(wire):.1f} an article")
    print(f"prepare, fingerprints {1000 * streamed.prepare_seconds / len(wire):.3f} ms an article")
    print(f"compare               {1000 * streamed.compare_seconds / len(had):.3f} ms a pair")
    print(f"relations             {dict(Counter(c.relation for c in streamed.found.values()))}")
    for pairs, events in NEWS.items():
        seen, linked = news(pairs, events)
        print(pairs, *(f"{label} {linked[label]}/{seen[label]}" for label in seen), sep="  ")
    for name, path in EDITED.items():
        texts = originals(path)
        for kind, edit in (COPIES | REVISIONS).items():
            results = list(edited(texts, edit))
            found = Counter(c.relation if c else "none" for _, c in results)
            candidates = sum(is_candidate for is_candidate, _ in results) / len(results)
            print(f"{name:<9} {kind:<17} candidates {candidates:.4f}  {dict(found)}")


if __name__ == "__main__":
    main()
