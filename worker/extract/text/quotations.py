"""The quotations of an article: what stands between quotation marks, balanced or not.

A quotation may run on over paragraphs: by the old rule every further paragraph opens with a mark
and only the last one closes. Each paragraph's part is one `Quotation`; `continued` says that it
goes on with the one before, and the parts of one quotation share a `group`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from worker.extract.records import Quotation
from worker.extract.text.signatures import Signed, signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Paragraph

_OPENING: Final = {"“": "”", "«": "»", "„": "“”", "\u2039": "\u203a"}
_CLOSING: Final = frozenset("”»\u203a")
_STRAIGHT: Final = '"'
_FILLER: Final = "\ufffc"
_INVISIBLE: Final = re.compile(r"(?<!\w)[\u200b\u2060\ufeff]|[\u200b\u2060\ufeff](?!\w)")
_PAIRS: Final = ("''", "``", "’’", "‘‘")
"""Two single marks that are written for one double mark."""

_APOSTROPHE: Final = re.compile(r"(?<=[^\W\d_])’(?=[^\W\d_])")
"""The typographic apostrophe between two letters: "they’re"."""

_SINGLE: Final = {"‘": "’", "'": "'"}


def quotations(paragraphs: Sequence[Paragraph]) -> tuple[tuple[Quotation, ...], ...]:
    """The outermost quotations of each paragraph."""
    found = []
    carried = False
    for n, paragraph in enumerate(paragraphs):
        here, is_open = _of_paragraph(paragraph, carried=carried)
        following = paragraphs[n + 1] if n + 1 < len(paragraphs) else None
        carried = is_open and following is not None and _goes_on(paragraph, following)
        if not here or not any(mark.end - mark.start > 1 for mark in here):
            here = _singles(paragraph) or here
        over = signed(paragraph.text)
        if over is not None:
            here = _signed(paragraph, here, over)
        found.append(here)
    return _grouped(paragraphs, found)


def _signed(
    paragraph: Paragraph, here: tuple[Quotation, ...], over: Signed
) -> tuple[Quotation, ...]:
    """The words over a name as a quotation: those in marks right before it, else all of them."""
    start, end, name = (paragraph.offset + i for i in (0, over.end, over.name))
    if here and here[-1].end == end:
        return (*here[:-1], replace(here[-1], name=name))
    if here and not over.is_message:
        return here
    return (Quotation(start, end, start, end, name=name),)


def _grouped(
    paragraphs: Sequence[Paragraph], found: Sequence[tuple[Quotation, ...]]
) -> tuple[tuple[Quotation, ...], ...]:
    """The same quotations, numbered so that the parts of one that runs on share a number."""
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


def _goes_on(paragraph: Paragraph, following: Paragraph) -> bool:
    """Whether the open quotation of a paragraph goes on without a mark at the next one's start."""
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
    """Whether the straight mark at `i` looks like an opening one; if in doubt, `eager`."""
    before = text[i - 1] if i else " "
    after = text[i + 1] if i + 1 < len(text) else " "
    open_before = before.isspace() or before in "([{—–-‘'"
    omitted = text.startswith("..", i + 1)
    open_after = omitted or (not after.isspace() and after not in ".,;:!?)]}")
    if open_before and open_after:
        return eager or not (i > 1 and before.isspace() and text[i - 2] in ".,!?")
    return open_before and not open_after and eager and after.isspace() and before.isspace()


def _of_paragraph(paragraph: Paragraph, *, carried: bool) -> tuple[tuple[Quotation, ...], bool]:
    """The double-marked quotations of one paragraph, and whether its last one stays open."""
    paragraph = replace(paragraph, text=_with_double_marks(paragraph.text))
    text = paragraph.text
    found: list[Quotation] = []
    start = 0 if carried else -1
    inner = 0 if carried else -1
    closing = '”»\u203a"' if carried else ""
    for i, letter in enumerate(text):
        if start < 0:
            closing = _closing_of(text, i)
            if closing:
                start, inner = i, i + 1
        elif letter in closing and not (letter == _STRAIGHT and _reopens(text, i, start)):
            found.append(
                _quotation(paragraph, (start, i + 1, inner, i), carried=carried and not found)
            )
            start = -1
        elif letter in _OPENING and letter == text[start] and i > start + 1:
            # The closing mark was forgotten: the earlier quotation ends where this one opens.
            found.append(_quotation(paragraph, (start, i, inner, i), carried=False, closed=False))
            start, inner = i, i + 1
    is_open = start >= 0
    if is_open and inner < len(text):
        end = (start, len(text), inner, len(text))
        found.append(_quotation(paragraph, end, carried=carried and not found, closed=False))
    return tuple(mark for mark in found if mark.inner_end > mark.inner_start), is_open


def readable(text: str) -> str:
    """The text as a parser reads it best: two single marks are one double mark and a space.

    An apostrophe inside a word is the plain one that the parser learned: it reads no verb in the
    other. A sign that nobody sees at the edge of a word is a space. The text is as long as `text`,
    so that offsets stay the same.
    """
    text = _INVISIBLE.sub(" ", _APOSTROPHE.sub("'", text))
    if not any(pair in text for pair in _PAIRS):
        return text
    plain = _with_double_marks(text)
    return plain.replace(f'"{_FILLER}', ' "').replace(f'{_FILLER}"', '" ')


def _with_double_marks(text: str) -> str:
    """The text with two single marks read as one double mark and a filler beside the words."""
    for pair in _PAIRS:
        for i in _places(text, pair):
            opens = i == 0 or text[i - 1].isspace() or text[i - 1] in "([{—–-"
            marks = f'"{_FILLER}' if opens else f'{_FILLER}"'
            text = text[:i] + marks + text[i + 2 :]
    return text


def _places(text: str, pair: str) -> list[int]:
    found = []
    i = text.find(pair)
    while i >= 0:
        found.append(i)
        i = text.find(pair, i + 2)
    return found


def _closing_of(text: str, i: int) -> str:
    """The marks that close a quotation opened at `i`; empty where nothing opens there."""
    letter = text[i]
    if letter in _OPENING:
        return _OPENING[letter] + (_STRAIGHT if letter == "“" else "")
    if letter == _STRAIGHT and _opens(text, i, eager=True):
        return '"”'
    if letter == "”" and _opens(text, i, eager=False):
        # The wrong mark of a pair, as a typist in a hurry sets it: ”like this.”
        return "”"
    return ""


def _reopens(text: str, i: int, start: int) -> bool:
    """Whether a straight mark inside a quotation opens another one, so that it closes nothing."""
    return i - start <= 1 and _opens(text, i, eager=False)


def _quotation(
    paragraph: Paragraph,
    bounds: tuple[int, int, int, int],
    *,
    carried: bool,
    closed: bool = True,
) -> Quotation:
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


def _singles(paragraph: Paragraph) -> tuple[Quotation, ...]:
    """Quotations between single marks, which count only where there are no double ones."""
    text = paragraph.text
    found = []
    i = 0
    while i < len(text):
        closing = _SINGLE.get(text[i])
        before = text[i - 1] if i else " "
        opens = closing and not before.isalnum() and i + 1 < len(text) and text[i + 1].isalnum()
        end = _single_end(text, i + 1, closing) if opens and closing else -1
        if end > 0:
            found.append(_quotation(paragraph, (i, end + 1, i + 1, end), carried=False))
            i = end
        i += 1
    return tuple(found)


def _single_end(text: str, start: int, closing: str) -> int:
    """Where the single-marked quotation ends: a mark with a word before it and none behind it."""
    for i in range(start + 1, len(text)):
        behind = text[i + 1] if i + 1 < len(text) else " "
        if text[i] == closing and not behind.isalnum() and not text[i - 1].isspace():
            return i
    return -1
