"""Why the steps decided as they did: notes that the rules take while somebody looks.

A rule that turns a word down says why with `rejected`; `made`, `held`, `inherited`, `resolved`,
`seen` and `decided` note what became of the others. Without `noting` all of them do nothing, and
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
    """Why, in words, and the words of the article that it rests on."""

    text: str
    spans: tuple[Span, ...] = ()


class Rejected(NamedTuple):
    """What a rule had against a word."""

    rule: str
    reason: str


class Framed(NamedTuple):
    """A sentence with its frames; those that are `outer` stand in no other one's content."""

    parsed: Parsed
    sentence: Range
    frames: Sequence[Frame]
    outer: Sequence[Frame]


class Decided(NamedTuple):
    """A claim with the passage that it was made of, and what decided how it is held."""

    claim: Claim
    passage: Passage
    reasons: tuple[Reason, ...]


class Topic(NamedTuple):
    """A frame that names a topic only, with the rule that made it."""

    rule: str
    parsed: Parsed
    frame: Frame


@dataclass(slots=True)
class Trace:
    """The notes of one extraction; words are known by their offset in the article.

    `rules` names the rule that made each frame, by its anchor. `held` says why a frame is no
    outer one, `inherited` whose voice goes on at a word, or is kept behind it, and `resolved` how
    the words of a mention came to their name.
    """

    rules: dict[int, str] = field(default_factory=dict)
    rejections: dict[int, list[Rejected]] = field(default_factory=dict)
    held: dict[int, str] = field(default_factory=dict)
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
    """A trace that takes the notes of what is extracted meanwhile, in this thread."""
    trace = Trace()
    before = _TRACE.set(trace)
    try:
        yield trace
    finally:
        _TRACE.reset(before)


def rejected(token: Token, reason: str) -> None:
    """Notes why the rule that calls this makes nothing of a word."""
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
    """Notes the rule that made a frame of a word, whatever others had against the word."""
    trace = _TRACE.get()
    if trace is not None:
        trace.rules.setdefault(token.start, name_of(rule))
        trace.rejections.pop(token.start, None)


def held(token: Token, reason: str) -> None:
    """Notes why the frame of a word is no passage by itself."""
    trace = _TRACE.get()
    if trace is not None:
        trace.held[token.start] = reason


def framed(
    parsed: Parsed, sentence: Range, frames: Sequence[Frame], outer: Sequence[Frame]
) -> None:
    """Notes the frames of a sentence."""
    trace = _TRACE.get()
    if trace is not None:
        trace.sentences.append(Framed(parsed, sentence, frames, outer))


def told_about(rule: Callable[..., object], parsed: Parsed, frame: Frame) -> None:
    """Notes a frame of which only the topic is told, and the rule that made it."""
    trace = _TRACE.get()
    if trace is not None:
        trace.topics.append(Topic(name_of(rule), parsed, frame))


def inherited(token: Token, reason: str, origin: Span) -> None:
    """Notes why a voice from elsewhere goes on at a word, and the words that named it."""
    trace = _TRACE.get()
    if trace is not None:
        trace.inherited[token.start] = Reason(reason, (origin,))


def resolved(mention: Span, reason: str, origin: Span | None = None) -> None:
    """Notes how the words of a mention came to their name, and the words that it comes from."""
    trace = _TRACE.get()
    if trace is not None:
        trace.resolved[mention] = Reason(reason, () if origin is None else (origin,))


def because(reason: str, *spans: Span) -> None:
    """Notes what decides something about the claim that is being made."""
    trace = _TRACE.get()
    if trace is not None:
        trace.reasons.append(Reason(reason, spans))


def seen(reason: str, words: Iterable[Token]) -> bool:
    """Whether there is any of these words, which then decides and is noted."""
    word = next(iter(words), None)
    if word is None:
        return False
    because(reason, Span(word.start, word.end))
    return True


def decided(claim: Claim, passage: Passage) -> None:
    """Notes that a claim is made, with the reasons noted since the last one."""
    trace = _TRACE.get()
    if trace is not None:
        trace.claims.append(Decided(claim, passage, tuple(trace.reasons)))
        trace.reasons.clear()


def name_of(rule: Callable[..., object]) -> str:
    """Return a rule's name: its function and its file, "denied (reporting/content/denials.py)"."""
    return _name(rule.__code__)


def _name(code: CodeType) -> str:
    path = PurePath(code.co_filename)
    room = path.relative_to(_EXTRACT) if path.is_relative_to(_EXTRACT) else path
    return f"{code.co_name.lstrip('_')} ({room.as_posix()})"
