"""Repairs of the source: the noun phrase next to a reporting verb, attached elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.tree.phrases import NOUNS
from worker.extract.tree.repairs.attachments import attach
from worker.extract.words import STRONG_VERBS, VERB_CLASSES, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Range, Token

_SOURCE_TAGS: Final = NOUNS | {
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
"""Tags of the words of a source between a comma and its verb."""

_NAME_TAGS: Final = frozenset(
    {"NN", "NNS", "NNP", "NNPS", "DT", "JJ", "CD", "PRP$", "POS", "HYPH", "VBN", "RP"}
)
"""Tags of the words of a source after its verb."""

_PERSONS: Final = words("people", "persons")
_PREPOSITIONS: Final = frozenset({"of", "for", "at", "in", "from", "with", "on", "by"})
_DASHES: Final = frozenset({"—", "–", "--"})
_QUOTATION_ENDS: Final = frozenset({",", "?", "!"})
"""The last sign of a quotation whose speaker follows."""

_ADVERBS: Final = words("tree", "names", "adverbs") | words("other_cues", "adverbs", "hearsay")
_INTRODUCING: Final = words("tree", "names", "introducing")
_REPORTING_TAGS: Final = frozenset({"VBD", "VBZ", "VBP"})
_NOT_REPORTING: Final = frozenset({"relcl", "aux"})
_VERB_GROUP: Final = frozenset({"aux", "advmod", "neg"})
_LONGEST: Final = 14
"""Tokens of a source between the comma and its verb: longer ones are clauses of the content."""

_ASIDE: Final = 2
"""Commas around an aside between a subject and its verb."""

_DEED_TAGS: Final = frozenset({"VBD", "VBN", "VBP", "VBZ", "JJ"})
"""Tags that the parser gives to the verb after an aside."""

_ADVERBIAL_TAGS: Final = frozenset({"RB"})
_CONTENT: Final = 2
"""Tokens before a verb whose subject follows: content, and the mark or comma after it."""


@as_in(
    "The bridge was closed, her father Ana Lind said.",
    "A landslide killed nine, police said.",
    no=("Ana Lind said the bridge was closed.",),
)
def attach_preceding_subject(tokens: Sequence[Token], sentence: Range, verb: Token) -> bool:
    """Make the noun phrase between a comma or closing mark and a reporting verb its subject."""
    if verb.lemma not in STRONG_VERBS or verb.tag not in _REPORTING_TAGS:
        return False
    start = start_of_source(tokens, sentence, verb) if verb.dep not in _NOT_REPORTING else None
    core = noun_phrase(tokens[start : verb.i]) if start is not None else ()
    if start is None or not core or core[-1].tag not in NOUNS:
        return False
    head = core[-1]
    if _first_conjunct(head).i < start:
        return False
    _retag_titles(core)
    changed = _detach_quotation(tokens, core, verb)
    if (
        head.head is verb
        and head.dep == "nsubj"
        and all(start <= t.head.i <= head.i for t in core[:-1])
    ):
        return _return_subjects(tokens, (start, verb)) or changed
    if not attach(head, verb, "nsubj"):
        return changed
    for token in core[:-1]:
        if token.head is not head and not (start <= token.head.i < head.i):
            attach(
                token,
                head,
                token.dep if token.dep in {"det", "amod", "poss", "nummod"} else "compound",
            )
    _return_subjects(tokens, (start, verb))
    return True


@as_in(
    "Jolly said the bridge was safe.",
    no=("Later Ana Lind said the bridge was safe.",),
)
def retag_adverb_as_subject(_tokens: Sequence[Token], _sentence: Range, token: Token) -> bool:
    """Retag a capitalised adverb as a name, and the subject of a reporting verb without one."""
    verb = token.head
    adverb = token.tag == "RB" or (token.tag == "NNP" and token.dep == "advmod")
    if not adverb or not token.text[0].isupper() or token.lower in _ADVERBS:
        return False
    between = [c for c in verb.children if token.i < c.i < verb.i]
    if len(between) != verb.i - token.i - 1 or any(c.dep not in _VERB_GROUP for c in between):
        return False
    speaks = verb.lemma in VERB_CLASSES or verb.lemma in _INTRODUCING
    finite = any(t.tag in {"VBD", "VBZ"} for t in (verb, *between))
    if not speaks or not finite or verb.child("nsubj", "nsubjpass", "csubj") is not None:
        return False
    token.tag, token.pos, token.dep = "NNP", "PROPN", "nsubj"
    return True


@as_in(
    "The bridge was safe, argued the mayor.",
    '"The bridge was safe," points out a second aide.',
    no=("The bridge was safe, the mayor argued.",),
)
def attach_inverted_subject(tokens: Sequence[Token], sentence: Range, verb: Token) -> bool:
    """Make the noun phrase after a verb its subject, where its content comes before the verb."""
    if verb.tag not in {"VBD", "VBZ", "VBN"} or verb.i < sentence.start + _CONTENT:
        return False
    before = tokens[verb.i - 1]
    quoted = before.quote == "close" and verb.lemma in VERB_CLASSES
    if not (quoted or (before.text == "," and verb.lemma in STRONG_VERBS)):
        return False
    head = _source_after(tokens, sentence, verb)
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


def _source_after(tokens: Sequence[Token], sentence: Range, verb: Token) -> Token | None:
    """Return the head of the noun phrase after a verb, up to a comma, preposition or the end."""
    start = verb.i + 1
    while start < sentence.end and tokens[start].tag == "RP":
        start += 1
    end = start
    while end < sentence.end and tokens[end].tag in _NAME_TAGS:
        end += 1
    closed = end >= sentence.end or tokens[end].text in {",", ".", ";"} or tokens[end].tag == "IN"
    phrase = tokens[start:end]
    if not closed or not phrase or phrase[-1].tag not in {"NN", "NNS", "NNP", "NNPS"}:
        return None
    named = phrase[0].tag in {"NNP", "DT", "PRP$", "CD"} or phrase[0].lower in _PERSONS
    return phrase[-1] if named else None


def noun_phrase(segment: Sequence[Token]) -> Sequence[Token]:
    """Return the noun phrase of a segment, without its complements and the verb's auxiliaries."""
    while segment and (segment[-1].tag in {"RB", "MD"} or segment[-1].dep in {"aux", "neg"}):
        segment = segment[:-1]
    prep = next((n for n, token in enumerate(segment) if n and token.lower in _PREPOSITIONS), None)
    return segment[:prep]


def _first_conjunct(token: Token) -> Token:
    """Return the first conjunct of the list that a noun is in."""
    while token.dep == "conj" and token.head is not token:
        token = token.head
    return token


def _retag_titles(core: Sequence[Token]) -> None:
    """Retag a title before a name as a noun, where it was tagged as a verb or an adjective."""
    for token in core[:-1]:
        title = token.lower in _PERSONS or (token.dep == "compound" and token.pos == "VERB")
        if title and token.tag not in NOUNS:
            token.tag, token.pos, token.lemma = "NN", "NOUN", token.lower


def start_of_source(tokens: Sequence[Token], sentence: Range, verb: Token) -> int | None:
    """Return where the words between a comma or closing mark and the verb begin.

    None where they are too many or are no source.
    """
    i = verb.i
    while i > sentence.start and verb.i - i <= _LONGEST:
        before = tokens[i - 1]
        if before.quote == "close" or before.text in {",", *_DASHES}:
            break
        allowed = (
            before.tag in _SOURCE_TAGS
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


@as_in(
    "An avalanche killed nine and injured more than 20 near the pass, police said on Monday.",
    no=('"We saw no hole," her father Ana Lind said.',),
)
def _return_subjects(tokens: Sequence[Token], place: tuple[int, Token]) -> bool:
    """Attach the verb's subjects before its source to the content that they belong to."""
    start, verb = place
    changed = False
    for child in list(verb.children):
        if child.dep not in {"nsubj", "nsubjpass"} or child.i >= start:
            continue
        deed = next(
            (c for c in child.children if c.dep in {"acl", "relcl"} and c.tag in {"VBN", "VBD"}),
            None,
        )
        if deed is None or tokens[deed.i - 1].text == ",":
            deed = _verb_after_aside(tokens, child, start)
        if deed is not None:
            _make_content(child, deed, verb)
            changed = True
            continue
        above = next(
            (t for t in reversed(tokens[: child.i]) if t.pos == "VERB" and t is not verb), None
        )
        if above is not None:
            changed |= attach(child, above, "dobj")
    return changed


@as_in(
    '"The bridge is safe," the quiet, gray professor said.',
    no=('"We saw no hole," her father Ana Lind said.',),
)
def _detach_quotation(tokens: Sequence[Token], core: Sequence[Token], verb: Token) -> bool:
    """Attach the quotation and the comma before a source to the verb, not to the source."""
    start = core[0].i
    quoted = tokens[start - 1].quote == "close" and tokens[start - 2].text in _QUOTATION_ENDS
    moved = False
    for child in [c for token in core for c in token.children if c.i < start]:
        if quoted or child.dep == "punct":
            moved |= attach(child, verb, child.dep)
    return moved


@as_in(
    "The ferry, with 40 aboard, capsized, the coastguard said.",
    "The dam, weakened by rain, burst, police said on Monday.",
)
def _verb_after_aside(tokens: Sequence[Token], noun: Token, start: int) -> Token | None:
    """Return the verb of a subject before a trailing attribution, after an aside in commas.

    The parser gave the subject to the attribution and the verb to the aside: "The ferry, with 40
    aboard, capsized, police said".
    """
    close = start - 1
    commas = [t.i for t in tokens[noun.i : close] if t.text == ","]
    if tokens[close].text != "," or len(commas) < _ASIDE:
        return None
    inside = [t for t in tokens[commas[-1] + 1 : close] if t.tag not in _ADVERBIAL_TAGS]
    first = inside[0] if inside else None
    if first is None or first.tag not in _DEED_TAGS or first.dep in {"aux", "auxpass"}:
        return None
    return first


def _make_content(noun: Token, deed: Token, verb: Token) -> None:
    """Make a participle the content's verb: "killed" in "A landslide killed nine, police said"."""
    deed.tag, deed.pos = "VBD", "VERB"
    attach(deed, verb, "ccomp")
    attach(noun, deed, "nsubj")
