"""The claims of an article: each passage divided into clauses, each clause with its chain."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from worker.extract.claims.clauses import Clause, clauses
from worker.extract.claims.evidence import evidence_of, is_inside, spans_of, speech_of
from worker.extract.claims.factuality import factuality
from worker.extract.claims.modality import followed
from worker.extract.claims.polarity import polarity
from worker.extract.claims.rejections import NO_WORDS, reason_against
from worker.extract.claims.statements import statement
from worker.extract.records import Spoken
from worker.extract.reporting.content.position import DATED
from worker.extract.stances import STANCES
from worker.extract.trace import because, decided
from worker.extract.voices.chains import unrepeated
from worker.extract.words import VERB_CLASSES
from worker.records import Claim, Link, Rejection, Span, Time

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from worker.extract.records import Frame, Parsed, Passage, Range, Token
    from worker.extract.stances import Stance
    from worker.extract.voices.chains import Chains
    from worker.records import Polarity

NARRATOR: Final = Link(0, 0, "narrator", explicit=False)
_LASTING: Final = (["through"], ["until"], ["till"])
"""Words before the end of what goes on already: "runs through Friday"."""

_BESIDE_CUE: Final = 4
"""Tokens beside the reporting words within which a time is theirs."""

_BELOW: Final = frozenset({"acl", "advcl", "relcl", "xcomp", "pcomp"})
"""Verbs that a clause holds within it: what is to come for them is not for the clause."""


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
        passage = _beside_speech(passage)
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
        evidence = evidence_of(passage, clause)
        reason = reason_against(passage, clause) if evidence else NO_WORDS
        if reason is not None:
            self.rejections.append(Rejection(reason, evidence or spans_of(passage, clause)))
            return None
        inner = [frame for frame in passage.nested if _adds(passage, frame, clause)]
        links = self._links(passage, inner, outer)
        # A quotation that runs on keeps its voice, but not the denial or charge before it.
        stances: list[Stance] = [
            spoken.frame.stance if passage.explicit else "saying" for spoken in passage.outer
        ] + [frame.stance for frame in inner]
        speech = speech_of(passage, evidence)
        first = passage.outer[0].frame if passage.outer else None
        past = first is not None and first.is_past and speech != "direct"
        said, by_inner = _said_inside(parsed, clause, inner)
        quantities = tuple(q for q in parsed.quantities if is_inside(q.span, evidence))
        event_time = _time_in(parsed, evidence)
        held = factuality(parsed, said, stances, reported_past=past or by_inner)
        told = _is_told(clause.head) and not (past or by_inner)
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
            places=tuple(p for p in parsed.places if is_inside(p.span, evidence)),
        )

    def _links(
        self, passage: Passage, inner: Sequence[Frame], outer: Sequence[Link]
    ) -> list[Link]:
        """The chain with the voices of the frames inside; the article's own where none says it."""
        links = list(outer)
        for frame in inner:
            links = unrepeated(
                [*links, *self.chains.of_frame(Spoken(passage.parsed, frame), links)]
            )
        described = len(passage.outer) == 1 and passage.outer[0].frame.meaning.narrated
        if not links or links[0].role in {"hearsay", "holder"} or described:
            links = [NARRATOR, *(replace(link, position=link.position + 1) for link in links)]
        return links

    def _is_ahead(self, parsed: Parsed, clause: Clause) -> bool:
        """Whether what is told happens after the day of publication: "starts on Friday"."""
        above = followed(clause) or clause
        time = _time_in(parsed, [parsed.span(part) for part in above.parts])
        if time is None or self.published is None or time.value <= self.published:
            return False
        if time.span is None or not _is_when(parsed, time.span, above):
            return False
        if self.text[: time.span.start].rsplit(None, 1)[-1:] in _LASTING:
            return False
        because("its time lies behind the day of publication", time.span)
        return True

    def _said_at(self, passage: Passage, links: Sequence[Link]) -> Time | None:
        """The day of the saying: named beside the reporting words, or kept from the same voice."""
        if links[0].role == "narrator" or not passage.outer:
            return None
        key = links[0].name or ""
        found = _time_of_saying(passage) if passage.explicit else None
        if found is not None:
            if key:
                self._said[key] = found
            return found
        kept = self._said.get(key) if key else None
        if kept is None:
            return None
        if kept.span is not None:
            because(f"said on the day that {key} named last", kept.span)
        return replace(kept, span=None)


def _time_in(parsed: Parsed, parts: Sequence[Span]) -> Time | None:
    """The first time that is named within these parts."""
    return next((t for t in parsed.times if t.span is not None and is_inside(t.span, parts)), None)


def _is_told(verb: Token) -> bool:
    """Whether a verb tells what has happened: "left", "has left"."""
    auxiliaries = {child.lower for child in verb.children if child.dep == "aux"}
    return verb.tag == "VBD" or (verb.tag == "VBN" and auxiliaries in ({"has"}, {"have"}))


def _is_when(parsed: Parsed, time: Span, clause: Clause) -> bool:
    """Whether a time says when a clause is: no other verb of the clause stands over it."""
    for above in parsed.at(time.start).ancestors():
        if above is clause.head:
            return True
        if not any(above.i in part for part in clause.parts):
            return clause.head.dep != "relcl"
        if above.pos in {"VERB", "AUX"} and above.dep in _BELOW:
            return False
    return True


def _adds(passage: Passage, frame: Frame, clause: Clause) -> bool:
    """Whether a frame inside the content adds a voice: another one than the outer frame's."""
    if not _applies(passage.parsed, frame, clause):
        return False
    if frame.negated and frame.meaning.plain:
        # "The board did not conclude that P": it has said nothing.
        return False
    charges = any(s.frame.meaning.charges or _keeps_distance(s) for s in passage.outer)
    if charges and frame.meaning.unnamed and frame.meaning.charges:
        return False
    return not any(frame.sources and s.frame.sources == frame.sources for s in passage.outer)


def _keeps_distance(spoken: Spoken) -> bool:
    """Whether the verb commits to nothing itself, as "claim" does."""
    verb = spoken.parsed.tokens[spoken.frame.anchor]
    return "distancing" in VERB_CLASSES.get(verb.lemma, ())


def _said_inside(parsed: Parsed, clause: Clause, inner: Sequence[Frame]) -> tuple[Clause, bool]:
    """The clause that the innermost voice commits to, and whether it spoke in the past."""
    for frame in reversed(inner):
        if frame.sources and frame.anchor == clause.head.i and frame.content:
            part = frame.content[0]
            head = parsed.tokens[_head_in(parsed, part, part.start)]
            return Clause(head, frame.content), frame.is_past
    return clause, False


def _beside_speech(passage: Passage) -> Passage:
    """The passage without the voices that only stand beside its own.

    In "Brandt said P, but declined to say Q" the article tells of the silence, and not Brandt.
    """
    outer = passage.outer
    for i in range(len(outer) - 1, 0, -1):
        frame, before = outer[i].frame, outer[i - 1]
        if not frame.meaning.silent or outer[i].parsed is not before.parsed:
            continue
        verb = before.parsed.tokens[frame.anchor]
        joined = verb.dep == "conj" and verb.head.i == before.frame.anchor
        if joined or frame.sources == before.frame.sources:
            return replace(passage, outer=outer[i:], content=outer[-1].frame.content)
    return passage


def _is_beside(passage: Passage, clause: Clause) -> bool:
    """Whether a clause only stands beside a silence: the article's own words about its holder."""
    frame = passage.outer[-1].frame if passage.outer else None
    if frame is None or not frame.meaning.silent or not frame.holds(frame.anchor):
        return False
    return not any(frame.anchor in part for part in clause.parts)


def _polarity(passage: Passage, clause: Clause, stances: Sequence[Stance]) -> Polarity:
    """The polarity of a clause: a denial leaves it positive, "does not expect" does not."""
    if any(STANCES[stance].disputes for stance in stances):
        return "positive"
    if any(s.frame.negated and s.frame.meaning.raises_negation for s in passage.outer):
        because("a negation over what is predicted")
        return "negative"
    return polarity(passage.parsed, clause)


def _time_of_saying(passage: Passage) -> Time | None:
    """The time that stands in the sentence outside every content."""
    parsed = passage.parsed
    sentence = parsed.span(passage.sentence)
    content = [parsed.span(part) for part in passage.outer[0].frame.content]
    for time in parsed.times:
        if time.span is None or not (sentence.start <= time.span.start < sentence.end):
            continue
        if any(part.start <= time.span.start < part.end for part in content):
            continue
        if _is_said_then(parsed, time.span, passage.outer[0].frame):
            return time
    return None


def _is_said_then(parsed: Parsed, time: Span, frame: Frame) -> bool:
    """Whether a time is that of the saying, and not of what another clause tells."""
    token = parsed.at(time.start)
    if token.dep in {"nummod", "compound"} and token.head.entity not in DATED:
        return False
    if frame.cue.start - _BESIDE_CUE <= token.i < frame.cue.end + _BESIDE_CUE:
        return True
    cue = parsed.tokens[frame.anchor]
    over = next((a for a in token.ancestors() if a.pos == "VERB" and a.dep != "amod"), cue)
    # "On Friday, they went to a court where they claimed P": the day is that of both.
    return over is cue or over in cue.ancestors()


def _applies(parsed: Parsed, frame: Frame, clause: Clause) -> bool:
    """Whether a frame inside the content is over this clause: it hangs on the clause's verb."""
    handed_on = frame.kind == "marker" and frame.meaning.covers_conjuncts
    if handed_on and _follows(frame, clause):
        return True
    if not any(frame.anchor in part for part in clause.parts):
        return False
    if frame.kind == "relay":
        return any(start in part for part in frame.content for start, _ in clause.parts)
    if frame.meaning.unnamed:
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
    as_one = last.meaning.one_claim if last is not None else "no"
    together = last is not None and as_one != "no" and passage.content == last.content
    plain = last is not None and as_one == "pair" and len(last.content) == 1
    if not together or plain:
        found = clauses(passage.parsed, passage.content, own=not passage.outer)
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
