"""The reporting frames of a sentence whose cue is a verb, by its class in the word list.

Each class has its own way of taking content: a clause, a quotation, an object, an infinitive.
`FINDERS` names them; the first that finds content decides. `RULES` are the ways of a verb as a
whole, `FINDERS` those of one in the active voice.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from worker.extract.records import Range
from worker.extract.reporting.content.accusations import accused, pleaded
from worker.extract.reporting.content.clauses import quoted_or_clause
from worker.extract.reporting.content.denials import belied, called, denied, doubted
from worker.extract.reporting.content.position import complement, content_after
from worker.extract.reporting.content.speech_acts import admitted, expected, offered, ordered
from worker.extract.reporting.cues.answers import answer
from worker.extract.reporting.cues.hearsay import is_bare_passive, passive_hearsay
from worker.extract.reporting.cues.silences import silence, unanswered
from worker.extract.reporting.cues.verb_frames import reported
from worker.extract.stances import STANCES
from worker.extract.trace import made, rejected
from worker.extract.tree.phrases import (
    FINITE,
    SUBJECTS,
    is_negated,
    is_supposed,
    joint,
    mention,
    noun_before,
    subject,
    verb_group,
)
from worker.extract.words import STRONG_VERBS, VERB_CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.extract.records import Found, Frame, Parsed, Token
    from worker.extract.stances import Stance

FINDERS: Final = (
    accused,
    denied,
    doubted,
    belied,
    pleaded,
    called,
    quoted_or_clause,
    ordered,
    offered,
    expected,
    admitted,
)
"""How a reporting verb takes its content, the most particular way first."""

_GOING_ON: Final = frozenset(
    {"go", "continue", "want", "like", "have", "need", "begin", "start", "try", "seek", "attempt"}
    | {"hasten", "rush"}
)
"""Verbs under which an infinitive still reports: "went on to say"."""

_READY: Final = frozenset({"quick", "careful", "keen", "eager", "swift"})
"""What somebody is who says it: "was quick to note"."""

_NEAR: Final = 5
"""Tokens from "went" to what somebody went on to say."""

_OPENED: Final = 3
"""Tokens of a comma, an opening mark and the first word of what is quoted."""

_UNABLE: Final = frozenset({"can", "ca", "could"})
"""Modals under which "not believe" is surprise and denies nothing."""

_IDEAS: Final = frozenset({"idea", "notion", "possibility", "prospect", "hope", "risk", "way"})
"""Nouns behind whose "of" stands what nobody has done yet."""

_FORMS: Final = frozenset({"VBD", "VBZ", "VBP", "VB", "VBG", "VBN"})
_IDLE: Final = frozenset({"amod", "compound", "nmod", "auxpass", "aux"})


def verb_frames(parsed: Parsed, sentence: Range) -> Iterator[Frame]:
    """The frames whose cue is a verb, in the order of the text."""
    for verb in parsed.tokens[sentence.start : sentence.end]:
        if verb.tag not in _FORMS:
            continue
        idle = _idle(verb)
        if idle is not None:
            if verb.lemma in VERB_CLASSES:
                rejected(verb, idle)
            continue
        for rule in RULES:
            frame = rule(parsed, sentence, verb)
            if frame is not None:
                made(rule, verb)
                yield frame
                break


def _idle(verb: Token) -> str | None:
    """Why a verb form reports nothing itself, as in "refused to confirm"; None where it may."""
    if verb.dep in _IDLE:
        return "it stands as an adjective or an auxiliary"
    infinitive = verb.tag == "VB" and any(
        child.lower == "to" and child.dep == "aux" for child in verb.children
    )
    if infinitive and not _goes_on(verb):
        return "an infinitive: it says what may or should be said, not that it was"
    if any(child.lower == "no" and child.i + 1 == verb.i for child in verb.children):
        return "“no” stands before it: “no denying that” denies nothing"
    return _unsaid(verb) or _describing(verb)


def _goes_on(verb: Token) -> bool:
    """Whether an infinitive tells what was said: "went on to say", "took to the radio to warn"."""
    over = verb.head
    if verb.dep == "xcomp" and over.lemma in _GOING_ON | _READY | {"use"}:
        return over.lemma not in _READY or not is_negated(over.head)
    purpose = verb.dep == "advcl" and over.tag == "VBD" and over.i < verb.i
    return (
        purpose
        and verb.lemma in STRONG_VERBS
        and not is_negated(over)
        and complement(verb) is not None
    )


def _over_infinitive(verb: Token) -> Range | None:
    """The words over an infinitive that reports: "went on to", "was quick to"."""
    over = verb.head
    if verb.tag != "VB" or verb.dep not in {"xcomp", "advcl"} or over.i > verb.i:
        return None
    top = over.head if over.lemma in _READY else over
    near = over.lemma in _GOING_ON | _READY and verb.i - top.i <= _NEAR
    return Range(verb_group(top).start, verb.i) if near else None


def _unsaid(verb: Token) -> str | None:
    """Why nobody has said what a verb says: a question, an order, a condition."""
    if _is_asked(verb):
        return "it stands in the question that somebody was asked"
    if _forbids(verb):
        return "an order: “don’t think that P” reports nobody who thinks so"
    return "it stands in a condition: nobody has said it yet" if is_supposed(verb) else None


def _forbids(verb: Token) -> bool:
    """As in "so don't think that P": an order, whose subject is not the one before."""
    ordered = verb.tag == "VB" and any(c.lower == "do" and c.dep == "aux" for c in verb.children)
    if not ordered or not is_negated(verb) or verb.child(*SUBJECTS) is not None:
        return False
    return verb.dep == "ROOT" or (verb.dep == "conj" and verb.head.tag in {"VBD", "VBZ"})


def _describing(verb: Token) -> str | None:
    """Why a participle reports nothing: it describes, or names a source behind a source."""
    bare = verb.child("aux", "auxpass") is None
    if verb.dep == "pcomp" and _is_unsaid_act(verb.head):
        return "behind “from”, “without” or “the idea of”: it has not been said"
    reduced = verb.tag == "VBN" and verb.dep in {"acl", "advcl", "pcomp"}
    if bare and (reduced or _is_reduced(verb)):
        headline = is_bare_passive(verb)
        return None if headline else "a participle that describes a noun or a circumstance"
    if verb.tag == "VBG" and verb.lemma in {"cite", "quote", "accord"}:
        return "it names the source behind a source"
    return None


def _is_unsaid_act(prep: Token) -> bool:
    """As in "kept from claiming", "without admitting", "the notion of admitting them"."""
    idea = prep.lower == "of" and prep.head.lemma in _IDEAS
    return idea or prep.lower in {"from", "without"}


def _is_reduced(verb: Token) -> bool:
    """As in "The rule [announced by the judge] clears the way", read as "the rule announced"."""
    clause = verb.child("ccomp")
    by = verb.tag == "VBD" and verb.child("agent") is not None
    return by and clause is not None and clause.child(*SUBJECTS, "expl") is None


def _is_asked(verb: Token) -> bool:
    """Whether somebody was asked: "Asked about it, he said", also a belief in that question."""
    alone = verb.child("nsubj", "nsubjpass", "auxpass") is None
    when = any(child.lower == "when" for child in verb.children)
    if verb.lower == "asked" and verb.dep == "advcl" and alone and (verb.text == "Asked" or when):
        return True
    return any(c.dep == "mark" and c.lower in {"if", "whether"} for c in verb.children) and any(
        above.lower == "asked" and above.tag == "VBN" for above in verb.ancestors()
    )


def _speaks(parsed: Parsed, verb: Token) -> bool:
    """Whether a verb of no list stands between a comma and a quotation: the list is open."""
    own = verb.child("nsubj")
    if own is None or verb.tag not in {"VBD", "VBZ"}:
        return False
    edge = min(mention(own).start, verb_group(verb).start) - 1
    tokens = parsed.tokens
    following = tokens[verb.i + 1 : verb.i + 4]
    if len(following) == _OPENED and following[0].text in {",", ":"}:
        return following[1].quote == "open" and following[2].text[0].isupper()
    if verb.tag != "VBD":
        return False
    return edge > 1 and tokens[edge].quote == "close" and tokens[edge - 1].text in {",", "?", "!"}


def _active(parsed: Parsed, sentence: Range, verb: Token) -> Frame | None:
    """The frame of a verb in the active voice."""
    listed = verb.lemma in VERB_CLASSES
    if verb.child("auxpass") is not None or not (listed or _speaks(parsed, verb)):
        return None
    sources = _sources(parsed, verb)
    if not sources and verb.lemma not in STRONG_VERBS:
        rejected(verb, "nobody is named who does it")
        return None
    if sources and verb.dep not in {"acl", "advcl"} and sources[0].i == verb.i:
        rejected(verb, "it is its own subject")
        return None
    for finder in FINDERS:
        found = finder(parsed, sentence, verb, sources)
        if found is not None:
            made(finder, verb)
            frame = _framed(parsed, verb, sources, found)
            expects = finder is expected and frame.stance == "predicting"
            return replace(frame, kind="phrase") if expects and frame.kind == "report" else frame
    return None


def _framed(parsed: Parsed, verb: Token, sources: tuple[Token, ...], found: Found) -> Frame:
    """The frame of a verb with its content, as a negation over the verb changes both."""
    stance, content = found
    negated = _negated(stance, verb)
    if STANCES[stance].disputes:
        content = tuple(_denied_part(parsed, part) for part in content)
    elif negated == "denying":
        content = tuple(_disbelieved(parsed, part) for part in content)
    return _with_words_over(reported(verb, negated, sources, content), verb)


def _with_words_over(frame: Frame, verb: Token) -> Frame:
    """The frame with what stands over its verb and what is doubted of its source."""
    over = _over_infinitive(verb)
    if over is not None:
        cue = Range(over.start, frame.cue.end)
        frame = replace(frame, cue=cue, attribution=(*frame.attribution, over))
    if frame.meaning.plain and any(_is_unsure(source) for source in frame.sources):
        frame = replace(frame, stance="guessing")
    return replace(frame, negated=is_negated(verb))


def _is_unsure(source: Token) -> bool:
    """As in "Unconfirmed reports said": what the article itself does not vouch for."""
    return any(child.lower in {"unconfirmed", "unverified"} for child in source.children)


def _denied_part(parsed: Parsed, content: Range) -> Range:
    """What is denied in "denied P, saying Q" and "denied P, but critics said Q": P alone."""
    tokens = parsed.tokens
    for i in range(content.start + 1, content.end):
        beside = tokens[i].tag == "VBG" or tokens[i].lower in {"but", "with", "however"}
        if beside and tokens[i - 1].text == "," and i - 1 > content.start:
            return Range(content.start, i - 1)
    return content


def _disbelieved(parsed: Parsed, content: Range) -> Range:
    """What is not believed in "does not believe P and supports Q": P alone.

    Under a "not" two clauses are joined by "or"; an "and" goes on with what the source does.
    """
    tokens = parsed.tokens
    for i in range(content.start + 1, content.end - 1):
        if tokens[i].lower not in {"and", "but"}:
            continue
        verb = next((t for t in tokens[i + 1 : content.end] if t.tag != "RB"), None)
        if verb is not None and verb.tag in FINITE and verb.child(*SUBJECTS, "expl") is None:
            return Range(content.start, i)
    return content


def _told(parsed: Parsed, sentence: Range, verb: Token) -> Frame | None:
    """As in "had been told by pilots that P": the agent is the source."""
    if verb.lemma not in VERB_CLASSES or verb.child("auxpass") is None:
        return None
    agent = verb.child("agent")
    by = agent.child("pobj") if agent is not None else None
    if by is None:
        rejected(verb, "a passive without a “by”: nobody is named who says it")
        return None
    if verb.lemma not in STRONG_VERBS:
        rejected(verb, "a passive of a verb that reports in the active voice only")
        return None
    content = content_after(parsed, sentence, verb)
    if content is None:
        rejected(verb, "no clause and no quotation behind it")
        return None
    return reported(verb, "saying", joint(by), (content,))


def _sources(parsed: Parsed, verb: Token) -> tuple[Token, ...]:
    own = subject(verb)
    if own is None and verb.lemma in STRONG_VERBS and verb.tag in {"VBD", "VBZ", "VBP"}:
        own = noun_before(parsed, verb)
    if own is None:
        own = next((s for c in verb.children if c.i < verb.i and (s := c.child("nsubj"))), None)
    if own is not None and own.lower == "who":
        own = _antecedent(verb)
    if own is None or own.lower in {"which", "that", "what", "who", "there"} or _is_nobody(own):
        return ()
    return joint(own)


def _antecedent(verb: Token) -> Token | None:
    """Who "who" is in "It was Hale who said" and "a man who left but who said"."""
    if verb.head.lemma == "be" and verb.dep in {"ccomp", "relcl", "advcl"}:
        named = verb.head.child("attr")
        return named if named is not None and named.i < verb.i else None
    return verb.head.head if verb.dep == "conj" and verb.head.dep == "relcl" else None


def _is_nobody(own: Token) -> bool:
    """Whether "nobody" or "no one" is the subject: nothing is said then."""
    return own.lower in {"nobody", "none"} or any(child.lower == "no" for child in own.children)


def _negated(stance: Stance, verb: Token) -> Stance:
    """What a negation over the reporting verb makes of its stance."""
    if not is_negated(verb):
        return stance
    if verb.lemma in {"think", "believe", "feel"}:
        own = verb.child(*SUBJECTS)
        thing = own is not None and own.lower in {"it", "this", "that"}
        surprised = any(child.lower in _UNABLE for child in verb.children)
        return stance if thing or surprised else "denying"
    if verb.lemma in {"expect", "predict", "anticipate"}:
        return "predicting"
    return "open" if stance == "denying" else stance


RULES: Final = (silence, unanswered, passive_hearsay, _told, answer, _active)
"""How a verb makes a frame; the first that does decides."""
