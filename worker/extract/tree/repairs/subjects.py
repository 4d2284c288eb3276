"""Mends of who reports: the noun phrase beside a reporting verb, hung elsewhere by the parser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.tree.phrases import NOUNS
from worker.extract.tree.repairs.attachments import attach
from worker.extract.words import STRONG_VERBS, VERB_CLASSES, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Range, Token

_INSIDE: Final = NOUNS | {
    "DT",
    "JJ",
    "JJR",
    "JJS",
    "CD",
    "POS",
    "PRP$",
    "HYPH",
    "IN",
    "CC",
    "RB",
    ":",
    ".",
}
_NAMED: Final = frozenset(
    {"NN", "NNS", "NNP", "NNPS", "DT", "JJ", "CD", "PRP$", "POS", "HYPH", "VBN", "RP"}
)
_PERSONS: Final = words("people", "persons")
_PREPOSITIONS: Final = frozenset({"of", "for", "at", "in", "from", "with", "on"})
_DASHES: Final = frozenset({"—", "–", "--"})
_SPOKEN: Final = frozenset({",", "?", "!"})
"""What ends a quotation whose speaker follows."""

_ADVERBS: Final = frozenset(
    {"also", "now", "then", "later", "previously", "recently", "once", "first", "still", "never"}
) | words("other_cues", "adverbs", "hearsay")
_SETTING_OUT: Final = frozenset({"go", "make", "try", "seek", "take", "begin", "continue"})
"""Verbs under which somebody speaks: "went on to say", "made it clear"."""

_WITHIN: Final = frozenset({"aux", "advmod", "neg"})
_LONGEST: Final = 14
_PAIR: Final = 2


def source_behind(tokens: Sequence[Token], sentence: Range, verb: Token) -> bool:
    """As in "..., mayor Lind said": the noun phrase between comma and verb is its subject."""
    start = _segment(tokens, sentence, verb)
    core = _core(tokens[start : verb.i]) if start is not None else ()
    if start is None or not core or core[-1].tag not in NOUNS:
        return False
    head = core[-1]
    if _first(head).i < start:
        return False
    _mend_tags(core)
    changed = _clear(tokens, core, verb)
    if (
        head.head is verb
        and head.dep == "nsubj"
        and all(start <= t.head.i <= head.i for t in core[:-1])
    ):
        return _release(tokens, (start, verb)) or changed
    if not attach(head, verb, "nsubj"):
        return changed
    for token in core[:-1]:
        if token.head is not head and not (start <= token.head.i < head.i):
            attach(
                token,
                head,
                token.dep if token.dep in {"det", "amod", "poss", "nummod"} else "compound",
            )
    _release(tokens, (start, verb))
    return True


def named_like_adverb(token: Token) -> bool:
    """As in "Jolly said": a name that was read as an adverb, where the verb has no subject."""
    verb = token.head
    adverb = token.tag == "RB" or (token.tag == "NNP" and token.dep == "advmod")
    if not adverb or not token.text[0].isupper() or token.lower in _ADVERBS:
        return False
    between = [c for c in verb.children if token.i < c.i < verb.i]
    if len(between) != verb.i - token.i - 1 or any(c.dep not in _WITHIN for c in between):
        return False
    speaks = verb.lemma in VERB_CLASSES or verb.lemma in _SETTING_OUT
    finite = any(t.tag in {"VBD", "VBZ"} for t in (verb, *between))
    if not speaks or not finite or verb.child("nsubj", "nsubjpass", "csubj") is not None:
        return False
    token.tag, token.pos, token.dep = "NNP", "PROPN", "nsubj"
    return True


def inverted(tokens: Sequence[Token], sentence: Range, verb: Token) -> bool:
    """As in "P, argued Brandt" and '"P," points out the mayor': the name behind is the subject."""
    if verb.tag not in {"VBD", "VBZ", "VBN"} or verb.i < sentence.start + _PAIR:
        return False
    before = tokens[verb.i - 1]
    spoken = before.quote == "close" and verb.lemma in VERB_CLASSES
    if not (spoken or (before.text == "," and verb.lemma in STRONG_VERBS)):
        return False
    head = _name_behind(tokens, sentence, verb)
    if head is None or verb.child("nsubj") is not None:
        return False
    root = next((t for t in tokens[sentence.start : verb.i] if t.head is t), None)
    if verb.head is not verb and (verb.head is head or verb.dep == "amod"):
        if root is None:
            return False
        verb.dep = "dep"
        if not attach(verb, root, "parataxis"):
            return False
    if verb.tag == "VBN":
        verb.tag = "VBD"
    return attach(head, verb, "nsubj")


def _name_behind(tokens: Sequence[Token], sentence: Range, verb: Token) -> Token | None:
    """The head of the noun phrase behind a verb, where the sentence or a comma ends it."""
    start = verb.i + 1
    while start < sentence.end and tokens[start].tag == "RP":
        start += 1
    end = start
    while end < sentence.end and tokens[end].tag in _NAMED:
        end += 1
    closed = end >= sentence.end or tokens[end].text in {",", ".", ";"} or tokens[end].tag == "IN"
    phrase = tokens[start:end]
    if not closed or not phrase or phrase[-1].tag not in {"NN", "NNS", "NNP", "NNPS"}:
        return None
    named = phrase[0].tag in {"NNP", "DT", "PRP$", "CD"} or phrase[0].lower in _PERSONS
    return phrase[-1] if named else None


def _core(segment: Sequence[Token]) -> Sequence[Token]:
    """The noun phrase of a segment without what hangs on it and what belongs to the verb."""
    while segment and (segment[-1].tag in {"RB", "MD"} or segment[-1].dep in {"aux", "neg"}):
        segment = segment[:-1]
    prep = next((n for n, token in enumerate(segment) if n and token.lower in _PREPOSITIONS), None)
    return segment[:prep]


def _first(token: Token) -> Token:
    """The first member of the list that a noun ends."""
    while token.dep == "conj" and token.head is not token:
        token = token.head
    return token


def _mend_tags(core: Sequence[Token]) -> None:
    """A title before a name that was tagged as a verb or an adjective is a noun."""
    for token in core[:-1]:
        titled = token.lower in _PERSONS or (token.dep == "compound" and token.pos == "VERB")
        if titled and token.tag not in NOUNS:
            token.tag, token.pos, token.lemma = "NN", "NOUN", token.lower


def _segment(tokens: Sequence[Token], sentence: Range, verb: Token) -> int | None:
    """Where the words between a comma or closing mark and the verb begin; None if too many."""
    i = verb.i
    while i > sentence.start and verb.i - i <= _LONGEST:
        before = tokens[i - 1]
        if before.quote == "close" or before.text in {",", *_DASHES}:
            break
        allowed = (
            before.tag in _INSIDE
            or (before.lower in _PERSONS or before.dep == "compound")
            or before.dep in {"aux", "neg", "advmod"}
        )
        if not allowed or before.quote == "open" or before.text in {";", ":"}:
            return None
        i -= 1
    if i == verb.i or i <= sentence.start or verb.i - i > _LONGEST:
        return None
    first = tokens[i]
    if first.tag in {"IN", "CC", "WP", "WDT", "RB"} or first.lower in {"who", "which", "that"}:
        return None
    return i


def _release(tokens: Sequence[Token], place: tuple[int, Token]) -> bool:
    """Gives subjects of the reporting verb that stand before its segment back to the content."""
    start, verb = place
    changed = False
    for child in list(verb.children):
        if child.dep not in {"nsubj", "nsubjpass"} or child.i >= start:
            continue
        deed = next(
            (c for c in child.children if c.dep in {"acl", "relcl"} and c.tag in {"VBN", "VBD"}),
            None,
        )
        if deed is not None and tokens[deed.i - 1].text != ",":
            _raise_deed(child, deed, verb)
            changed = True
            continue
        above = next(
            (t for t in reversed(tokens[: child.i]) if t.pos == "VERB" and t is not verb), None
        )
        if above is not None:
            changed |= attach(child, above, "dobj")
    return changed


def _clear(tokens: Sequence[Token], core: Sequence[Token], verb: Token) -> bool:
    """As in '"P," councilmember Hale said': neither quotation nor comma is part of the name."""
    start = core[0].i
    spoken = tokens[start - 1].quote == "close" and tokens[start - 2].text in _SPOKEN
    moved = False
    for child in [c for token in core for c in token.children if c.i < start]:
        if spoken or child.dep == "punct":
            moved |= attach(child, verb, child.dep)
    return moved


def _raise_deed(noun: Token, deed: Token, verb: Token) -> None:
    """As in "A landslide killed nine, police said": the deed is content, the noun its subject."""
    deed.tag = "VBD"
    attach(deed, verb, "ccomp")
    attach(noun, deed, "nsubj")
