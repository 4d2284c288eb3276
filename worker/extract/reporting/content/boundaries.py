"""Where the content of a reporting verb ends: before the next attribution or an aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Range
from worker.extract.tree.phrases import SUBJECTS, is_conditional, mention
from worker.extract.words import STRONG_VERBS, VERB_CLASSES, words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token

DASHES: Final = frozenset({"—", "–", "-", "--"})
_JOINING: Final = frozenset({"but", "and", "while", "though", "although"})
_AT: Final = frozenset({"in", "at", "during"})
_OF_ALL: Final = frozenset({"neither", "none", "both"})
"""Pronouns for those who were named together."""

_OCCASIONS: Final = words("content", "boundaries", "occasions")
_DOCUMENTS: Final = words("people", "documents")
_UNBOUNDED: Final = 10**9
"""An index after every token of any paragraph: the content has no bound on this side."""

_SIDE_VERBS: Final = words("other_cues", "citing", "verbs") | words(
    "content", "boundaries", "adding"
)
_ATTRIBUTING: Final = STRONG_VERBS | {
    verb
    for verb, classes in VERB_CLASSES.items()
    if {"offering", "denying", "doubting", "accusing"} & set(classes)
}
"""Verbs of which a finite form with a subject begins another attribution."""


@as_in(
    "Ana Brandt said the bridge was closed, adding that it would reopen in May.",
    "Ana Brandt said the bridge was closed, according to the Herald.",
)
def content_end(parsed: Parsed, sentence: Range, verb: Token, start: int) -> int:
    """Return where content of `verb` that begins at `start` ends: before the next attribution."""
    if start >= sentence.end:
        return sentence.end
    end = min(sentence.end, _clause_end(verb, start))
    for child in verb.children:
        side = child.dep in {"conj", "advcl", "prep", "cc"} and child.left > start
        side = side and not child.quoted
        if side and _ends_content(child) and child.left < end:
            end = child.left
    end = min(end, _quotation_end(parsed, Range(start, end)))
    indirect = not parsed.tokens[start].quoted and parsed.tokens[start].quote != "open"
    if indirect:
        asides = (t.i for t in parsed.tokens[start + 1 : end] if _is_aside(parsed, t))
        end = next(asides, end)
    return next_voice(parsed, Range(start, end))


@as_in("Ana Brandt denied any wrongdoing at a news conference.")
def before_occasion(parsed: Parsed, content: Range) -> int:
    """Return where content ends: before the occasion of the speech, "at a news conference".

    An occasion counts only at the end of the content and outside quotation marks.
    """
    tokens = parsed.tokens
    for i in range(content.end - 1, content.start, -1):
        token = tokens[i]
        if token.quoted or token.quote or token.pos in {"VERB", "AUX"}:
            break
        noun = token.child("pobj")
        if token.lower in _AT and noun is not None and noun.lemma in _OCCASIONS:
            return i if _is_indefinite(noun) else content.end
    return content.end


@as_in(
    "Ana Brandt denied any wrongdoing in an interview.",
    no=("Ana Brandt denied any wrongdoing in the interview.",),
)
def _is_indefinite(noun: Token) -> bool:
    """Return whether an occasion is a new one, as that of the speech is: "a", "an", "another"."""
    return any(child.lower in {"a", "an", "another"} for child in noun.children)


def next_voice(parsed: Parsed, content: Range) -> int:
    """Return where the next attribution begins within `content`; its end if there is none."""
    edges = [
        _attribution_start(token)
        for token in parsed.tokens[content.start + 1 : content.end]
        if opens_side_report(parsed, token) or _opens_another(parsed, token, content.start)
    ]
    return min((edge for edge in edges if edge > content.start), default=content.end)


@as_in("While Ana Brandt says the bridge is safe, Olaf Berg says it is not.")
def _clause_end(verb: Token, start: int) -> int:
    """Return the end of the subordinate clause whose verb reports, "While X says P, Y says Q"."""
    top = verb
    while top.dep == "conj" and top.head is not top:
        top = top.head
    if top.right <= start or (top.tag == "VBG" and top.dep != "pcomp"):
        return _UNBOUNDED
    return top.right if top.dep in {"advcl", "relcl", "pcomp"} else _UNBOUNDED


@as_in('Ana Brandt said, "It is closed," alluding to the bridge.')
def _quotation_end(parsed: Parsed, content: Range) -> int:
    """Return the end of an opening quotation that closes with a comma: '"P," alluding to'."""
    tokens = parsed.tokens
    if tokens[content.start].quote != "open":
        return content.end
    for i in range(content.start + 1, content.end):
        if tokens[i].quote == "close":
            ended = tokens[i - 1].text in {",", "?", "!"}
            return i + 1 if ended else content.end
    return content.end


@as_in(
    "Ana Brandt said the bridge would open, despite the vote.",
    "Ana Brandt said the plan was a bridge too far — a play on words.",
    "Both clubs say the loan is off, but neither has ended it.",
    no=(
        "Ana Brandt said the bridge would open despite the vote.",
        "Both clubs say the loan is off, but the league has ended it.",
    ),
)
def _is_aside(parsed: Parsed, token: Token) -> bool:
    """Return whether an aside of the article begins here, after a comma or a dash.

    ", but neither" goes on about those who speak, not about what they say.
    """
    if token.quoted or token.i == 0:
        return False
    before = parsed.tokens[token.i - 1]
    if before.text in DASHES and before.end < token.start:
        return token.lower in {"a", "an"}
    if before.text != ",":
        return False
    following = parsed.tokens[token.i + 1 : token.i + 2]
    of_all = any(t.lower in _OF_ALL and t.dep in SUBJECTS for t in following)
    return token.lower == "despite" or (token.lower == "but" and of_all)


@as_in(
    "Ana Brandt said on Monday that the bridge was closed, but refused to name the firm.",
    no=("Ana Brandt said on Monday that it was closed, but the council opened it.",),
)
def _ends_content(child: Token) -> bool:
    """Return whether the content of a reporting verb ends before this dependent of the verb."""
    if child.dep == "conj":
        if is_conditional(child):
            return False
        return child.child(*SUBJECTS) is None or child.lemma in STRONG_VERBS
    if child.dep == "advcl":
        return child.lemma in _SIDE_VERBS and child.tag == "VBG"
    return child.lower == "according"


@as_in(
    "Ana Brandt said the bridge was closed, citing a report.",
    "Ana Brandt said the bridge, according to a report, was closed.",
    no=("Ana Brandt said the bridge was closed, stopping all traffic.",),
)
def opens_side_report(parsed: Parsed, token: Token) -> bool:
    """Return whether a further attribution begins here: ", adding", ", citing", ", according"."""
    if token.i == 0 or parsed.tokens[token.i - 1].text not in {",", *DASHES}:
        return False
    if token.lower == "according" or absolute_report(token) is not None:
        return True
    if token.tag != "VBG":
        return False
    reports = token.lemma in VERB_CLASSES and token.dep == "advcl" and not token.quoted
    return reports or token.lemma in _SIDE_VERBS


@as_in(
    "The library is shut, with clerks saying that the roof is wet.",
    "The library is shut, with clerks citing a lack of coal.",
    no=("The library is shut, with clerks leaving the town.",),
)
def absolute_report(with_: Token) -> Token | None:
    """Return the participle that reports after "with" and its source: "with clerks saying P"."""
    if with_.lower != "with":
        return None
    noun = with_.child("pobj")
    act = with_.child("pcomp") or (noun.child("acl") if noun is not None else None)
    source = noun or (act.child("nsubj") if act is not None else None)
    if act is None or act.tag != "VBG" or source is None or source.lemma in _DOCUMENTS:
        return None
    return act if act.lemma in VERB_CLASSES or act.lemma in _SIDE_VERBS else None


def opening_with(verb: Token) -> Token | None:
    """Return the "with" of the absolute phrase that a participle reports in."""
    prep = verb.head.head if verb.dep == "acl" else verb.head
    return prep if absolute_report(prep) is verb else None


def _attribution_start(token: Token) -> int:
    """Return where the attribution of a verb or of "according" begins: at its subject, if any."""
    if token.tag == "VBG" or token.lower in {"according", "with"}:
        return token.i
    subject = token.child(*SUBJECTS)
    return mention(subject).start if subject is not None else token.i


@as_in(
    "Ana Brandt said the bridge was unsafe; the firm denied that it was.",
    no=("Ana Brandt said the bridge that Olaf Berg announced was closed.",),
)
def _opens_another(parsed: Parsed, token: Token, start: int) -> bool:
    """Return whether a verb belongs to another attribution: "; but Olaf Berg said"."""
    if token.lemma not in _ATTRIBUTING or token.tag not in {"VBD", "VBZ", "VBP"}:
        return False
    subject = token.child(*SUBJECTS)
    tokens = parsed.tokens
    if subject is None or subject.i > token.i:
        joined = tokens[token.i - 1].dep == "cc"
        return joined and tokens[token.i - 2].quote == "close" and token.i - start > 1
    edge = mention(subject).start - 1
    if edge <= start:
        return False
    if tokens[edge].text == ";" or (tokens[edge].quote == "close" and edge - start > 1):
        return True
    if tokens[edge].lower not in _JOINING:
        return False
    return tokens[edge - 1].text in {",", ";"} or token.dep in {"conj", "ROOT"}
