"""The verbs that head a claim: which conjuncts, adverbial and relative clauses are claims.

The verb that governs the content is the first; `_is_claim` says which verbs below it are others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.claims.boundaries.adverbials import is_adverbial_claim
from worker.extract.claims.boundaries.complements import is_complement_claim, is_side_claim
from worker.extract.claims.boundaries.conjuncts import first_of, is_conjunct_claim
from worker.extract.claims.boundaries.participles import is_absolute_claim
from worker.extract.claims.boundaries.relatives import is_relative_claim

if TYPE_CHECKING:
    from collections.abc import Callable

    from worker.extract.records import Parsed, Token

_VERBS: Final = frozenset({"VERB", "AUX"})


def claim_heads(parsed: Parsed, inside: set[int]) -> list[Token]:
    """Return the verbs that head a claim: the governing one, then others in textual order."""
    verbs = [parsed.tokens[i] for i in sorted(inside) if parsed.tokens[i].pos in _VERBS]
    tops = [verb for verb in verbs if _is_top(verb, inside)]
    if not tops:
        return []
    top = min(tops, key=lambda verb: (verb.tag == "VBG", sum(1 for _ in verb.ancestors()), verb.i))
    others = [
        verb
        for verb in verbs
        if verb is not top and (verb in tops or _is_claim(parsed, verb, inside))
    ]
    return [top, *others]


def _is_top(verb: Token, inside: set[int]) -> bool:
    """Return whether a verb depends on nothing inside the content."""
    if verb.dep in {"aux", "auxpass", "amod", "compound"}:
        return False
    return all(above.i not in inside for above in verb.ancestors())


def _is_claim(parsed: Parsed, verb: Token, inside: set[int]) -> bool:
    """Return whether a verb below the governing one heads a claim."""
    if verb.dep == "conj":
        first = first_of(verb)
        part = first.dep != "advcl" or first.i in inside
        part = part and not _is_claim(parsed, first, inside)
        return is_conjunct_claim(verb, first_is_part=part)
    rule = _RULES.get(verb.dep)
    return rule is not None and rule(parsed, verb, inside)


_RULES: Final[dict[str, Callable[[Parsed, Token, set[int]], bool]]] = {
    "advcl": lambda parsed, verb, _inside: is_adverbial_claim(parsed, verb),
    "relcl": is_relative_claim,
    "parataxis": lambda _parsed, verb, inside: is_side_claim(verb, inside),
    "ccomp": is_complement_claim,
    "acl": is_absolute_claim,
    "pcomp": is_absolute_claim,
}
"""The rule that says whether a verb below the governing one is a claim, by its dependency."""
