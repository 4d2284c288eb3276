"""The parts of a sentence outside every frame: continued quotations and the article's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Passage, Range, Row, Spoken, runs
from worker.extract.reporting.adjacent_speech import quoted_part
from worker.extract.reporting.content.position import STOPS, has_verb, trimmed
from worker.extract.reporting.cues.headlines import past_dateline
from worker.extract.reporting.lead_ins import actor
from worker.extract.trace import inherited, rejected
from worker.extract.tree.phrases import SUBJECTS, mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.extract.records import Frame, Parsed, Quotation, Token
    from worker.records import Span

SPEECH: Final = 5
"""Tokens in quotation marks that are speech without a reporting verb: fewer are scare quotes."""

_SPEECH_WITH_VERB: Final = 3
"""Tokens in quotation marks that are speech if one of them is a verb, or if nothing else is in the
sentence."""

_SENTENCE: Final = 2
"""Tokens of a whole sentence in quotation marks, if one of them is a verb: "It rained."."""

_NO_CLAUSE: Final = "outside the frames, “{}” is no clause with a subject"
_REACH: Final = 40
"""Sentences before and after a quotation among which it may find its speaker: one farther away is
of another part of the article."""


def remaining_passages(
    row: Row, rows: Sequence[Row], n: int, voices: dict[int, Spoken]
) -> list[Passage]:
    """Return the passages outside every frame of a sentence, row `n` of the article."""
    found = []
    for part, rest in _with_predicates(row.parsed, _open_parts(row)):
        if rest is not None:
            found.append(_of_article(row, (part, rest)))
            continue
        continued = _continued(row, rows, n, part, voices)
        if continued is not None:
            found.append(continued)
            continue
        words = trimmed(row.parsed, part)
        words = _completed(row, words) if words is not None else None
        if words is None:
            continue
        if row.block is not None:
            found.append(_in_block(row, words, row.block))
            continue
        if row.outer and not (has_subject(row.parsed, words) or _joins_charge(row, words)):
            if has_verb(row.parsed, words):
                rejected(
                    row.parsed.tokens[words.start], _NO_CLAUSE.format(row.parsed.words(words))
                )
            continue
        found.append(_of_article(row, _with_antecedent(row, words)))
    return found


def _open_parts(row: Row) -> list[Range]:
    """Return the parts of a sentence outside of every frame, its dateline and its attributions."""
    opening = past_dateline(row.parsed)
    whole = (Range(max(w.start, opening), w.end) for w in _outside(row.sentence, row.outer))
    cut = (_without_adverbials(row, part) for part in whole if part.start < part.end)
    return [part for part in cut if part.start < part.end]


def _of_article(row: Row, content: tuple[Range, ...]) -> Passage:
    """Return the passage of words that the article itself states."""
    nested = tuple(f for f in row.frames if any(f.anchor in part for part in content))
    return Passage(row.parsed, row.sentence, content, (), nested, quotations=row.quotations)


@as_in(
    "The hotel was closed, police said on Monday, after two men fell from its roof.",
)
def _without_adverbials(row: Row, part: Range) -> Range:
    """Return the words after those that say when or where the reporting before them was done."""
    tokens, start = row.parsed.tokens, part.start
    anchors = {frame.anchor for frame in row.outer if frame.anchor < start}
    while start < part.end:
        token = tokens[start]
        opener = next((t for t in (token, *token.ancestors()) if t.left < start), token)
        phrase = next((t for t in (token, *token.ancestors()) if t.head is opener), token)
        words = Range(start, phrase.right)
        when = phrase.dep in {"npadvmod", "prep"} and opener.i in anchors and phrase.left == start
        if not when or words.end >= part.end or has_verb(row.parsed, words):
            break
        start = phrase.right
        while start < part.end and tokens[start].text in STOPS:
            start += 1
    return Range(start, part.end)


@as_in("Ana Brandt said in a statement:\n\nThe bridge is a wreck.")
def _in_block(row: Row, words: Range, voice: Spoken) -> Passage:
    """Return the passage of words in a block without marks, which its voice says."""
    inherited(row.parsed.tokens[words.start], "a block after a colon", _cue_of(voice))
    nested = tuple(frame for frame in row.frames if frame.anchor in words)
    return Passage(
        row.parsed,
        row.sentence,
        (words,),
        (voice,),
        nested,
        explicit=False,
        quotations=row.quotations,
    )


def _cue_of(spoken: Spoken) -> Span:
    """Return where the reporting words of a voice are."""
    return spoken.parsed.span(spoken.frame.cue)


def _with_predicates(
    parsed: Parsed, parts: Sequence[Range]
) -> Iterator[tuple[Range, Range | None]]:
    """Yield each part with the predicate of its last noun, if a frame parts the two."""
    waiting: Range | None = None
    for part in parts:
        whole, words = waiting and trimmed(parsed, waiting), trimmed(parsed, part)
        if whole is not None and words is not None and _is_parted(parsed, whole, words):
            yield whole, words
            waiting = None
            continue
        if waiting is not None:
            yield waiting, None
        waiting = part
    if waiting is not None:
        yield waiting, None


@as_in(
    "The fire, which police said had spread to two barns, was put out on Friday.",
    no=("Yesterday Ana Brandt said that the bridge was closed, and the mayor left.",),
)
def _is_parted(parsed: Parsed, noun: Range, predicate: Range) -> bool:
    """Return whether a frame parts a verb from its subject, the last noun of the part before."""
    for token in parsed.tokens[predicate.start : predicate.end]:
        if token.pos in {"VERB", "AUX"} and token.dep not in {"aux", "auxpass"}:
            subject = token.child(*SUBJECTS)
            if subject is None or subject.i not in noun:
                return False
            return not has_verb(parsed, Range(subject.i, noun.end))
    return False


@as_in(
    "Ana Brandt was arrested and charged with fraud.",
    no=("Ana Brandt was charged with fraud after leaving the hall.",),
)
def _joins_charge(row: Row, words: Range) -> bool:
    """Return whether the words have a verb coordinated with that of a charge."""
    anchors = [
        row.parsed.tokens[f.anchor] for f in row.outer if f.meaning.unnamed and f.meaning.charges
    ]
    pairs = [(a.head, a) for a in anchors] + [(c, c) for a in anchors for c in a.children]
    return any(verb.i in words and conjunct.dep == "conj" for verb, conjunct in pairs)


@as_in('"The bridge is closed," said Ana Brandt, 34, who lives next door.')
def _with_antecedent(row: Row, words: Range) -> tuple[Range, ...]:
    """Return the words; before a relative clause on a source also its antecedent, the source."""
    tokens = row.parsed.tokens
    sources = {source.i for frame in row.outer for source in frame.sources}
    for verb in tokens[words.start : words.end]:
        if verb.dep == "relcl" and verb.head.i < words.start and verb.head.i in sources:
            return (mention(verb.head), Range(max(words.start, verb.left), words.end))
    return (words,)


@as_in(
    "The council spoke with Olaf Berg, who said that the bridge was closed.",
    "Ana Brandt left in March, when Olaf Berg said that the bridge was closed.",
    no=("The council began by saying that the bridge was closed.",),
)
def _completed(row: Row, words: Range) -> Range | None:
    """Return the article's words before an attribution that begins within their clause.

    In "spoke with [Berg], who said that P" they include the object of the preposition; in "left in
    March, when [Berg said that P]" they exclude the word that opens the other clause.
    """
    tokens = row.parsed.tokens
    if words.end == row.sentence.end or tokens[words.end].text in STOPS:
        return words
    last = tokens[words.end - 1]
    if last.dep in {"prep", "agent"} and last.child("pcomp") is not None:
        # In "began by [saying that P]" nothing is left without the attribution.
        return None
    opens_content = any(words.end == part.start for f in row.outer for part in f.content)
    if last.dep == "prep" and opens_content:
        # The preposition of "blames the firm, which left in May, for [the leak]" is the blame's.
        return trimmed(row.parsed, Range(words.start, words.end - 1))
    noun = last.child("pobj") if last.dep in {"prep", "agent"} else None
    if noun is not None and mention(noun).start == words.end:
        reported = any(noun in f.sources or noun.i == f.anchor for f in row.outer)
        return Range(words.start, mention(noun).end) if reported else words
    while words.end > words.start and _opens_clause(tokens[words.end - 1], tokens[words.end]):
        words = Range(words.start, words.end - 1)
    torn = words.end - words.start <= 1 or tokens[words.end - 1].lemma == "be"
    return None if torn else trimmed(row.parsed, words)


@as_in("Ana Brandt left in March, when Olaf Berg said that the bridge was closed.")
def _opens_clause(last: Token, following: Token) -> bool:
    """Return whether a last word only opens the next clause: "when", "that", "on which"."""
    if last.tag in {"WRB", "WDT", "WP"} or last.dep == "mark":
        return True
    return last.dep == "prep" and following.tag in {"WDT", "WP"}


def _continued(
    row: Row, rows: Sequence[Row], n: int, part: Range, voices: dict[int, Spoken]
) -> Passage | None:
    """Return the passage of a quotation that continues with the speaker of another one."""
    mark = _quotation_of(row, part)
    quoted = quoted_part(row.parsed, part, mark) if mark is not None else None
    if mark is None or quoted is None:
        return None
    first = row.parsed.tokens[quoted.start]
    if not _is_speech(row, quoted, mark):
        rejected(first, "quotation marks around too few words: no continued speech")
        return None
    known = _inherited(row, rows, n, (mark, voices))
    if known is None:
        rejected(first, "a quotation, but nobody speaks near it whose voice could go on")
        return None
    spoken, why = known
    inherited(first, why, _cue_of(spoken))
    nested = tuple(frame for frame in row.frames if frame.anchor in quoted)
    return Passage(
        row.parsed,
        row.sentence,
        (quoted,),
        (spoken,),
        nested,
        explicit=False,
        quotations=row.quotations,
    )


def _outside(sentence: Range, frames: Sequence[Frame]) -> tuple[Range, ...]:
    """Return the parts of a sentence that no frame reports and that are in no attribution."""
    taken: set[int] = set()
    for frame in frames:
        content = (part for part in frame.content if part != frame.antecedent)
        for part in (*content, *frame.attribution, frame.cue):
            taken.update(range(*part))
        for further in frame.secondary:
            taken.update(range(*further.cue))
            taken.update(range(*mention(further.head)))
    return runs(i for i in range(*sentence) if i not in taken)


@as_in(
    '"The bridge is closed," Ana Brandt said. "It will open in May."',
    no=("Ana Brandt said the bridge was closed.",),
)
def _quotation_of(row: Row, part: Range) -> Quotation | None:
    """Return the quotation that has more than half the words of `part`."""
    tokens = row.parsed.tokens[part.start : part.end]
    for mark in row.quotations:
        inside = [t for t in tokens if mark.inner_start <= t.start and t.end <= mark.inner_end]
        words = [t for t in tokens if t.text[0].isalnum()]
        if inside and 2 * len([t for t in inside if t.text[0].isalnum()]) > len(words):
            return mark
    return None


@as_in(
    '"The bridge is closed," Ana Brandt said. "It will open in May."',
    no=('Ana Brandt said the bridge was closed. "No way."',),
)
def _is_speech(row: Row, quoted: Range, mark: Quotation) -> bool:
    """Return whether quoted words are speech, not scare quotes."""
    length = quoted.end - quoted.start
    sentence = row.parsed.span(row.sentence)
    full = 2 * (mark.inner_end - mark.inner_start) > sentence.end - sentence.start
    least = _SENTENCE if full else _SPEECH_WITH_VERB
    with_verb = has_verb(row.parsed, quoted) and length >= least
    aside = row.parsed.tokens[quoted.start].text == "("
    return with_verb or (full and length >= _SPEECH_WITH_VERB and not aside)


@as_in(
    '"The bridge is closed," Ana Brandt said. "It will open in May."',
    no=('"The bridge is closed and will open in May."',),
)
def _inherited(
    row: Row, rows: Sequence[Row], n: int, known: tuple[Quotation, dict[int, Spoken]]
) -> tuple[Spoken, str] | None:
    """Return the speaker that a quotation without an attribution inherits, and why."""
    mark, voices = known
    above = rows[max(0, n - _REACH) : n][::-1]
    same = [other for other in above if other.parsed is row.parsed]
    if mark.group in voices and not _is_named_later(row, voices[mark.group], mark, same):
        return voices[mark.group], "the same quotation"
    later = [other for other in rows[n + 1 : n + _REACH] if other.parsed is row.parsed]
    acting = actor(same[0]) if same and not same[0].outer else None
    if acting is not None:
        return Spoken(row.parsed, acting), "the person in the sentence before"
    for other in (*same, *later):
        spoken = _speaker(other)
        if spoken is not None:
            return spoken, "the nearest speaker in the paragraph"
    for other in above:
        quoted = (voices[q.group] for q in other.quotations if q.group in voices)
        spoken = _speaker(other) or next(quoted, None)
        if spoken is not None:
            return spoken, "the last speaker in the paragraphs before"
    return None


@as_in(
    '"We won," said Ada Lind. "It was late.\n\n"It rained," Piet Maro said.',
    no=('"It was late.\n\n"It rained," Piet Maro said.',),
)
def _is_named_later(row: Row, spoken: Spoken, mark: Quotation, above: Sequence[Row]) -> bool:
    """Return whether a speaker in a later paragraph is not the one of an unclosed quotation.

    Somebody else speaks in the sentences before it in its own paragraph.
    """
    later = spoken.parsed.paragraph.offset > row.parsed.paragraph.offset
    return later and not mark.closed and any(_speaker(other) is not None for other in above)


def _speaker(row: Row) -> Spoken | None:
    """Return the last frame of a sentence whose source a later quotation may have."""
    speaking = [frame for frame in row.outer if frame.sources and frame.meaning.continues]
    return Spoken(row.parsed, speaking[-1]) if speaking else None


@as_in(
    "The bridge was closed, and Ana Brandt said it would open.",
    no=('"The bridge is closed," Ana Brandt said, smiling at the crowd.',),
)
def has_subject(parsed: Parsed, part: Range) -> bool:
    """Return whether a part has a verb with its subject."""
    return any(
        token.dep in SUBJECTS and token.head.i in part and token.head.pos in {"VERB", "AUX"}
        for token in parsed.tokens[part.start : part.end]
    )
