"""The weights by which the kind of a name is decided: worker/extract/tree/name_kinds.toml.

usage: python -m bench.name_kinds [--write]

Learns from the names that the language model's own recogniser finds in press releases of the
United States government (in the public domain, $SHARED_DATA/throughput; each fourth release) and
in the annotated articles ($SHARED_DATA/gold, dev.jsonl, dev2.jsonl, tune.jsonl), where an
annotated place is a place whatever the recogniser says, and counts GOLD times. A log-linear model
over the features of worker/extract/tree/name_kinds.py, by stochastic gradient descent in a fixed
order. Prints how often the kinds agree on the articles that a half of the weights did not see.
"""

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from math import exp
from pathlib import Path
from typing import Any, Final, NamedTuple

import spacy
from spacy.language import Language

from bench.scorers import SHARED
from worker.accept import accept
from worker.extract.records import Parsed, Token
from worker.extract.text.paragraphs import paragraphs
from worker.extract.text.quotations import readable
from worker.extract.tree.name_kinds import KINDS, PROPER, features, longer_first, words_of_names
from worker.extract.tree.parser import sentences_of, tokens_of
from worker.extract.tree.parses import rows_of
from worker.settings import load_settings

TABLE: Final = Path(__file__).parents[1] / "worker" / "extract" / "tree" / "name_kinds.toml"

GOLD: Final = 3.0
"""How many names of a press release a name of an annotated article counts for."""

SEEN: Final = 15
"""Names that a feature is seen in at least: rarer ones are of single articles."""

EPOCHS: Final = 6
RATE: Final = 0.15
"""The first step of the descent; each epoch divides it by its number."""

KIND_OF: Final = {"PERSON": "PERSON", "ORG": "ORG", "NORP": "NORP"} | dict.fromkeys(
    ("GPE", "LOC", "FAC"), "GPE"
)
"""The kinds by the labels of the recogniser."""


class Example(NamedTuple):
    """A name with its article, what is seen of it, and its kind."""

    article: str
    annotated: bool
    features: list[str]
    kind: str


def examples() -> Iterator[Example]:
    """Yield every name of the articles with its kind by the recogniser or the annotation."""
    model = spacy.load(load_settings().model)
    for file in ("dev", "dev2", "tune"):
        with (SHARED / "gold" / f"{file}.jsonl").open(encoding="utf-8") as rows:
            for row in map(json.loads, rows):
                spans = {tuple(p["span"]) for claim in row["claims"] for p in claim["places"]}
                yield from _of_article(model, row, spans, annotated=True)
    with gzip.open(
        SHARED / "throughput" / "press_releases.jsonl.gz", "rt", encoding="utf-8"
    ) as rows:
        for number, line in enumerate(islice(rows, 3, None, 4)):
            yield from _of_article(
                model, {"id": str(number), **json.loads(line)}, (), annotated=False
            )


def _of_article(
    model: Language, row: Mapping[str, Any], places: Iterable[tuple[int, int]], *, annotated: bool
) -> Iterator[Example]:
    """Yield the names of one article."""
    article = accept({"text": row["text"]}, max_characters=1_000_000)
    label: dict[int, str] = {}
    found = []
    with model.memory_zone():
        for part in paragraphs(article):
            doc = model(readable(part.text))
            label |= {part.offset + token.idx: token.ent_type_ for token in doc}
            tokens = tokens_of(rows_of(doc), part)
            found.append(Parsed(part, tokens, sentences_of(tokens)))
    longer: dict[str, str] = {}
    for parsed, run in longer_first(found):
        own = parsed.tokens[run.start : run.end]
        kind = _kind(own, label, places)
        yield Example(str(row["id"]), annotated, features(parsed, run, longer), kind)
        if len(own) > 1:
            longer |= words_of_names(own, kind)


def _kind(
    own: Sequence[Token], label: Mapping[int, str], places: Iterable[tuple[int, int]]
) -> str:
    """Return the kind of a name: an annotated place, or what most of its words are labelled."""
    if any(start <= own[0].start and own[-1].end <= end for start, end in places):
        return "GPE"
    kinds = Counter(KIND_OF.get(label.get(t.start, ""), "") for t in own if t.tag in PROPER)
    return kinds.most_common(1)[0][0]


def learned(given: Sequence[Example]) -> dict[str, list[float]]:
    """Return the weights of each feature for the kinds, learned from these examples."""
    seen = Counter(feature for example in given for feature in set(example.features))
    weights = {name: [0.0] * len(KINDS) for name, n in sorted(seen.items()) if n >= SEEN}
    shuffled = list(given)
    order = random.Random(1)  # noqa: S311 - the same order each time
    for epoch in range(1, EPOCHS + 1):
        order.shuffle(shuffled)
        for example in shuffled:
            step = RATE / epoch * (GOLD if example.annotated else 1)
            rows = _rows(example, weights)
            chances = _chances(rows)
            for place, kind in enumerate(KINDS):
                change = step * ((kind == example.kind) - chances[place])
                for row in rows:
                    row[place] += change
    rounded = {name: [round(weight, 2) for weight in row] for name, row in weights.items()}
    return {name: row for name, row in rounded.items() if any(row)}


def _rows(example: Example, weights: Mapping[str, list[float]]) -> list[list[float]]:
    """Return the weights of what is seen of a name."""
    return [weights[name] for name in example.features if name in weights]


def _chances(rows: Sequence[Sequence[float]]) -> list[float]:
    """Return the chance of each kind by the weights of what is seen."""
    scores = [sum(column) for column in zip(*rows, strict=True)] or [0.0] * len(KINDS)
    odds = [exp(score - max(scores)) for score in scores]
    return [one / sum(odds) for one in odds]


def agreement(given: Sequence[Example]) -> list[str]:
    """Return a line for each kind: how often it is found in articles that were held out."""
    found: Counter[tuple[str, str]] = Counter()
    for half in (0, 1):
        held_out = [e for e in given if e.annotated and _half(e.article) == half]
        articles = {example.article for example in held_out}
        weights = learned([example for example in given if example.article not in articles])
        for example in held_out:
            chances = _chances(_rows(example, weights))
            found[example.kind, KINDS[chances.index(max(chances))]] += 1
    lines = []
    for kind in KINDS:
        right = found[kind, kind]
        given_so = sum(n for (_, said), n in found.items() if said == kind)
        labelled = sum(n for (label, _), n in found.items() if label == kind)
        lines.append(
            f"{kind or 'other':8} {labelled:5} names  precision {right / given_so:.2f}  "
            f"recall {right / labelled:.2f}"
        )
    return lines


def _half(article: str) -> int:
    """Return the half of the annotated articles that an article is in."""
    return sum(article.encode()) % 2


def written(given: Sequence[Example], weights: Mapping[str, Sequence[float]]) -> str:
    """Return the table of weights in TOML."""
    annotated = sum(example.annotated for example in given)
    lines = [
        "# What is seen of a name, and how much it speaks for each kind: person, organisation,",
        "# place, people, anything else (log odds). Written by `python -m bench.name_kinds`,",
        "# which says from what it is learned; the features are those of name_kinds.py.",
        "",
        f"names = {len(given)}",
        f"annotated = {annotated}",
        "",
        "[weights]",
        *(
            f"{json.dumps(name, ensure_ascii=False)} = {list(row)}"
            for name, row in weights.items()
        ),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print how well the kinds agree; write the weights with --write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true", help="write the table of weights")
    write = parser.parse_args().write
    given = list(examples())
    print("\n".join(agreement(given)))
    weights = learned(given)
    print(f"{len(given)} names, {len(weights)} features")
    if write:
        TABLE.write_text(written(given, weights), encoding="utf-8")


if __name__ == "__main__":
    main()
