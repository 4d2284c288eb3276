"""Content that a reporting verb takes as a clause or as a quotation, before it or behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.records import Range
from worker.extract.reporting.content.boundaries import limit
from worker.extract.reporting.content.position import (
    ADDRESSING,
    DATED,
    before,
    behind,
    complement,
    has_verb,
    is_side_clause,
    parenthesis_end,
    without_mark,
)
from worker.extract.stances import OF_CLASS
from worker.extract.trace import rejected
from worker.extract.tree.phrases import FINITE, RELATIVES, SUBJECTS, mention, verb_group
from worker.extract.words import STRONG_VERBS, VERB_CLASSES, words

if TYPE_CHECKING:
    from worker.extract.records import Found, Parsed, Token
    from worker.extract.stances import Stance

_DOCUMENTS: Final = words("people", "documents")
_DENIALS: Final = words("other_cues", "propositions", "denying")
_SUGGESTING: Final = frozenset({"indicate", "suggest", "hint"})
"""What a document does that proves nothing: its content is hedged."""

_ADVERBIAL: Final = frozenset({"punct", "prep", "npadvmod", "advmod", "nsubj"})
_PERCEIVING: Final = frozenset({"see", "hear", "go", "find", "read"})
_BRIEF: Final = 8
"""Tokens of an adverbial that stands before the parenthesis of its attribution."""

_NO_CONTENT: Final = "no clause or quotation behind it, and before it none that it reports"
_A_THING: Final = "it shows or perceives a thing: no clause behind it"


def quoted_or_clause(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """Content behind the verb, unless the attribution stands behind its content."""
    within = _in_relative(parsed, sentence, verb)
    if within is not None:
        return stance_of(verb), within
    left = _left_edge(verb, sources)
    content = behind(parsed, sentence, verb)
    close = parenthesis_end(parsed, sentence, verb)
    ahead = _ahead(parsed, sentence, verb, left)
    if ahead is not None and _is_own_clause(parsed, verb, (ahead, content, close), left):
        ahead = None
    if ahead is not None:
        spoken = _quoted(parsed, left) and _opens(parsed, ahead)
        if close is not None or content is None or spoken:
            return _around(parsed, sentence, verb, (ahead, close))
    written = content is not None and _is_written(parsed, content, verb, sources)
    if (
        content is None
        or _is_undecided(parsed, content, verb)
        or not (written or not _needs_clause(verb))
    ):
        rejected(verb, _NO_CONTENT if content is None else _A_THING)
        return None
    stance = _asked(parsed, content, verb) or _repeated(verb) or stance_of(verb)
    if stance == "denying" and not _is_denied(parsed, content, verb):
        rejected(verb, "no finite verb in what would be denied")
        return None
    return stance, (content,)


def _ahead(parsed: Parsed, sentence: Range, verb: Token, left: int) -> Range | None:
    """What stands before an attribution that may stand behind its content."""
    finite = verb.tag in FINITE or verb.child("aux") is not None
    trailing = verb.lemma in STRONG_VERBS or _quoted(parsed, left) or _closes(parsed, verb)
    if not finite or not (trailing or verb.lemma in VERB_CLASSES):
        return None
    ahead = before(parsed, sentence, left) or _split_by(parsed, sentence, verb, left)
    return ahead if trailing or _goes_around(parsed, sentence, verb, ahead) else None


def _goes_around(parsed: Parsed, sentence: Range, verb: Token, ahead: Range | None) -> bool:
    """Whether a verb that is no plain one of saying stands between commas in what it reports."""
    close = parenthesis_end(parsed, sentence, verb)
    if ahead is None or close is None or verb.dep not in {"ccomp", "parataxis"}:
        return False
    if _has_object(verb) or not (verb.head.i > close or verb.head.i < ahead.end):
        return False
    rest = without_mark(parsed, Range(close, limit(parsed, sentence, verb, close)))
    return rest is not None and _continues(parsed, ahead, rest, verb)


def _is_own_clause(
    parsed: Parsed, verb: Token, around: tuple[Range, Range | None, int | None], left: int
) -> bool:
    """Whether what stands ahead is a clause of the article's own and no content of the verb."""
    ahead, content, close = around
    if _opens_behind(parsed, content, left) or _is_beside(parsed, verb, content, ahead):
        return True
    if close is None and is_side_clause(parsed, ahead):
        return True
    return not _quoted(parsed, left) and _has_object(verb)


def _is_denied(parsed: Parsed, content: Range, verb: Token) -> bool:
    """Whether a clause stands there, and the verb takes one: "rejecting him: a poll found"."""
    inside = parsed.tokens[content.start : content.end]
    takes = verb.lemma in STRONG_VERBS or complement(verb) is not None
    return takes and any(token.tag in FINITE for token in inside)


def _opens_behind(parsed: Parsed, content: Range | None, left: int) -> bool:
    """Whether a quotation follows the verb and none stands before: "After P, X said, ...".

    What stands before the attribution is then a side clause of the article's own.
    """
    if content is None or parsed.tokens[content.start].quote != "open":
        return False
    opening = parsed.tokens[content.start + 1 : content.start + 2]
    begins = bool(opening) and opening[0].text[0].isupper()
    return begins and parsed.tokens[left - 1].quote != "close"


def _in_relative(parsed: Parsed, sentence: Range, verb: Token) -> tuple[Range, ...] | None:
    """The content of "policies which he said had failed": its pronoun and what is behind."""
    clause = verb.child("ccomp")
    own = verb.child(*SUBJECTS)
    if verb.dep not in {"relcl", "pcomp"} or clause is None or clause.i < verb.i or own is None:
        return None
    pronoun = next(
        (c for c in clause.children if c.lower in RELATIVES | {"what"} and c.i < own.left), None
    )
    if pronoun is None or own.lower in RELATIVES:
        return None
    rest = without_mark(parsed, Range(verb.i + 1, limit(parsed, sentence, verb, verb.i + 1)))
    return (Range(pronoun.i, pronoun.i + 1), rest) if rest is not None else None


def _is_beside(parsed: Parsed, verb: Token, content: Range | None, ahead: Range) -> bool:
    """Whether "While P, X said, for some, Q": what stands ahead is beside what is said."""
    if content is None or parsed.tokens[ahead.end - 1].quote == "close":
        return False
    return any(
        child.dep == "advcl" and child.child("mark") is not None and child.i in ahead
        for child in verb.children
    )


def _opens(parsed: Parsed, part: Range) -> bool:
    """Whether a part begins inside a quotation."""
    return bool(parsed.tokens[part.start].quoted or parsed.tokens[part.start].quote)


def _has_object(verb: Token) -> bool:
    """Whether the verb takes something and so no clause: "..., Hale announced a policy"."""
    taken = verb.child("dobj")
    if taken is None or taken.i < verb.i or verb.lemma in ADDRESSING:
        return False
    return taken.entity not in DATED and taken.tag != "PRP"


def _is_written(parsed: Parsed, content: Range, verb: Token, sources: tuple[Token, ...]) -> bool:
    """As in "The sign read: “P”": what stands in a document."""
    if verb.lemma != "read" or parsed.tokens[content.start].quote != "open":
        return False
    return any(source.lemma in _DOCUMENTS for source in sources)


def _needs_clause(verb: Token) -> bool:
    """Whether a verb of showing or perceiving has no clause to show or perceive."""
    showing = VERB_CLASSES.get(verb.lemma, ())[:1] == ("showing",)
    return (showing or verb.lemma in _PERCEIVING) and complement(verb) is None


def _is_undecided(parsed: Parsed, content: Range, verb: Token) -> bool:
    """As in "will decide what is done": a question, and nothing that is said."""
    asks = parsed.tokens[content.start].tag in {"WP", "WDT", "WRB"}
    return asks and verb.lemma in {"decide", "determine"}


def _asked(parsed: Parsed, content: Range, verb: Token) -> Stance | None:
    """The stance of a question: doubt about a "whether", else no more than saying."""
    if verb.lemma not in {"ask", "wonder"}:
        return None
    return "doubting" if _is_whether(parsed, content, verb) else "saying"


def _repeated(verb: Token) -> Stance | None:
    """As in "repeated her denial that P": what the noun does, whatever the verb."""
    noun = verb.child("dobj")
    return "denying" if noun is not None and noun.lemma in _DENIALS else None


def stance_of(verb: Token) -> Stance:
    """The stance of a verb that takes a clause, by its first class."""
    if verb.lemma == "rule" and verb.child("prt") is not None:
        return "denying"
    if verb.lemma in _SUGGESTING:
        own = verb.child("nsubj") or (verb.head if verb.dep == "acl" else None)
        return "guessing" if own is not None and own.lemma in _DOCUMENTS else "saying"
    return OF_CLASS[VERB_CLASSES.get(verb.lemma, ("saying",))[0]]


def _split_by(parsed: Parsed, sentence: Range, verb: Token, left: int) -> Range | None:
    """The noun phrase of "The unions, the agency reported, oppose it" before the parenthesis.

    Or the adverbial of "Six months ago, he said, they had opposed it".
    """
    tokens = parsed.tokens
    close = parenthesis_end(parsed, sentence, verb)
    if close is None or tokens[left - 1].text != "," or left - sentence.start < 1:
        return None
    behind_it = tokens[close + 1]
    own = tokens[sentence.start : left - 1]
    if left - sentence.start <= _BRIEF and not any(t.pos in {"VERB", "AUX"} for t in own):
        begun = any(t.dep in SUBJECTS and t.i > close for t in tokens[close : sentence.end])
        if begun and own[0].pos in {"ADV", "ADP", "NUM", "DET", "NOUN"}:
            return Range(sentence.start, left - 1)
    if behind_it.tag not in {"VBP", "VBZ", "VBD", "MD"} or behind_it.head.i < left:
        return None
    return Range(sentence.start, left - 1) if any(t.dep in SUBJECTS for t in own) else None


def _is_whether(parsed: Parsed, content: Range, verb: Token) -> bool:
    return any(
        token.lower in {"whether", "if"} for token in parsed.tokens[verb.i : content.start + 1]
    )


def _quoted(parsed: Parsed, left: int) -> bool:
    return left > 0 and parsed.tokens[left - 1].quote == "close"


def _closes(parsed: Parsed, verb: Token) -> bool:
    """As in "P, inspectors found.": a verb with a clause before it and nothing behind."""
    clause = verb.child("ccomp")
    if clause is None or clause.i > verb.i or verb.lemma not in VERB_CLASSES:
        return False
    inside = parsed.tokens[clause.left : clause.right]
    behind = {child.dep for child in verb.children if child.i > verb.i}
    finite = any(token.dep in SUBJECTS for token in inside) and clause.child("mark") is None
    return finite and behind <= _ADVERBIAL


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
    stance = stance_of(verb)
    if verb.lemma in {"ask", "wonder", "question", "query", "challenge"}:
        stance = "saying"
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
    open_verb = parsed.tokens[ahead.end - 1]
    if open_verb.pos in {"VERB", "AUX"} and any(token.head is open_verb for token in inside):
        # As in "The bridge is, Hale says, a wreck".
        return True
    return has_verb(parsed, rest) and not any(
        token.dep == "advcl" and token.head is verb and token.tag == "VBG" for token in inside
    )
