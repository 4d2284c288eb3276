"""Where the content of a reporting verb stands: before it, behind it or around it.

The parser breaks most often just here ("..., a lawmaker said"), so that commas and quotation
marks decide first, and the tree only where they leave it open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.records import Range
from worker.extract.reporting.content.boundaries import DASHES, limit, next_voice
from worker.extract.tree.phrases import FINITE, NOUNS, SUBJECTS, mention, verb_group
from worker.extract.words import STRONG_VERBS, VERB_CLASSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Parsed, Token

MARKS: Final = frozenset("\"“”«»„'‘’``''")
STOPS: Final = frozenset({".", "!", "?", "…", ";", ",", ":", "—", "–", "-", "--"})
_SUBORDINATING: Final = frozenset({"that", "whether"})
_CONNECTIVES: Final = frozenset(
    {"and", "but", "or", "yet", "so", "however", "though", "also", "still"}
)
_TRAILING: Final = frozenset(
    {"and", "but", "or", "while", "as", "after", "because", "although", "though", "whereas", "so"}
    | {"yet"}
)
"""What is left at the end of a clause when the one that it joined is cut off."""

_FAR: Final = 25
"""Tokens between a reporting verb and the quotation that it opens."""

_QUOTED: Final = 4
_DEPENDENT: Final = frozenset({"advcl", "relcl", "acl", "pcomp", "conj"})
ADDRESSING: Final = frozenset(
    {"tell", "inform", "remind", "assure", "warn", "ask", "advise", "brief", "notify"}
)
"""Verbs whose object is who is spoken to."""

DATED: Final = frozenset({"DATE", "TIME"})


def trimmed(parsed: Parsed, content: Range, *, leading: bool = True) -> Range | None:
    """`content` without punctuation at its edges and connectives at its start; None if empty."""
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


def _is_connective(parsed: Parsed, i: int) -> bool:
    """Whether a word only joins the clause to the one before: "But", "However,"."""
    token = parsed.tokens[i]
    if token.lower not in _CONNECTIVES:
        return False
    comma = i + 1 < len(parsed.tokens) and parsed.tokens[i + 1].text == ","
    return token.dep == "cc" or comma or token.lower in {"and", "but", "or"}


def has_verb(parsed: Parsed, content: Range) -> bool:
    """Whether something is said there: a verb, or at least two words in quotation marks."""
    inside = parsed.tokens[content.start : content.end]
    if any(token.pos in {"VERB", "AUX"} for token in inside):
        return True
    return any(token.text in MARKS for token in inside) and len(inside) >= _QUOTED


def before(parsed: Parsed, sentence: Range, start: int) -> Range | None:
    """What stands before an attribution that begins at `start`, closed by a comma or mark."""
    if start - 1 <= sentence.start:
        return None
    last = parsed.tokens[start - 1]
    if last.quote != "close" and last.text not in {",", *DASHES}:
        return None
    content = trimmed(parsed, Range(_behind_colon(parsed, sentence, start), start))
    return content if content is not None and has_verb(parsed, content) else None


def is_side_clause(parsed: Parsed, content: Range) -> bool:
    """Whether all that stands there depends on what follows: "Speaking in Weston, he denied"."""
    inside = parsed.tokens[content.start : content.end]
    if inside[0].quote or inside[0].quoted or any(token.dep == "csubj" for token in inside):
        return False
    heads = [t.head for t in inside if t.dep in SUBJECTS and t.head.i in content]
    leading = inside[0].tag in {"VBG", "VBN", "IN", "TO", "WRB"}
    return leading and all(head.dep in _DEPENDENT and not _spans(inside, head) for head in heads)


def _spans(inside: Sequence[Token], verb: Token) -> bool:
    """As in "If it rains, homes will flood": an "if" that was read into the clause behind it."""
    mark = verb.child("mark")
    own = [child for child in verb.children if child.dep in SUBJECTS]
    if mark is None or not own:
        return False
    start = mention(own[-1]).start
    return any(mark.i < token.i < start and token.text == "," for token in inside)


def _behind_colon(parsed: Parsed, sentence: Range, start: int) -> int:
    """Where a quotation opens behind a colon: what stands before the colon is not its content.

    Also behind the comma of "Asked about it, he said": a quotation that opens with a capital,
    and behind a bracket that the attribution stands in.
    """
    tokens = parsed.tokens
    for i in range(start - 1, sentence.start, -1):
        if tokens[i].text == ")":
            break
        if tokens[i].text == "(":
            return i + 1
    for i in range(start - 1, sentence.start, -1):
        if tokens[i].quote != "open":
            continue
        if tokens[i - 1].text == ":":
            return i
        if tokens[i - 1].text == "," and _begins(parsed, sentence, i):
            return i
    return sentence.start


def _begins(parsed: Parsed, sentence: Range, i: int) -> bool:
    """Whether the quotation at token `i` begins a sentence of its own behind a side clause."""
    tokens = parsed.tokens
    if i + 1 >= len(tokens) or not tokens[i + 1].text[0].isupper():
        return False
    if tokens[i + 1].lower != "i" and tokens[i + 1].tag not in {"NNP", "NNPS"}:
        return True
    return any(t.lemma in VERB_CLASSES or t.lower == "asked" for t in tokens[sentence.start : i])


def complement(verb: Token) -> Token | None:
    """The clause behind the verb that says what is said."""
    coordinated = verb.child("cc") is not None
    for child in verb.children:
        clausal = child.dep in {"ccomp", "parataxis"} or (child.dep == "conj" and not coordinated)
        clausal = clausal or (child.dep == "xcomp" and _is_subject_clause(child))
        if clausal and child.i > verb.i and child.left > verb.i:
            return child
    return None


def _is_subject_clause(gerund: Token) -> bool:
    """As in "said closing it would save money": a gerund that is the subject of its clause."""
    clause = gerund.child("ccomp")
    return gerund.tag == "VBG" and clause is not None and clause.child("mark") is None


def behind(parsed: Parsed, sentence: Range, verb: Token) -> Range | None:
    """What stands behind the verb: behind a colon, in quotation marks, or a clause of its own."""
    start = _opening(parsed, sentence, verb)
    if start is None:
        clause = complement(verb)
        if clause is not None and _is_plain(parsed, clause, verb):
            start = _past_object(verb, clause)
        else:
            start = _that(parsed, sentence, verb)
    if start is None:
        return _misread(parsed, sentence, verb)
    return without_mark(parsed, Range(start, limit(parsed, sentence, verb, start)))


def _is_plain(parsed: Parsed, clause: Token, verb: Token) -> bool:
    """Whether no stop parts the clause from its verb; a comma may part a real complement."""
    between = [token.text for token in parsed.tokens[verb.i : clause.left]]
    if ";" in between:
        return False
    return clause.dep == "ccomp" or not any(text in STOPS for text in between)


def _past_object(verb: Token, clause: Token) -> int:
    """Where content begins whose own subject the parser took for the verb's object."""
    told = verb.lemma in ADDRESSING
    objects = [
        c
        for c in verb.children
        if c.dep in {"dobj", "dative"} and verb.i < c.i < clause.left and c.entity not in DATED
    ]
    if clause.dep == "ccomp":
        headed = clause.child(*SUBJECTS) is not None or clause.child("mark") is not None
        return clause.left if told or headed or not objects else objects[0].left
    if told and objects:
        return objects[0].right
    return min(verb.i + 1, clause.i)


def _that(parsed: Parsed, sentence: Range, verb: Token) -> int | None:
    """The "that" of "told the paper in a statement that", which the parser hangs elsewhere."""
    if verb.lemma not in STRONG_VERBS:
        return None
    tokens = parsed.tokens
    title = 0
    for token in tokens[verb.i + 1 : sentence.end]:
        if token.i < title:
            continue
        if token.quote == "open" and not _speaks(parsed, token.i):
            title = _past_quotation(parsed, token.i)
            continue
        if (
            token.text in {";", ":"}
            or token.quote == "open"
            or _tells_on(tokens[token.i - 1], token)
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


def _tells_on(before: Token, token: Token) -> bool:
    """As in "denied the visa, telling her that P": what follows is the other verb's clause."""
    return before.text == "," and token.tag == "VBG" and token.lemma in VERB_CLASSES


def _misread(parsed: Parsed, sentence: Range, verb: Token) -> Range | None:
    """The words behind "said" that the parser took for its object, where a clause follows."""
    target = verb.child("dobj")
    if verb.lemma != "say" or target is None or target.left != verb.i + 1:
        return None
    if target.entity in DATED:
        return None
    following = parsed.tokens[target.i + 1 : sentence.end]
    if not any(t.tag in FINITE and t.dep not in {"relcl", "acl", "amod"} for t in following):
        return None
    end = next_voice(parsed, Range(target.left, sentence.end))
    return trimmed(parsed, Range(target.left, end))


def without_mark(parsed: Parsed, content: Range, *, question: bool = False) -> Range | None:
    """`content` without the "that" or "whether" that opens it; of a question, without its "if"."""
    found = trimmed(parsed, content)
    if found is None:
        return None
    first = parsed.tokens[found.start]
    opens = first.lower in _SUBORDINATING or (question and first.lower == "if")
    if not opens or first.dep in SUBJECTS:
        return found
    return trimmed(parsed, Range(found.start + 1, found.end), leading=False)


def _opening(parsed: Parsed, sentence: Range, verb: Token) -> int | None:
    """The token behind a colon or before a quotation that follows the verb and its adverbials."""
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
            i = _past_quotation(parsed, i)
            continue
        if tokens[i].pos in {"VERB", "AUX"} and tokens[i].dep not in {"amod", "acl"}:
            return None
        i += 1
        if i - verb.i > _FAR:
            return None
    return None


def _is_circumstance(verb: Token) -> bool:
    """Whether a verb with an object only says when: "When he got a loan, "P", she said"."""
    opens = any(child.lower in {"when", "after", "before", "while"} for child in verb.children)
    beside = verb.dep in {"advcl", "relcl"} and verb.lemma not in STRONG_VERBS
    return opens and beside and verb.child("dobj") is not None


def _past_quotation(parsed: Parsed, i: int) -> int:
    """Behind the quotation at token `i`, that of a title: said on "Face the Day" that P."""
    closing = (t.i for t in parsed.tokens[i + 1 :] if t.quote == "close")
    return next(closing, len(parsed.tokens) - 1) + 1


def _is_predicate(parsed: Parsed, i: int) -> bool:
    """Whether the quotation at token `i` goes on with a clause: said the days "are gone"."""
    tokens = parsed.tokens
    if i + 1 >= len(tokens) or tokens[i + 1].tag not in {"VBD", "VBZ", "VBP", "MD"}:
        return False
    return tokens[i - 1].tag in NOUNS


def _speaks(parsed: Parsed, i: int) -> bool:
    """Whether the quotation that opens at token `i` is more than a few words put in marks."""
    tokens = parsed.tokens
    before = tokens[i - 1]
    if before.text in {",", ":"} or tokens[i + 1 : i + 2] == ():
        return True
    inside = [t for t in tokens[i + 1 :] if t.quoted == tokens[min(i + 1, len(tokens) - 1)].quoted]
    verbs = any(token.tag in {"VBD", "VBZ", "VBP", "MD"} for token in inside)
    return verbs and before.pos not in {"DET", "ADP", "ADJ"} and before.tag != "POS"


def parenthesis_end(parsed: Parsed, sentence: Range, verb: Token) -> int | None:
    """The comma that closes a ", he said," with its adverbials; None where none does."""
    tokens = parsed.tokens
    i = max(verb_group(verb).end, verb.i + 1)
    own = verb.child(*SUBJECTS)
    if own is not None and own.i >= i:
        i = mention(own).end
    while i < sentence.end - 1:
        if tokens[i].lower in _SUBORDINATING and tokens[i].dep == "mark":
            # "admitted that, in May, he left": the comma opens an adverbial of what is said.
            return None
        if tokens[i].text in {",", *DASHES} or tokens[i].quote == "open":
            return i
        if tokens[i].pos in {"VERB", "AUX"} or tokens[i].text in {":", ";"}:
            return None
        i += 1
    return None
