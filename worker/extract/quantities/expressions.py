"""The quantities of a paragraph: number, bounds, unit, and what is counted: `find_quantities`.

The numbers are read from the words alone (`amounts`); the tree only says which noun a plain count
counts and what happened to it. Years, dates and ordinals are no quantities, and "one" and "the
two" are none unless they count victims.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.quantities.amounts import read_amounts
from worker.extract.quantities.counted_noun import noun_after
from worker.extract.quantities.implicit_victims import find_victims
from worker.extract.quantities.lexemes import word_at
from worker.extract.quantities.none_and_both import zero_and_both
from worker.extract.quantities.numbers import is_number
from worker.extract.quantities.phrase import Phrase
from worker.extract.quantities.properties.choice import property_of
from worker.extract.quantities.properties.words import is_event, is_person
from worker.extract.text.quotations import readable
from worker.extract.tree.phrases import SUBJECTS
from worker.extract.words import words
from worker.records import Quantity, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.quantities.comparators import Amount
    from worker.extract.quantities.lexemes import Lexeme
    from worker.extract.records import Parsed, Token
    from worker.records import Property

_SINGLE: Final = words("quantities", "numbers", "single")
_PARENTS: Final = words("quantities", "nouns", "parents")
_PEOPLE: Final = words("quantities", "counted", "bodies")
_MEASURING: Final = words("quantities", "measuring", "verbs")
_MULTIPLE: Final = words("quantities", "numbers", "multiple")
_FEW: Final = words("quantities", "counted", "just")
_VICTIMS: Final = words("quantities", "properties")
_DAYS: Final = words("quantities", "nouns", "weekdays")
_MONTHS: Final = words("quantities", "nouns", "months")
_KNOWN: Final = frozenset(
    {"the", "these", "those", "both", "his", "her", "their", "its", "our", "my", "'s"}
)
_PAST: Final = words("quantities", "nouns", "past")
_SPANS: Final = words("quantities", "nouns", "spans")
_NEAR: Final = 5
"""Lexemes before "one" in which the number is looked for that it is next to: farther away it is
of another thing."""
_SMALL: Final = 10
"""A count below it may refer to things that are known, or be a figure of speech."""


@as_in(
    "About 300 men were hurt.", "The bridge cost $20 million.", no=("The bridge fell on June 20.",)
)
def find_quantities(parsed: Parsed) -> tuple[Quantity, ...]:
    """Return the quantities of a paragraph, in order.

    Those that no number states (a victim in the singular or by name) are marked `implicit`, and
    may overlap an age; the others never overlap.
    """
    nones = zero_and_both(parsed)
    stated = _first_of_each([*_stated_quantities(parsed, nones), *nones])
    return tuple(
        sorted([*stated, *_implicit_victims(parsed, stated)], key=lambda quantity: quantity.span)
    )


def _stated_quantities(parsed: Parsed, nones: Sequence[Quantity]) -> list[Quantity]:
    """Return the quantities that numbers state, without the counts of none."""
    offset = parsed.paragraph.offset
    lexemes, amounts = read_amounts(readable(parsed.paragraph.text))
    found: list[Quantity] = []
    before: Amount | None = None
    covered = 0
    for amount, following in zip_longest(amounts, amounts[1:]):
        start = offset + lexemes[amount.first].start
        if start < covered or any(q.span.start <= start < q.span.end for q in nones):
            continue
        counted = _Counted(parsed, lexemes, amount)
        if following is not None and following.kind and following.first == amount.last:
            counted.pass_over(offset + lexemes[following.last - 1].end)
        if following is not None:
            counted.stop_before(following)
        quantity = counted.quantity(before, found[-1] if found else None)
        if quantity is not None:
            found.append(quantity)
            covered = quantity.span.end
        before = amount
    return found


def _first_of_each(quantities: list[Quantity]) -> list[Quantity]:
    """Return the quantities in order, without those that overlap one before them."""
    kept: list[Quantity] = []
    for quantity in sorted(quantities, key=lambda one: one.span):
        if not kept or kept[-1].span.end <= quantity.span.start:
            kept.append(quantity)
    return kept


class _Counted:
    """One amount with its tokens, `first` up to `last`, and the noun that it counts."""

    def __init__(self, parsed: Parsed, lexemes: Sequence[Lexeme], amount: Amount) -> None:
        self.parsed, self.lexemes, self.amount = parsed, lexemes, amount
        self.tokens, self.offset = parsed.tokens, parsed.paragraph.offset
        start = self.offset + lexemes[amount.first].start
        end = self.offset + lexemes[amount.last - 1].end
        self.first = max(0, bisect_right(self.tokens, start, key=lambda token: token.start) - 1)
        last = self.first
        while last < len(self.tokens) and self.tokens[last].start < end:
            last += 1
        self.last = max(last, self.first + 1)
        self.noun, self.end = noun_after(parsed, self.last)
        self.stop = len(self.tokens)

    def pass_over(self, end: int) -> None:
        """Count the noun after a measure that ends at offset `end`: "two 14-year-old boys"."""
        i = bisect_left(self.tokens, end, lo=self.last, key=lambda token: token.start)
        self.noun, self.end = noun_after(self.parsed, i)
        if self.noun is None and is_person(self.tokens[i - 1].text):  # "three 18-year-olds"
            self.noun, self.end = self.tokens[i - 1], i
        self.stop = self.last

    @as_in(
        "The camp houses 2,000 of the 40,000 people who fled the town.",
        no=("The firm closed 250 of its 3,100 houses.",),
    )
    def stop_before(self, whole: Amount) -> bool:
        """Return whether the phrase ends before a number of whom this is a part.

        They are counted apart where something is said of them alone: "2,000 of 40,000 who fled".
        """
        joint = [lexeme.word for lexeme in self.lexemes[self.amount.last : whole.first]]
        if joint[:1] != ["of"] or whole.kind is not None or self.noun is None:
            return False
        said = any(child.dep in ("acl", "relcl") for child in self.noun.children)
        if said and (whole.exact or 0) >= _SMALL:
            self.stop = self.last
            return True
        return False

    @as_in("About 300 men were hurt.", "Six firms closed.", no=("The two firms agreed.",))
    def quantity(self, before: Amount | None, last: Quantity | None) -> Quantity | None:
        """Return the amount as a quantity, or None where it counts nothing that is claimed."""
        amount = self.amount
        if amount.kind is not None:
            return self._record(amount, amount.kind, amount.unit, self.last)
        inherited = self._with_unit_before(last)
        if inherited is not None:
            return inherited
        amount = self._with_comparator_before(before)
        end = self.end if self.noun is not None else self.last
        phrase = Phrase(self.parsed, self.first, end, self.noun)
        kind = "count" if self._is_described_part() else property_of(phrase)
        exact = amount.exact
        if kind == "displaced" and exact is not None and exact < _SMALL:
            kind = "count"  # a suspect flees, and is not displaced
        if not self._counts(kind):
            return None
        person = kind != "count" if self.noun is None else is_person(self.noun.text)
        unit = "person" if person else (self.noun.lemma if self.noun else None)
        return self._record(amount, kind, unit, end)

    @as_in("Ana Brandt is a mother of two.", no=("The town is a place of two rivers.",))
    def _is_of_parent(self) -> bool:
        """Return whether the number is of the children of somebody."""
        of, parent = (word_at(self.lexemes, self.amount.first - k) for k in (1, 2))
        return of == "of" and parent in _PARENTS

    @as_in(
        "Ten men were hurt, four of them teenagers.",
        "A mother of 13 was hurt.",
        no=("Ten men were hurt.",),
    )
    def _is_described_part(self) -> bool:
        """Return whether the noun says what some people are, not what happened to them."""
        if self._is_of_parent():
            return True
        words = [word_at(self.lexemes, self.amount.last + k) for k in range(2)]
        part = words[0] == "of" and words[1] in ("them", "whom")
        return part and self.noun is not None

    def _record(self, amount: Amount, kind: Property, unit: str | None, end: int) -> Quantity:
        """Return the amount as a quantity, whose span ends before token `end`."""
        start = self.offset + self.lexemes[amount.first].start
        stop = max(self.tokens[min(end, self.stop) - 1].end, start + 1)
        if amount.kind is not None or (self.noun is None and end == self.last):
            stop = self.offset + self.lexemes[amount.last - 1].end
        return Quantity(
            Span(start, stop),
            amount.value,
            amount.low,
            amount.high,
            amount.comparator,
            unit,
            kind,
        )

    @as_in(
        "The price fell from 660,000 dollars to just 75,000.",
        no=("The price fell by 660,000 dollars in 12 towns.",),
    )
    def _with_unit_before(self, last: Quantity | None) -> Quantity | None:
        """Return the amount with the unit of the sum or share before it: "from ... to"."""
        if last is None or self.noun is not None or last.property not in ("money", "percent"):
            return None
        words = [word_at(self.lexemes, self.amount.first - k) for k in (1, 2)]
        sentence = self.parsed.sentences[self.parsed.sentence_of(self.first)]
        near = self.tokens[sentence.start].start <= last.span.start
        text_before = self.parsed.paragraph.text[: last.span.start - self.offset]
        fallen = text_before.rstrip().endswith("from")
        if near and fallen and "to" in words:
            return self._record(self.amount, last.property, last.unit, self.last)
        return None

    @as_in("At least 12 killed and 20 wounded, the mayor said.")
    def _with_comparator_before(self, before: Amount | None) -> Amount:
        """Return the amount, with the comparator of the number that it is coordinated with."""
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

    @as_in(
        "About 300 men were hurt.", "Six firms closed.", no=("Ana Brandt flew in a Boeing 737.",)
    )
    def _counts(self, kind: str) -> bool:
        """Return whether it counts the thing claimed."""
        if self._is_in_name() or self._is_whole():
            return False
        if kind in _VICTIMS:
            return True
        if self._is_compound():
            return False
        amount = self.amount
        if amount.value == 1 and amount.comparator == "eq":
            return word_at(self.lexemes, amount.last - 1) in _SINGLE or self._is_only_one()
        return self._is_bare_count() if self.noun is None else self._is_news(self.noun)

    @as_in(
        "The town has only one bridge.",
        "The mayor sent four guards home, including one driver.",
        "The firm sold three boats and one car.",
        no=("The firm hired one driver.", "Only one of the guards left."),
    )
    def _is_only_one(self) -> bool:
        """Return whether "one" is a count: the only one, or next to another number."""
        first, last = self.amount.first, self.amount.last
        before, after = word_at(self.lexemes, first - 1), word_at(self.lexemes, last)
        if before in _FEW:
            return after.isalpha() and after != "of"
        if self.noun is None or after in ("of", "another"):
            return False
        near = self.lexemes[max(0, first - _NEAR) : first]
        listed = before in ("and", ",", "plus") and any(
            lexeme.number is not None or is_number(lexeme.word) for lexeme in near
        )
        return listed and self.noun.dep not in SUBJECTS

    @as_in(
        "Six firms closed.",
        "Multiple guards left.",
        no=(
            "The two firms agreed.",
            "Multiple fires were seen.",
            "The town is one of several places that agreed.",
        ),
    )
    def _is_news(self, noun: Token) -> bool:
        """Return whether a count of things is news: it does not refer to known things."""
        amount = self.amount
        before = word_at(self.lexemes, amount.first - 1)
        if word_at(self.lexemes, amount.first) in _MULTIPLE:
            return is_person(noun.text)
        if amount.value is None and before == "of":
            return word_at(self.lexemes, amount.first - 2) != "one"
        ago = noun.i + 1 < len(self.tokens) and self.tokens[noun.i + 1].lower == "ago"
        if ago or (before in _PAST and noun.lower in _SPANS):
            return False
        if noun.lower.rstrip("s") in _DAYS:
            return False
        small = amount.value is not None and amount.value < _SMALL
        if before in ("the", "these", "those") and not is_person(noun.text):
            return not small
        return not (small and before in _KNOWN and noun.dep in SUBJECTS)

    @as_in(
        "The firm hired 300.",
        "Six agreed.",
        "Ana Brandt is a mother of two.",
        no=("The two agreed.", "The mother of two Ana Brandt left."),
    )
    def _is_bare_count(self) -> bool:
        """Return whether a number without a noun counts something."""
        amount = self.amount
        if self._is_of_parent():
            return self.last >= len(self.tokens) or self.tokens[self.last].pos != "PROPN"
        if amount.comparator == "range" and amount.high is not None:
            return word_at(self.lexemes, amount.first) in ("between", "from", "a")
        if amount.comparator != "eq" or amount.value is None or amount.value >= _SMALL:
            return True
        before = word_at(self.lexemes, amount.first - 1)
        if before in ("the", "these", "those"):
            return False
        if before == "by" and word_at(self.lexemes, amount.first - 2) in _MEASURING:
            return True  # "rose by seven"
        return self.last < len(self.tokens) and self.tokens[self.last].pos in ("VERB", "AUX")

    @as_in("Ana Brandt flew in a Boeing 737.", no=("On Monday 300 men left.",))
    def _is_in_name(self) -> bool:
        """Return whether the number ends a name or joins it."""
        if self.amount.comparator != "eq" or not self.first:
            return False
        previous = self.tokens[self.first - 1]
        named = previous.pos == "PROPN" and previous.text[0].isupper()
        dated = previous.lower in _DAYS or previous.lower in _MONTHS
        if not named or dated or is_event(previous.text):
            return False
        if self.noun is None:
            return True
        return not is_person(self.noun.text) and not is_event(self.noun.text)

    @as_in(
        "The court read a 22-count indictment.",
        "The firm sells 32- and 64-bit systems.",
        no=(
            "The court read 22 counts.",
            "A 14-man crew left.",
        ),
    )
    def _is_compound(self) -> bool:
        """Return whether the number is half of a word."""
        last = self.amount.last
        if word_at(self.lexemes, last) != "-" or not word_at(self.lexemes, last + 1).isalpha():
            return False
        if word_at(self.lexemes, last + 1) in _PEOPLE:
            return False  # "a 14-man crew"
        before, dash, after = self.lexemes[last - 1 : last + 2]
        glued = before.end == dash.start
        split = dash.end < after.start and self.noun is not None and self.noun.i > self.last + 1
        return glued or split  # text that was cut into tokens has "64 - bit systems"

    @as_in(
        "One of the two firms closed.",
        "Leo Holt missed 1 of 13 passes.",
        no=("The two firms agreed.",),
    )
    def _is_whole(self) -> bool:
        """Return whether a part was counted and this is the whole."""
        first = self.amount.first
        words = [word_at(self.lexemes, first - k) for k in (2, 1)]
        if words[1] == "of" and first > 1 and self.lexemes[first - 2].number is not None:
            return True  # "1 of 13 passes"
        return words == ["of", "the"] and (
            word_at(self.lexemes, first - 3) in ("one", "some", "most", "each", "either", "any")
        )


@as_in("A man was shot dead.", no=("Two men were shot dead.",))
def _implicit_victims(parsed: Parsed, found: Sequence[Quantity]) -> list[Quantity]:
    """Return a quantity of one for every victim in the singular that nothing else counts."""
    counts = [quantity.span for quantity in found if quantity.property != "age"]
    return [
        Quantity(span, 1.0, 1.0, 1.0, "eq", "person", kind, implicit=True)
        for span, kind in ((phrase.span, kind) for phrase, kind in find_victims(parsed))
        if all(span.end <= s or e <= span.start for s, e in counts)
    ]
