"""The reporting frames of a sentence whose cue is a verb, by the verb's class in the word lists.

Each class takes its own kind of content: a clause, a quotation, an object, an infinitive.
`RULES` make the frame of a verb; the last of them, for the active voice, asks `FINDERS` for its
content. In both lists the first that finds something decides.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Range
from worker.extract.reporting.content.accusations import accused, pleaded
from worker.extract.reporting.content.boundaries import opening_with
from worker.extract.reporting.content.clauses import quoted_or_clause
from worker.extract.reporting.content.denials import belied, called, denied, doubted
from worker.extract.reporting.content.position import content_after
from worker.extract.reporting.content.relatives import called_in_relative
from worker.extract.reporting.content.speech_acts import (
    admitted,
    cited,
    expected,
    offered,
    ordered,
)
from worker.extract.reporting.cues.answers import answer
from worker.extract.reporting.cues.hearsay import passive_hearsay
from worker.extract.reporting.cues.quoting import is_quoting, quoted_as_saying
from worker.extract.reporting.cues.requests import unanswered_request
from worker.extract.reporting.cues.silences import silence
from worker.extract.reporting.cues.verb_forms import why_no_report, words_before_infinitive
from worker.extract.reporting.cues.verb_frame import verb_frame
from worker.extract.stances import STANCES
from worker.extract.trace import made, rejected
from worker.extract.tree.negation import is_negated
from worker.extract.tree.phrases import (
    FINITE,
    SUBJECTS,
    conjuncts,
    mention,
    noun_before,
    subject,
    verb_group,
)
from worker.extract.words import STRONG_VERBS, VERB_CLASSES, is_safe_verb, words

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
    called_in_relative,
    called,
    quoted_or_clause,
    ordered,
    offered,
    expected,
    admitted,
    cited,
)
"""How a verb in the active voice takes its content, the most specific way first."""

_BELIEVING: Final = words("cues", "verbs", "believing")
_PREDICTING: Final = words("cues", "verbs", "predicting")
_UNCONFIRMED: Final = words("cues", "verbs", "unconfirmed")
_UNABLE: Final = frozenset({"can", "ca", "could"})
"""Modals under which "not believe" is surprise and denies nothing."""

_OPENING: Final = 3
"""Tokens of a comma, an opening mark and the first word of a quotation: right after a verb that is
in no list, all three show that it is a verb of saying.
"""

_NO_SOURCES: Final = frozenset({"which", "that", "what", "who", "there"})
"""Subjects that name no source: pronouns without an antecedent here, and an expletive."""

_VERB_TAGS: Final = frozenset({"VBD", "VBZ", "VBP", "VB", "VBG", "VBN"})


def verb_frames(parsed: Parsed, sentence: Range) -> Iterator[Frame]:
    """Return the frames whose cue is a verb, in the order of the text."""
    for verb in parsed.tokens[sentence.start : sentence.end]:
        if verb.tag not in _VERB_TAGS:
            continue
        reason = why_no_report(verb)
        if reason is not None:
            if verb.lemma in VERB_CLASSES:
                rejected(verb, reason)
            continue
        if is_quoting(parsed, verb):
            rejected(verb, "its “as saying” is the cue, and it names the outlet that quotes")
            continue
        for rule in RULES:
            frame = rule(parsed, sentence, verb)
            if frame is not None:
                made(rule, verb)
                yield frame
                break


@as_in(
    'Ana Brandt smiled, "The bridge is safe."',
    '"The bridge is safe," Ana Brandt sighed.',
    '"The bridge is safe," Ana Brandt reflects.',
    'The fans left, chanting: "The bridge is safe."',
    no=("Ana Brandt smiled on Monday.",),
)
def _is_unlisted_saying(parsed: Parsed, verb: Token) -> bool:
    """Return whether a verb in no list says the quotation next to it, after a comma."""
    if verb.tag == "VBG":
        return verb.dep == "advcl" and _opens_speech(parsed, verb.i + 1)
    speaker = verb.child("nsubj")
    if speaker is None or verb.tag not in {"VBD", "VBZ", "VBP"}:
        return False
    edge = min(mention(speaker).start, verb_group(verb).start) - 1
    tokens = parsed.tokens
    if _opens_speech(parsed, verb.i + 1) and tokens[verb.i + 1].quote != "open":
        return True
    return edge > 1 and tokens[edge].quote == "close" and tokens[edge - 1].text in {",", "?", "!"}


def _opens_speech(parsed: Parsed, i: int) -> bool:
    """Return whether a quotation that begins with a capital opens at token `i`, or after a comma.

    In place of the comma there may be a colon.
    """
    following = parsed.tokens[i : i + _OPENING]
    if following and following[0].text in {",", ":"}:
        following = following[1:]
    if len(following) < _OPENING - 1 or following[0].quote != "open":
        return False
    return following[1].text[0].isupper()


@as_in(
    "Ana Brandt averred that the bridge was closed.",
    "The bridge was closed, Ana Brandt averred.",
    no=("Ana Brandt counted the boats.", "Ana Brandt averred nothing."),
)
def _is_safe(parsed: Parsed, verb: Token) -> bool:
    """Return whether a verb of the lexicon has a clause with "that", or follows its clause."""
    if not is_safe_verb(verb.lemma, verb.lower) or verb.child("dobj") is not None:
        return False
    clause = verb.child("ccomp")
    if clause is None:
        return False
    that = clause.child("mark")
    if clause.i > verb.i:
        return that is not None and that.lower == "that" and verb.i < that.i
    source = verb.child("nsubj")
    edge = mention(source).start - 1 if source is not None else -1
    return edge > clause.i and parsed.tokens[edge].text == "," and that is None


@as_in("Ana Brandt said that the bridge was closed.", no=("The bridge was closed.",))
def _active(parsed: Parsed, sentence: Range, verb: Token) -> Frame | None:
    """Return the frame of a verb in the active voice, with the first content that is found."""
    listed = verb.lemma in VERB_CLASSES or _is_safe(parsed, verb) or opening_with(verb) is not None
    if verb.child("auxpass") is not None or not (listed or _is_unlisted_saying(parsed, verb)):
        return None
    sources = _sources(parsed, verb)
    if not sources and verb.lemma not in STRONG_VERBS:
        rejected(verb, "no subject that could be its source")
        return None
    if sources and verb.dep not in {"acl", "advcl"} and sources[0].i == verb.i:
        rejected(verb, "the parser took it for its own subject")
        return None
    for finder in FINDERS:
        found = finder(parsed, sentence, verb, sources)
        if found is not None:
            made(finder, verb)
            frame = _frame_with_content(parsed, verb, sources, found)
            expects = finder is expected and frame.stance == "predicting"
            return replace(frame, kind="phrase") if expects and frame.kind == "report" else frame
    return None


def _frame_with_content(
    parsed: Parsed, verb: Token, sources: tuple[Token, ...], found: Found
) -> Frame:
    """Return the frame of a verb, its stance and content changed by a negation of the verb."""
    stance, content = found
    negated = _stance_if_negated(stance, verb)
    if STANCES[stance].disputes:
        content = tuple(_denied_part(parsed, part) for part in content)
    elif negated == "denying":
        content = tuple(_disbelieved_part(parsed, part) for part in content)
    frame = verb_frame(verb, negated, sources, content)
    if verb.dep == "relcl" and content and content[0] == mention(verb.head):
        between = Range(content[0].end, content[-1].start)
        frame = replace(frame, antecedent=content[0], attribution=(*frame.attribution, between))
    with_ = opening_with(verb)
    if with_ is not None:
        opening = Range(with_.i, verb.i)
        frame = replace(frame, attribution=(*frame.attribution, opening))
    return _with_context(frame, verb)


def _with_context(frame: Frame, verb: Token) -> Frame:
    """Return the frame as the words around its verb change it.

    Words before an infinitive join the cue, an unconfirmed source makes it a guess, and a negation
    of the verb is recorded.
    """
    before = words_before_infinitive(verb)
    if before is not None:
        cue = Range(before.start, frame.cue.end)
        frame = replace(frame, cue=cue, attribution=(*frame.attribution, before))
    if frame.meaning.plain and any(_is_unsure(source) for source in frame.sources):
        frame = replace(frame, stance="guessing")
    return replace(frame, negated=is_negated(verb))


@as_in(
    "Unconfirmed reports said that the bridge was closed.",
    no=("Later reports said that the bridge was closed.",),
)
def _is_unsure(source: Token) -> bool:
    """Return whether the article does not vouch for a source: "unconfirmed reports"."""
    return any(child.lower in _UNCONFIRMED for child in source.children)


@as_in("Ana Brandt denied that the bridge was unsafe, saying it was new.")
def _denied_part(parsed: Parsed, content: Range) -> Range:
    """Return P alone of "denied P, saying Q" and "denied P, but critics said Q"."""
    tokens = parsed.tokens
    for i in range(content.start + 1, content.end):
        opens_another = tokens[i].tag == "VBG" or tokens[i].lower in {"but", "with", "however"}
        if opens_another and tokens[i - 1].text == "," and i - 1 > content.start:
            return Range(content.start, i - 1)
    return content


@as_in("Ana Brandt does not believe that the bridge is safe and supports a new one.")
def _disbelieved_part(parsed: Parsed, content: Range) -> Range:
    """Return P alone of "does not believe P and supports Q".

    A "not" over two clauses joins them by "or"; an "and" goes on with what the source does.
    """
    tokens = parsed.tokens
    for i in range(content.start + 1, content.end - 1):
        if tokens[i].lower not in {"and", "but"}:
            continue
        verb = next((t for t in tokens[i + 1 : content.end] if t.tag != "RB"), None)
        if verb is not None and verb.tag in FINITE and verb.child(*SUBJECTS, "expl") is None:
            return Range(content.start, i)
    return content


@as_in(
    "Staff were told by pilots that it would fall.",
    "Residents were told by the mayor that the bridge would be closed.",
    no=("The guests were told.", "The plan was described by the mayor."),
)
def _passive_report(parsed: Parsed, sentence: Range, verb: Token) -> Frame | None:
    """Return the frame of "was told by pilots that P": the agent is the source."""
    if verb.lemma not in VERB_CLASSES or verb.child("auxpass") is None:
        return None
    agent = verb.child("agent")
    by = agent.child("pobj") if agent is not None else None
    if by is None:
        rejected(verb, "a passive without a “by”: no source is named")
        return None
    if verb.lemma not in STRONG_VERBS:
        rejected(verb, "a passive of a verb that reports in the active voice only")
        return None
    content = content_after(parsed, sentence, verb)
    if content is None:
        rejected(verb, "no clause and no quotation after it")
        return None
    return verb_frame(verb, "saying", conjuncts(by), (content,))


def _sources(parsed: Parsed, verb: Token) -> tuple[Token, ...]:
    """Return the subjects of a verb, coordinated ones apart; none where nobody says it."""
    source = subject(verb)
    if source is None and verb.lemma in STRONG_VERBS and verb.tag in {"VBD", "VBZ", "VBP"}:
        source = noun_before(parsed, verb)
    if source is None:
        source = next((s for c in verb.children if c.i < verb.i and (s := c.child("nsubj"))), None)
    if source is not None and source.lower == "who":
        source = _antecedent(verb)
    if source is None or source.lower in _NO_SOURCES or _is_nobody(source):
        return ()
    return conjuncts(source)


@as_in(
    "It was Ana Brandt who said that the bridge was closed.",
    "The driver was a man who left but who said that the bridge was closed.",
)
def _antecedent(verb: Token) -> Token | None:
    """Return the antecedent of a "who" in a cleft, or in a relative clause after another one."""
    if verb.head.lemma == "be" and verb.dep in {"ccomp", "relcl", "advcl"}:
        named = verb.head.child("attr")
        return named if named is not None and named.i < verb.i else None
    return verb.head.head if verb.dep == "conj" and verb.head.dep == "relcl" else None


@as_in(
    "Nobody said that the bridge was closed.",
    "No witnesses reported that the bridge was closed.",
    no=("Ana Brandt said that the bridge was closed.",),
)
def _is_nobody(source: Token) -> bool:
    """Return whether the subject is "nobody" or has a "no": nothing is said then."""
    return source.lower in {"nobody", "none"} or any(c.lower == "no" for c in source.children)


@as_in("Ana Brandt does not believe that the bridge is safe.")
def _stance_if_negated(stance: Stance, verb: Token) -> Stance:
    """Return the stance of a verb, changed where a negation over the verb changes it."""
    if not is_negated(verb):
        return stance
    if verb.lemma in _BELIEVING:
        believer = verb.child(*SUBJECTS)
        thing = believer is not None and believer.lower in {"it", "this", "that"}
        surprised = any(child.lower in _UNABLE for child in verb.children)
        return stance if thing or surprised else "denying"
    if verb.lemma in _PREDICTING:
        return "predicting"
    return "open" if stance == "denying" else stance


RULES: Final = (
    silence,
    unanswered_request,
    quoted_as_saying,
    passive_hearsay,
    _passive_report,
    answer,
    _active,
)
"""How a verb makes a frame; the first rule that makes one decides."""
