"""What an article says about its correction, clarification, update or retraction.

Precision first: a notice opens one of the first or last paragraphs, in words of `notices.toml`
about this article. A story about a correction quotes such words, or says them of another's.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.records import Notice

# Paragraphs at the beginning and the end of an article that can be a notice.
_FIRST: Final = 2
_LAST: Final = 4
# Characters of a notice, and of a title that is read.
_LONGEST: Final = 1_500
_LONGEST_TITLE: Final = 400
# What may open a paragraph before the words that count; never a quotation mark.
_LEAD: Final = r"[\s*\[(•†_\u2013\u2014-]{0,6}"
_DAY: Final = (
    r"(?:(?:on )?(?:\w{3,9}day,? )?(?:\d{1,2}(?:st|nd|rd|th)? \w{3,9}|\w{3,9}\.? \d{1,2})"
    r"(?:,? \d{4})?|(?:at )?\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: \w{2,4})?"
    r"|\d{1,2}/\d{1,2}(?:/\d{2,4})?)"
)
_NAME: Final = r"(?:the )?[\w.&'\u2019 -]{2,40}?"


class FoundNotice(NamedTuple):
    """A kind of notice, and its words as the article has them."""

    kind: Notice
    text: str


@dataclass(frozen=True, slots=True)
class _Words:
    """The patterns of one kind."""

    kind: Notice
    label: re.Pattern[str]
    title: re.Pattern[str]
    phrase: re.Pattern[str]
    within: re.Pattern[str]


def _load() -> tuple[tuple[_Words, ...], re.Pattern[str], re.Pattern[str]]:
    words = tomllib.loads(files(__package__).joinpath("notices.toml").read_text("utf-8"))
    article = _any(words["article"])
    kinds = []
    for one in words["notice"]:
        # "This Feb 6 story": agencies put the day between.
        filled = (
            phrase.replace("this {article}", f"this (?:{_DAY} )?{article}")
            .replace("{article}", article)
            .replace("{day}", _DAY)
            .replace("{name}", _NAME)
            for phrase in one["phrases"]
        )
        phrase = f"(?:{'|'.join(filled)})"
        labels, titles = _any(one["labels"]), _any(one["titles"])
        kinds.append(
            _Words(
                kind=cast("Notice", one["kind"]),
                label=re.compile(
                    rf"{_LEAD}{labels}(?:,? [(\[]?{_DAY})?[\])]?\s*(?:[:\u2013\u2014]|-+ |$)"
                ),
                title=re.compile(
                    rf"[\[(]?{titles}(?: \d{{1,2}})?[\])]?\s?(?:[:\u2013\u2014-]|(?<=[\])]))"
                ),
                phrase=re.compile(rf"{_LEAD}(?:{_DAY},? ?[:\u2013\u2014-]? ?)?{phrase}"),
                within=re.compile(rf"(?:^|[.:;!?)\]] |\s[\u2013\u2014-] ){phrase}"),
            )
        )
    note = re.compile(
        rf"{_LEAD}{_any(words['labels'])}(?:,? [(\[]?{_DAY})?[\])]?\s*(?:[:\u2013\u2014.]|-+ |$)"
    )
    return tuple(kinds), note, re.compile(rf"\b{_any(words['faults'])}\b")


def _any(words: Sequence[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"


_KINDS, _NOTE, _FAULT = _load()


def read_notice(
    lines: Sequence[str],
    *,
    title: str | None = None,
    listed: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> FoundNotice | None:
    """Return the gravest notice of an article, or None.

    `lines` are its paragraphs, `listed` what its page declares as corrections, `notes` the
    editors' notes outside the text. Of several notices of one kind it is the first.
    """
    found = [*_listed(listed), *_in_text(lines), *_in_notes(notes), *_in_title(title)]
    kinds = [words.kind for words in _KINDS]
    return min(found, key=lambda notice: kinds.index(notice.kind), default=None)


def _listed(listed: Sequence[str]) -> Iterator[FoundNotice]:
    for words in listed:
        text = words[:_LONGEST]
        kind = _kind_of(text) or _kind_within(text.lower())
        if kind is not None or _FAULT.search(text.lower()):
            yield FoundNotice(kind or "correction", text)


def _in_text(lines: Sequence[str]) -> Iterator[FoundNotice]:
    ends = {*range(min(_FIRST, len(lines))), *range(max(0, len(lines) - _LAST), len(lines))}
    for i in sorted(ends):
        line = lines[i]
        if len(line) > _LONGEST:
            continue
        after = lines[i + 1] if i + 1 < len(lines) and len(lines[i + 1]) <= _LONGEST else ""
        # A label may be a separate line, above what it is about.
        kind = _kind_of(line) or (_kind_of(f"{line}: {after}") if _is_label(line) else None)
        if kind is not None:
            yield FoundNotice(kind, f"{line}\n\n{after}" if after and _is_label(line) else line)


def _in_notes(notes: Sequence[str]) -> Iterator[FoundNotice]:
    for note in notes:
        kind = _kind_of(note) if len(note) <= _LONGEST else None
        if kind is not None:
            yield FoundNotice(kind, note)


def _in_title(title: str | None) -> Iterator[FoundNotice]:
    words = (title or "")[:_LONGEST_TITLE]
    for one in _KINDS:
        # Agencies write such a word in capitals before the headline.
        found = one.title.match(words.lower())
        if found is not None and words[: found.end()].isupper():
            yield FoundNotice(one.kind, words)


def _is_label(line: str) -> bool:
    words = f"{line.lower().rstrip(' :')}:"
    matches = (pattern.fullmatch(words) for pattern in (_NOTE, *(one.label for one in _KINDS)))
    return any(match is not None for match in matches)


def _kind_of(line: str) -> Notice | None:
    """Return the kind of notice that a paragraph is, by its label or its opening words."""
    words = line.lower()
    if _NOTE.match(words):
        return _kind_within(words)
    labelled = next((one for one in _KINDS if one.label.match(words)), None)
    if labelled is not None:
        is_notice = labelled.kind == "update" or _FAULT.search(words[len(labelled.kind) :])
        return labelled.kind if is_notice else None
    return next((one.kind for one in _KINDS if one.phrase.match(words)), None)


def _kind_within(words: str) -> Notice | None:
    """Return the kind of notice that a note is, by any of its sentences."""
    return next((one.kind for one in _KINDS if one.within.search(words)), None)
