"""Content that a reporting verb takes as a clause or a quotation, before or after the verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Range
from worker.extract.reporting.content.boundaries import content_end
from worker.extract.reporting.content.position import (
    ADDRESSING,
    DATED,
    complement,
    content_after,
    has_verb,
    parenthesis_end,
    trimmed,
    without_mark,
)
from worker.extract.reporting.content.preceding import content_before, is_side_clause
from worker.extract.reporting.content.relatives import clause_in_relative
from worker.extract.stances import OF_CLASS
from worker.extract.trace import rejected
from worker.extract.tree.phrases import FINITE, SUBJECTS, mention, verb_group
from worker.extract.words import STRONG_VERBS, VERB_CLASSES, is_safe_verb, words

if TYPE_CHECKING:
    from worker.extract.records import Found, Parsed, Token
    from worker.extract.stances import Stance

_DOCUMENTS: Final = words("people", "documents")
_DENIALS: Final = words("other_cues", "propositions", "denying")
_SUGGESTING: Final = words("content", "clauses", "suggesting")
_PERCEIVING: Final = words("content", "clauses", "perceiving")
_READING: Final = words("content", "clauses", "reading")
_DECIDING: Final = words("content", "clauses", "deciding")
_ASKING: Final = words("content", "clauses", "asking")
_QUESTIONING: Final = words("content", "clauses", "questioning")
_RULING_OUT: Final = words("content", "denials", "ruling_out")
_POINTING: Final = frozenset({"this", "that", "it", "which"})
_NEW_CLAUSE: Final = frozenset({"who", "which", "but"}) | words("content", "clauses", "adding")
"""Words after ", he said," that begin a clause of the article or another attribution."""

_ADVERBIAL: Final = frozenset({"punct", "prep", "npadvmod", "advmod", "nsubj"})
_LONGEST_ADVERBIAL: Final = 8
"""Tokens of an adverbial and its comma before ", he said,": a longer one is rather a clause."""

_REFLEXIVE: Final = frozenset(
    {"himself", "herself", "itself", "themselves", "myself", "ourselves"}
)
_NO_CONTENT: Final = "no clause or quotation after it, and before it none that it reports"
_A_THING: Final = "it shows or perceives a thing: no clause after it"


@as_in(
    "Ana Brandt said that the bridge was closed.",
    "The bridge was closed, Ana Brandt said.",
    '"The bridge," Ana Brandt said, "is closed."',
    no=(
        "Ana Brandt said a prayer.",
        "Ana Brandt will decide what is done.",
        "Ana Brandt found herself facing a charge.",
    ),
)
def quoted_or_clause(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """Return the clause or quotation that a verb reports: before it, after it, or around it."""
    relative = clause_in_relative(parsed, sentence, verb)
    if relative is not None:
        return stance_of(verb), relative
    left = _left_edge(verb, sources)
    content = content_after(parsed, sentence, verb)
    if content is not None and parsed.tokens[content.start].lower in _REFLEXIVE:
        rejected(verb, "it says something of its subject, which says nothing")
        return None
    close = parenthesis_end(parsed, sentence, verb)
    first = _first_part(parsed, sentence, verb, left)
    if first is not None and _is_narrated(parsed, verb, (first, content, close), left):
        first = None
    if first is not None:
        spoken = _follows_quotation(parsed, left) and _begins_quoted(parsed, first)
        if close is not None or content is None or spoken:
            return _around(parsed, sentence, verb, (first, close))
    written = content is not None and _is_written(parsed, content, verb, sources)
    if (
        content is None
        or _is_undecided(parsed, content, verb)
        or not (written or not _lacks_clause(verb))
    ):
        rejected(verb, _NO_CONTENT if content is None else _A_THING)
        return None
    stance = _stance_of_question(parsed, content, verb) or _repeated(verb) or stance_of(verb)
    if stance == "denying" and not _can_be_denied(parsed, content, verb):
        rejected(verb, "no finite verb in what would be denied")
        return None
    return stance, (content,)


@as_in(
    "The bridge was closed, inspectors found.",
    '"The bridge is closed," Ana Brandt said.',
    no=(
        "Ana Brandt said that the bridge was closed.",
        "According to police, Lund had sold the boat and had not told the owner, who had paid.",
    ),
)
def _first_part(parsed: Parsed, sentence: Range, verb: Token, left: int) -> Range | None:
    """Return the content before an attribution, if the verb can follow its content."""
    finite = verb.tag in FINITE or verb.child("aux") is not None
    follows = _follows_quotation(parsed, left) or _follows_clause(parsed, verb)
    trailing = verb.lemma in STRONG_VERBS or follows
    if not finite or not (trailing or verb.lemma in VERB_CLASSES):
        return None
    first = content_before(parsed, sentence, left) or _split_by(parsed, sentence, verb, left)
    opener = parsed.tokens[first.start] if first is not None else verb
    if first is not None and opener.lower == "according" and opener.right >= first.end:
        # "According to police, he had sold it and had not told her": an attribution is no content.
        return None
    return first if trailing or _is_between(parsed, sentence, verb, first) else None


@as_in("The bridge, Ana Brandt suggested, would be closed.")
def _is_between(parsed: Parsed, sentence: Range, verb: Token, first: Range | None) -> bool:
    """Return whether a verb that rarely follows its content is between two parts of it."""
    close = parenthesis_end(parsed, sentence, verb)
    if first is None or close is None or verb.dep not in {"ccomp", "parataxis"}:
        return False
    if _has_object(verb) or not (verb.head.i > close or verb.head.i < first.end):
        return False
    rest = without_mark(parsed, Range(close, content_end(parsed, sentence, verb, close)))
    return rest is not None and _continues(parsed, first, rest, verb)


@as_in(
    "After the vote ended, Ana Brandt said the bridge was closed.",
    no=("The bridge was closed, Ana Brandt said.",),
)
def _is_narrated(
    parsed: Parsed, verb: Token, around: tuple[Range, Range | None, int | None], left: int
) -> bool:
    """Return whether the words before an attribution are the article's, not the source's."""
    first, content, close = around
    if _opens_after(parsed, content, left) or _has_side_clause(parsed, verb, content, first):
        return True
    if close is None and is_side_clause(parsed, first):
        return True
    return not _follows_quotation(parsed, left) and _has_object(verb)


@as_in(
    "Ana Brandt denied that the bridge was unsafe.",
    no=('Ana Brandt rejected him: "A wreck."',),
)
def _can_be_denied(parsed: Parsed, content: Range, verb: Token) -> bool:
    """Return whether content is a finite clause that the verb can take."""
    inside = parsed.tokens[content.start : content.end]
    takes_clause = verb.lemma in STRONG_VERBS or complement(verb) is not None
    return takes_clause and any(token.tag in FINITE for token in inside)


@as_in(
    'After the vote ended, Ana Brandt said, "The bridge is closed."',
    no=('"It is closed," Ana Brandt said, "The bridge is old."',),
)
def _opens_after(parsed: Parsed, content: Range | None, left: int) -> bool:
    """Return whether a quotation follows the verb and none precedes it: "After P, X said, ...".

    The words before the attribution are then a subordinate clause of the article.
    """
    if content is None or parsed.tokens[content.start].quote != "open":
        return False
    opening = parsed.tokens[content.start + 1 : content.start + 2]
    begins = bool(opening) and opening[0].text[0].isupper()
    return begins and parsed.tokens[left - 1].quote != "close"


@as_in(
    "While the bridge was old, Ana Brandt said it was safe.",
    no=("The bridge was closed, Ana Brandt said, as the vote ended.",),
)
def _has_side_clause(parsed: Parsed, verb: Token, content: Range | None, first: Range) -> bool:
    """Return whether the words before the attribution are a side clause of the verb."""
    if content is None or parsed.tokens[first.end - 1].quote == "close":
        return False
    return any(
        child.dep == "advcl" and child.child("mark") is not None and child.i in first
        for child in verb.children
    )


def _begins_quoted(parsed: Parsed, part: Range) -> bool:
    """Return whether a part begins inside a quotation."""
    return bool(parsed.tokens[part.start].quoted or parsed.tokens[part.start].quote)


@as_in(
    "The vote ended at 3, when Ana Brandt announced a plan.",
    no=("The bridge was closed, Ana Brandt told the paper.",),
)
def _has_object(verb: Token) -> bool:
    """Return whether the verb has an object, and so no clause as its content."""
    target = verb.child("dobj")
    if target is None or target.i < verb.i or verb.lemma in ADDRESSING:
        return False
    return target.entity not in DATED and target.tag != "PRP"


@as_in(
    'The sign read: "The bridge is closed."',
    no=('Ana Brandt read: "The bridge is closed."',),
)
def _is_written(parsed: Parsed, content: Range, verb: Token, sources: tuple[Token, ...]) -> bool:
    """Return whether the content is a quotation of what a document reads."""
    if verb.lemma not in _READING or parsed.tokens[content.start].quote != "open":
        return False
    return any(source.lemma in _DOCUMENTS for source in sources)


@as_in('Ana Brandt heard, "Go away."', no=("Inspectors found that the bridge was closed.",))
def _lacks_clause(verb: Token) -> bool:
    """Return whether a verb of showing or perceiving has no clause as its complement."""
    showing = VERB_CLASSES.get(verb.lemma, ())[:1] == ("showing",)
    return (showing or verb.lemma in _PERCEIVING) and complement(verb) is None


@as_in("Ana Brandt will decide what is done.", no=("Ana Brandt asked what was done.",))
def _is_undecided(parsed: Parsed, content: Range, verb: Token) -> bool:
    """Return whether the content is a question to be decided, which states nothing."""
    asks = parsed.tokens[content.start].tag in {"WP", "WDT", "WRB"}
    return asks and verb.lemma in _DECIDING


@as_in("Ana Brandt asked whether the bridge was safe.", "Ana Brandt asked why it was closed.")
def _stance_of_question(parsed: Parsed, content: Range, verb: Token) -> Stance | None:
    """Return the stance of a verb of asking: doubt about a "whether", else saying."""
    if verb.lemma not in _ASKING:
        return None
    return "doubting" if _is_whether(parsed, content, verb) else "saying"


@as_in(
    "Ana Brandt repeated her denial that the bridge was unsafe.",
    no=("Ana Brandt repeated that the bridge was unsafe.",),
)
def _repeated(verb: Token) -> Stance | None:
    """Return "denying" where the object is a noun of denial, whatever the verb."""
    noun = verb.child("dobj")
    return "denying" if noun is not None and noun.lemma in _DENIALS else None


@as_in("The report suggests that the bridge is unsafe.")
def stance_of(verb: Token) -> Stance:
    """Return the stance of a verb that takes a clause, by its first class."""
    if verb.lemma in _RULING_OUT and verb.child("prt") is not None:
        return "denying"
    if verb.lemma in _SUGGESTING:
        subject = verb.child("nsubj") or (verb.head if verb.dep == "acl" else None)
        by_document = subject is not None and subject.lemma in _DOCUMENTS | _POINTING
        return "guessing" if by_document else "saying"
    return OF_CLASS[VERB_CLASSES.get(verb.lemma, ("saying",))[0]]


@as_in(
    "The unions, the agency reported, oppose it.",
    "Six months ago, Ana Brandt said, they had opposed it.",
    no=("On Monday, Ana Brandt said that the bridge was closed.",),
)
def _split_by(parsed: Parsed, sentence: Range, verb: Token, left: int) -> Range | None:
    """Return the subject, or the adverbial, before an attribution that splits its content."""
    tokens = parsed.tokens
    close = parenthesis_end(parsed, sentence, verb)
    if close is None or tokens[left - 1].text != "," or left - sentence.start < 1:
        return None
    following = tokens[close + 1]
    first = tokens[sentence.start : left - 1]
    short = left - sentence.start <= _LONGEST_ADVERBIAL
    if short and not any(t.pos in {"VERB", "AUX"} for t in first):
        begun = any(t.dep in SUBJECTS and t.i > close for t in tokens[close : sentence.end])
        if begun and first[0].pos in {"ADV", "ADP", "NUM", "DET", "NOUN", "CCONJ"}:
            return Range(sentence.start, left - 1)
    if following.tag not in {"VBP", "VBZ", "VBD", "MD"} or following.head.i < left:
        return None
    return Range(sentence.start, left - 1) if any(t.dep in SUBJECTS for t in first) else None


def _is_whether(parsed: Parsed, content: Range, verb: Token) -> bool:
    """Return whether the content follows a "whether" or "if"."""
    return any(
        token.lower in {"whether", "if"} for token in parsed.tokens[verb.i : content.start + 1]
    )


def _follows_quotation(parsed: Parsed, left: int) -> bool:
    """Return whether a quotation ends right before the attribution."""
    return left > 0 and parsed.tokens[left - 1].quote == "close"


@as_in("The bridge was closed, inspectors found.", no=("Inspectors found the bridge was closed.",))
def _follows_clause(parsed: Parsed, verb: Token) -> bool:
    """Return whether a clause of the verb precedes it and only adverbials follow it."""
    clause = verb.child("ccomp")
    if clause is None or clause.i > verb.i:
        return False
    if verb.lemma not in VERB_CLASSES and not is_safe_verb(verb.lemma, verb.lower):
        return False
    inside = parsed.tokens[clause.left : clause.right]
    following = {child.dep for child in verb.children if child.i > verb.i}
    finite = any(token.dep in SUBJECTS for token in inside) and clause.child("mark") is None
    return finite and following <= _ADVERBIAL


def _left_edge(verb: Token, sources: tuple[Token, ...]) -> int:
    """Return where the attribution begins: at its verb, or at a source before the verb."""
    edge = verb_group(verb).start
    if sources and sources[0].i < edge:
        return mention(sources[0]).start
    return edge


@as_in('"The bridge," Ana Brandt said, "is closed."', "But, she said, the bridge is closed.")
def _around(
    parsed: Parsed, sentence: Range, verb: Token, bounds: tuple[Range, int | None]
) -> Found:
    """Return content before an attribution, with its continuation after the closing comma."""
    first, close = bounds
    stance = "saying" if verb.lemma in _QUESTIONING else stance_of(verb)
    if close is None:
        return stance, (first,)
    rest = without_mark(parsed, Range(close, content_end(parsed, sentence, verb, close)))
    if rest is not None and trimmed(parsed, first) is None:
        return stance, (rest,)
    if rest is None or not _continues(parsed, first, rest, verb):
        return stance, (first,)
    return stance, (first, rest)


@as_in(
    "The bridge is closed, said Ana Brandt, head of the firm that runs it.",
    no=("The bridge, Ana Brandt said, is closed.",),
)
def _is_in_source(first: Token, verb: Token) -> bool:
    """Return whether a word belongs to the subject of the verb, as an apposition does."""
    return any(
        above.head is verb and above.dep in SUBJECTS for above in (first, *first.ancestors())
    )


@as_in(
    "The bridge is, Ana Brandt says, a wreck.",
    "The bridge was closed, Ana Brandt said, and will reopen in May.",
    no=("The bridge was closed, Ana Brandt said, after a long vote.",),
)
def _continues(parsed: Parsed, first: Range, rest: Range, verb: Token) -> bool:
    """Return whether the words after ", he said," are content, not part of the attribution."""
    opening = parsed.tokens[rest.start]
    if opening.quote == "open" or opening.quoted:
        return True
    if parsed.tokens[first.end - 1].quote == "close" or _is_in_source(opening, verb):
        return False
    if opening.lower in _NEW_CLAUSE or opening.tag in {"VBG", "IN"}:
        return False
    inside = parsed.tokens[rest.start : rest.end]
    last = parsed.tokens[first.end - 1]
    if last.pos in {"VERB", "AUX"} and any(token.head is last for token in inside):
        # In "The bridge is, Hale says, a wreck" the verb before takes the words after.
        return True
    return has_verb(parsed, rest) and not any(
        token.dep == "advcl" and token.head is verb and token.tag == "VBG" for token in inside
    )
