"""Changes of a paragraph's tree: a token hung elsewhere, and its bounds computed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Token


def bound(tokens: Sequence[Token]) -> None:
    """Computes children and the bounds of every subtree again, from the heads."""
    for token in tokens:
        token.children = []
        token.left, token.right = token.i, token.i + 1
    for token in tokens:
        if token.head is not token:
            token.head.children.append(token)
        above, steps = token, 0
        while above.head is not above and steps < len(tokens):
            above = above.head
            above.left, above.right = min(above.left, token.i), max(above.right, token.i + 1)
            steps += 1


def attach(token: Token, head: Token, dep: str) -> bool:
    """Hangs `token` on `head` unless that would close a circle."""
    if head is token or any(above is token for above in head.ancestors()):
        return False
    if token.head is not token and token in token.head.children:
        token.head.children.remove(token)
    token.head, token.dep = head, dep
    head.children.append(token)
    head.children.sort(key=lambda child: child.i)
    return True
