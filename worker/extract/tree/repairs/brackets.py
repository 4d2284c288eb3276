"""Repairs of relative clauses that the parser attached across a bracket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.tree.repairs.attachments import attach

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Range, Token

_RELATIVE: Final = frozenset({"relcl", "acl"})


@as_in(
    "Moxon made a case (not hard with a man who does not know the law) that Lind would be jailed.",
    no=("The mayor (a man who sold boats in the north) closed the bridge.",),
)
def keep_brackets_closed(tokens: Sequence[Token], sentence: Range, token: Token) -> bool:
    """Attach a relative clause to a noun on its side of a bracket: none reaches into one or out.

    After the bracket it is about the noun before it; inside, about the noun before its pronoun.
    """
    if token.dep not in _RELATIVE or token.head is token:
        return False
    noun, opener = token.head, tokens[token.left]
    opened = _opened_at(tokens, sentence, opener.i)
    if _opened_at(tokens, sentence, noun.i) == opened:
        return False
    target = _noun_before(tokens, sentence, opener.i, opened)
    return target is not None and attach(token, target, token.dep)


def _opened_at(tokens: Sequence[Token], sentence: Range, i: int) -> int | None:
    """Return the index of the bracket that is open at `i`; None outside of brackets."""
    opened = None
    for token in tokens[sentence.start : i]:
        if token.text == "(":
            opened = token.i
        elif token.text == ")":
            opened = None
    return opened


def _noun_before(
    tokens: Sequence[Token], sentence: Range, i: int, opened: int | None
) -> Token | None:
    """Return the last noun, or word for one, before `i` on its side of a bracket; None if none."""
    for n in range(i - 1, (sentence.start if opened is None else opened), -1):
        token = tokens[n]
        noun = token.pos in {"NOUN", "PROPN"} or token.dep in {"dobj", "pobj"}
        if noun and token.dep != "compound" and _opened_at(tokens, sentence, n) == opened:
            return token
    return None
