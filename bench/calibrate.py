"""What `confidence` means: how often claims with each sign are right on the annotated articles.

usage: python -m bench.calibrate [--write]

Reads the articles of $SHARED_DATA/gold (dev.jsonl and dev2.jsonl; ../shared/data by default) and
the scorer next to it, extracts their claims, judges each, and fits the weights of the signs: a
logistic regression with a ridge penalty, so that a rare sign has little weight. A claim is right
if an annotated claim has its evidence (half of the characters or more), and the same nearest voice
and factuality. Prints the reliability table, cross-validated: the prediction for an article's
claims comes from the other articles. `--write` puts weights and table into
worker/extract/claims/confidence.toml, the table and the confidence of the example into
docs/claims.md. tests/quality/test_confidence.py checks the weights on the articles.
"""

import argparse
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

from bench.scorers import SHARED
from bench.scorers import scorer as load_scorer
from seeds.loader import seed_articles
from worker.export.claims_gold import claim_fields
from worker.extract import extract
from worker.extract import words as word_lists
from worker.extract.claims.confidence import chance, signs
from worker.extract.tree.language_model import load
from worker.parse.text.plaintext import read_text
from worker.settings import load_settings

ROOT = Path(__file__).parents[1]
GOLD = tuple(SHARED / "gold" / name for name in ("dev.jsonl", "dev2.jsonl"))
TABLE = ROOT / "worker" / "extract" / "claims" / "confidence.toml"
GUIDE = ROOT / "docs" / "claims.md"

BOUNDS = (0.0, 0.6, 0.7, 0.8, 0.9, 1.0)
RIDGE = 3.0
"""The strength of the ridge penalty on each weight."""

HEADING = "| confidence | claims | predicted on average | right |"


class Judged(NamedTuple):
    """One claim that was found: its article, its signs, whether it is right."""

    article: str
    signs: tuple[str, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class Weights:
    """The log odds of a claim without any sign, and what each sign adds."""

    base: float
    signs: Mapping[str, float]

    def of(self, claim: Judged) -> float:
        """The chance that a claim with these signs is right."""
        return chance(self.base, self.signs, claim.signs)


class Band(NamedTuple):
    """The claims with a predicted confidence between `low` and `high`."""

    low: float
    high: float
    claims: int
    said: float
    right: float


def judged() -> list[Judged]:
    """Return every claim found in the annotated articles, and whether it is right."""
    scorer, model = load_scorer("score_claims"), load(load_settings().model)
    if scorer is None:
        raise SystemExit(f"no scorer next to {SHARED}; set SHARED_DATA")
    found = []
    for file in GOLD:
        for row in scorer.load(file).values():
            day = date.fromisoformat(row["published"]) if row["published"] else None
            article = read_text(row["text"], title=row["title"], published=day)
            claims = extract(article, model).claims
            right = _right(scorer, row, [claim_fields(claim) for claim in claims])
            found += [
                Judged(row["id"], signs(claim, article.text), number in right)
                for number, claim in enumerate(claims)
            ]
    return found


def fit(claims: Sequence[Judged]) -> Weights:
    """Return the weights that best predict which of these claims are right (Newton's method)."""
    names = sorted({sign for claim in claims for sign in claim.signs})
    seen = np.array([[1.0, *(name in claim.signs for name in names)] for claim in claims])
    right = np.array([claim.right for claim in claims], float)
    ridge = np.diag([1e-6, *[RIDGE] * len(names)])
    weights = np.zeros(len(names) + 1)
    for _ in range(30):
        said = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (said - right) + ridge @ weights
        weights -= np.linalg.solve(seen.T @ (seen * (said * (1 - said))[:, None]) + ridge, slope)
    base, *others = (round(float(weight), 2) for weight in weights)
    return Weights(base, dict(zip(names, others, strict=True)))


def crossed(claims: Sequence[Judged]) -> list[float]:
    """Return the prediction for each claim by weights fitted without its article."""
    fitted = {
        article: fit([claim for claim in claims if claim.article != article])
        for article in {claim.article for claim in claims}
    }
    return [fitted[claim.article].of(claim) for claim in claims]


def bands(claims: Sequence[Judged], said: Sequence[float]) -> list[Band]:
    """Return the reliability table: the share of right claims in each band of confidence."""
    table = []
    for low, high in pairwise(BOUNDS):
        within = [
            (chance, claim.right)
            for chance, claim in zip(said, claims, strict=True)
            if low <= chance < high
        ]
        if within:
            means = (sum(column) / len(within) for column in zip(*within, strict=True))
            table.append(Band(low, high, len(within), *means))
    return table


def error(table: Sequence[Band]) -> float:
    """Return the average distance between predicted and observed over the claims."""
    total = sum(band.claims for band in table)
    return sum(band.claims * abs(band.said - band.right) for band in table) / total


def rows(table: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the lines of the reliability table as docs/claims.md shows them."""
    return [
        HEADING,
        "|---|---|---|---|",
        *(
            f"| {band['low']:.1f} to {band['high']:.1f} | {band['claims']} | {band['said']:.2f} "
            f"| {band['right']:.2f} |"
            for band in table
        ),
    ]


def written(claims: Sequence[Judged], weights: Weights, table: Sequence[Band]) -> str:
    """Return the file of weights, in TOML."""
    articles = len({claim.article for claim in claims})
    lines = [
        "# How often claims are right, by what is seen of them. Written by",
        "# `python -m bench.calibrate --write`, which says what right is; the signs are those of",
        "# worker/extract/claims/confidence.py. Weights are log odds: a claim's are added to the",
        "# base.",
        "",
        f"articles = {articles}",
        f"claims = {len(claims)}",
        f"right = {sum(claim.right for claim in claims)}",
        f"base = {weights.base}",
        f"error = {error(table):.3f}  # cross-validated: predicted minus observed",
        "",
        "[signs]",
    ]
    for name, weight in sorted(weights.signs.items(), key=lambda pair: -pair[1]):
        having = [claim.right for claim in claims if name in claim.signs]
        share = sum(having) / len(having)
        lines.append(f"{name} = {weight}  # {len(having)} claims, {share:.2f} right")
    for band in table:
        lines += ["", "[[reliability]]", f"low = {band.low}", f"high = {band.high}"]
        lines += [f"claims = {band.claims}"]
        lines += [f"said = {band.said:.2f}", f"right = {band.right:.2f}"]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the figures; write them with --write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true", help="write the weights and the table")
    write = parser.parse_args().write
    claims = judged()
    weights, table = fit(claims), bands(claims, crossed(claims))
    print(written(claims, weights, table))
    lines = rows([band._asdict() for band in table])
    print("\n".join(lines))
    if write:
        TABLE.write_text(written(claims, weights, table), encoding="utf-8")
        word_lists.table.cache_clear()
        GUIDE.write_text(_renewed(GUIDE.read_text(encoding="utf-8"), lines), encoding="utf-8")


def _renewed(guide: str, lines: Sequence[str]) -> str:
    """Return the guide with its reliability table and the confidence of its example replaced."""
    before, rest = guide.split(HEADING)
    guide = before + "\n".join(lines) + rest[rest.index("\n\n") :]
    (_, seed), *_ = seed_articles()
    shown = re.search(r"```json\n(.+?)```", guide, re.DOTALL)
    example = json.loads(shown[1]) if shown else {}
    for claim in extract(read_text(seed), load(load_settings().model)).claims:
        if list(claim.evidence_text) == example.get("evidence_text"):
            return re.sub(r'"confidence": [0-9.]+', f'"confidence": {claim.confidence}', guide)
    raise SystemExit(f"the claim that {GUIDE.name} shows is not found any more: show another")


def _right(scorer: ModuleType, row: Mapping[str, Any], found: list[dict[str, Any]]) -> set[int]:
    """The numbers of the claims that are right, as the scorer matches and compares them."""
    wanted = [scorer.unnamed_report(claim) for claim in row["claims"]]
    given = [scorer.unnamed_report(claim) for claim in json.loads(json.dumps(found))]
    right = set()
    for one, other in scorer.match(wanted, given, row["text"]):
        gold, claim = wanted[one], given[other]
        nearest = (scorer.positions(each["chain"])[0] for each in (gold, claim))
        if scorer.same_group(*nearest) and gold["factuality"] == claim["factuality"]:
            right.add(other)
    return right


if __name__ == "__main__":
    main()
