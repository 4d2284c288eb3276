"""Content that a reporting verb takes as its object: "accused B of P", "denied any links".

Each function is one way of taking an object; it gives the stance and the content, or None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.contents import DATED, STOPS, complement, trimmed, without_mark
from worker.extract.explain import rejected
from worker.extract.limits import before_occasion, is_side, limit
from worker.extract.phrases import NOUNS, SUBJECTS, is_negated, mention, verb_group
from worker.extract.tokens import Range
from worker.extract.words import VERB_CLASSES, words

if TYPE_CHECKING:
    from worker.extract.frames import Found, Stance
    from worker.extract.tokens import Parsed, Token

_PROPOSITIONS: Final = words("other_cues", "propositions", "nouns")
_ACCUSED: Final = words("other_cues", "passives", "accused")
_DOCUMENTS: Final = words("people", "documents")
_FALSE: Final = words("stance", "falsehoods")
_ACCUSING: Final = frozenset(
    {"accuse", "charge", "blame", "suspect", "slam", "criticize", "criticise", "fault", "denounce"}
)
_TELLING: Final = frozenset({"ask", "tell", "advise", "remind", "warn"})
"""Verbs of saying that order where an infinitive follows: "told them to leave"."""

_NAMING: Final = frozenset({"name", "identify"})
_REFUSING: Final = frozenset({"reject", "dismiss", "contradict"})
"""Verbs that deny a statement, but only turn down an idea, a plan or a person."""

_UNDONE: Final = frozenset({"should", "must", "ought", "could", "can", "may", "might", "need"})
"""Modals of what has not been done: "should dismiss the report" denies nothing."""

_CASES: Final = frozenset({"charge", "complaint"})
_COURTS: Final = frozenset({"judge", "court", "magistrate", "tribunal", "jury", "prosecutor"})
"""Who dismisses a charge without a word on whether it is true."""

_CLAIMED: Final = {
    "claim": frozenset({"responsibility", "credit", "victory"}),
    "maintain": frozenset({"innocence"}),
    "protest": frozenset({"innocence"}),
    "profess": frozenset({"innocence", "ignorance"}),
}
"""What somebody claims for himself without a clause."""

_CRIMES: Final = frozenset(
    {
        *("death", "killing", "murder", "slaying", "homicide", "shooting", "stabbing", "beating"),
        *(
            "attack",
            "assault",
            "rape",
            "kidnapping",
            "abduction",
            "bombing",
            "robbery",
            "burglary",
        ),
        *("theft", "fraud", "scheme", "plot", "conspiracy", "crash", "arson"),
    }
)
"""What somebody is charged "in": "charged in the killing of two men"."""

_STATEMENTS: Final = words("other_cues", "propositions", "accusing") | frozenset(
    {"claim", "report", "rumor", "rumour", "assertion", "speculation", "suggestion"}
)
_OF: Final = frozenset({"of", "with", "for"})


def accused(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """As in "A accused B of P", "A blamed B": B and P."""
    del sentence
    if verb.lemma not in _ACCUSING or not sources:
        return None
    target = verb.child("dobj")
    deed = deed_of(parsed, verb, target)
    if target is None or (deed is None and verb.lemma != "blame"):
        no_deed = "no deed behind “of”, “with” or “for”"
        rejected(verb, "no object that is accused" if target is None else no_deed)
        return None
    if deed is not None and deed.start < target.i:
        # As in "charged with murder, attempted murder": deeds, and nobody accused.
        return None
    party = mention(target)
    if deed is None:
        return "accusing", (party,)
    party = Range(party.start, max(min(party.end, deed.start - 1), party.start + 1))
    if (
        verb.lemma not in {"accuse", "charge", "blame", "suspect"}
        and parsed.tokens[deed.start].tag != "VBG"
    ):
        rejected(verb, "what somebody is criticised for is no deed: no participle behind it")
        return None
    return "accusing", (party, deed)


def deed_of(parsed: Parsed, verb: Token, target: Token | None) -> Range | None:
    """What somebody is accused of: behind "of", "with" or "for"."""
    for governor in (verb, target):
        for child in governor.children if governor is not None else ():
            of = {"for"} if verb.lemma == "blame" else _OF | {"in"}
            if child.dep == "prep" and child.lower in of and child.i > verb.i:
                inner = child.child("pcomp", "pobj")
                if inner is not None and (child.lower != "in" or inner.lemma in _CRIMES):
                    end = _before_relative(parsed, Range(child.i + 1, inner.right))
                    end = before_occasion(parsed, Range(child.i + 1, end))
                    return trimmed(parsed, Range(child.i + 1, end), leading=False)
    return None


def _before_relative(parsed: Parsed, deed: Range) -> int:
    """Where a deed ends: before a ", which" that tells more of it in the article's words."""
    tokens = parsed.tokens
    ends = (i - 1 for i in range(deed.start + 1, deed.end) if tokens[i].tag in {"WDT", "WP"})
    return next((end for end in ends if tokens[end].text == ","), deed.end)


def denied(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """As in "denied taking a bribe", "rejected the notion that P", "denied any links"."""
    if not sources or "denying" not in VERB_CLASSES.get(verb.lemma, ()):
        return None
    why = _undenied(verb)
    if why is not None:
        rejected(verb, why)
        return None
    content = _denied_behind(parsed, verb) or _denied_act(parsed, sentence, verb)
    if content is not None:
        return "denying", content
    target = verb.child("dobj")
    if target is None or target.i < verb.i or verb.child("dative") is not None:
        rejected(verb, "no object that could be denied behind it")
        return None
    content = _denied_noun(parsed, sentence, verb, target)
    if content is None:
        rejected(verb, f"“{target.text}” is a thing, no proposition that could be denied")
        return None
    return "denying", content


def _denied_act(parsed: Parsed, sentence: Range, verb: Token) -> tuple[Range, ...] | None:
    """As in "denied ever taking a bribe"."""
    act = verb.child("xcomp", "pcomp")
    start = _past_adverbs(parsed, verb)
    if act is None or parsed.tokens[start].tag != "VBG" or not act.left <= start <= act.i:
        return None
    return object_to_end(parsed, sentence, verb, start)


def _denied_behind(parsed: Parsed, verb: Token) -> tuple[Range, ...] | None:
    """As in "was accused of P, which he denies": what was said before of him, or the charge."""
    pronoun = verb.child("dobj")
    if verb.dep != "relcl" or pronoun is None or pronoun.lower not in {"which", "that"}:
        return None
    charge = next((a for a in verb.head.ancestors() if a.lemma in _ACCUSED), None)
    party = charge.child("nsubjpass") if charge is not None else None
    deed = deed_of(parsed, charge, None) if charge is not None and party is not None else None
    if deed is not None and party is not None and verb.head.i in deed:
        return (mention(party), deed)
    return (mention(verb.head),) if verb.head.lemma in _PROPOSITIONS else None


def _past_adverbs(parsed: Parsed, verb: Token) -> int:
    """Where an act may begin behind the verb: behind the "ever" of "denied ever being there"."""
    start = verb_group(verb).end
    while start < len(parsed.tokens) - 1 and parsed.tokens[start].tag == "RB":
        start += 1
    return start


def _undenied(verb: Token) -> str | None:
    """Why a verb of denying denies nothing here; None where it may."""
    if verb.lemma == "rule" and verb.child("prt") is None:
        return "without “out” it denies nothing"
    if not is_negated(verb) and any(child.lower in _UNDONE for child in verb.children):
        return "under a “should” or “could”: nothing has been denied yet"
    return None


def doubted(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """As in "questioned the idea that P", "challenged the finding that P"."""
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
    """What a denied noun stands for: its clause, or itself; None where it is no proposition."""
    clause = noun_clause(parsed, sentence, target)
    if clause is not None and target.lemma in _PROPOSITIONS:
        return (_before_judgement(parsed, clause),)
    negative = any(child.lower in {"any", "all"} for child in target.children)
    nouns = _STATEMENTS if verb.lemma in _REFUSING else _PROPOSITIONS
    if verb.lemma == "dismiss" and _is_dropped(verb, target):
        return None
    if target.lemma not in nouns and not (negative and verb.lemma == "deny"):
        return None
    found = object_to_end(parsed, sentence, verb, mention(target).start)
    return tuple(Range(part.start, _before_day(parsed, part)) for part in found)


def _before_day(parsed: Parsed, content: Range) -> int:
    """Where "denied the report on Monday" tells the day, which is that of the denial."""
    tokens, end = parsed.tokens, content.end
    while end - 1 > content.start and tokens[end - 1].entity in DATED:
        end -= 1
    if end < content.end and tokens[end - 1].lower == "on":
        end -= 1
    return end if end > content.start else content.end


def _before_judgement(parsed: Parsed, clause: Range) -> Range:
    """The clause of "dismissed the claim that P as nonsense" without what P is called."""
    tokens = parsed.tokens
    called = tokens[clause.end - 1].lower in _FALSE and tokens[clause.end - 2].lower == "as"
    return Range(clause.start, clause.end - 2) if called else clause


def _is_dropped(verb: Token, target: Token) -> bool:
    """As in "The judge dismissed the charges": a court's act, which calls nothing false."""
    named = any(c.lower == "as" for over in (verb, target) for c in over.children)
    if target.lemma not in _CASES or named:
        return False
    own = verb.child(*SUBJECTS)
    court = own is not None and own.lemma in _COURTS
    return court or any(child.lower == "against" for child in target.children)


def noun_clause(parsed: Parsed, sentence: Range, noun: Token) -> Range | None:
    """The "that" clause of a noun like "claim", which the parser may hang elsewhere."""
    tokens = parsed.tokens
    for end in sorted({noun.i + 1, mention(noun).end, _prepositional_end(noun)}):
        if end >= sentence.end or tokens[end].lower != "that" or tokens[end].dep in SUBJECTS:
            continue
        verb = next(
            (a for a in tokens[end].ancestors() if a.i > end and a.pos in {"VERB", "AUX"}), None
        )
        close = min(verb.right, sentence.end) if verb is not None else sentence.end
        side = (t.i for t in tokens[end:close] if is_side(parsed, t))
        return without_mark(parsed, Range(end, max(next(side, close), end + 1)))
    return None


def _prepositional_end(noun: Token) -> int:
    """Where "a report in the Herald" ends without the clause that follows."""
    prep = noun.child("prep")
    inner = prep.child("pobj") if prep is not None else None
    return inner.i + 1 if inner is not None else noun.i + 1


def object_to_end(parsed: Parsed, sentence: Range, verb: Token, start: int) -> tuple[Range, ...]:
    """From token `start` to the end of what hangs on the verb, before the next attribution."""
    end = min(limit(parsed, sentence, verb, start), max(verb.right, start + 1))
    end = before_occasion(parsed, Range(start, end))
    found = trimmed(parsed, Range(start, end), leading=False)
    return (found,) if found is not None else (Range(start, start + 1),)


def called(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """As in "called the report false", "described the plan as unlikely"."""
    if "calling" not in VERB_CLASSES.get(verb.lemma, ()) or not sources:
        return None
    clause = complement(verb)
    target = verb.child("dobj") or (clause.child(*SUBJECTS) if clause is not None else None)
    if target is None or target.i < verb.i:
        rejected(verb, "nobody and nothing behind it that is called something")
        return None
    named = clause is not None or verb.child("oprd", "attr", "acomp") is not None
    likened = any(
        child.dep == "prep" and child.lower in {"as", "among"}
        for child in (*verb.children, *target.children)
    )
    if not (named or likened or _in_marks(parsed, sentence, target)):
        rejected(verb, f"“{target.text}” is not called anything: no name, adjective or “as”")
        return None
    content = object_to_end(parsed, sentence, verb, mention(target).start)
    lie = any(
        token.lower in _FALSE for part in content for token in parsed.tokens[part.start : part.end]
    )
    return ("denying" if lie else "calling"), content


def _in_marks(parsed: Parsed, sentence: Range, target: Token) -> bool:
    """As in 'called the vote "a mistake"': what it is called stands behind it in marks."""
    tokens = parsed.tokens[target.i + 1 : sentence.end]
    mark = next((t for t in tokens if t.quote == "open" or t.text in STOPS), None)
    if mark is None or mark.quote != "open":
        return False
    claimed = any(child.lower == "that" for c in target.children for child in c.children)
    before = parsed.tokens[mark.i - 1]
    return before.tag in NOUNS or (claimed and before.tag not in {"IN", "DT", "TO"})


def belied(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """As in "called the claim that P false", "described reports that P as baseless": P."""
    target = verb.child("dobj")
    if "calling" not in VERB_CLASSES.get(verb.lemma, ()) or not sources or target is None:
        return None
    clause = noun_clause(parsed, sentence, target) if target.lemma in _PROPOSITIONS else None
    if clause is None:
        return None
    tokens = parsed.tokens
    behind = clause.end if tokens[clause.end - 1].lower not in _FALSE else clause.end - 1
    end = behind - 1 if tokens[behind - 1].lower == "as" else behind
    last = tokens[min(behind + (tokens[behind].lower == "as"), sentence.end - 1)]
    if last.lower not in _FALSE:
        rejected(verb, f"“{target.text}” has a “that” clause, but is not called false behind it")
        return None
    return "denying", (Range(clause.start, end),)


def pleaded(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """As in "pleaded not guilty to P": P."""
    plea = verb.child("acomp")
    if verb.lemma != "plead" or plea is None or plea.lower != "guilty" or not sources:
        return None
    prep = next((c for c in (*plea.children, *verb.children) if c.lower == "to"), None)
    deed = prep.child("pcomp", "pobj") if prep is not None else None
    if deed is None:
        rejected(verb, "a plea, but no “to” behind it that says what of")
        return None
    start = min(deed.left, mention(deed).start)
    stance: Stance = "denying" if plea.child("neg") is not None else "saying"
    return stance, object_to_end(parsed, sentence, verb, start)


def ordered(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """As in "urged them to leave", "called for a boycott"."""
    ordering = verb.lemma in _TELLING or "ordering" in VERB_CLASSES.get(verb.lemma, ())
    if not ordering or not sources:
        return None
    clause = verb.child("xcomp", "ccomp")
    if clause is not None and clause.lemma in _NAMING and clause.child("auxpass") is not None:
        # "who asked not to be named" says who the source is.
        return None
    target = verb.child("dobj", "dative")
    if clause is not None and clause.i > verb.i:
        start = (
            clause.left
            if target is None or target.i < verb.i
            else min(mention(target).start, clause.left)
        )
        return "ordering", object_to_end(parsed, sentence, verb, past_to(parsed, start))
    asked = next(
        (c for c in verb.children if c.dep == "prep" and c.lower == "for" and c.i > verb.i), None
    )
    if asked is not None and verb.lemma in {"call", "appeal", "plead"}:
        return "ordering", object_to_end(parsed, sentence, verb, asked.i + 1)
    rejected(verb, "no infinitive and no clause behind it that says what is asked for")
    return None


def past_to(parsed: Parsed, start: int) -> int:
    """Behind a "to" at token `start`."""
    return start + 1 if parsed.tokens[start].lower == "to" else start


def offered(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """As in "threatened to publish", "offered to pay", "expects to win", "claims to have seen"."""
    clause = verb.child("xcomp")
    if clause is None or clause.i < verb.i or not sources:
        return None
    classes = VERB_CLASSES.get(verb.lemma, ())
    infinitive = any(child.lower == "to" and child.dep == "aux" for child in clause.children)
    if not infinitive:
        return None
    content = object_to_end(parsed, sentence, verb, past_to(parsed, clause.left))
    if "offering" in classes:
        return "offering", content
    if "predicting" in classes:
        return "predicting", content
    if "distancing" in classes:
        return "saying", content
    rejected(verb, "its infinitive is no offer, plan or claim")
    return None


def expected(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """As in "expects 3 million guests", "predicted a win"; also what documents show."""
    target = verb.child("dobj")
    classes = VERB_CLASSES.get(verb.lemma, ())
    if target is None or target.i < verb.i or not sources:
        return None
    if "predicting" in classes and verb.lemma != "promise":
        return "predicting", object_to_end(parsed, sentence, verb, mention(target).start)
    if (
        verb.lemma in {"show", "indicate", "suggest", "reveal", "depict"}
        and sources[0].lemma in _DOCUMENTS
        and not any(child.tag == "MD" for child in verb.children)
    ):
        return "showing", object_to_end(parsed, sentence, verb, mention(target).start)
    rejected(verb, f"its object “{target.text}” is no clause, and nothing predicted or shown")
    return None


def admitted(
    parsed: Parsed, sentence: Range, verb: Token, sources: tuple[Token, ...]
) -> Found | None:
    """As in "admitted to taking part", "confirmed the arrest", "claimed responsibility"."""
    taken = verb.child("dobj")
    if taken is not None and taken.lemma in _CLAIMED.get(verb.lemma, ()) and sources:
        if is_negated(verb) or taken.i < verb.i:
            return None
        return "saying", object_to_end(parsed, sentence, verb, mention(taken).start)
    if "confirming" not in VERB_CLASSES.get(verb.lemma, ()) or not sources or is_negated(verb):
        return None
    prep = verb.child("prep")
    inner = prep.child("pcomp", "pobj") if prep is not None and prep.lower == "to" else None
    if inner is not None and inner.tag == "VBG":
        return "saying", object_to_end(parsed, sentence, verb, inner.left)
    target = verb.child("dobj", "xcomp")
    if (
        target is not None
        and target.i > verb.i
        and verb.lemma in {"confirm", "admit", "acknowledge", "concede"}
    ):
        return "saying", object_to_end(
            parsed, sentence, verb, min(mention(target).start, target.left)
        )
    rejected(verb, "nothing behind it that is confirmed or admitted")
    return None
