"""The claims of an article: each passage divided into clauses, each clause with its chain."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from worker.extract.attribution import Spoken
from worker.extract.chains import unrepeated
from worker.extract.clauses import Clause, clauses
from worker.extract.explain import because, decided
from worker.extract.factuality import factuality, followed, polarity
from worker.extract.frames import MARKERS
from worker.extract.phrases import SUBJECTS
from worker.extract.statements import statement
from worker.extract.words import words
from worker.records import Claim, Link, Rejection, Span, Time

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from worker.extract.attribution import Passage
    from worker.extract.chains import Chains
    from worker.extract.frames import Frame
    from worker.extract.tokens import Parsed, Range, Token
    from worker.records import Polarity, Speech

FILLER: Final = "words to the listener, such as “you know”, state nothing"
LABEL: Final = "no verb and nothing counted: a name, a label or a credit"
QUESTION: Final = "a question or an order claims nothing"
NO_WORDS: Final = "no words are left between the quotation marks"
LEFT_OVER: Final = "no more than the words around a reported clause"
NARRATOR: Final = Link(0, 0, "narrator", explicit=False)
_LASTING: Final = (["through"], ["until"], ["till"])
"""Words before the end of what goes on already: "runs through Friday"."""

_CITING: Final = words("other_cues", "citing", "verbs")
_FILLERS: Final = frozenset(
    {
        *(("i", "mean"), ("you", "know"), ("you", "see"), ("you", "know", "what")),
        *(
            ("look",),
            ("listen",),
            ("believe", "me"),
            ("trust", "me"),
            ("let", "me", "tell", "you"),
        ),
    }
)
_SPANS: Final = frozenset({"age", "duration"})
"""Properties of a quantity that a label has too: "10-year struggle"."""

_BESIDE_AN_ORDER: Final = frozenset(
    {"advcl", "advmod", "dep", "intj", "npadvmod", "prep", "punct"}
)
"""What may stand before the verb of an order: "For more information, call the office"."""

_CHARGES: Final = frozenset({"accusing", "hearsay-accused"})
"""Stances beside which an "allegedly" says nothing new."""

_TOGETHER: Final = frozenset(
    {"accusing", "hearsay-accused", "calling", "ordering", "offering", "denying"}
)
"""Stances whose content is one claim however many verbs it has."""


@dataclass(slots=True)
class Claims:
    """Builds the claims of one article, in the order of its passages.

    What turns out to be none is kept in `rejections` with its reason.
    """

    text: str
    chains: Chains
    published: date | None = None
    rejections: list[Rejection] = field(default_factory=list)
    _said: dict[str, Time] = field(default_factory=dict)

    def of(self, passage: Passage) -> list[Claim]:
        """The claims of one passage."""
        links = self.chains.of_passage(passage)
        found = []
        for clause in _divided(passage):
            if _is_beside(passage, clause):
                outside = replace(passage, outer=passage.outer[:-1])
                claim = self._claim(outside, clause, self.chains.of_passage(outside))
            else:
                claim = self._claim(passage, clause, links)
            if claim is not None:
                decided(claim, passage)
                found.append(claim)
        return _by_holder(found)

    def _claim(self, passage: Passage, clause: Clause, outer: tuple[Link, ...]) -> Claim | None:
        parsed = passage.parsed
        evidence = _evidence(passage, clause)
        reason = _reason_against(passage, clause) if evidence else NO_WORDS
        if reason is not None:
            self.rejections.append(Rejection(reason, evidence or _spans(passage, clause)))
            return None
        inner = [frame for frame in passage.nested if _adds(passage, frame, clause)]
        links = list(outer)
        for frame in inner:
            links = unrepeated([*links, *self.chains.of_frame(Spoken(parsed, frame), links)])
        first = passage.outer[0].frame if passage.outer else None
        described = first is not None and first.described and len(passage.outer) == 1
        if not links or links[0].role in {"hearsay", "holder"} or described:
            links = [NARRATOR, *(replace(link, position=link.position + 1) for link in links)]
        # A quotation that runs on keeps its voice, but not the denial or charge before it.
        stances = [
            spoken.frame.stance if passage.explicit else "saying" for spoken in passage.outer
        ] + [frame.stance for frame in inner]
        speech = _speech(passage, evidence)
        past = first is not None and first.is_past and speech != "direct"
        said, by_inner = _said_inside(parsed, clause, inner)
        quantities = tuple(q for q in parsed.quantities if _inside(q.span, evidence))
        event_time = _time_in(parsed, evidence)
        held = factuality(parsed, said, stances, reported_past=past or by_inner)
        told = clause.head.tag == "VBD" and not (past or by_inner)
        if held == "asserted" and not told and self._is_ahead(parsed, clause):
            held = "predicted"
        return Claim(
            section=parsed.paragraph.section,
            evidence=evidence,
            evidence_text=tuple(self.text[start:end] for start, end in evidence),
            statement=statement(parsed, evidence, tuple(links)),
            chain=tuple(links),
            factuality=held,
            polarity=_polarity(passage, said, stances),
            speech="none" if links[0].role == "narrator" else speech,
            quantities=quantities,
            said_at=self._said_at(passage, links),
            event_time=event_time,
            places=tuple(p for p in parsed.places if _inside(p.span, evidence)),
        )

    def _is_ahead(self, parsed: Parsed, clause: Clause) -> bool:
        """Whether what is told happens after the day of publication: "starts on Friday"."""
        above = followed(clause) or clause
        time = _time_in(parsed, [parsed.span(part) for part in above.parts])
        if time is None or self.published is None or time.value <= self.published:
            return False
        if time.span is None or self.text[: time.span.start].split()[-1:] in _LASTING:
            return False
        because("its time lies behind the day of publication", time.span)
        return True

    def _said_at(self, passage: Passage, links: Sequence[Link]) -> Time | None:
        """The day of the saying: named beside the reporting words, or kept from the same voice."""
        if links[0].role == "narrator" or not passage.outer:
            return None
        key = links[0].name or ""
        spoken = passage.outer[0]
        if passage.explicit:
            found = _time_of_saying(passage)
            if found is not None:
                if key:
                    self._said[key] = found
                return found
        del spoken
        kept = self._said.get(key) if key else None
        if kept is None:
            return None
        if kept.span is not None:
            because(f"said on the day that {key} named last", kept.span)
        return replace(kept, span=None)


def _time_in(parsed: Parsed, parts: Sequence[Span]) -> Time | None:
    """The first time that is named within these parts."""
    return next((t for t in parsed.times if t.span is not None and _inside(t.span, parts)), None)


def _adds(passage: Passage, frame: Frame, clause: Clause) -> bool:
    """Whether a frame inside the content adds a voice: another one than the outer frame's."""
    if not _applies(passage.parsed, frame, clause):
        return False
    charges = any(s.frame.stance in _CHARGES or s.frame.claims for s in passage.outer)
    if charges and frame.stance == "hearsay-accused":
        return False
    return not any(frame.sources and s.frame.sources == frame.sources for s in passage.outer)


def _said_inside(parsed: Parsed, clause: Clause, inner: Sequence[Frame]) -> tuple[Clause, bool]:
    """The clause that the innermost voice commits to, and whether it spoke in the past."""
    for frame in reversed(inner):
        if frame.sources and frame.anchor == clause.head.i and frame.content:
            part = frame.content[0]
            head = parsed.tokens[_head_in(parsed, part, part.start)]
            return Clause(head, frame.content), frame.is_past
    return clause, False


def _is_beside(passage: Passage, clause: Clause) -> bool:
    """Whether a clause only stands beside a silence: the article's own words about its holder."""
    frame = passage.outer[-1].frame if passage.outer else None
    if frame is None or frame.stance != "silence" or not frame.holds(frame.anchor):
        return False
    return not any(frame.anchor in part for part in clause.parts)


def _polarity(passage: Passage, clause: Clause, stances: Sequence[str]) -> Polarity:
    """The polarity of a clause: a denial leaves it positive, "does not expect" does not."""
    if "denying" in stances or "doubting" in stances:
        return "positive"
    if any(s.frame.negated and s.frame.stance == "predicting" for s in passage.outer):
        because("a negation over what is predicted")
        return "negative"
    return polarity(passage.parsed, clause)


def _reason_against(passage: Passage, clause: Clause) -> str | None:
    """Why a clause is no claim; None where it is one."""
    parsed = passage.parsed
    if _claims_nothing(parsed, clause):
        return QUESTION
    if tuple(_lower_words(parsed, clause)) in _FILLERS:
        return FILLER
    if not passage.outer and _is_label(passage):
        return LABEL
    return LEFT_OVER if _is_left_over(clause) else None


def _lower_words(parsed: Parsed, clause: Clause) -> Iterator[str]:
    """The words of a clause in small letters, without punctuation."""
    inside = (parsed.tokens[i] for part in clause.parts for i in range(*part))
    return (token.lower for token in inside if any(map(str.isalnum, token.text)))


def _is_label(passage: Passage) -> bool:
    """Whether a sentence of the body has no verb and counts nothing: "Ana Brandt, writer"."""
    parsed = passage.parsed
    paragraph = parsed.paragraph
    if paragraph.section != "body" or paragraph.offset == 0:
        return False
    sentence = parsed.tokens[passage.sentence.start : passage.sentence.end]
    if any(token.pos in {"VERB", "AUX"} for token in sentence):
        return False
    span = parsed.span(passage.sentence)
    counted = [q for q in parsed.quantities if q.unit and q.property not in _SPANS]
    return not any(_inside(q.span, (span,)) for q in counted)


def _is_left_over(clause: Clause) -> bool:
    """As in "It is [a lie that P]", "Lind repeated [her claim that P]": what was cut from P."""
    verb = clause.head
    inside = {i for part in clause.parts for i in range(*part)}
    quoted = verb.lemma in _CITING and verb.child("auxpass") is not None
    if quoted and any(c.lower == "as" and c.i not in inside for c in verb.children):
        return True
    last = max(inside) == verb.i and len(clause.parts) == 1
    return last and any(
        child.dep in {"dobj", "attr", "xcomp"} and child.i > verb.i for child in verb.children
    )


def _claims_nothing(parsed: Parsed, clause: Clause) -> bool:
    """Whether a clause is a question, or tells the reader to do something."""
    tokens = parsed.tokens
    end = clause.parts[-1].end
    stops = (t.text for t in tokens[end - 1 :] if t.text in {".", "?", "!"} or t.quote == "close")
    if next(stops, "") == "?":
        return True
    verb = clause.head
    bare = verb.tag == "VB" and verb.child(*SUBJECTS, "expl", "aux") is None
    opened = {child.dep for child in verb.children if child.i < verb.i} <= _BESIDE_AN_ORDER
    return bare and opened and verb.head is verb and not tokens[clause.parts[0].start].quoted


def _time_of_saying(passage: Passage) -> Time | None:
    """The time that stands in the sentence outside every content."""
    parsed = passage.parsed
    sentence = parsed.span(passage.sentence)
    content = [parsed.span(part) for part in passage.outer[0].frame.content]
    for time in parsed.times:
        if time.span is None or not (sentence.start <= time.span.start < sentence.end):
            continue
        if not any(part.start <= time.span.start < part.end for part in content):
            return time
    return None


def _applies(parsed: Parsed, frame: Frame, clause: Clause) -> bool:
    """Whether a frame inside the content is over this clause: it hangs on the clause's verb."""
    handed_on = frame.stance in {"hearsay", "hearsay-accused"} and frame.keeps_cue
    if handed_on and _follows(frame, clause):
        return True
    if not any(frame.anchor in part for part in clause.parts):
        return False
    if frame.relays:
        return any(start in part for part in frame.content for start, _ in clause.parts)
    if frame.stance in MARKERS:
        return _is_over(parsed.tokens[frame.anchor], clause.head)
    return frame.anchor == clause.head.i


def _is_over(cue: Token, head: Token) -> bool:
    """Whether a cue hangs on the claim's verb and not on a clause about one of its nouns."""
    token = cue
    while token is not head:
        if token.dep in {"relcl", "acl"} or token.head is token:
            return token.head is token
        token = token.head
    return True


def _follows(frame: Frame, clause: Clause) -> bool:
    """Whether a coordinated or subordinate verb stands under the "reportedly" of another."""
    first = clause.head
    while (first.dep == "conj" and first.child("nsubj", "nsubjpass") is None) or _hangs_on(first):
        first = first.head
    return first is not clause.head and any(c.i == frame.anchor for c in first.children)


def _hangs_on(verb: Token) -> bool:
    """Whether a clause only says when or where, or goes on with "which": it is no surer."""
    return any(
        child.lower in {"when", "after", "once", "until", "which"}
        for child in verb.children
        if child.i < verb.i and verb.dep in {"advcl", "relcl"}
    )


def _divided(passage: Passage) -> tuple[Clause, ...]:
    """The clauses of a passage; an accusation's party and deed stay together."""
    last = passage.outer[-1].frame if passage.outer else None
    together = last is not None and last.stance in _TOGETHER and passage.content == last.content
    plain = last is not None and last.stance in {"accusing", "denying"} and len(last.content) == 1
    if not together or plain:
        found = clauses(passage.parsed, passage.content)
        if last is None or last.stance != "denying":
            return found
        # "denied that he left because P" denies no P: the side clause stays with its own.
        own = [clause.head for clause in found if clause.head.dep != "advcl"]
        return found if len(own) in {0, len(found)} else (Clause(own[0], passage.content),)
    part = passage.content[-1]
    head = passage.parsed.tokens[_head_in(passage.parsed, part, part.start)]
    return (Clause(head, passage.content),)


def _head_in(parsed: Parsed, part: Range, default: int) -> int:
    return next(
        (
            i
            for i in range(*part)
            if parsed.tokens[i].head.i not in part or parsed.tokens[i].head.i == i
        ),
        default,
    )


def _evidence(passage: Passage, clause: Clause) -> tuple[Span, ...]:
    """The spans of a clause without the outer quotation marks at their edges."""
    spans = []
    for part in clause.parts:
        span = _unquoted(passage, part)
        if span is not None and any(map(str.isalnum, passage.parsed.words(part))):
            spans.append(_closed(passage, span))
    return tuple(spans)


def _spans(passage: Passage, clause: Clause) -> tuple[Span, ...]:
    """The spans of a clause as it stands."""
    return tuple(passage.parsed.span(part) for part in clause.parts)


def _unquoted(passage: Passage, part: Range) -> Span | None:
    """The span of tokens without a mark whose partner does not stand in it."""
    tokens = passage.parsed.tokens
    start, end = part
    for mark in passage.quotations:
        left, right = tokens[start].start, tokens[end - 1].end
        if mark.start <= left < mark.inner_start and (
            mark.end >= right or mark.inner_end + 1 >= right
        ):
            while start < end and tokens[start].start < mark.inner_start:
                start += 1
        if (
            start < end
            and mark.inner_end < tokens[end - 1].end <= mark.end
            and mark.start <= tokens[start].start
        ):
            while end > start and tokens[end - 1].end > mark.inner_end:
                end -= 1
        if start >= end:
            return None
    while end > start and tokens[end - 1].text in {".", ",", ";", ":", "!"}:
        end -= 1
    return Span(tokens[start].start, tokens[end - 1].end) if start < end else None


def _closed(passage: Passage, span: Span) -> Span:
    """The span with the closing mark of a quotation that opens in it and ends right behind it."""
    paragraph = passage.parsed.paragraph
    for mark in passage.quotations:
        if not span.start < mark.start < span.end <= mark.inner_end < mark.end:
            continue
        between = paragraph.text[span.end - paragraph.offset : mark.inner_end - paragraph.offset]
        if not any(map(str.isalnum, between)):
            return Span(span.start, mark.end)
    return span


def _speech(passage: Passage, evidence: Sequence[Span]) -> Speech:
    quoted = sum(
        max(0, min(end, mark.inner_end) - max(start, mark.inner_start))
        for start, end in evidence
        for mark in passage.quotations
    )
    total = sum(end - start for start, end in evidence)
    if quoted == 0:
        return "indirect"
    return "direct" if quoted >= total - 2 else "mixed"


def _inside(span: Span, evidence: Sequence[Span]) -> bool:
    return any(start <= span.start and span.end <= end for start, end in evidence)


def _by_holder(claims: Sequence[Claim]) -> list[Claim]:
    """One claim for each of joint holders, since each may change its mind alone."""
    found = []
    for claim in claims:
        holders = [link for link in claim.chain if link.role == "holder"]
        if len(holders) <= 1:
            found.append(claim)
            continue
        for holder in holders:
            chain = tuple(
                replace(link, group=0) if link.role == "holder" else link
                for link in claim.chain
                if link.role != "holder" or link is holder
            )
            found.append(replace(claim, chain=chain))
    return found
