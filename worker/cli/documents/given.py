"""The record of one document that was named on the command line."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Given:
    """One document as it was given, or the fault that left none; `size` counts its bytes.

    `passed_over` marks what was never a document, such as a picture in an archive.
    """

    place: str
    document: dict[str, object] | None
    fault: str | None = None
    size: int = 0
    passed_over: bool = False
