"""Where the content of a reporting verb is: before the verb, after it or around it.

The parser errs most often here ("..., a lawmaker said"), so commas and quotation marks decide
first, and the tree only where they leave it open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Range
from worker.extract.reporting.content.boundaries import DASHES, content_end, next_voice
from worker.extract.tree.phrases import FINITE, NOUNS, SUBJECTS, mention, verb_group
from worker.extract.words import STRONG_VERBS, VERB_CLASSES, words

if TYPE_CHECKING:
    from worker.extract.records import Parsed, Token

MARKS: Final = frozenset("\"“”«»„'‘’``''")
STOPS: Final = frozenset({".", "!", "?", "…", ";", ",", ":", "—", "–", "-", "--"})
_SUBORDINATING: Final = frozenset({"that", "whether"})
_CONNECTIVES: Final = frozenset(
    {"and", "but", "or", "yet", "so", "however", "though", "also", "still"}
)
_TRAILING: Final = frozenset(
    {"and", "but", "or", "while", "as", "after", "because", "although", "though", "whereas", "so"}
    | {"yet", "nor"}
)
"""Conjunctions left at the end of a clause when the clause after them is cut off."""

_FARTHEST_QUOTATION: Final = 25
"""Tokens between a reporting verb and the quotation after it: one farther away is not its own."""

_SHORTEST_QUOTED: Final = 4
"""Tokens, marks included, of content without a verb: two words in marks; one word is a name."""


ADDRESSING: Final = words("content", "position", "addressing")
_MISREAD: Final = words("content", "position", "misread")
DATED: Final = frozenset({"DATE"})
"""Entities that say when: no object of a verb of saying, "said Monday that P"."""


def trimmed(parsed: Parsed, content: Range, *, leading: bool = True) -> Range | None:
    """Return content without punctuation at its edges; None if nothing is left.

    Connectives are cut off at its end, and with `leading` at its start.
    """
    start, end = content
    tokens = parsed.tokens
    while end > start and tokens[end - 1].text in STOPS:
        end -= 1
    while start < end and (
        tokens[start].text in STOPS or (leading and _is_connective(parsed, start))
    ):
        start += 1
    while end > start and tokens[end - 1].lower in _TRAILING:
        end -= 1
    while end > start and tokens[end - 1].text in STOPS:
        end -= 1
    return Range(start, end) if start < end else None


@as_in(
    "However, the bridge was closed, Ana Brandt said.",
    no=("Still the bridge was closed, Ana Brandt said.",),
)
def _is_connective(parsed: Parsed, i: int) -> bool:
    """Return whether a word only joins the clause to the one before: "But", "However,"."""
    token = parsed.tokens[i]
    if token.lower not in _CONNECTIVES:
        return False
    comma = i + 1 < len(parsed.tokens) and parsed.tokens[i + 1].text == ","
    return token.dep == "cc" or comma or token.lower in {"and", "but", "or"}


def has_verb(parsed: Parsed, content: Range) -> bool:
    """Return whether content can be a statement: a verb, or two words in quotation marks."""
    inside = parsed.tokens[content.start : content.end]
    if any(token.pos in {"VERB", "AUX"} for token in inside):
        return True
    return any(token.text in MARKS for token in inside) and len(inside) >= _SHORTEST_QUOTED


@as_in(
    "Ana Brandt said that the bridge was closed.",
    no=("The bridge was closed, Ana Brandt said.",),
)
def complement(verb: Token) -> Token | None:
    """Return the head of the clause after the verb that is its content."""
    coordinated = verb.child("cc") is not None
    for child in verb.children:
        clausal = child.dep in {"ccomp", "parataxis"} or (child.dep == "conj" and not coordinated)
        clausal = clausal or (child.dep == "xcomp" and _is_subject_clause(child))
        if clausal and child.i > verb.i and child.left > verb.i:
            return child
    return None


@as_in("She said legalizing it could put thousands of people to work.")
def _is_subject_clause(gerund: Token) -> bool:
    """Return whether a gerund after the verb is the subject of a clause."""
    clause = gerund.child("ccomp")
    return gerund.tag == "VBG" and clause is not None and clause.child("mark") is None


@as_in(
    'Ana Brandt said: "It is closed."',
    "Ana Brandt told the paper in May that the bridge was closed.",
    no=("Ana Brandt said a prayer.",),
)
def content_after(parsed: Parsed, sentence: Range, verb: Token) -> Range | None:
    """Return the content after the verb: after a colon, in quotation marks, or a clause."""
    start = _opening(parsed, sentence, verb)
    if start is None:
        clause = complement(verb)
        if clause is not None and _is_attached(parsed, clause, verb):
            start = _clause_start(verb, clause)
        else:
            start = _that(parsed, sentence, verb)
    if start is None:
        return _misread(parsed, sentence, verb)
    return without_mark(parsed, Range(start, content_end(parsed, sentence, verb, start)))


def _is_attached(parsed: Parsed, clause: Token, verb: Token) -> bool:
    """Return whether no stop separates a clause from its verb; a complement may have commas."""
    between = [token.text for token in parsed.tokens[verb.i : clause.left]]
    if ";" in between:
        return False
    return clause.dep == "ccomp" or not any(text in STOPS for text in between)


def _clause_start(verb: Token, clause: Token) -> int:
    """Return where a clause begins: after an addressee, at a subject misread as the object."""
    addresses = verb.lemma in ADDRESSING
    objects = [
        c
        for c in verb.children
        if c.dep in {"dobj", "dative"} and verb.i < c.i < clause.left and c.entity not in DATED
    ]
    if clause.dep == "ccomp":
        complete = clause.child(*SUBJECTS) is not None or clause.child("mark") is not None
        return clause.left if addresses or complete or not objects else objects[0].left
    if addresses and objects:
        return objects[0].right
    return min(verb.i + 1, clause.i)


@as_in("Ana Brandt also stated in the calls that she had stolen the money.")
def _that(parsed: Parsed, sentence: Range, verb: Token) -> int | None:
    """Return the "that" of the content where the parser attached it to another word."""
    if verb.lemma not in STRONG_VERBS:
        return None
    tokens = parsed.tokens
    title_end = 0
    for token in tokens[verb.i + 1 : sentence.end]:
        if token.i < title_end:
            continue
        if token.quote == "open" and not _speaks(parsed, token.i):
            title_end = _after_quotation(parsed, token.i)
            continue
        if (
            token.text in {";", ":"}
            or token.quote == "open"
            or _is_side_report(tokens[token.i - 1], token)
        ):
            return None
        opens = tokens[min(token.i + 1, sentence.end - 1)].quote == "open"
        if token.lower == "that" and (
            token.tag == "IN" or token.dep in {"mark", "advmod"} or opens
        ):
            return token.i
        if token.tag in {"VBD", "VBZ", "VBP", "MD"} and token.dep not in {"relcl", "aux", "amod"}:
            return None
    return None


@as_in("Officials denied her the visa, telling her that the bridge was closed.")
def _is_side_report(before: Token, token: Token) -> bool:
    """Return whether a participle after a comma reports: a "that" clause after it is its own."""
    return before.text == "," and token.tag == "VBG" and token.lemma in VERB_CLASSES


@as_in(
    "The mayor said unemployment due to the war has costs.",
    no=("Ana Brandt said a prayer.",),
)
def _misread(parsed: Parsed, sentence: Range, verb: Token) -> Range | None:
    """Return a clause after "said" of which the parser took the subject for the object."""
    target = verb.child("dobj")
    if verb.lemma not in _MISREAD or target is None or target.left != verb.i + 1:
        return None
    if target.entity in DATED:
        return None
    following = parsed.tokens[target.i + 1 : sentence.end]
    if not any(t.tag in FINITE and t.dep not in {"relcl", "acl", "amod"} for t in following):
        return None
    end = next_voice(parsed, Range(target.left, sentence.end))
    return trimmed(parsed, Range(target.left, end))


def without_mark(parsed: Parsed, content: Range, *, question: bool = False) -> Range | None:
    """Return content without the "that" or "whether" that opens it; of a question, its "if"."""
    found = trimmed(parsed, content)
    if found is None:
        return None
    first = parsed.tokens[found.start]
    opens = first.lower in _SUBORDINATING or (question and first.lower == "if")
    if not opens or first.dep in SUBJECTS:
        return found
    return trimmed(parsed, Range(found.start + 1, found.end), leading=False)


@as_in(
    'Ana Brandt said on Monday: "It is closed."',
    'Ana Brandt said, "The bridge is closed."',
    no=("Ana Brandt said on Monday that it was closed.",),
)
def _opening(parsed: Parsed, sentence: Range, verb: Token) -> int | None:
    """Return where content begins after a colon or in a quotation that follows the verb."""
    tokens = parsed.tokens
    i = verb.i + 1
    while i < sentence.end:
        text = tokens[i].text
        if text == ":" and i + 1 < sentence.end:
            return i + 1
        if tokens[i].quote == "open":
            if i > verb.i + 1 and _is_predicate(parsed, i):
                return verb.i + 1
            if _speaks(parsed, i):
                return None if _is_circumstance(verb) else i
            i = _after_quotation(parsed, i)
            continue
        if tokens[i].pos in {"VERB", "AUX"} and tokens[i].dep not in {"amod", "acl"}:
            return None
        i += 1
        if i - verb.i > _FARTHEST_QUOTATION:
            return None
    return None


@as_in('When Olaf Berg described the plan, "It is a gift," Ana Brandt said.')
def _is_circumstance(verb: Token) -> bool:
    """Return whether a verb with an object is that of a clause of time, and reports nothing."""
    opens = any(child.lower in {"when", "after", "before", "while"} for child in verb.children)
    subordinate = verb.dep in {"advcl", "relcl"} and verb.lemma not in STRONG_VERBS
    return opens and subordinate and verb.child("dobj") is not None


@as_in('Ana Brandt said on "Face the Day" that the bridge was closed.')
def _after_quotation(parsed: Parsed, i: int) -> int:
    """Return the index after the quotation at token `i`, a title: said on "Face the Day" that."""
    closing = (t.i for t in parsed.tokens[i + 1 :] if t.quote == "close")
    return next(closing, len(parsed.tokens) - 1) + 1


@as_in(
    'Ana Brandt said the days of the bridge "are gone."',
    no=('Ana Brandt said on Monday "they are gone."',),
)
def _is_predicate(parsed: Parsed, i: int) -> bool:
    """Return whether a quotation at token `i` is the predicate of a noun before it."""
    tokens = parsed.tokens
    if i + 1 >= len(tokens) or tokens[i + 1].tag not in {"VBD", "VBZ", "VBP", "MD"}:
        return False
    return tokens[i - 1].tag in NOUNS


@as_in(
    'Ana Brandt said, "It is closed."',
    no=('Ana Brandt said on "Face the Day" that it was closed.',),
)
def _speaks(parsed: Parsed, i: int) -> bool:
    """Return whether a quotation at token `i` is speech, not a title or a few words in marks."""
    tokens = parsed.tokens
    before = tokens[i - 1]
    if before.text in {",", ":"} or tokens[i + 1 : i + 2] == ():
        return True
    inside = [t for t in tokens[i + 1 :] if t.quoted == tokens[min(i + 1, len(tokens) - 1)].quoted]
    verbs = any(token.tag in {"VBD", "VBZ", "VBP", "MD"} for token in inside)
    return verbs and before.pos not in {"DET", "ADP", "ADJ"} and before.tag != "POS"


@as_in(
    "The bridge, Ana Brandt said on Monday, is closed.",
    no=("Ana Brandt admitted that, in May, it was closed.",),
)
def parenthesis_end(parsed: Parsed, sentence: Range, verb: Token) -> int | None:
    """Return the comma that closes ", he said," with its adverbials; None where none does."""
    tokens = parsed.tokens
    i = max(verb_group(verb).end, verb.i + 1)
    subject = verb.child(*SUBJECTS)
    if subject is not None and subject.i >= i:
        i = mention(subject).end
    while i < sentence.end - 1:
        if tokens[i].lower in _SUBORDINATING and tokens[i].dep == "mark":
            # In "admitted that, in May, he left" the comma opens an adverbial of the content.
            return None
        if tokens[i].text in {",", *DASHES} or tokens[i].quote == "open":
            return i
        if tokens[i].pos in {"VERB", "AUX"} or tokens[i].text in {":", ";"}:
            return None
        i += 1
    return None
