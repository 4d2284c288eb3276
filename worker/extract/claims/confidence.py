"""The confidence of a claim: the measured chance that a claim of its kind is right.

Each sign that a claim has raises or lowers the chance by a weight. `bench/calibrate.py` measures
the weights on annotated articles and writes them into `confidence.toml`.
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
"""Labels of factuality that leave open whether the proposition is true."""

_SHORT: Final = 30
"""Characters below which evidence is short: often a fragment of a proposition."""

_AMPLE: Final = 60
"""Characters from which evidence is ample: room for a whole proposition."""

_LONG: Final = 200
"""Characters from which evidence is long: often more than one proposition."""

_LOOK_BACK: Final = 9
"""Characters before the evidence that are searched for the end of the previous sentence.

Between the two are only spaces and opening marks, which are few.
"""

_OPENING: Final = " \"'“‘«"
_ENDS: Final = ".!?:\n"
_CLOSING: Final = ".!?\"”’»'\n"


def confidence(claim: Claim, text: str) -> float:
    """Return the chance, from 0 to 1, that evidence, nearest voice and factuality are right."""
    measured = _measured()
    return round(chance(measured["base"], measured["signs"], signs(claim, text)), 2)


@cache
def _measured() -> dict[str, Any]:
    """Return the weights of the last measurement."""
    return tomllib.loads((files(__package__) / "confidence.toml").read_text(encoding="utf-8"))


def chance(base: float, weights: Mapping[str, float], shown: Iterable[str]) -> float:
    """Return the chance that a base and the weights of signs, all log odds, add up to."""
    return 1 / (1 + exp(-base - sum(weights.get(sign, 0.0) for sign in shown)))


def signs(claim: Claim, text: str) -> tuple[str, ...]:
    """Return the features of a claim that its confidence depends on, its kind first."""
    start, end = claim.evidence[0].start, claim.evidence[-1].end
    length = sum(span.end - span.start for span in claim.evidence)
    before = text[max(0, start - _LOOK_BACK) : start].rstrip(_OPENING)[-1:]
    features = {
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
    return (_kind(claim), *(sign for sign, is_present in features.items() if is_present))


def _kind(claim: Claim) -> str:
    """Return the kind of a claim, one of eight: where it is found or how it is attributed."""
    nearest = claim.chain[0]
    if claim.section == "headline":
        return "headline"
    if nearest.role == "narrator":
        return _kind_by_narrator(claim.chain)
    if nearest.role in {"evidence", "relay"}:
        return "document"
    if not nearest.explicit:
        return "running_on"
    return "indirect" if claim.speech == "indirect" else "quoted"


def _kind_by_narrator(chain: tuple[Link, ...]) -> str:
    """Return the kind of a claim that the article itself states or passes on."""
    roles = {link.role for link in chain}
    if "hearsay" in roles:
        return "hearsay"
    if "holder" in roles:
        return "silence"
    return "document" if len(roles) > 1 else "own_words"
