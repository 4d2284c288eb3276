"""Questions that are answered with yes or no: the proposition is the question's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from worker.extract.records import Range
from worker.extract.reporting.content.position import STOPS, trimmed
from worker.extract.reporting.cues.verb_frames import reported
from worker.extract.tree.phrases import joint, mention, subject

if TYPE_CHECKING:
    from worker.extract.records import Frame, Parsed, Token

_ANSWERING: Final = frozenset({"say", "answer", "reply", "respond"})
_ASKING: Final = frozenset({"whether", "if"})
_NOT: Final = (["not"], ["n't"], ["n’t"])
_LEAST: Final = 3
"""Tokens of the shortest question: "if it rained"."""

_SHORT: Final = 6
"""Tokens of an answer that says no more than yes or no, its marks among them."""


def answer(parsed: Parsed, sentence: Range, verb: Token) -> Frame | None:
    """As in "Asked whether P, X said no", '"No," X said when asked if P': P or its denial."""
    own = subject(verb)
    if verb.lemma not in _ANSWERING or own is None or verb.child("auxpass") is not None:
        return None
    if parsed.tokens[sentence.start].lower == "asked":
        return _behind_question(parsed, sentence, verb, own)
    return _before_question(parsed, sentence, verb, own)


def _behind_question(parsed: Parsed, sentence: Range, verb: Token, own: Token) -> Frame | None:
    """As in "Asked whether P, X said no"."""
    tokens = parsed.tokens
    edge = mention(own).start
    start = _question(parsed, Range(sentence.start, edge))
    if start is None or start + _LEAST > edge:
        return None
    said = [token.lower for token in tokens[verb.i + 1 : verb.i + 5]]
    stop = min((n for n, word in enumerate(said) if word in STOPS), default=len(said))
    word = _word(parsed, Range(verb.i + 1, min(verb.i + _SHORT, sentence.end)))
    negative = word == "no" or said[stop - 1 : stop] in _NOT
    content = trimmed(parsed, Range(_past_belief(parsed, start + 1), edge))
    if content is None or not (negative or word == "yes"):
        return None
    asked = Range(sentence.start, content.start)
    told = Range(verb.i, _end(parsed, sentence, verb))
    return _frame(verb, own, content, (asked, told), negative=negative)


def _before_question(parsed: Parsed, sentence: Range, verb: Token, own: Token) -> Frame | None:
    """As in '"No," X said when asked whether P'."""
    tokens = parsed.tokens
    word = _word(parsed, Range(sentence.start, min(sentence.start + _SHORT, own.left, verb.i)))
    asked = next((t.i for t in tokens[verb.i : sentence.end] if t.lower == "asked"), None)
    start = _question(parsed, Range(asked, sentence.end)) if asked is not None else None
    if word is None or start is None or start + _LEAST > sentence.end:
        return None
    content = trimmed(parsed, Range(_past_belief(parsed, start + 1), sentence.end))
    if content is None:
        return None
    told = Range(sentence.start, content.start)
    return _frame(verb, own, content, (told,), negative=word == "no")


def _frame(
    verb: Token, own: Token, content: Range, told: tuple[Range, ...], *, negative: bool
) -> Frame:
    frame = reported(verb, "denying" if negative else "saying", joint(own), (content,))
    return replace(frame, attribution=(*frame.attribution, *told))


def _question(parsed: Parsed, part: Range) -> int | None:
    """Where the "whether" or "if" of a question stands."""
    return next((i for i in range(*part) if parsed.tokens[i].lower in _ASKING), None)


def _word(parsed: Parsed, part: Range) -> str | None:
    """The "yes" or "no" that is all a part says, or begins with."""
    words = (t.lower for t in parsed.tokens[part.start : part.end] if t.text[0].isalpha())
    first = next(words, "")
    return first if first in {"yes", "no"} else None


def _end(parsed: Parsed, sentence: Range, verb: Token) -> int:
    """Where the answer ends: at the next comma or stop, or behind its quotation."""
    tokens = parsed.tokens
    if any(token.quote == "open" for token in tokens[verb.i + 1 : verb.i + 3]):
        closing = (t.i + 1 for t in tokens[verb.i : sentence.end] if t.quote == "close")
        return next(closing, sentence.end)
    stops = (i for i in range(verb.i, sentence.end) if tokens[i].text in STOPS)
    return next(stops, sentence.end)


def _past_belief(parsed: Parsed, start: int) -> int:
    """Behind "he believed" where a question asks for a belief."""
    tokens = parsed.tokens
    if tokens[start].tag == "PRP" and tokens[start + 1].lemma in {"believe", "think", "feel"}:
        return start + 3 if tokens[start + 2].lower == "that" else start + 2
    return start
