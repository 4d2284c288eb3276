"""The plain sentence of a claim: its evidence in order, pronouns of the speaker resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from worker.extract.clauses import Clause
    from worker.extract.tokens import Parsed
    from worker.records import Link

_FIRST: Final = {"i": "", "my": "'s", "me": ""}


def statement(parsed: Parsed, clause: Clause, chain: tuple[Link, ...]) -> str:
    """One sentence that says what the claim says."""
    speaker = next(
        (link.name for link in reversed(chain) if link.role == "speaker" and link.name), None
    )
    words = []
    for part in clause.parts:
        for i in range(*part):
            token = parsed.tokens[i]
            ending = _FIRST.get(token.lower) if speaker else None
            text = f"{speaker}{ending}" if ending is not None and speaker else token.text
            spaced = i > part.start and parsed.tokens[i - 1].end == token.start
            words.append(text if spaced else f" {text}")
    sentence = " ".join("".join(words).split())
    sentence = sentence[:1].upper() + sentence[1:]
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."
