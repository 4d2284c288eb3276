"""The places that a parsed paragraph names: a gazetteer of states and capitals, then the parser.

The parser takes Kiev for a person and Kursk for a product, so the gazetteer is asked first, and
words such as "region" behind a name make it a place whatever the parser says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.extract.places.states import is_state_name, place_names, state_of
from worker.records import Place, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LABELS: Final = frozenset({"GPE", "LOC", "FAC"})
_GAZETTEER: Final = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(re.escape(name) for name in sorted(place_names(), key=lambda n: (-len(n), n)))
    + r")(?![\w-])"
)
_REGION: Final = re.compile(
    r"(?<![\w-])(?:[A-Z][\w\u2019'-]*\s){1,3}"
    r"(?:region|province|district|oblast|county|island|peninsula|valley|village|prefecture)\b"
)
_OPENING: Final = re.compile(r"(?:the|The|In|Near|From|At|On|And|But)\s+")
_OWNER: Final = re.compile(r"['\u2019]s\s")
_PERSON_ABOUT: Final = re.compile(r"[A-Z][\w-]+\s$")
_AMBIGUOUS: Final = frozenset({"Jordan", "Chad", "Georgia", "Washington", "Santiago", "Sofia"})


def find_places(doc: Doc, offset: int) -> tuple[Place, ...]:
    """Every place of `doc`, in order; its text stands at `offset` of the article.

    States have their common names ("the US" is "United States"), other places their own words.
    """
    taken: list[tuple[int, int, str]] = []
    for start, end, name in (*_regions(doc), *_states(doc), *_entities(doc)):
        if all(end <= s or e <= start for s, e, _ in taken):
            taken.append((start, end, name))
    return tuple(Place(Span(s + offset, e + offset), name) for s, e, name in sorted(taken))


def _regions(doc: Doc) -> list[tuple[int, int, str]]:
    """As in "Kursk region", "Aceh province": a name with the kind of place that it is."""
    found = []
    text = doc.text
    for match in _REGION.finditer(text):
        opening = _OPENING.match(match.group())
        owners = [owner.end() for owner in _OWNER.finditer(match.group())]
        start = match.start() + max([opening.end() if opening else 0, *owners])
        name = text[start : match.end()]
        if len(name.split()) > 1:
            found.append((start, match.end(), name))
    return found


def _states(doc: Doc) -> list[tuple[int, int, str]]:
    found = []
    for match in _GAZETTEER.finditer(doc.text):
        words = match.group()
        if words in _AMBIGUOUS and _is_person(doc, match.start(), match.end()):
            continue
        name = state_of(words) if is_state_name(words) else words
        if name is not None:
            found.append((match.start(), match.end(), name))
    return found


def _is_person(doc: Doc, start: int, end: int) -> bool:
    """Whether "Jordan" or "Washington" is a person's name here."""
    span = doc.char_span(start, end, alignment_mode="expand")
    labels = {token.ent_type_ for token in span} if span is not None else set()
    before = bool(_PERSON_ABOUT.search(doc.text[max(0, start - 30) : start]))
    return "PERSON" in labels or (before and not labels & _LABELS)


def _entities(doc: Doc) -> list[tuple[int, int, str]]:
    found = []
    for entity in doc.ents:
        words = entity.text.strip()
        start = entity.start_char + len(entity.text) - len(entity.text.lstrip())
        bare = words.removesuffix("'s").removesuffix("\u2019s")
        if entity.label_ in _LABELS and bare[:1].isalnum() and any(c.isupper() for c in bare):
            found.append((start, start + len(bare), _name(bare)))
    return found


def _name(words: str) -> str:
    known = state_of(words) if is_state_name(words) else None
    return known or words.removeprefix("the ").removeprefix("The ")
