"""The quotations of an article: the text between quotation marks, balanced or not.

A quotation may run over several paragraphs: by the old rule each of them opens with a mark, and
only the last one closes with one. The part in each paragraph is one `Quotation`; `continued` says
that it goes on with the one before, and the parts of one quotation share a `group`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum, auto
from itertools import islice
from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Quotation
from worker.extract.text.signatures import signature
from worker.extract.text.single_marks import between_single_marks, is_spoken
from worker.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Paragraph
    from worker.extract.text.signatures import Signature

_OPENING: Final = {"“": "”", "«": "»", "„": "“”", "\u2039": "\u203a"}
_CLOSING: Final = frozenset("”»\u203a")
_STRAIGHT: Final = '"'
_NESTING: Final = frozenset(_OPENING) | {_STRAIGHT}
_SENTENCE_ENDS: Final = frozenset(".!?…")
_FILLER: Final = "\ufffc"
"""Keeps the length of a text where two single marks become one double mark."""

_INVISIBLE: Final = re.compile(r"(?<!\w)[\u200b\u2060\ufeff]|[\u200b\u2060\ufeff](?!\w)")
"""A space without width or a byte order mark, except between two letters."""

_PAIRS: Final = ("''", "``", "’’", "‘‘")
"""Two single marks that are written instead of one double mark."""

_APOSTROPHE: Final = re.compile(r"(?<=[^\W\d_])’(?=[^\W\d_])")
"""The typographic apostrophe between two letters: "they’re"."""

UNBREAKING: Final = "\u2011"
"""The hyphen of one word: the parser breaks no word there."""

_ROLES: Final = "|".join(sorted(words("people", "persons")))
_PREFIX: Final = re.compile(
    rf"(?:(?<=\bco)|(?<=\bex)|(?<=\bvice))-(?=(?:{_ROLES})s?\b)", re.IGNORECASE
)
"""The hyphen after the prefix of a role."""


class _Opened(Enum):
    """How a mark opens a quotation inside one that is open.

    It begins the next sentence of the same speech, is nested in it, or is another quotation after
    one whose closing mark was forgotten.
    """

    SENTENCE = auto()
    NESTED = auto()
    ANOTHER = auto()


def quotations(paragraphs: Sequence[Paragraph]) -> tuple[tuple[Quotation, ...], ...]:
    """Return the outermost quotations of each paragraph."""
    found = []
    carried = False
    for n, paragraph in enumerate(paragraphs):
        here, is_open = _of_paragraph(paragraph, carried=carried)
        following = paragraphs[n + 1] if n + 1 < len(paragraphs) else None
        carried = is_open and following is not None and _goes_on(paragraph, following)
        here = _with_single_marks(paragraph, here)
        signed_by = signature(paragraph.text)
        if signed_by is not None:
            here = _with_signature(paragraph, here, signed_by)
        found.append(here)
    return _grouped(paragraphs, found)


def _with_signature(
    paragraph: Paragraph, here: tuple[Quotation, ...], signed_by: Signature
) -> tuple[Quotation, ...]:
    """Return the quotations of a signed paragraph, the last of them with the name.

    That is the quotation right before the name, else all words before it.
    """
    start, end, name = (paragraph.offset + i for i in (0, signed_by.end, signed_by.name))
    if here and here[-1].end == end:
        return (*here[:-1], replace(here[-1], name=name))
    if here and not signed_by.is_message:
        return here
    return (Quotation(start, end, start, end, name=name),)


def _grouped(
    paragraphs: Sequence[Paragraph], found: Sequence[tuple[Quotation, ...]]
) -> tuple[tuple[Quotation, ...], ...]:
    """Return the same quotations, numbered so that the parts of one share a group."""
    group = 0
    is_open = False
    numbered = []
    for paragraph, here in zip(paragraphs, found, strict=True):
        row = []
        for quotation in here:
            follows = is_open and quotation.start == paragraph.offset
            if not (quotation.continued or follows):
                group += 1
            row.append(replace(quotation, group=group))
            is_open = False
        is_open = bool(here) and not here[-1].closed
        numbered.append(tuple(row))
    return tuple(numbered)


@as_in(
    'A bridge is closed\n\nThe mayor said: "The bridge is safe.\n\nWe never closed it."',
    no=('A bridge is closed\n\nThe mayor said: "The bridge is safe.\n\n"We never closed it."',),
)
def _goes_on(paragraph: Paragraph, following: Paragraph) -> bool:
    """Return whether an open quotation goes on in a paragraph that does not open with a mark."""
    if paragraph.section != following.section:
        return False
    for i, letter in enumerate(following.text):
        if letter in _CLOSING:
            return True
        if letter in _OPENING:
            return False
        if letter == _STRAIGHT:
            return i > 0 and not _opens(following.text, i, eager=False)
    return False


def _opens(text: str, i: int, *, eager: bool) -> bool:
    """Return whether the mark at `i` looks like an opening one; in doubt, `eager` decides."""
    before = text[i - 1] if i else " "
    after = text[i + 1] if i + 1 < len(text) else " "
    open_before = before.isspace() or before in "([{—–-‘'"
    omitted = text.startswith("..", i + 1)
    open_after = omitted or (not after.isspace() and after not in ".,;:!?)]}")
    if open_before and open_after:
        return eager or not (i > 1 and before.isspace() and text[i - 2] in ".,!?")
    return open_before and not open_after and eager and after.isspace() and before.isspace()


def _of_paragraph(paragraph: Paragraph, *, carried: bool) -> tuple[tuple[Quotation, ...], bool]:
    """Return the quotations between double marks, and whether the last one is left open."""
    paragraph = replace(paragraph, text=_with_double_marks(paragraph.text))
    text = paragraph.text
    found: list[Quotation] = []
    start = 0 if carried else -1
    inner = 0 if carried else -1
    closing = '”»\u203a"' if carried else ""
    goes_on, nested = carried, -1
    for i, letter in enumerate(text):
        if start < 0:
            closing = _closing_of(text, i)
            if closing:
                start, inner, goes_on = i, i + 1, False
            continue
        again = None if i <= nested else _opened_again(text, i, start)
        if again is _Opened.NESTED:
            nested = _nested_end(text, i)
        elif again is not None:
            here = (start, i, inner, i)
            found.append(_quotation(paragraph, here, carried=goes_on, closed=False))
            start, inner, goes_on = i, i + 1, again is _Opened.SENTENCE
        elif i > nested and letter in closing and not _reopens(text, i, start):
            found.append(_quotation(paragraph, (start, i + 1, inner, i), carried=goes_on))
            start = -1
    is_open = start >= 0
    if is_open and inner < len(text):
        end = (start, len(text), inner, len(text))
        found.append(_quotation(paragraph, end, carried=goes_on, closed=False))
    return tuple(mark for mark in found if mark.inner_end > mark.inner_start), is_open


def readable(text: str) -> str:
    """Return the text as the parser reads it best, with every offset unchanged.

    Two single marks become a double mark and a space. An apostrophe inside a word becomes the
    straight one that the parser was trained on: with the other it finds no verb in "they’re". An
    invisible character at the edge of a word becomes a space. The hyphen of "co-author" becomes
    one that breaks no word, so that it is one noun and not three.
    """
    text = _INVISIBLE.sub(" ", _APOSTROPHE.sub("'", text))
    text = _PREFIX.sub(UNBREAKING, text)
    if not any(pair in text for pair in _PAIRS):
        return text
    plain = _with_double_marks(text)
    return plain.replace(f'"{_FILLER}', ' "').replace(f'{_FILLER}"', '" ')


def _with_double_marks(text: str) -> str:
    """Return the text with two single marks as one double mark, and a filler next to the words."""
    for pair in _PAIRS:
        for i in _offsets(text, pair):
            opens = i == 0 or text[i - 1].isspace() or text[i - 1] in "([{—–-"
            marks = f'"{_FILLER}' if opens else f'{_FILLER}"'
            text = text[:i] + marks + text[i + 2 :]
    return text


def _offsets(text: str, pair: str) -> list[int]:
    """Return the offsets of a pair of marks."""
    found = []
    i = text.find(pair)
    while i >= 0:
        found.append(i)
        i = text.find(pair, i + 2)
    return found


def _closing_of(text: str, i: int) -> str:
    """Return the marks that can close a quotation opened at `i`; empty where none is opened."""
    letter = text[i]
    if letter in _OPENING:
        return _OPENING[letter] + (_STRAIGHT if letter == "“" else "")
    if letter == _STRAIGHT and _opens(text, i, eager=True):
        return '"”'
    if letter == "”" and _opens(text, i, eager=False):
        # The closing mark of a pair at both ends: ”like this.”
        return "”"
    return ""


def _reopens(text: str, i: int, start: int) -> bool:
    """Return whether a straight mark right after the opening one opens another quotation."""
    return text[i] == _STRAIGHT and i - start <= 1 and _opens(text, i, eager=False)


@as_in(
    'Ana Brandt said: "The bridge is safe. "It was checked in May."',
    'Ana Brandt said the report had "two "serious" faults" in it.',
    no=('"The bridge is safe," Ana Brandt said. "It was checked in May."',),
)
def _opened_again(text: str, i: int, start: int) -> _Opened | None:
    """Return how a mark at `i` opens a quotation inside one that is open since `start`.

    None where it opens none.
    """
    curly = text[i] in _OPENING and text[i] == text[start]
    straight = text[i] == _STRAIGHT and text[start] in {_STRAIGHT, "“"}
    if i <= start + 1 or not (curly or (straight and _has_opening_shape(text, i))):
        return None
    before = text[start + 1 : i].rstrip()[-1:]
    if before in _SENTENCE_ENDS and not text[i + 1 : i + 2].islower():
        return _Opened.SENTENCE
    if _nested_end(text, i) > 0:
        return _Opened.NESTED
    return _Opened.ANOTHER if curly else None


def _has_opening_shape(text: str, i: int) -> bool:
    """Return whether a straight mark at `i` follows a space and touches the word after it."""
    return text[i - 1].isspace() and text[i + 1 : i + 2].isalnum()


def _nested_end(text: str, i: int) -> int:
    """Return where a quotation that opens at `i` inside another one closes; -1 if it does not.

    The two marks after it both close: first this quotation, then the one around it.
    """
    places = (n for n in range(i + 1, len(text)) if text[n] in _CLOSING or text[n] in _NESTING)
    marks = list(islice(places, 2))
    closers = [n for n in marks if _has_closing_shape(text, n)]
    return closers[0] if len(closers) == len(marks) > 1 else -1


def _has_closing_shape(text: str, i: int) -> bool:
    """Return whether a mark at `i` touches the word before it and none after it."""
    return text[i] not in _OPENING and not (text[i - 1].isspace() or text[i + 1 : i + 2].isalnum())


def _quotation(
    paragraph: Paragraph,
    bounds: tuple[int, int, int, int],
    *,
    carried: bool,
    closed: bool = True,
) -> Quotation:
    """Return a quotation of a paragraph, without white space inside its marks."""
    start, end, inner, inner_end = bounds
    text = paragraph.text
    while inner < inner_end and (text[inner].isspace() or text[inner] == _FILLER):
        inner += 1
    while inner_end > inner and (text[inner_end - 1].isspace() or text[inner_end - 1] == _FILLER):
        inner_end -= 1
    offset = paragraph.offset
    return Quotation(
        start + offset, end + offset, inner + offset, inner_end + offset, carried, closed
    )


@as_in(
    "The mayor said 'the bridge is safe' on Monday.",
    "'It says “closed” on the sign,' said Ana Brandt.",
)
def _with_single_marks(paragraph: Paragraph, here: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
    """Return the quotations of a paragraph with those between single marks.

    Where there are double marks, only speech between single marks around or outside them counts.
    """
    text = paragraph.text
    found = between_single_marks(text)
    if any(mark.end - mark.start > 1 for mark in here):
        around = [(mark.start - paragraph.offset, mark.end - paragraph.offset) for mark in here]
        found = tuple(
            (start, end)
            for start, end in found
            if is_spoken(text, (start, end))
            and all(
                start < left < right < end or right <= start or end <= left
                for left, right in around
            )
        )
        here = tuple(
            mark
            for mark, (left, right) in zip(here, around, strict=True)
            if not any(start < left and right < end for start, end in found)
        )
    elif found:
        here = ()
    singles = (
        _quotation(paragraph, (start, end, start + 1, end - 1), carried=False)
        for start, end in found
    )
    return tuple(sorted((*here, *singles), key=lambda mark: mark.start))
