"""Questions that are answered with yes or no: the proposition is that of the question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Range
from worker.extract.reporting.content.position import STOPS, trimmed
from worker.extract.reporting.cues.verb_frame import verb_frame
from worker.extract.tree.phrases import conjuncts, mention, subject
from worker.extract.words import words

if TYPE_CHECKING:
    from worker.extract.records import Frame, Parsed, Token

_ANSWERING: Final = words("cues", "answers", "answering")
_ASKED: Final = words("cues", "answers", "asked")
_BELIEVING: Final = words("cues", "verbs", "believing")
_ASKING: Final = frozenset({"whether", "if"})
_NOT: Final = (["not"], ["n't"], ["n’t"])
_LEAST: Final = 3
"""Tokens of the shortest question, as "if it rained": fewer hold no proposition."""

_SHORT: Final = 6
"""Tokens, from the verb or from the start of the sentence on and with the punctuation, that may
hold the "yes" or "no" of an answer; a later one is part of what is answered.
"""

_LAST: Final = 4
"""Tokens after the verb within which an answer may end with "not", as in "said it did not"."""

_TO_MARK: Final = 2
"""Tokens after the verb within which a quoted answer opens; a later quotation is another one."""


@as_in(
    "Asked whether the bridge was closed, Ana Brandt said no.",
    '"No," Ana Brandt said when asked whether the bridge was closed.',
    no=("Asked whether the bridge was closed, Ana Brandt said the mayor knew.",),
)
def answer(parsed: Parsed, sentence: Range, verb: Token) -> Frame | None:
    """Return the frame of an answer to a question: the source says or denies what was asked."""
    speaker = subject(verb)
    if verb.lemma not in _ANSWERING or speaker is None or verb.child("auxpass") is not None:
        return None
    if parsed.tokens[sentence.start].lower in _ASKED:
        return _answer_after_question(parsed, sentence, verb, speaker)
    return _answer_before_question(parsed, sentence, verb, speaker)


@as_in(
    "Asked whether the bridge was closed, Ana Brandt said yes.",
    "Asked if the bridge was closed, Ana Brandt said it was not.",
    no=("Asked whether the bridge was closed, Ana Brandt said the mayor knew.",),
)
def _answer_after_question(
    parsed: Parsed, sentence: Range, verb: Token, speaker: Token
) -> Frame | None:
    """Return the frame of an answer that follows its question."""
    tokens = parsed.tokens
    edge = mention(speaker).start
    start = _question_start(parsed, Range(sentence.start, edge))
    if start is None or start + _LEAST > edge:
        return None
    said = [token.lower for token in tokens[verb.i + 1 : verb.i + 1 + _LAST]]
    stop = min((n for n, word in enumerate(said) if word in STOPS), default=len(said))
    word = _yes_or_no(parsed, Range(verb.i + 1, min(verb.i + _SHORT, sentence.end)))
    negative = word == "no" or said[stop - 1 : stop] in _NOT
    content = trimmed(parsed, Range(_past_belief(parsed, start + 1), edge))
    if content is None or not (negative or word == "yes"):
        return None
    question = Range(sentence.start, content.start)
    answered = Range(verb.i, _answer_end(parsed, sentence, verb))
    return _frame(verb, speaker, content, (question, answered), negative=negative)


@as_in(
    '"No," Ana Brandt said when asked whether the bridge was closed.',
    '"Yes," Ana Brandt replied when asked if the bridge was closed.',
    no=('"Ask the mayor," Ana Brandt said when asked whether the bridge was closed.',),
)
def _answer_before_question(
    parsed: Parsed, sentence: Range, verb: Token, speaker: Token
) -> Frame | None:
    """Return the frame of an answer that precedes its question."""
    tokens = parsed.tokens
    end = min(sentence.start + _SHORT, speaker.left, verb.i)
    word = _yes_or_no(parsed, Range(sentence.start, end))
    asked = next((t.i for t in tokens[verb.i : sentence.end] if t.lower in _ASKED), None)
    start = _question_start(parsed, Range(asked, sentence.end)) if asked is not None else None
    if word is None or start is None or start + _LEAST > sentence.end:
        return None
    content = trimmed(parsed, Range(_past_belief(parsed, start + 1), sentence.end))
    if content is None:
        return None
    before = Range(sentence.start, content.start)
    return _frame(verb, speaker, content, (before,), negative=word == "no")


def _frame(
    verb: Token,
    speaker: Token,
    content: Range,
    attribution: tuple[Range, ...],
    *,
    negative: bool,
) -> Frame:
    """Return the frame of an answer: a denial where it is negative."""
    frame = verb_frame(verb, "denying" if negative else "saying", conjuncts(speaker), (content,))
    return replace(frame, attribution=(*frame.attribution, *attribution))


def _question_start(parsed: Parsed, part: Range) -> int | None:
    """Return the index of the "whether" or "if" that opens a question."""
    return next((i for i in range(*part) if parsed.tokens[i].lower in _ASKING), None)


@as_in(
    "Asked whether the bridge was closed, Ana Brandt said yes.",
    no=("Asked whether the bridge was closed, Ana Brandt said the mayor knew.",),
)
def _yes_or_no(parsed: Parsed, part: Range) -> str | None:
    """Return the "yes" or "no" that is the first word of a part; None where another word is."""
    spoken = (t.lower for t in parsed.tokens[part.start : part.end] if t.text[0].isalpha())
    first = next(spoken, "")
    return first if first in {"yes", "no"} else None


def _answer_end(parsed: Parsed, sentence: Range, verb: Token) -> int:
    """Return where the answer ends: after its quotation, or at the next punctuation mark."""
    tokens = parsed.tokens
    if any(token.quote == "open" for token in tokens[verb.i + 1 : verb.i + 1 + _TO_MARK]):
        closing = (t.i + 1 for t in tokens[verb.i : sentence.end] if t.quote == "close")
        return next(closing, sentence.end)
    stops = (i for i in range(verb.i, sentence.end) if tokens[i].text in STOPS)
    return next(stops, sentence.end)


@as_in("Asked whether he believed the bridge was closed, the mayor said no.")
def _past_belief(parsed: Parsed, start: int) -> int:
    """Return the index after the "he believed" of a question that asks for a belief."""
    tokens = parsed.tokens
    if tokens[start].tag == "PRP" and tokens[start + 1].lemma in _BELIEVING:
        return start + 3 if tokens[start + 2].lower == "that" else start + 2
    return start
