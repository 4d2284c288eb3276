"""Counts of none and of both, where they count victims: "no one was hurt", "both men died"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.quantities.counted_noun import noun_after
from worker.extract.quantities.phrase import Phrase
from worker.extract.quantities.properties.choice import property_of
from worker.extract.quantities.properties.words import is_event, is_person
from worker.extract.words import words
from worker.records import Quantity

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token

_VICTIMS: Final = words("quantities", "properties")
_NOBODY: Final = frozenset({"nobody", "none", "neither"})
_NO_REPORTS: Final = words("quantities", "nouns", "no_reports")
_REMAINING: Final = words("quantities", "counted", "remaining")


@as_in(
    "No one was hurt.", "None of the 20 guards was hurt.", "Both men died.", no=("No one left.",)
)
def zero_and_both(parsed: Parsed) -> list[Quantity]:
    """Return the counts of none and of both, where they count victims."""
    found: list[Quantity] = []
    for token in parsed.tokens:
        value = 2.0 if token.lower == "both" else 0.0
        phrase = _both_phrase(parsed, token) if value else _none_phrase(parsed, token)
        if phrase is None:
            continue
        kind = property_of(phrase)
        if kind in _VICTIMS:
            found.append(Quantity(phrase.span, value, value, value, "eq", "person", kind))
            other = _other_none(phrase) if value == 0 else None
            if other is not None:
                found.append(other)
    return found


@as_in("No deaths or injuries were reported.", no=("No injuries were reported.",))
def _other_none(phrase: Phrase) -> Quantity | None:
    """Return the second count of "no deaths or injuries"."""
    after = phrase.after(2)
    if len(after) < 2 or after[0].lower not in ("or", "and") or not is_event(after[1].text):  # noqa: PLR2004
        return None
    other = Phrase(phrase.parsed, after[1].i, after[1].i + 1, after[1])
    kind = property_of(other)
    none = Quantity(other.span, 0.0, 0.0, 0.0, "eq", "person", kind)
    return none if kind in _VICTIMS else None


@as_in("Both men died.", no=("Both bridges fell.",))
def _both_phrase(parsed: Parsed, token: Token) -> Phrase | None:
    """Return the phrase of "both" with the people that it counts; None where no people follow."""
    noun, end = noun_after(parsed, token.i + 1)
    person = noun is not None and is_person(noun.text)
    return Phrase(parsed, token.i, end, noun) if person else None


@as_in(
    "Nobody was hurt.",
    "No one was hurt.",
    "The mayor had no reports of injuries.",
    no=(
        "A none-too-bright actor left.",
        "There are no casualties left in the hall.",
    ),
)
def _none_phrase(parsed: Parsed, token: Token) -> Phrase | None:
    """Return the phrase of a count of none, with the noun that it counts."""
    i = token.i
    after = parsed.tokens[i + 1 : i + 4]
    if len(after) > 1 and after[1].lower in _REMAINING:
        return None  # "no casualties left at the hall"
    after = after[:2]
    if token.lower in _NOBODY and after and after[0].text == "-":
        return None  # "a none-too-bright actor"
    if token.lower in _NOBODY:
        noun, end = noun_after(parsed, i + 1)
        return Phrase(parsed, i, max(end, i + 1), noun)
    if token.lower != "no" or not after:
        return None
    if after[0].lower == "one":
        return Phrase(parsed, i, i + 2, after[0])
    reported = " ".join(word.lower for word in after) in _NO_REPORTS
    noun, end = noun_after(parsed, i + 2 if reported else i + 1)
    return Phrase(parsed, i, end, noun) if noun is not None else None
