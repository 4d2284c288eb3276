"""Denials and doubts with an object: "denied any links", "called the claim that P false".

A rule returns the stance and the content, or None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Range
from worker.extract.reporting.content.accusations import deeds_of
from worker.extract.reporting.content.objects import noun_clause, object_to_end
from worker.extract.reporting.content.position import DATED, STOPS, complement
from worker.extract.trace import rejected
from worker.extract.tree.negation import is_negated
from worker.extract.tree.phrases import NOUNS, SUBJECTS, mention, verb_group
from worker.extract.words import VERB_CLASSES, words

if TYPE_CHECKING:
    from worker.extract.records import Found, Parsed, Token

_PROPOSITIONS: Final = words("other_cues", "propositions", "nouns")
_ACCUSED: Final = words("other_cues", "passives", "accused")
_FALSE: Final = words("stance", "falsehoods")
_TURNING_DOWN: Final = words("content", "denials", "turning_down")
_STATEMENTS: Final = words("content", "denials", "statements") | words(
    "other_cues", "propositions", "accusing"
)
_RULING_OUT: Final = words("content", "denials", "ruling_out")
_DENYING_ANY: Final = words("content", "denials", "denying_any")
_DROPPING: Final = words("content", "denials", "dropping")
_CASES: Final = words("content", "denials", "cases")
_COURTS: Final = words("content", "denials", "courts")
_NOT_YET: Final = frozenset({"should", "must", "ought", "could", "can", "may", "might", "need"})
"""Modals of what has not been done: "should dismiss the report" denies nothing."""


@as_in(
    "Ana Brandt denied taking a bribe.",
    "Ana Brandt rejected the notion that the bridge was closed.",
    "Ana Brandt denied any links to the firm.",
    "Ana Brandt ruled out a sale of the plant.",
    no=("Ana Brandt rejected the job.", "The court should dismiss the claim that it fell."),
)
def denied(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """Return what a verb of denying denies: an act, a clause, or a noun that names a statement."""
    if not sources or "denying" not in VERB_CLASSES.get(verb.lemma, ()):
        return None
    why = _why_no_denial(verb)
    if why is not None:
        rejected(verb, why)
        return None
    content = _denied_antecedent(parsed, verb) or _denied_act(parsed, sentence, verb)
    if content is not None:
        return "denying", content
    target = verb.child("dobj")
    if target is None or target.i < verb.i or verb.child("dative") is not None:
        rejected(verb, "no object after it that could be denied")
        return None
    content = _denied_noun(parsed, sentence, verb, target)
    if content is None:
        rejected(verb, f"“{target.text}” is a thing, no proposition that could be denied")
        return None
    return "denying", content


@as_in("Ana Brandt denied ever taking a bribe.")
def _denied_act(parsed: Parsed, sentence: Range, verb: Token) -> tuple[Range, ...] | None:
    """Return the act that is denied, a gerund after the verb."""
    act = verb.child("xcomp", "pcomp", "advcl")
    start = _past_adverbs(parsed, verb)
    if act is None or parsed.tokens[start].tag != "VBG" or not act.left <= start <= act.i:
        return None
    return object_to_end(parsed, sentence, verb, start)


@as_in("Ana Brandt was accused of taking bribes, which she denies.")
def _denied_antecedent(parsed: Parsed, verb: Token) -> tuple[Range, ...] | None:
    """Return what a relative clause denies: the charge before it, or its antecedent."""
    pronoun = verb.child("dobj")
    if verb.dep != "relcl" or pronoun is None or pronoun.lower not in {"which", "that"}:
        return None
    charge = next((a for a in verb.head.ancestors() if a.lemma in _ACCUSED), None)
    party = charge.child("nsubjpass") if charge is not None else None
    deeds = deeds_of(parsed, charge, None) if charge is not None else ()
    if party is not None and any(verb.head.i in deed for deed in deeds):
        return (mention(party), *deeds)
    return (mention(verb.head),) if verb.head.lemma in _PROPOSITIONS else None


def _past_adverbs(parsed: Parsed, verb: Token) -> int:
    """Return the index after the verb's adverbs: after the "ever" of "denied ever being there"."""
    start = verb_group(verb).end
    while start < len(parsed.tokens) - 1 and parsed.tokens[start].tag == "RB":
        start += 1
    return start


def _why_no_denial(verb: Token) -> str | None:
    """Return why a verb of denying denies nothing here; None where it may."""
    if verb.lemma in _RULING_OUT and verb.child("prt") is None:
        return "without “out” it denies nothing"
    if not is_negated(verb) and any(child.lower in _NOT_YET for child in verb.children):
        return "under a “should” or “could”: nothing has been denied yet"
    return None


@as_in(
    "Ana Brandt questioned the idea that the bridge fell.",
    "Ana Brandt challenged the finding that the bridge was safe.",
    no=("Ana Brandt questioned the plan.",),
)
def doubted(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """Return the "that" clause of a noun that a verb of doubting has as its object."""
    target = verb.child("dobj")
    if not sources or target is None or "doubting" not in VERB_CLASSES.get(verb.lemma, ()):
        return None
    clause = noun_clause(parsed, sentence, target)
    if clause is None:
        rejected(verb, f"“{target.text}” has no “that” clause that could be doubted")
        return None
    return "doubting", (clause,)


def _denied_noun(
    parsed: Parsed, sentence: Range, verb: Token, target: Token
) -> tuple[Range, ...] | None:
    """Return the clause of a denied noun, or the noun itself; None where it is no proposition."""
    clause = noun_clause(parsed, sentence, target)
    if clause is not None and target.lemma in _PROPOSITIONS:
        return (_before_judgement(parsed, clause),)
    negative = any(child.lower in {"any", "all"} for child in target.children)
    nouns = _STATEMENTS if verb.lemma in _TURNING_DOWN else _PROPOSITIONS
    if verb.lemma in _DROPPING and _is_dropped(verb, target):
        return None
    excluded = verb.lemma in _RULING_OUT and target.pos == "NOUN"
    if not (target.lemma in nouns or excluded or (negative and verb.lemma in _DENYING_ANY)):
        return None
    found = object_to_end(parsed, sentence, verb, mention(target).start)
    return tuple(Range(part.start, _before_day(parsed, part)) for part in found)


@as_in("Ana Brandt denied the report on Monday.")
def _before_day(parsed: Parsed, content: Range) -> int:
    """Return where the day of the denial begins: "denied the report on Monday"."""
    tokens, end = parsed.tokens, content.end
    while end - 1 > content.start and tokens[end - 1].entity in DATED:
        end -= 1
    if end < content.end and tokens[end - 1].lower == "on":
        end -= 1
    return end if end > content.start else content.end


@as_in("Ana Brandt dismissed the claim that the bridge fell as nonsense.")
def _before_judgement(parsed: Parsed, clause: Range) -> Range:
    """Return the clause of "dismissed the claim that P as nonsense", without "as nonsense"."""
    tokens = parsed.tokens
    called = tokens[clause.end - 1].lower in _FALSE and tokens[clause.end - 2].lower == "as"
    return Range(clause.start, clause.end - 2) if called else clause


@as_in("The judge dismissed the charges.", no=("Ana Brandt dismissed the charges as nonsense.",))
def _is_dropped(verb: Token, target: Token) -> bool:
    """Return whether a court drops a case, which calls nothing false."""
    named = any(c.lower == "as" for over in (verb, target) for c in over.children)
    if target.lemma not in _CASES or named:
        return False
    subject = verb.child(*SUBJECTS)
    court = subject is not None and subject.lemma in _COURTS
    return court or any(child.lower == "against" for child in target.children)


@as_in(
    "Ana Brandt called the report false.",
    "Ana Brandt described the plan as unlikely.",
    no=("Ana Brandt described the plan.",),
)
def called(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """Return an object with what it is called; a denial where that is a word for false."""
    if "calling" not in VERB_CLASSES.get(verb.lemma, ()) or not sources:
        return None
    clause = complement(verb)
    target = verb.child("dobj") or (clause.child(*SUBJECTS) if clause is not None else None)
    if target is None or target.i < verb.i:
        rejected(verb, "no object after it that is called something")
        return None
    named = clause is not None or verb.child("oprd", "attr", "acomp") is not None
    likened = any(
        child.dep == "prep" and child.lower in {"as", "among"}
        for child in (*verb.children, *target.children)
    )
    if not (named or likened or _in_marks(parsed, sentence, target)):
        rejected(verb, f"“{target.text}” is not called anything: no noun, adjective or “as”")
        return None
    content = object_to_end(parsed, sentence, verb, mention(target).start)
    lie = any(
        token.lower in _FALSE for part in content for token in parsed.tokens[part.start : part.end]
    )
    return ("denying" if lie else "calling"), content


@as_in('Ana Brandt dubbed the plan "a mistake" on Monday.')
def _in_marks(parsed: Parsed, sentence: Range, target: Token) -> bool:
    """Return whether an object is followed by what it is called, in quotation marks."""
    tokens = parsed.tokens[target.i + 1 : sentence.end]
    mark = next((t for t in tokens if t.quote == "open" or t.text in STOPS), None)
    if mark is None or mark.quote != "open":
        return False
    claimed = any(child.lower == "that" for c in target.children for child in c.children)
    before = parsed.tokens[mark.i - 1]
    return before.tag in NOUNS or (claimed and before.tag not in {"IN", "DT", "TO"})


@as_in(
    "Ana Brandt called the claim that the bridge fell false.",
    "Ana Brandt described reports that the bridge was closed as baseless.",
)
def belied(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """Return the "that" clause of an object that is called false."""
    target = verb.child("dobj")
    if "calling" not in VERB_CLASSES.get(verb.lemma, ()) or not sources or target is None:
        return None
    clause = noun_clause(parsed, sentence, target) if target.lemma in _PROPOSITIONS else None
    if clause is None:
        return None
    tokens = parsed.tokens
    after = clause.end if tokens[clause.end - 1].lower not in _FALSE else clause.end - 1
    end = after - 1 if tokens[after - 1].lower == "as" else after
    last = tokens[min(after + (tokens[after].lower == "as"), sentence.end - 1)]
    if last.lower not in _FALSE:
        rejected(verb, f"“{target.text}” has a “that” clause, but is not called false after it")
        return None
    return "denying", (Range(clause.start, end),)
