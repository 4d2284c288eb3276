"""The stances of a voice: what it does with the content it reports, one row each.

Whoever asks what a stance means asks its row: a new stance is a row here, and a rule or a class
of verbs that gives it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from worker.records import Factuality

Stance = Literal[
    "saying",
    "believing",
    "guessing",
    "showing",
    "depicting",
    "predicting",
    "warning",
    "accusing",
    "denying",
    "doubting",
    "ordering",
    "offering",
    "calling",
    "silence",
    "about",
    "open",
    "hearsay",
    "hearsay-accused",
    "hearsay-predicted",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a stance means for the claims made of its content.

    `factuality`: what it makes of the content, whatever the words of the content are.
    `plain`: it only says; with a negation over it nothing has been said.
    `unnamed`: no noun names the source; the chain has a link of hearsay.
    `silent`: the source takes no position; its link is a holder's.
    `narrated`: the article describes what a document shows; the chain begins with the narrator.
    `charges`: it accuses; an "allegedly" inside its content adds nothing.
    `disputes`: it denies or doubts; the claim is the content without the negation.
    `absorbs_negation`: as the verb of a claim, it takes the claim's negation.
    `raises_negation`: a negation over it is one of the content: "does not expect P".
    `covers_conjuncts`: as a marker, it holds for the verbs coordinated with its own too.
    `one_claim`: its content is one claim however many verbs it has; `pair` only where a party
    and a deed make it up, as in "accused B of P".
    `continues`: a quotation without an attribution may go on with its source.
    `row`: it makes a row of attribution; `strong` only where its verb reports by itself.
    """

    factuality: Factuality | None = None
    plain: bool = False
    unnamed: bool = False
    silent: bool = False
    narrated: bool = False
    charges: bool = False
    disputes: bool = False
    absorbs_negation: bool = False
    raises_negation: bool = False
    covers_conjuncts: bool = False
    one_claim: Literal["no", "pair", "yes"] = "no"
    continues: bool = True
    row: Literal["no", "strong", "yes"] = "yes"


STANCES: Final[Mapping[Stance, Meaning]] = {
    "saying": Meaning(plain=True),
    "believing": Meaning(row="no"),
    "guessing": Meaning(factuality="hedged"),
    "showing": Meaning(continues=False),
    "depicting": Meaning(narrated=True, continues=False),
    "predicting": Meaning(factuality="predicted", raises_negation=True, row="strong"),
    "warning": Meaning(factuality="predicted", raises_negation=True, row="strong"),
    "accusing": Meaning(factuality="accused", charges=True, one_claim="pair"),
    "denying": Meaning(
        factuality="denied", disputes=True, absorbs_negation=True, one_claim="pair"
    ),
    "doubting": Meaning(factuality="questioned", disputes=True),
    "ordering": Meaning(one_claim="yes"),
    "offering": Meaning(factuality="hypothetical", one_claim="yes"),
    "calling": Meaning(one_claim="yes", continues=False),
    "silence": Meaning(factuality="unacknowledged", silent=True, continues=False),
    "about": Meaning(),
    "open": Meaning(factuality="hypothetical", absorbs_negation=True),
    "hearsay": Meaning(factuality="hedged", unnamed=True, covers_conjuncts=True),
    "hearsay-accused": Meaning(
        factuality="accused", unnamed=True, charges=True, covers_conjuncts=True, one_claim="yes"
    ),
    "hearsay-predicted": Meaning(factuality="predicted", unnamed=True),
}
"""What each stance means."""

OF_CLASS: Final[Mapping[str, Stance]] = {
    "saying": "saying",
    "distancing": "saying",
    "confirming": "saying",
    "calling": "saying",
    "believing": "believing",
    "guessing": "guessing",
    "showing": "showing",
    "predicting": "predicting",
    "warning": "warning",
    "accusing": "accusing",
    "denying": "denying",
    "doubting": "doubting",
    "ordering": "ordering",
    "offering": "offering",
}
"""The stance of a verb that takes a clause, by its class in `reporting_verbs.toml`."""
