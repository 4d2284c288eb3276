"""Content that a reporting verb takes as a clause or as a quotation, before it or behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.contents import (
    before,
    behind,
    complement,
    has_verb,
    limit,
    parenthesis_end,
    without_mark,
)
from worker.extract.phrases import SUBJECTS, mention, verb_group
from worker.extract.tokens import Range
from worker.extract.words import STRONG_VERBS, VERB_CLASSES, words

if TYPE_CHECKING:
    from worker.extract.frames import Found, Stance
    from worker.extract.tokens import Parsed, Token

_DOCUMENTS: Final = words("people", "documents")
_SUGGESTING: Final = frozenset({"indicate", "suggest", "hint"})
"""What a document does that proves nothing: its content is hedged."""

_PERCEIVING: Final = frozenset({"see", "hear", "go", "find", "read"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})


def quoted_or_clause(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """Content behind the verb, unless the attribution stands behind its content."""
    left = _left_edge(verb, sources)
    content = behind(parsed, sentence, verb)
    ahead = None
    finite = verb.tag in _FINITE or verb.child("aux") is not None
    if finite and (verb.lemma in STRONG_VERBS or _quoted(parsed, left)):
        ahead = before(parsed, sentence, left) or _split_by(parsed, sentence, verb, left)
    close = parenthesis_end(parsed, sentence, verb) if ahead is not None else None
    if ahead is not None and (close is not None or content is None):
        return _around(parsed, sentence, verb, (ahead, close))
    if content is None or _needs_clause(verb):
        return None
    stance = _asked(parsed, content, verb) or stance_of(verb)
    inside = parsed.tokens[content.start : content.end]
    if stance == "denying" and not any(token.tag in _FINITE for token in inside):
        return None
    return stance, (content,)


def _needs_clause(verb: Token) -> bool:
    """Whether a verb of showing or perceiving has no clause to show or perceive."""
    showing = VERB_CLASSES.get(verb.lemma, ())[:1] == ("showing",)
    return (showing or verb.lemma in _PERCEIVING) and complement(verb) is None


def _asked(parsed: Parsed, content: Range, verb: Token) -> Stance | None:
    """The stance of a question: doubt about a "whether", else no more than saying."""
    if verb.lemma not in {"ask", "wonder"}:
        return None
    return "doubting" if _is_whether(parsed, content, verb) else "saying"


def stance_of(verb: Token) -> Stance:
    """The stance of a verb that takes a clause, by its first class."""
    name = VERB_CLASSES.get(verb.lemma, ("saying",))[0]
    if verb.lemma in _SUGGESTING:
        own = verb.child("nsubj")
        return "guessing" if own is not None and own.lemma in _DOCUMENTS else "saying"
    if name in {"distancing", "confirming", "saying", "calling"}:
        return "saying"
    if name == "accusing" or name in {
        "denying",
        "doubting",
        "believing",
        "guessing",
        "showing",
        "predicting",
    }:
        return name  # type: ignore[return-value]
    return "ordering" if name == "ordering" else "offering"


def _split_by(parsed: Parsed, sentence: Range, verb: Token, left: int) -> Range | None:
    """The noun phrase of "The unions, the agency reported, oppose it" before the parenthesis."""
    tokens = parsed.tokens
    close = parenthesis_end(parsed, sentence, verb)
    if close is None or tokens[left - 1].text != "," or left - sentence.start < 1:
        return None
    behind_it = tokens[close + 1]
    own = tokens[sentence.start : left - 1]
    if behind_it.tag not in {"VBP", "VBZ", "VBD", "MD"} or behind_it.head.i < left:
        return None
    return Range(sentence.start, left - 1) if any(t.dep in SUBJECTS for t in own) else None


def _is_whether(parsed: Parsed, content: Range, verb: Token) -> bool:
    return any(
        token.lower in {"whether", "if"} for token in parsed.tokens[verb.i : content.start + 1]
    )


def _quoted(parsed: Parsed, left: int) -> bool:
    return left > 0 and parsed.tokens[left - 1].quote == "close"


def _left_edge(verb: Token, sources: tuple[Token, ...]) -> int:
    """Where the attribution begins: its verb, or its source where that stands before the verb."""
    edge = verb_group(verb).start
    if sources and sources[0].i < edge:
        return mention(sources[0]).start
    return edge


def _around(
    parsed: Parsed, sentence: Range, verb: Token, bounds: tuple[Range, int | None]
) -> Found:
    """Content before an attribution, with what goes on behind its closing comma."""
    ahead, close = bounds
    stance = stance_of(verb) if verb.lemma not in {"ask", "wonder"} else "saying"
    if close is None:
        return stance, (ahead,)
    rest = without_mark(parsed, Range(close, limit(parsed, sentence, verb, close)))
    if rest is None or not _continues(parsed, ahead, rest, verb):
        return stance, (ahead,)
    return stance, (ahead, rest)


def _names_source(first: Token, verb: Token) -> bool:
    """Whether a word begins what a source is called: "said Ana Brandt, head of the firm"."""
    return any(
        above.head is verb and above.dep in SUBJECTS for above in (first, *first.ancestors())
    )


def _continues(parsed: Parsed, ahead: Range, rest: Range, verb: Token) -> bool:
    """Whether what stands behind ", he said," is content and no adverbial of the attribution."""
    first = parsed.tokens[rest.start]
    if first.quote == "open" or first.quoted:
        return True
    if parsed.tokens[ahead.end - 1].quote == "close" or _names_source(first, verb):
        return False
    if first.lower in {"who", "which", "citing", "adding", "quoting", "but"} or first.tag in {
        "VBG",
        "IN",
    }:
        return False
    inside = parsed.tokens[rest.start : rest.end]
    return has_verb(parsed, rest) and not any(
        token.dep == "advcl" and token.head is verb and token.tag == "VBG" for token in inside
    )
