"""The claims of an article: each passage divided into clauses, each clause with its chain."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from worker.extract.claims.clauses import clauses
from worker.extract.claims.evidence import evidence_of, is_inside, spans_of, speech_of
from worker.extract.claims.extents.records import Clause
from worker.extract.claims.factuality import factuality
from worker.extract.claims.frame_scope import adds_voice
from worker.extract.claims.polarity import polarity
from worker.extract.claims.rejections import NO_WORDS, reason_against
from worker.extract.claims.statements import statement
from worker.extract.claims.times import Sayings, is_ahead, time_in
from worker.extract.examples import as_in
from worker.extract.records import Spoken
from worker.extract.stances import STANCES
from worker.extract.trace import because, decided
from worker.extract.voices.chains import unrepeated
from worker.records import Claim, Link, Rejection

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from worker.extract.records import Frame, Parsed, Passage, Range, Token
    from worker.extract.stances import Stance
    from worker.extract.voices.chains import Chains
    from worker.records import Polarity

NARRATOR: Final = Link(0, 0, "narrator", explicit=False)
"""The link of a claim that the article itself makes."""


@dataclass(slots=True)
class Claims:
    """The claims of one article, built in the order of its passages.

    Clauses that are no claims are kept in `rejections` with the reason.
    """

    text: str
    chains: Chains
    published: date | None = None
    rejections: list[Rejection] = field(default_factory=list)
    _sayings: Sayings = field(default_factory=Sayings)

    def of(self, passage: Passage) -> list[Claim]:
        """Return the claims of one passage."""
        passage = _without_coordinated_speech(passage)
        links = self.chains.of_passage(passage)
        self._sayings.note(passage)
        found = []
        for clause in _divided(passage):
            if _is_outside_silence(passage, clause):
                outside = replace(passage, outer=passage.outer[:-1])
                claim = self._claim(outside, clause, self.chains.of_passage(outside))
            else:
                claim = self._claim(passage, clause, links)
            if claim is not None:
                decided(claim, passage)
                found.append(claim)
        return _by_holder(found)

    def _claim(self, passage: Passage, clause: Clause, outer: tuple[Link, ...]) -> Claim | None:
        """Return the claim of one clause; None, with a rejection, where it is none."""
        parsed = passage.parsed
        evidence = evidence_of(passage, clause)
        reason = reason_against(passage, clause) if evidence else NO_WORDS
        if reason is not None:
            self.rejections.append(Rejection(reason, evidence or spans_of(passage, clause)))
            return None
        inner = [frame for frame in passage.nested if adds_voice(passage, frame, clause)]
        links = self._links(passage, inner, outer)
        # A continued quotation keeps its voice, but not the denial or charge before it.
        stances: list[Stance] = [
            spoken.frame.stance if passage.explicit else "saying" for spoken in passage.outer
        ] + [frame.stance for frame in inner]
        speech = speech_of(passage, evidence)
        nearest = passage.outer[0].frame if passage.outer else None
        past = nearest is not None and nearest.is_past and speech != "direct"
        innermost, by_inner = _innermost(parsed, clause, inner)
        quantities = tuple(q for q in parsed.quantities if is_inside(q.span, evidence))
        event_time = time_in(parsed, evidence)
        how_sure = factuality(parsed, innermost, stances, reported_past=past or by_inner)
        happened = _is_past(clause.head) and not (past or by_inner)
        if how_sure == "asserted" and not happened and is_ahead(parsed, clause, self.published):
            how_sure = "predicted"
        return Claim(
            section=parsed.paragraph.section,
            evidence=evidence,
            evidence_text=tuple(self.text[start:end] for start, end in evidence),
            statement=statement(parsed, evidence, tuple(links)),
            chain=tuple(links),
            factuality=how_sure,
            polarity=_polarity(passage, innermost, stances),
            speech="none" if links[0].role == "narrator" else speech,
            quantities=quantities,
            said_at=self._sayings.said_at(passage, links),
            event_time=event_time,
            places=tuple(p for p in parsed.places if is_inside(p.span, evidence)),
        )

    def _links(
        self, passage: Passage, inner: Sequence[Frame], outer: Sequence[Link]
    ) -> list[Link]:
        """Return the chain of a claim, with the voices of the frames inside its content.

        The narrator comes first where there is no other voice, where the nearest is unnamed or
        silent, and where the article describes a document.
        """
        links = list(outer)
        for frame in inner:
            links = unrepeated(
                [*links, *self.chains.of_frame(Spoken(passage.parsed, frame), links)]
            )
        narrated = len(passage.outer) == 1 and passage.outer[0].frame.meaning.narrated
        if not links or links[0].role in {"hearsay", "holder"} or narrated:
            links = [NARRATOR, *(replace(link, position=link.position + 1) for link in links)]
        return links


@as_in(
    "The bridge fell.",
    "The bridge has fallen.",
    no=("The bridge opens on Friday.",),
)
def _is_past(verb: Token) -> bool:
    """Return whether a verb is in the past or the present perfect."""
    auxiliaries = {child.lower for child in verb.children if child.dep == "aux"}
    return verb.tag == "VBD" or (verb.tag == "VBN" and auxiliaries in ({"has"}, {"have"}))


def _innermost(parsed: Parsed, clause: Clause, inner: Sequence[Frame]) -> tuple[Clause, bool]:
    """Return the clause that the innermost voice commits to, and whether it spoke in the past."""
    for frame in reversed(inner):
        if frame.sources and frame.anchor == clause.head.i and frame.content:
            part = frame.content[0]
            head = _head_in(parsed, part)
            return Clause(head, frame.content), frame.is_past
    return clause, False


def _without_coordinated_speech(passage: Passage) -> Passage:
    """Return the passage without the voices that a silence is coordinated with.

    In "Brandt said P, but declined to say Q" the article, and not Brandt, reports the silence.
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


@as_in("Ana Brandt left the hall and declined to comment.")
def _is_outside_silence(passage: Passage, clause: Clause) -> bool:
    """Return whether a clause is the article's own, next to a silence in the same content."""
    frame = passage.outer[-1].frame if passage.outer else None
    if frame is None or not frame.meaning.silent or not frame.holds(frame.anchor):
        return False
    return not any(frame.anchor in part for part in clause.parts)


def _polarity(passage: Passage, clause: Clause, stances: Sequence[Stance]) -> Polarity:
    """Return the polarity of a clause: "deny" leaves it positive, "do not expect" negates it."""
    if any(STANCES[stance].disputes for stance in stances):
        return "positive"
    if any(s.frame.negated and s.frame.meaning.raises_negation for s in passage.outer):
        because("the prediction is negated")
        return "negative"
    return polarity(passage.parsed, clause)


def _divided(passage: Passage) -> tuple[Clause, ...]:
    """Return the clauses of a passage; of an accusation one for each deed, with the party."""
    last = passage.outer[-1].frame if passage.outer else None
    one_claim = last.meaning.one_claim if last is not None else "no"
    whole = last is not None and one_claim != "no" and passage.content == last.content
    unpaired = last is not None and one_claim == "pair" and len(last.content) == 1
    if not whole or unpaired:
        found = clauses(passage.parsed, passage.content, unattributed=not passage.outer)
        if last is None or last.stance != "denying":
            return found
        # "denied that he left because P" does not deny P: it stays part of the denied clause.
        heads = [clause.head for clause in found if clause.head.dep != "advcl"]
        return found if len(heads) in {0, len(found)} else (Clause(heads[0], passage.content),)
    party, *deeds = passage.content
    charged = last is not None and (last.meaning.charges or last.stance == "denying")
    if not charged or len(deeds) <= 1:
        return (Clause(_head_in(passage.parsed, passage.content[-1]), passage.content),)
    return tuple(Clause(_head_in(passage.parsed, deed), (party, deed)) for deed in deeds)


def _head_in(parsed: Parsed, part: Range) -> Token:
    """Return the first token that depends on none of the same part, else the first of all."""
    tokens = parsed.tokens[part.start : part.end]
    tops = (t for t in tokens if t.head.i not in part or t.head is t)
    return next(tops, tokens[0])


def _by_holder(claims: Sequence[Claim]) -> list[Claim]:
    """Return one claim for each joint holder, since each may take a position alone."""
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
