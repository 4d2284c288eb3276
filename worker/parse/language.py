"""The language of a text: what its page declares, unless the text is plainly in another.

Declarations are often those of a template. A text of some length tells its language by itself
(py3langid, 1 ms a text); the declaration stands where the text is too short to tell, where it
tells nothing else, and between languages that are close to each other. A declaration of the same
language keeps its region: "en-GB".
"""

from __future__ import annotations

from functools import cache
from typing import Final

from py3langid.langid import (  # type: ignore[import-untyped]
    MODEL_FILE,
    LanguageIdentifier,
)

_SHORTEST: Final = 200
_LONGEST: Final = 600
# Told by the text against what is declared, and told where nothing is.
_CONTRARY: Final = 0.95
_ALONE: Final = 0.8
# Codes for one language, and languages whose texts are told apart badly.
_KIN: Final = {
    code: group[0]
    for group in (
        ("no", "nb", "nn", "da"),
        ("hr", "sr", "bs", "sh", "cnr"),
        ("id", "in", "ms", "jv"),
        ("he", "iw"),
        ("tl", "fil"),
        ("zh", "cmn", "yue", "wuu"),
        ("ar", "ary", "arz", "arb"),
        ("fa", "prs", "per"),
        ("gl", "pt"),
        ("cs", "sk"),
        ("uz", "uzs"),
    )
    for code in group
}


def language_of(text: str, declared: str | None) -> str | None:
    """Return the tag of the language of `text`: `declared`, or what the text is in instead."""
    found, sure = _told(text)
    if declared is None:
        return found if sure >= _ALONE else None
    same = found is None or _kin(found) == _kin(declared)
    return declared if same or sure < _CONTRARY else found


def _kin(tag: str) -> str:
    code = tag.partition("-")[0].lower()
    return _KIN.get(code, code)


def _told(text: str) -> tuple[str | None, float]:
    """The code of the language that a text is in, and the probability that it is so."""
    start = text[:_LONGEST]
    if sum(letter.isalpha() for letter in start) < _SHORTEST:
        return None, 0.0
    code, sure = _identifier().classify(start)
    return str(code), float(sure)


@cache
def _identifier() -> LanguageIdentifier:
    """Return the identifier, which takes half a second to load and serves the whole process."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
