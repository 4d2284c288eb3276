"""The quantities of a parsed paragraph: number, bounds, unit, and what is counted.

The numbers come from a grammar of their own (`amounts`); the parse only says which noun a plain
count counts and what happened to it. Years, dates and ordinals are no quantities, and "one" and
"the two" are none unless they count victims.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from worker.extract.quantities.amounts import read_amounts
from worker.extract.quantities.counted_noun import noun_after
from worker.extract.quantities.implicit_victims import find_victims
from worker.extract.quantities.numbers import word_at
from worker.extract.quantities.properties import property_of
from worker.extract.quantities.property_words import is_event, is_person
from worker.extract.words import table
from worker.records import Quantity, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Phrase

    from worker.extract.quantities.comparators import Amount
    from worker.extract.quantities.numbers import Lexeme
    from worker.records import Property

_LISTS: Final = table("quantities")
_VICTIMS: Final = frozenset(_LISTS["properties"])
_NOBODY: Final = frozenset({"nobody", "none", "neither"})
_NO_REPORTS: Final = (
    ["reports", "of"],
    ["report", "of"],
    ["word", "of"],
    ["immediate", "reports"],
)
_DAYS: Final = frozenset(_LISTS["nouns"]["weekdays"].split())
_MONTHS: Final = frozenset(_LISTS["nouns"]["months"].split())
_KNOWN: Final = frozenset(
    {"the", "these", "those", "both", "his", "her", "their", "its", "our", "my", "'s"}
)
_PAST: Final = frozenset(_LISTS["nouns"]["past"].split())
_SPANS: Final = frozenset(_LISTS["nouns"]["spans"].split())
_SMALL: Final = 10


def find_quantities(doc: Doc, offset: int) -> tuple[Quantity, ...]:
    """Every quantity of `doc`, in order; its text stands at `offset` of the article.

    Those that no number states (a victim in the singular or by name) are marked `implicit`, and
    may overlap an age; the others never overlap.
    """
    nones = _nones(doc)
    stated = _first_of_each([*_stated(doc, nones), *nones])
    found = sorted([*stated, *_implicit(doc, stated)], key=lambda quantity: quantity.span)
    return tuple(
        replace(quantity, span=Span(quantity.span.start + offset, quantity.span.end + offset))
        for quantity in found
    )


def _stated(doc: Doc, nones: Sequence[Quantity]) -> list[Quantity]:
    """What numbers state, beside the counts of none."""
    lexemes, amounts = read_amounts(doc.text)
    starts = {token.idx: token.i for token in doc}
    found: list[Quantity] = []
    before: Amount | None = None
    covered = 0
    for amount, following in zip_longest(amounts, amounts[1:]):
        start = lexemes[amount.first].start
        if start < covered or any(q.span.start <= start < q.span.end for q in nones):
            continue
        counted = _Counted(doc, lexemes, starts, amount)
        if following is not None and following.kind and following.first == amount.last:
            counted.pass_over(lexemes[following.last - 1].end)
        quantity = counted.quantity(before, found[-1] if found else None)
        if quantity is not None:
            found.append(quantity)
            covered = quantity.span.end
        before = amount
    return found


def _first_of_each(quantities: list[Quantity]) -> list[Quantity]:
    """In order, without those that overlap one before them."""
    kept: list[Quantity] = []
    for quantity in sorted(quantities, key=lambda one: one.span):
        if not kept or kept[-1].span.end <= quantity.span.start:
            kept.append(quantity)
    return kept


class _Counted:
    """One amount with the tokens it stands on."""

    def __init__(
        self, doc: Doc, lexemes: Sequence[Lexeme], starts: dict[int, int], amount: Amount
    ) -> None:
        self.doc, self.lexemes, self.amount = doc, lexemes, amount
        start, end = lexemes[amount.first].start, lexemes[amount.last - 1].end
        first = _token_at(starts, start)
        self.first = first
        last = first
        while last < len(doc) and doc[last].idx < end:
            last += 1
        self.last = max(last, first + 1)
        self.noun, self.end = noun_after(doc, self.last)
        self.stop = len(doc)

    def pass_over(self, end: int) -> None:
        """Count the noun behind a measure up to character `end`: "two 14-year-old boys"."""
        i = next((token.i for token in self.doc[self.last :] if token.idx >= end), len(self.doc))
        self.noun, self.end = noun_after(self.doc, i)
        if self.noun is None and is_person(self.doc[i - 1].text):  # "three 18-year-olds"
            self.noun, self.end = self.doc[i - 1], i
        self.stop = self.last

    def quantity(self, before: Amount | None, last: Quantity | None) -> Quantity | None:
        """The amount as a quantity, or None where it counts nothing that is claimed."""
        amount = self.amount
        if amount.kind is not None:
            return self._record(amount, amount.kind, amount.unit, self.last)
        inherited = self._inherited(last)
        if inherited is not None:
            return inherited
        amount = self._shared(before)
        end = self.end if self.noun is not None else self.last
        phrase = self.doc[self.first : end]
        kind = "count" if self._is_described_part() else property_of(phrase, self.noun)
        exact = amount.exact
        if kind == "displaced" and exact is not None and exact < _SMALL:
            kind = "count"  # a suspect flees, and is not displaced
        if not self._counts(kind):
            return None
        person = kind != "count" if self.noun is None else is_person(self.noun.text)
        unit = "person" if person else (self.noun.lemma_.lower() if self.noun else None)
        return self._record(amount, kind, unit, end)

    def _is_described_part(self) -> bool:
        """As in "four of them teenagers": the noun says what they are, not what befell them."""
        words = [word_at(self.lexemes, self.amount.last + k) for k in range(2)]
        part = words[0] == "of" and words[1] in ("them", "whom")
        return part and self.noun is not None

    def _record(self, amount: Amount, kind: Property, unit: str | None, end: int) -> Quantity:
        start, end = self.lexemes[amount.first].start, min(end, self.stop)
        stop = max(self.doc[end - 1].idx + len(self.doc[end - 1]), start + 1)
        if amount.kind is not None:
            stop = self.lexemes[amount.last - 1].end
        return Quantity(
            Span(start, stop),
            amount.value,
            amount.low,
            amount.high,
            amount.comparator,
            unit,
            kind,
        )

    def _inherited(self, last: Quantity | None) -> Quantity | None:
        """As in "from 660,000 dollars to just 75,000": the unit of the money before."""
        if last is None or self.noun is not None or last.property not in ("money", "percent"):
            return None
        words = [word_at(self.lexemes, self.amount.first - k) for k in (1, 2)]
        near = self.doc[self.first].sent.start_char <= last.span.start
        fallen = self.doc.text[: last.span.start].rstrip().endswith("from")
        if near and fallen and "to" in words:
            return self._record(self.amount, last.property, last.unit, self.last)
        return None

    def _shared(self, before: Amount | None) -> Amount:
        """As in "at least 12 killed and 20 wounded": the comparator holds for both."""
        amount = self.amount
        if before is None or not before.shared or amount.comparator != "eq":
            return amount
        if word_at(self.lexemes, amount.first - 1) != "and":
            return amount
        if self.noun is not None and not is_event(self.noun.text):
            return amount
        value, kind = amount.value, before.comparator
        low = value if kind in ("gt", "gte") else None
        high = value if kind in ("lt", "lte") else None
        return replace(amount, comparator=kind, low=low, high=high)

    def _counts(self, kind: str) -> bool:
        """Whether it counts the thing claimed."""
        if self._is_in_name() or self._is_whole():
            return False
        if kind in _VICTIMS:
            return True
        if self._is_compound():
            return False
        amount = self.amount
        if amount.value == 1 and amount.comparator == "eq":
            return word_at(self.lexemes, amount.last - 1) == "single"
        return self._is_bare_count() if self.noun is None else self._is_news(self.noun)

    def _is_news(self, noun: Token) -> bool:
        """Whether a count of things is told here: "the two countries" are known already."""
        amount = self.amount
        before = word_at(self.lexemes, amount.first - 1)
        ago = noun.i + 1 < len(self.doc) and noun.nbor().lower_ == "ago"
        if ago or (before in _PAST and noun.lower_ in _SPANS):
            return False
        if noun.lower_.rstrip("s") in _DAYS:
            return False
        small = amount.value is not None and amount.value < _SMALL
        if before in ("the", "these", "those") and not is_person(noun.text):
            return not small
        return not (small and before in _KNOWN and noun.dep_ in ("nsubj", "nsubjpass"))

    def _is_bare_count(self) -> bool:
        amount, doc = self.amount, self.doc
        if amount.comparator == "range" and amount.high is not None:
            return word_at(self.lexemes, amount.first) in ("between", "from", "a")
        if amount.comparator != "eq" or amount.value is None or amount.value >= _SMALL:
            return True
        if word_at(self.lexemes, amount.first - 1) in ("the", "these", "those"):
            return False
        return self.last < len(doc) and doc[self.last].pos_ in ("VERB", "AUX")

    def _is_in_name(self) -> bool:
        """Whether it ends or joins a name: "Boeing 737", "Explorer 6 Countdown"."""
        if self.amount.comparator != "eq" or not self.first:
            return False
        previous = self.doc[self.first - 1]
        named = previous.pos_ == "PROPN" and previous.text[0].isupper()
        dated = previous.lower_ in _DAYS or previous.lower_ in _MONTHS
        if not named or dated or is_event(previous.text):
            return False
        if self.noun is None:
            return True
        return not is_person(self.noun.text) and not is_event(self.noun.text)

    def _is_compound(self) -> bool:
        """Whether it is half of a word: "a 22-count indictment", "32- and 64-bit systems"."""
        last = self.amount.last
        if word_at(self.lexemes, last) != "-" or not word_at(self.lexemes, last + 1).isalpha():
            return False
        before, dash, after = self.lexemes[last - 1 : last + 2]
        glued = before.end == dash.start
        split = dash.end < after.start and self.noun is not None and self.noun.i > self.last + 1
        return glued or split  # text that was cut into tokens has "64 - bit systems"

    def _is_whole(self) -> bool:
        """Whether a part was counted and this is the whole: "one of the two mothers"."""
        first = self.amount.first
        words = [word_at(self.lexemes, first - k) for k in (2, 1)]
        if words[1] == "of" and first > 1 and self.lexemes[first - 2].number is not None:
            return True  # "1 of 13 passes"
        return words == ["of", "the"] and (
            word_at(self.lexemes, first - 3) in ("one", "some", "most", "each", "either", "any")
        )


def _token_at(starts: dict[int, int], start: int) -> int:
    while start not in starts and start > 0:
        start -= 1
    return starts.get(start, 0)


def _nones(doc: Doc) -> list[Quantity]:
    """Counts of none and of both: "no injuries", "none of the 20 was hurt", "both men died"."""
    found: list[Quantity] = []
    for token in doc:
        value = 2.0 if token.lower_ == "both" else 0.0
        phrase, noun = _both_phrase(token) if value else _none_phrase(token)
        if phrase is None:
            continue
        kind = property_of(phrase, noun)
        if kind in _VICTIMS:
            span = Span(phrase.start_char, phrase.end_char)
            found.append(Quantity(span, value, value, value, "eq", "person", kind))
            other = _other_none(phrase) if value == 0 else None
            if other is not None:
                found.append(other)
    return found


def _other_none(phrase: Phrase) -> Quantity | None:
    """The injuries of "no deaths or injuries"."""
    doc, i = phrase.doc, phrase.end
    if i + 1 >= len(doc) or doc[i].lower_ not in ("or", "and") or not is_event(doc[i + 1].text):
        return None
    kind = property_of(doc[i + 1 : i + 2], doc[i + 1])
    span = Span(doc[i + 1].idx, doc[i + 1].idx + len(doc[i + 1]))
    return Quantity(span, 0.0, 0.0, 0.0, "eq", "person", kind) if kind in _VICTIMS else None


def _implicit(doc: Doc, found: Sequence[Quantity]) -> list[Quantity]:
    """A quantity of one for every victim in the singular that nothing else counts."""
    counts = [quantity.span for quantity in found if quantity.property != "age"]
    spans = [
        (Span(phrase.start_char, phrase.end_char), kind) for phrase, kind in find_victims(doc)
    ]
    return [
        Quantity(span, 1.0, 1.0, 1.0, "eq", "person", kind, implicit=True)
        for span, kind in spans
        if all(span.end <= s or e <= span.start for s, e in counts)
    ]


def _both_phrase(token: Token) -> tuple[Phrase | None, Token | None]:
    noun, end = noun_after(token.doc, token.i + 1)
    person = noun is not None and is_person(noun.text)
    return (token.doc[token.i : end], noun) if person else (None, None)


def _none_phrase(token: Token) -> tuple[Phrase | None, Token | None]:
    doc, i = token.doc, token.i
    if token.lower_ in _NOBODY and i + 1 < len(doc) and doc[i + 1].text == "-":
        return None, None  # "a none-too-bright actor"
    if token.lower_ in _NOBODY:
        noun, end = noun_after(doc, i + 1)
        return doc[i : max(end, i + 1)], noun
    if token.lower_ != "no" or i + 1 >= len(doc):
        return None, None
    if doc[i + 1].lower_ == "one":
        return doc[i : i + 2], doc[i + 1]
    reported = [word.lower_ for word in doc[i + 1 : i + 3]] in _NO_REPORTS
    noun, end = noun_after(doc, i + 2 if reported else i + 1)
    return (doc[i:end], noun) if noun is not None else (None, None)
