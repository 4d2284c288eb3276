"""Where the content of a reporting verb ends: before the next attribution or a remark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.records import Range
from worker.extract.tree.phrases import SUBJECTS, is_supposed, mention
from worker.extract.words import STRONG_VERBS, VERB_CLASSES, words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token

DASHES: Final = frozenset({"—", "–", "-", "--"})
_JOINING: Final = frozenset({"but", "and", "while", "though", "although"})
_AT: Final = frozenset({"in", "at", "during"})
_OCCASIONS: Final = frozenset(
    {"statement", "interview", "conference", "briefing", "speech", "tweet", "email", "e-mail"}
) | {"post", "address"}
"""What somebody speaks at or in."""

_FURTHEST: Final = 10**9
_SIDE_VERBS: Final = words("other_cues", "citing", "verbs") | {"add", "note", "say", "explain"}
_ATTRIBUTING: Final = STRONG_VERBS | {
    verb
    for verb, classes in VERB_CLASSES.items()
    if {"offering", "denying", "doubting", "accusing"} & set(classes)
}


def limit(parsed: Parsed, sentence: Range, verb: Token, start: int) -> int:
    """Where content that opens at `start` behind `verb` ends: before the next attribution."""
    if start >= sentence.end:
        return sentence.end
    end = min(sentence.end, _bound(verb, start))
    for child in verb.children:
        side = child.dep in {"conj", "advcl", "prep", "cc"} and child.left > start
        side = side and not child.quoted
        if side and _closes(child) and child.left < end:
            end = child.left
    end = min(end, _closing(parsed, Range(start, end)))
    indirect = not parsed.tokens[start].quoted and parsed.tokens[start].quote != "open"
    if indirect:
        asides = (t.i for t in parsed.tokens[start + 1 : end] if _is_aside(parsed, t))
        end = next(asides, end)
    return next_voice(parsed, Range(start, end))


def before_occasion(parsed: Parsed, content: Range) -> int:
    """Where "denied it at a news conference" tells when it was denied; its end where it does not.

    Only at the end of the content and outside of quotation marks.
    """
    tokens = parsed.tokens
    for i in range(content.end - 1, content.start, -1):
        token = tokens[i]
        if token.quoted or token.quote or token.pos in {"VERB", "AUX"}:
            break
        noun = token.child("pobj")
        if token.lower in _AT and noun is not None and noun.lemma in _OCCASIONS:
            return i if _is_any(noun) else content.end
    return content.end


def _is_any(noun: Token) -> bool:
    """Whether an occasion is told of for the first time, as that of a saying is: "a", "an"."""
    return any(child.lower in {"a", "an", "another"} for child in noun.children)


def next_voice(parsed: Parsed, content: Range) -> int:
    """Where somebody else begins to speak within `content`; its end where nobody does."""
    edges = [
        _edge(token)
        for token in parsed.tokens[content.start + 1 : content.end]
        if is_side(parsed, token) or _opens_another(parsed, token, content.start)
    ]
    return min((edge for edge in edges if edge > content.start), default=content.end)


def _bound(verb: Token, start: int) -> int:
    """The end of the side clause that the verb stands in: "While X says P, Y says Q"."""
    top = verb
    while top.dep == "conj" and top.head is not top:
        top = top.head
    if top.right <= start or (top.tag == "VBG" and top.dep != "pcomp"):
        return _FURTHEST
    return top.right if top.dep in {"advcl", "relcl", "pcomp"} else _FURTHEST


def _closing(parsed: Parsed, content: Range) -> int:
    """Where a quotation that ends with a comma of its own closes: '"P," alluding to a dispute'."""
    tokens = parsed.tokens
    if tokens[content.start].quote != "open":
        return content.end
    for i in range(content.start + 1, content.end):
        if tokens[i].quote == "close":
            ended = tokens[i - 1].text in {",", "?", "!"}
            return i + 1 if ended else content.end
    return content.end


def _is_aside(parsed: Parsed, token: Token) -> bool:
    """Whether the article's own remark begins here: ", despite the vote", " — a play on words"."""
    if token.quoted or token.i == 0:
        return False
    before = parsed.tokens[token.i - 1]
    if before.text in DASHES and before.end < token.start:
        return token.lower in {"a", "an"}
    return before.text == "," and token.lower == "despite"


def _closes(child: Token) -> bool:
    """Whether a dependent of the reporting verb ends its content."""
    if child.dep == "conj":
        if is_supposed(child):
            return False
        return child.child(*SUBJECTS) is None or child.lemma in STRONG_VERBS
    if child.dep == "advcl":
        return child.lemma in _SIDE_VERBS and child.tag == "VBG"
    return child.lower == "according"


def is_side(parsed: Parsed, token: Token) -> bool:
    """Whether a ", adding that" or ", citing" or ", according to" begins here."""
    if token.i == 0 or parsed.tokens[token.i - 1].text not in {",", *DASHES}:
        return False
    if token.lower == "according":
        return True
    if token.tag != "VBG":
        return False
    reports = token.lemma in VERB_CLASSES and token.dep == "advcl" and not token.quoted
    return reports or token.lemma in _SIDE_VERBS


def _edge(token: Token) -> int:
    """Where an attribution that is known by its verb or "according" begins."""
    if token.tag == "VBG" or token.lower == "according":
        return token.i
    own = token.child(*SUBJECTS)
    return mention(own).start if own is not None else token.i


def _opens_another(parsed: Parsed, token: Token, start: int) -> bool:
    """Whether another source begins to speak here: "; but Mr Dow said"."""
    if token.lemma not in _ATTRIBUTING or token.tag not in {"VBD", "VBZ", "VBP"}:
        return False
    own = token.child(*SUBJECTS)
    tokens = parsed.tokens
    if own is None or own.i > token.i:
        joined = tokens[token.i - 1].dep == "cc"
        return joined and tokens[token.i - 2].quote == "close" and token.i - start > 1
    edge = mention(own).start - 1
    if edge <= start:
        return False
    if tokens[edge].text == ";" or (tokens[edge].quote == "close" and edge - start > 1):
        return True
    if tokens[edge].lower not in _JOINING:
        return False
    return tokens[edge - 1].text in {",", ";"} or token.dep in {"conj", "ROOT"}
