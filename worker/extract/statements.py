"""The plain sentence of a claim: its evidence in order, pronouns of the speaker resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.tokens import Parsed
    from worker.records import Link, Span

_FIRST: Final = {"i": "", "my": "'s", "me": ""}


def statement(parsed: Parsed, evidence: Sequence[Span], chain: tuple[Link, ...]) -> str:
    """One sentence that says what the claim says."""
    speaker = next(
        (link.name for link in reversed(chain) if link.role == "speaker" and link.name), None
    )
    sentence = ""
    behind = 0
    for token in parsed.tokens:
        if not any(start <= token.start and token.end <= end for start, end in evidence):
            continue
        ending = _FIRST.get(token.lower) if speaker else None
        words = token.text if ending is None else f"{speaker}{ending}"
        sentence += words if token.start == behind else f" {words}"
        behind = token.end
    sentence = " ".join(sentence.split())
    sentence = sentence[:1].upper() + sentence[1:]
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."
