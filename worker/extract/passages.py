"""A passage: content of one sentence with the frames that carry it; what attribution makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from worker.extract.frames import Frame
    from worker.extract.quotations import Quotation
    from worker.extract.tokens import Parsed, Range


@dataclass(frozen=True, slots=True)
class Spoken:
    """A frame with the paragraph whose tokens it refers to."""

    parsed: Parsed
    frame: Frame


@dataclass(frozen=True, slots=True)
class Passage:
    """Content of one sentence with its outer frames (nearest first) and the frames inside it."""

    parsed: Parsed
    sentence: Range
    content: tuple[Range, ...]
    outer: tuple[Spoken, ...] = ()
    nested: tuple[Frame, ...] = ()
    explicit: bool = True
    quotations: tuple[Quotation, ...] = ()


@dataclass(slots=True)
class Row:
    """One sentence with its frames while the passages are put together."""

    parsed: Parsed
    sentence: Range
    quotations: tuple[Quotation, ...]
    frames: list[Frame]
    outer: list[Frame]
