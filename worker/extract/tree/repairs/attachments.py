"""Changes of a paragraph's tree: a token attached to another head, the subtrees computed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.extract.records import Token


def update_bounds(tokens: Sequence[Token]) -> None:
    """Compute the children and the bounds of every subtree from the heads."""
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
    """Attach a token to a head and return whether it did: never where that would make a cycle."""
    if head is token or any(above is token for above in head.ancestors()):
        return False
    if token.head is not token and token in token.head.children:
        token.head.children.remove(token)
    token.head, token.dep = head, dep
    head.children.append(token)
    head.children.sort(key=lambda child: child.i)
    return True
