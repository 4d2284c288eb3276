"""The places of a paragraph: `find_places` asks a gazetteer of states, then the kinds of names.

A name may be taken for a person or a firm, so the gazetteer is asked first, and a noun such as
"region" after a name makes it a place whatever its kind.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.places.states import is_state_name, place_names, state_of
from worker.extract.text.quotations import readable
from worker.extract.words import words
from worker.records import Place, Span

if TYPE_CHECKING:
    from worker.extract.records import Parsed

_Found = list[tuple[int, int, str]]
"""Places with their start and end in the paragraph and their names."""
_PLACE: Final = "GPE"
"""The kind of names that are places."""
_GAZETTEER: Final = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(re.escape(name) for name in sorted(place_names(), key=lambda n: (-len(n), n)))
    + r")(?![\w-])"
)
_REGION: Final = re.compile(
    r"(?<![\w-])(?:[A-Z][\w\u2019'-]*\s){1,3}"
    rf"(?:{'|'.join(sorted(words('places', 'regions')))})\b"
)
_OPENING: Final = re.compile(r"(?:the|The|In|Near|From|At|On|And|But)\s+")
_OWNER: Final = re.compile(r"['\u2019]s\s")
_CAPITALISED_BEFORE: Final = re.compile(r"[A-Z][\w-]+\s$")
_LONGEST_NAME: Final = 30
"""Characters before a name in which a first name is looked for: it bounds the cost."""
_AMBIGUOUS: Final = words("places", "also_persons")


@as_in("The mayor left Kenya.", "The bridge is in the Kursk region.", no=("The bridge fell.",))
def find_places(parsed: Parsed) -> tuple[Place, ...]:
    """Return the places of a paragraph, in order; they never overlap.

    A state has its common name ("the US" is "United States"), any other place its own words.
    """
    text = readable(parsed.paragraph.text)
    taken: _Found = []
    for start, end, name in (*_regions(text), *_states(parsed, text), *_entities(parsed, text)):
        if all(end <= s or e <= start for s, e, _ in taken):
            taken.append((start, end, name))
    offset = parsed.paragraph.offset
    return tuple(Place(Span(s + offset, e + offset), name) for s, e, name in sorted(taken))


@as_in(
    "The bridge is in the Kursk region.",
    "The storm hit Aceh province.",
    no=(
        "The storm hit the region.",
        "The region fell.",
    ),
)
def _regions(text: str) -> _Found:
    """Return the names with the kind of region after them."""
    found = []
    for match in _REGION.finditer(text):
        opening = _OPENING.match(match.group())
        owners = [owner.end() for owner in _OWNER.finditer(match.group())]
        start = match.start() + max([opening.end() if opening else 0, *owners])
        name = text[start : match.end()]
        if len(name.split()) > 1:
            found.append((start, match.end(), name))
    return found


@as_in(
    "The mayor left Kenya.",
    "The mayor left Nairobi.",
    no=(
        "The mayor met Leo Jordan on Monday.",
        "The bridge fell.",
    ),
)
def _states(parsed: Parsed, text: str) -> _Found:
    """Return the states and capitals of the gazetteer."""
    found = []
    for match in _GAZETTEER.finditer(text):
        word = match.group()
        if word.lower() in _AMBIGUOUS and _is_person(parsed, text, match.start(), match.end()):
            continue
        name = state_of(word) if is_state_name(word) else word
        if name is not None:
            found.append((match.start(), match.end(), name))
    return found


@as_in("The mayor met Leo Jordan on Monday.", no=("The mayor left Jordan.",))
def _is_person(parsed: Parsed, text: str, start: int, end: int) -> bool:
    """Return whether a word that is a state and a first or last name is a person's name here."""
    offset = parsed.paragraph.offset
    labels = {
        token.entity
        for token in parsed.tokens
        if token.start < end + offset and start + offset < token.end
    }
    before = bool(_CAPITALISED_BEFORE.search(text[max(0, start - _LONGEST_NAME) : start]))
    return "PERSON" in labels or (before and _PLACE not in labels)


@as_in("The bridge is in Kenya.", "The bridge is in Texas.", no=("The bridge fell.",))
def _entities(parsed: Parsed, text: str) -> _Found:
    """Return the names whose kind is a place, without a possessive at their end."""
    offset = parsed.paragraph.offset
    found = []
    for start, end, label in _entity_spans(parsed):
        bare = text[start - offset : end - offset]
        bare = bare.removesuffix("'s").removesuffix("\u2019s")
        if label == _PLACE and bare[:1].isalnum() and any(c.isupper() for c in bare):
            found.append((start - offset, start - offset + len(bare), _name(bare)))
    return found


def _entity_spans(parsed: Parsed) -> _Found:
    """Return the names with their start and end in the article, and their kind."""
    found: _Found = []
    before = ""
    for token in parsed.tokens:
        if token.entity and token.entity == before and not token.entity_start:
            found[-1] = (found[-1][0], token.end, token.entity)
        elif token.entity:
            found.append((token.start, token.end, token.entity))
        before = token.entity
    return found


@as_in("The bridge is in the US.", "The bridge is in Texas.")
def _name(entity: str) -> str:
    """Return the common name of a state, any other name without its article."""
    known = state_of(entity) if is_state_name(entity) else None
    return known or entity.removeprefix("the ").removeprefix("The ")
