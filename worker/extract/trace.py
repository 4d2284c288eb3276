"""Why the steps decided as they did: notes that the rules take while an extraction is explained.

A rule that turns a word down says why with `rejected`; `made`, `nested`, `inherited`, `resolved`,
`seen` and `decided` record what became of the others. Outside `noting` they record nothing, and
what is found never depends on them.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from inspect import currentframe
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, NamedTuple

from worker.records import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import CodeType

    from worker.extract.records import Frame, Parsed, Passage, Range, Token
    from worker.records import Claim


class Reason(NamedTuple):
    """A reason in words, and the words of the article that it rests on."""

    text: str
    spans: tuple[Span, ...] = ()


class Rejected(NamedTuple):
    """The reason why a rule made no frame of a word."""

    rule: str
    reason: str


class Framed(NamedTuple):
    """A sentence with its frames; the `outer` ones are in the content of no other frame."""

    parsed: Parsed
    sentence: Range
    frames: Sequence[Frame]
    outer: Sequence[Frame]


class Decided(NamedTuple):
    """A claim with the passage that it comes from, and the reasons for its factuality."""

    claim: Claim
    passage: Passage
    reasons: tuple[Reason, ...]


class Topic(NamedTuple):
    """A frame that names a topic and no content, with the rule that made it."""

    rule: str
    parsed: Parsed
    frame: Frame


@dataclass(slots=True)
class Trace:
    """The notes of one extraction; the key of a word is its offset in the article.

    `rules` has the rule that made each frame, by the frame's anchor, and `rejections` why the
    others made none. `nested` says why a frame is inside another one, `inherited` why the speaker
    before goes on at a word, and `resolved` how a mention was resolved to a name. `reasons` has
    those of the claim that is being built.
    """

    rules: dict[int, str] = field(default_factory=dict)
    rejections: dict[int, list[Rejected]] = field(default_factory=dict)
    nested: dict[int, str] = field(default_factory=dict)
    inherited: dict[int, Reason] = field(default_factory=dict)
    resolved: dict[Span, Reason] = field(default_factory=dict)
    sentences: list[Framed] = field(default_factory=list)
    claims: list[Decided] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)


_EXTRACT: Final = PurePath(__file__).parent
_TRACE: Final[ContextVar[Trace | None]] = ContextVar("trace", default=None)


@contextmanager
def noting() -> Iterator[Trace]:
    """Return a trace with the notes of all that is extracted in this context, in this thread."""
    trace = Trace()
    before = _TRACE.set(trace)
    try:
        yield trace
    finally:
        _TRACE.reset(before)


def rejected(token: Token, reason: str) -> None:
    """Record why the rule that calls this makes no frame of a word."""
    trace = _TRACE.get()
    if trace is None:
        return
    here = currentframe()
    caller = here.f_back if here is not None else None
    rule = _name(caller.f_code) if caller is not None else "?"
    found = trace.rejections.setdefault(token.start, [])
    if (rule, reason) not in found:
        found.append(Rejected(rule, reason))


def made(rule: Callable[..., object], token: Token) -> None:
    """Record the rule that made a frame of a word, and drop what other rules noted about it."""
    trace = _TRACE.get()
    if trace is not None:
        trace.rules.setdefault(token.start, name_of(rule))
        trace.rejections.pop(token.start, None)


def nested(token: Token, reason: str) -> None:
    """Record why the frame of a word is inside another one, and so makes no passage itself."""
    trace = _TRACE.get()
    if trace is not None:
        trace.nested[token.start] = reason


def framed(
    parsed: Parsed, sentence: Range, frames: Sequence[Frame], outer: Sequence[Frame]
) -> None:
    """Record the frames of a sentence."""
    trace = _TRACE.get()
    if trace is not None:
        trace.sentences.append(Framed(parsed, sentence, frames, outer))


def topic_made(rule: Callable[..., object], parsed: Parsed, frame: Frame) -> None:
    """Record a frame that names only a topic, and the rule that made it."""
    trace = _TRACE.get()
    if trace is not None:
        trace.topics.append(Topic(name_of(rule), parsed, frame))


def inherited(token: Token, reason: str, origin: Span) -> None:
    """Record why the speaker of an earlier or later sentence goes on at a word.

    `origin` are the words that name the speaker there.
    """
    trace = _TRACE.get()
    if trace is not None:
        trace.inherited[token.start] = Reason(reason, (origin,))


def resolved(mention: Span, reason: str, origin: Span | None = None) -> None:
    """Record how a mention was resolved, and from which words."""
    trace = _TRACE.get()
    if trace is not None:
        trace.resolved[mention] = Reason(reason, () if origin is None else (origin,))


def because(reason: str, *spans: Span) -> None:
    """Record a reason for what is decided about the claim that is being built."""
    trace = _TRACE.get()
    if trace is not None:
        trace.reasons.append(Reason(reason, spans))


def seen(reason: str, words: Iterable[Token]) -> bool:
    """Return whether there is any of these words; the first is recorded with the reason."""
    word = next(iter(words), None)
    if word is None:
        return False
    because(reason, Span(word.start, word.end))
    return True


def decided(claim: Claim, passage: Passage) -> None:
    """Record a claim, with the reasons recorded since the last one."""
    trace = _TRACE.get()
    if trace is not None:
        trace.claims.append(Decided(claim, passage, tuple(trace.reasons)))
        trace.reasons.clear()


def name_of(rule: Callable[..., object]) -> str:
    """Return a rule's name: its function and its file, "denied (reporting/content/denials.py)"."""
    return _name(rule.__code__)


def _name(code: CodeType) -> str:
    path = PurePath(code.co_filename)
    module = path.relative_to(_EXTRACT) if path.is_relative_to(_EXTRACT) else path
    return f"{code.co_name.lstrip('_')} ({module.as_posix()})"
