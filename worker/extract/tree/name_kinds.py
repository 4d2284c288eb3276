"""What kind of thing each name is: a person, an organisation, a place or a people.

A name is a run of proper nouns. What is seen of it, its own words, the words around it and its
place in the tree, adds to the score of each kind by the weights of `name_kinds.toml`, which
`bench/name_kinds.py` learns; the kind with the highest score wins. That costs a fraction of the
language model's own recognition of names and finds as many places and persons.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from functools import cache
from importlib.resources import files
from operator import attrgetter
from typing import TYPE_CHECKING, Final
from unicodedata import combining, normalize

from worker.extract.examples import as_in
from worker.extract.records import Range
from worker.extract.words import STRONG_VERBS, table, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from worker.extract.records import Parsed, Token

KINDS: Final = ("PERSON", "ORG", "GPE", "NORP", "")
"""The kinds in the order of the weights: person, organisation, place, people, anything else."""

PROPER: Final = frozenset({"NNP", "NNPS"})
_DATE: Final = "DATE"
_LONG: Final = 5
"""Words from which the length of a name says no more."""
_FULL: Final = 2
"""Words of a person's first and last name: a longer run may have one before it."""

_ENDING: Final = 3
"""Letters at the end of a name that are seen: "-stan" and "-ian" are of places and peoples."""

_MONTHS: Final = words("times", "months")
_SHORT_MONTHS: Final = {f"{month[:3]}." for month in _MONTHS} | {"sept."}
_DATES: Final = _MONTHS | _SHORT_MONTHS | words("times", "weekdays")
_TITLES: Final = words("people", "titles")
_ROLES: Final = words("people", "persons")
_GIVEN: Final = words("given_names", "women") | words("given_names", "men")
_CITIES: Final = words("cities", "cities")
_PROVINCES: Final = words("places", "provinces")
_ORGANISATIONS: Final = (
    words("people", "bodies")
    | words("people", "outlets")
    | words("tree", "firms")
    | words("tree", "name_kinds", "organisations")
)
_KNOWN: Final = words("tree", "name_kinds", "known")
_NAMED_AFTER: Final = words("people", "general")
_PARTICLES: Final = words("voices", "names", "particles")
_INITIAL: Final = re.compile(r"(?:[A-Z]\.?)+")
_AGE: Final = re.compile(r"\d\d")
_TIGHT: Final = frozenset("-\u2013/")


def _column(place: int) -> frozenset[str]:
    """Return the words in one column of the table of states, in lower case."""
    columns = (row[place] for row in table("states")["states"].values())
    return frozenset(word.lower() for column in columns for word in column.split(", "))


_PEOPLES: Final = _column(0)
_STATES: Final = _column(1) | _column(2) | {name.lower() for name in table("states")["states"]}
_PLACES: Final = _CITIES | _PROVINCES | _STATES


def mark_names(paragraphs: Sequence[Parsed]) -> None:
    """Mark the tokens of each name of an article with its kind, and those of dates, in place.

    What a name of several words is says what one of its words is elsewhere.
    """
    longer: dict[str, str] = {}
    for parsed, found in longer_first(paragraphs):
        run = found
        if _begins_with_demonym(parsed, found):
            demonym = parsed.tokens[found.start]
            demonym.entity, demonym.entity_start = "NORP", True
            run = Range(found.start + 1, found.end)
        tokens = parsed.tokens[run.start : run.end]
        kind = "ORG" if _follows_kind(parsed, run) else kind_of(features(parsed, run, longer))
        if len(tokens) > 1:
            longer |= words_of_names(tokens, kind)
        for token in tokens:
            token.entity, token.entity_start = kind, token.i == run.start
    for token in (token for parsed in paragraphs for token in parsed.tokens):
        if token.lower in _DATES and token.tag in PROPER:
            token.entity = _DATE
        elif token.lower in _PEOPLES and token.text[:1].isupper() and not token.entity:
            token.entity, token.entity_start = "NORP", True


def longer_first(paragraphs: Sequence[Parsed]) -> list[tuple[Parsed, Range]]:
    """Return the names of an article with their paragraphs, those of several words first."""
    runs = [(parsed, run) for parsed in paragraphs for run in names(parsed)]
    return sorted(runs, key=lambda one: one[1].end - one[1].start == 1)


def words_of_names(tokens: Sequence[Token], kind: str) -> dict[str, str]:
    """Return what its first and its last word are in a name of several words."""
    return {
        tokens[0].lower: f"first_of_{kind or 'other'}",
        tokens[-1].lower: f"last_of_{kind or 'other'}",
    }


@as_in(
    "American Jonas Tarr said it fell.",
    "Kenyan Tobi Ansel said it fell.",
    no=("American Airlines said it fell.", "The French Football League said it fell."),
)
def _begins_with_demonym(parsed: Parsed, run: Range) -> bool:
    """Return whether the first word of a run says what people the person named after it is of."""
    if run.end - run.start <= _FULL or parsed.tokens[run.start].lower not in _PEOPLES:
        return False
    rest = Range(run.start + 1, run.end)
    return kind_of(features(parsed, rest, {})) == "PERSON"


@as_in(
    "The toy maker Pimpel left.",
    "The retailer Orlo Stores left.",
    no=("The agency Ana Brandt joined was shut.", "Ana Brandt left."),
)
def _follows_kind(parsed: Parsed, run: Range) -> bool:
    """Return whether the noun before a name says that it is an organisation's: "carmaker"."""
    before = parsed.tokens[run.start - 1] if run.start else None
    first = parsed.tokens[run.start]
    return before is not None and before.lower in _NAMED_AFTER and first.lower not in _GIVEN


def kind_of(seen: Sequence[str]) -> str:
    """Return the kind of name that what is seen of it speaks for."""
    weights = _weights()
    scores = [sum(row) for row in zip(*(weights[s] for s in seen if s in weights), strict=True)]
    return KINDS[scores.index(max(scores))] if scores else ""


@cache
def _weights() -> Mapping[str, Sequence[float]]:
    """Return the weights of each feature for the kinds, in their order."""
    text = (files(__package__) / "name_kinds.toml").read_text(encoding="utf-8")
    weights: dict[str, list[float]] = tomllib.loads(text)["weights"]
    return weights


@as_in(
    "Ana Brandt left the Ministry of Trade.",
    "The Al-Noor clinic was shut.",
    no=("The bridge fell.",),
)
def names(parsed: Parsed) -> list[Range]:
    """Return the runs of proper nouns, joined over hyphens, ampersands, particles and "of"."""
    found, tokens = [], parsed.tokens
    for sentence in parsed.sentences:
        i = sentence.start
        while i < sentence.end:
            if not _is_proper(tokens[i]):
                i += 1
                continue
            end = _end(tokens, i + 1, sentence.end)
            found.append(Range(_start_after_titles(tokens, i, end), end))
            i = end
    return found


def _start_after_titles(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return where a name begins after its titles; a title alone stays."""
    while start < end - 1 and tokens[start].lower in _TITLES and _is_proper(tokens[start + 1]):
        start += 1
    return start


def _is_proper(token: Token) -> bool:
    """Return whether a token is a proper noun that may be part of a name."""
    return token.tag in PROPER and token.text[:1].isalnum() and token.lower not in _DATES


def _end(tokens: Sequence[Token], i: int, stop: int) -> int:
    """Return where the run ends that goes on at token `i`."""
    while i < stop:
        joins = _joining(tokens, i, stop)
        if not _is_proper(tokens[i]) and not joins:
            break
        i += joins + 1
    return i


def _joining(tokens: Sequence[Token], i: int, stop: int) -> int:
    """Return the number of tokens from `i` that join two proper nouns, 0 for none."""
    token = tokens[i]
    count = 2 if token.lower == "of" and i + 1 < stop and tokens[i + 1].lower == "the" else 1
    if _is_proper(token) or i + count >= stop or not _is_proper(tokens[i + count]):
        return 0
    following = tokens[i + count]
    tight = token.start == tokens[i - 1].end and token.end == following.start
    joins = token.text in {"&", "of"} or token.lower in _PARTICLES
    return count if joins or (tight and token.text in _TIGHT) else 0


def features(parsed: Parsed, run: Range, longer: Mapping[str, str]) -> list[str]:
    """Return what is seen of a name; `longer` has the words of the article's longer names."""
    tokens = parsed.tokens
    inside = tokens[run.start : run.end]
    sentences = parsed.sentences
    starts = sentences[bisect_right(sentences, run.start, key=attrgetter("start")) - 1].start
    elsewhere = [longer.get(inside[0].lower, "in_no_longer_name")] if len(inside) == 1 else []
    return [
        *elsewhere,
        *_of_its_words([token.text for token in inside]),
        *_of_lists([token.lower for token in inside]),
        *_of_neighbours(tokens, run, starts=starts == run.start),
        *_of_the_tree(tokens, run),
    ]


def _of_its_words(own: Sequence[str]) -> Iterator[str]:
    """Yield what the words of a name say."""
    lower = [word.lower() for word in own]
    first, last = lower[0], lower[-1]
    yield f"words={min(len(own), _LONG)}"
    yield f"last={last}"
    yield f"ending={last[-_ENDING:]}"
    yield f"shape={_shape(own[-1])}{'' if len(own) > 1 else '_alone'}"
    if last in _ORGANISATIONS:
        yield "organisation_last"
    if len(own) == 1:
        if first in _GIVEN:
            yield "given_name_alone"
        return
    yield f"first={first}"
    signs = (
        ("organisation_within", any(word in _ORGANISATIONS for word in lower[:-1])),
        ("given_name_first", first in _GIVEN),
        ("role_first", first in _ROLES),
        ("initial", any(_INITIAL.fullmatch(word) for word in own[:-1])),
    )
    yield from (sign for sign, is_present in signs if is_present)
    if len(own) > 2:  # noqa: PLR2004 - of two words both are seen already
        yield from (f"has={word}" for word in lower)


def _shape(word: str) -> str:
    """Return how the letters of a word are written."""
    if len(word) > 1 and word.isupper():
        return "capitals"
    return "inner_capital" if any(letter.isupper() for letter in word[1:]) else "capital"


def _of_lists(own: Sequence[str]) -> Iterator[str]:
    """Yield where a name, its first word or its last is in the lists of places and bodies."""
    name = plain(" ".join(own))
    lists = (
        ("known_organisation", _KNOWN),
        ("state", _STATES),
        ("province", _PROVINCES),
        ("city", _CITIES),
        ("people", _PEOPLES),
    )
    yield from (kind for kind, known in lists if name in known)
    if len(own) > 1:
        if plain(own[-1]) in _PLACES:
            yield "place_last"
        if plain(own[0]) in _PLACES:
            yield "place_first"


def plain(name: str) -> str:
    """Return a name without accents."""
    if name.isascii():
        return name
    letters = normalize("NFKD", name)
    return "".join(letter for letter in letters if not combining(letter))


def _of_neighbours(tokens: Sequence[Token], run: Range, *, starts: bool) -> Iterator[str]:
    """Yield what the words before and after a name say."""
    if starts or not run.start:
        yield "begins_a_sentence"
    else:
        before = tokens[run.start - 1]
        yield f"before={before.lower}"
        yield f"before_tag={before.tag}"
        if before.lower in _TITLES:
            yield "title_before"
        if before.lower in _ROLES:
            yield "role_before"
        if before.text == "," and run.start > 1 and plain(tokens[run.start - 2].lower) in _PLACES:
            yield "place_and_comma_before"
    if run.end == len(tokens):
        return
    after = tokens[run.end]
    yield f"after={after.lower}"
    yield f"after_tag={after.tag}"
    if after.text in {",", "("} and run.end + 1 < len(tokens):
        yield from _of_what_follows(tokens[run.end + 1], bracket=after.text == "(")


def _of_what_follows(token: Token, *, bracket: bool) -> Iterator[str]:
    """Yield what the word after a name and a comma or a bracket says."""
    if bracket:
        if len(token.text) > 1 and token.text.isupper():
            yield "initials_in_brackets"
        return
    yield f"comma_and={token.tag}"
    if plain(token.lower) in _PLACES:
        yield "comma_and_place"
    if _AGE.fullmatch(token.text):
        yield "comma_and_age"


def _of_the_tree(tokens: Sequence[Token], run: Range) -> Iterator[str]:
    """Yield what a name is in its clause."""
    inside = tokens[run.start : run.end]
    head = next((t for t in reversed(inside) if t.head is t or t.head.i not in run), inside[-1])
    yield f"dep={head.dep}"
    if head.dep == "pobj":
        yield f"after_preposition={head.head.lemma}"
    elif head.dep in {"nsubj", "nsubjpass", "dobj"}:
        verb = head.head.lemma
        yield f"{head.dep}_of={'saying' if verb in STRONG_VERBS else verb}"
    elif head.dep in {"compound", "poss", "nmod"}:
        yield f"{head.dep}_of={head.head.lemma}"
