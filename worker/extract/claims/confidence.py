"""How far a claim can be relied on: the measured chance that a claim of its kind is right.

Each sign that a claim has moves the chance by a weight. `bench/calibrate.py` measures the weights
on annotated articles and writes them into `confidence.toml`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from math import exp
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from worker.records import Claim, Link

_OPEN: Final = frozenset({"hypothetical", "accused", "questioned"})
_SHORT, _AMPLE, _LONG = 30, 60, 200
_OPENING: Final = " \"'“‘«"
_ENDS: Final = ".!?:\n"
_CLOSING: Final = ".!?\"”’»'\n"


def confidence(claim: Claim, text: str) -> float:
    """The chance, from 0 to 1, that evidence, nearest voice and factuality are all right."""
    measured = _measured()
    return round(chance(measured["base"], measured["signs"], signs(claim, text)), 2)


@cache
def _measured() -> dict[str, Any]:
    """The weights as they were last measured."""
    return tomllib.loads((files(__package__) / "confidence.toml").read_text(encoding="utf-8"))


def chance(base: float, weights: Mapping[str, float], shown: Iterable[str]) -> float:
    """The chance that a base and the weights of signs make together; they are log odds."""
    return 1 / (1 + exp(-base - sum(weights.get(sign, 0.0) for sign in shown)))


def signs(claim: Claim, text: str) -> tuple[str, ...]:
    """What is seen of a claim that says how often such claims are right; its kind first."""
    start, end = claim.evidence[0].start, claim.evidence[-1].end
    length = sum(span.end - span.start for span in claim.evidence)
    before = text[max(0, start - 9) : start].rstrip(_OPENING)[-1:]
    seen = {
        "short": length < _SHORT,
        "ample": _AMPLE <= length < _LONG,
        "long": length >= _LONG,
        "parted": len(claim.evidence) > 1,
        "begins_a_sentence": not before or before in _ENDS,
        "ends_a_sentence": not text[end:] or text[end] in _CLOSING,
        "number": bool(claim.quantities),
        "negative": claim.polarity == "negative",
        "open": claim.factuality in _OPEN,
    }
    return (_kind(claim), *(sign for sign, is_seen in seen.items() if is_seen))


def _kind(claim: Claim) -> str:
    """By what a claim was found: one of eight words."""
    first = claim.chain[0]
    if claim.section == "headline":
        return "headline"
    if first.role == "narrator":
        return _of_narrator(claim.chain)
    if first.role in {"evidence", "relay"}:
        return "document"
    if not first.explicit:
        return "running_on"
    return "indirect" if claim.speech == "indirect" else "quoted"


def _of_narrator(chain: tuple[Link, ...]) -> str:
    roles = {link.role for link in chain}
    if "hearsay" in roles:
        return "hearsay"
    if "holder" in roles:
        return "silence"
    return "document" if len(roles) > 1 else "own_words"
