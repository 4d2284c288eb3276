"""Mends of what the parser is known to break in news, done on the tree before it is read.

The parser fails most at "..., a lawmaker said": the source becomes part of the content or the
content's subject the source. Commas, quotation marks and the word lists show what it must be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.reattach import accused_by, bare_subject, named_noun, named_reporter
from worker.extract.words import STRONG_VERBS, VERB_CLASSES, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.tokens import Range, Token

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_NOUNS: Final = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP"})
_INSIDE: Final = _NOUNS | {
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
_TITLES: Final = words("people", "titles")
_PREPOSITIONS: Final = frozenset({"of", "for", "at", "in", "from", "with", "on"})
_DASHES: Final = frozenset({"—", "–", "--"})
_SUBJECTS: Final = ("nsubj", "nsubjpass")
_TOGETHER: Final = (
    STRONG_VERBS - {"tell"}
    | {
        verb
        for verb, classes in VERB_CLASSES.items()
        if {"accusing", "calling", "ordering", "denying", "doubting"} & set(classes)
    }
    | {"suggest", "praise", "thank"}
)
"""Verbs that one speaker says and does: "said that P, and urged". One also says that he "told"."""

_LONGEST: Final = 14
_PAIR: Final = 2


def mend(tokens: Sequence[Token], sentences: Sequence[Range]) -> None:
    """Mends the tree of one paragraph in place."""
    changed = False
    for sentence in sentences:
        for token in tokens[sentence.start : sentence.end]:
            changed |= _noun_as_verb(tokens, token)
            changed |= _listed(tokens, token)
            changed |= _found_on(token)
            changed |= _two_subjects(tokens, token)
            changed |= _beside(tokens, sentence, token)
            changed |= _joined(tokens, token)
            changed |= _outside(token)
            changed |= _title(tokens, token)
            changed |= _bare_source(tokens, sentence, token)
            _untense(tokens, token)
            changed |= _inverted(tokens, sentence, token)
            changed |= named_noun(tokens, token, _attach)
            changed |= bare_subject(token, _attach)
            changed |= named_reporter(tokens, sentence, token, _attach)
            changed |= accused_by(token, _attach)
            if (
                token.lemma in STRONG_VERBS
                and token.tag in _FINITE
                and token.dep not in {"relcl", "aux"}
            ):
                changed |= _source_behind(tokens, sentence, token)
    if changed:
        bound(tokens)


def bound(tokens: Sequence[Token]) -> None:
    """Computes children and the bounds of every subtree again, from the heads."""
    for token in tokens:
        token.children = []
        token.left, token.right = token.i, token.i + 1
    for token in tokens:
        if token.head is not token:
            token.head.children.append(token)
        above, steps = token, 0
        while above.head is not above and steps < len(tokens):
            above = above.head
            above.left, above.right = min(above.left, token.i), max(above.right, token.i + 1)
            steps += 1


def _attach(token: Token, head: Token, dep: str) -> bool:
    """Hangs `token` on `head` unless that would close a circle."""
    if head is token or any(above is token for above in head.ancestors()):
        return False
    if token.head is not token and token in token.head.children:
        token.head.children.remove(token)
    token.head, token.dep = head, dep
    head.children.append(token)
    head.children.sort(key=lambda child: child.i)
    return True


def _noun_as_verb(tokens: Sequence[Token], token: Token) -> bool:
    """As in "Hale doubts that": a verb that was tagged as a noun."""
    if token.tag != "NNS" or token.lower[:-1] not in VERB_CLASSES or not token.i:
        return False
    following = tokens[token.i + 1 : token.i + 3]
    clause = next((t.lower for t in following if t.text[0].isalpha()), "") in {"that", "whether"}
    quoted = len(following) == _PAIR and following[0].text == "," and following[1].quote == "open"
    if not (clause or quoted):
        return False
    before = tokens[token.i - 1]
    own = token.child("nsubj") or (before if before.tag in _NOUNS else None)
    if own is None or token.child("det", "amod") is not None:
        return False
    token.tag, token.pos, token.lemma = "VBZ", "VERB", token.lower[:-1]
    for child in list(token.children):
        if child is not own and child.dep == "compound" and child.i < own.i:
            _attach(child, own, "compound")
    if own.head is token:
        own.dep = "nsubj"
    else:
        _attach(own, token, "nsubj")
    return True


def _listed(tokens: Sequence[Token], token: Token) -> bool:
    """As in "Ukraine, the US and South Korea accuse": a list that was read as an apposition."""
    if token.dep != "appos" or token.head.dep not in {"nsubj", "nsubjpass"}:
        return False
    last = token.child("conj")
    if last is None or token.child("cc") is None or last.right >= len(tokens):
        return False
    if tokens[last.right].text == "," or tokens[last.right].pos not in {"VERB", "AUX", "ADV"}:
        return False
    token.dep = "conj"
    return True


def _two_subjects(tokens: Sequence[Token], verb: Token) -> bool:
    """As in "Ukraine, the US and South Korea accuse": a list with both ends as subjects."""
    subjects = [child for child in verb.children if child.dep == "nsubj" and child.i < verb.i]
    if len(subjects) != _PAIR:
        return False
    first, last = subjects
    joined = any(token.dep == "cc" for token in tokens[first.i : last.i])
    if not joined or tokens[first.right - 1].text != "," or last.i + 1 < verb.left:
        return False
    for child in list(last.children):
        if child.dep == "compound" and child.child("cc") is not None:
            _attach(child, first, "conj")
    return _attach(last, first, "conj")


def _beside(tokens: Sequence[Token], sentence: Range, token: Token) -> bool:
    """As in "He rejected the notion that P, saying": the participle is the main verb's."""
    if token.tag != "VBG" or token.lemma not in VERB_CLASSES or token.i == sentence.start:
        return False
    if tokens[token.i - 1].text not in {",", *_DASHES} or token.dep == "advcl":
        return False
    root = token
    for above in token.ancestors():
        root = above
    return root.pos in {"VERB", "AUX"} and _attach(token, root, "advcl")


def _outside(verb: Token) -> bool:
    """As in '"Whoever won, it was close," said Lind': a subject inside the quotation."""
    subjects = [child for child in verb.children if child.dep in _SUBJECTS]
    if verb.quoted or len(subjects) != _PAIR or not subjects[0].quoted or subjects[1].quoted:
        return False
    subjects[0].dep = "dep"
    return True


def _joined(tokens: Sequence[Token], token: Token) -> bool:
    """As in "Lind said the plan has failed, and urged": the second verb is the speaker's too."""
    if token.dep != "conj" or token.tag not in {"VBD", "VBZ", "VBG"} or token.i < _PAIR:
        return False
    if token.lemma not in _TOGETHER or token.child(*_SUBJECTS) is not None:
        return False
    first = token.head
    while first.dep == "conj" and first.head is not first:
        first = first.head
    above = first.head
    if first.dep != "ccomp" or above.lemma not in VERB_CLASSES or above.tag != token.tag:
        return False
    cc = token.i - 1
    while cc > first.i and tokens[cc].tag == "RB":
        cc -= 1
    if tokens[cc].dep != "cc":
        return False
    parted = tokens[cc - 1].text == "," or tokens[cc - 1].text in _DASHES | {"-"}
    return (parted or first.tag != token.tag) and _attach(token, above, "conj")


def _title(tokens: Sequence[Token], token: Token) -> bool:
    """As in "Sgt. Ana Brandt": a title with a stop that was read as the end of a sentence."""
    if token.lower not in _TITLES or token.text[-1] != "." or token.i + 1 >= len(tokens):
        return False
    name = tokens[token.i + 1]
    if name.tag not in {"NNP", "NNPS"} or name.head is token.head or token.dep == "compound":
        return False
    while name.head is not name and name.head.tag in {"NNP", "NNPS"} and name.head.i > name.i:
        name = name.head
    head, dep = token.head, token.dep
    if head is token or not _attach(name, head, dep):
        return False
    return _attach(token, name, "compound")


def _found_on(token: Token) -> bool:
    """As in "Memos found on soldiers indicate": a participle that was read as the subject."""
    own = token.child("nsubj")
    if token.dep != "csubj" or token.tag != "VBN" or own is None or own.i > token.i:
        return False
    verb = token.head
    token.dep = "acl"
    moved = [child for child in token.children if child.i < own.i]
    if not _attach(own, verb, "nsubj") or not _attach(token, own, "acl"):
        return False
    for child in moved:
        _attach(child, verb, child.dep)
    return True


def _bare_source(tokens: Sequence[Token], sentence: Range, token: Token) -> bool:
    """As in "According to Hale the house was": the name alone is the source."""
    start = token.i + 2
    if token.lower != "according" or token.i != sentence.start:
        return False
    end = start
    while end < sentence.end and tokens[end].text[0].isupper():
        end += 1
    if start >= end or end >= sentence.end or tokens[end].tag not in {"DT", "PRP", "PRP$", "CD"}:
        return False
    to, name = tokens[start - 1], tokens[end - 1]
    name.tag, name.pos = "NNP", "PROPN"
    for child in list(to.children):
        if child.dep == "pobj" and child is not name:
            child.dep = "dep"
    if not _attach(name, to, "pobj"):
        return False
    for part in tokens[start : end - 1]:
        _attach(part, name, "compound")
    return True


def _source_behind(tokens: Sequence[Token], sentence: Range, verb: Token) -> bool:
    """As in "..., mayor Lind said": the noun phrase between comma and verb is its subject."""
    start = _segment(tokens, sentence, verb)
    core = _core(tokens[start : verb.i]) if start is not None else ()
    if start is None or not core or core[-1].tag not in _NOUNS:
        return False
    head = core[-1]
    if _first(head).i < start:
        return False
    _mend_tags(core)
    if (
        head.head is verb
        and head.dep == "nsubj"
        and all(start <= t.head.i <= head.i for t in core[:-1])
    ):
        return _release(tokens, (start, verb))
    if not _attach(head, verb, "nsubj"):
        return False
    for token in core[:-1]:
        if token.head is not head and not (start <= token.head.i < head.i):
            _attach(
                token,
                head,
                token.dep if token.dep in {"det", "amod", "poss", "nummod"} else "compound",
            )
    _release(tokens, (start, verb))
    return True


def _inverted(tokens: Sequence[Token], sentence: Range, verb: Token) -> bool:
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
    inside = head.head
    if verb.head is not verb and (verb.head is head or verb.dep == "amod"):
        if root is None:
            return False
        verb.dep = "dep"
        if not _attach(verb, root, "parataxis"):
            return False
    verb.tag = "VBZ" if verb.tag == "VBZ" else "VBD"
    return (inside is verb or head.i > verb.i) and _attach(head, verb, "nsubj")


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


def _untense(tokens: Sequence[Token], token: Token) -> None:
    """As in '"...," Lind tweeted': a past tense that was read as a participle."""
    if token.tag != "VBN" or token.i < _PAIR or token.child("aux", "auxpass") is not None:
        return
    own = tokens[token.i - 1]
    start = own.i
    while start and tokens[start - 1].tag in {"NNP", "NNPS"}:
        start -= 1
    if own.tag not in {"NNP", "NNPS", "PRP"} or not start or tokens[start - 1].quote != "close":
        return
    token.tag = "VBD"
    if _attach(own, token, "nsubj"):
        for name in tokens[start : own.i]:
            _attach(name, own, "compound")


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
        if token.lower in _PERSONS and token.tag not in _NOUNS:
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
            or (before.lower in _PERSONS)
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
            changed |= _attach(child, above, "dobj")
    return changed


def _raise_deed(noun: Token, deed: Token, verb: Token) -> None:
    """As in "A landslide killed nine, police said": the deed is content, the noun its subject."""
    deed.tag = "VBD"
    _attach(deed, verb, "ccomp")
    _attach(noun, deed, "nsubj")
