"""Whose words a quotation is: the evidence of every claim, with its voices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.extract import extract
from worker.parse.text.plaintext import read_text

if TYPE_CHECKING:
    from spacy.language import Language

    from worker.records import Link


def _voice(link: Link) -> str:
    if link.role == "narrator":
        return "narrator"
    name = link.name or link.descriptor
    return f"{name}" if link.role == "speaker" else f"{link.role} {name}"


def _said(text: str, language_model: Language) -> list[tuple[str, str]]:
    """The claims of a text: who says it, the nearest voice first, and what."""
    claims = extract(read_text(text), language_model).claims
    return [
        (" < ".join(map(_voice, claim.chain)), " … ".join(claim.evidence_text)) for claim in claims
    ]


MARKS = [
    # Every sentence of an open quotation begins with a mark of its own.
    (
        (
            'Lawyer Ines Moro said: "My client has never lied. "The witness is a forger. '
            'His story has changed. "He chose to lie on television.'
        ),
        [
            ("Ines Moro", "My client has never lied"),
            ("Ines Moro", "The witness is a forger"),
            ("Ines Moro", "His story has changed"),
            ("Ines Moro", "He chose to lie on television"),
        ],
    ),
    (
        "“We won,” said Ada Lind. “The fans were great. “We will train on Monday. “It rained.”",
        [
            ("Ada Lind", "We won"),
            ("Ada Lind", "The fans were great"),
            ("Ada Lind", "We will train on Monday"),
            ("Ada Lind", "It rained"),
        ],
    ),
    # A quotation that is not closed goes on in the next paragraph, which opens with a mark.
    (
        '"We won," said Ada Lind. "It was late.\n\n"It is a long season."',
        [
            ("Ada Lind", "We won"),
            ("Ada Lind", "It was late"),
            ("Ada Lind", "It is a long season"),
        ],
    ),
    # It keeps its speaker even where the next paragraph has another one.
    (
        "“We won,” said Ada Lind. “It was late.\n\n“It is a long season,” Piet Maro said.",
        [
            ("Ada Lind", "We won"),
            ("Ada Lind", "It was late"),
            ("Piet Maro", "It is a long season"),
        ],
    ),
    # A quotation inside another one with the same marks.
    (
        'But, Lind said, the panel had ignored "two "serious" warnings" from the plant.',
        [("Lind", 'the panel had ignored "two "serious" warnings" from the plant')],
    ),
    (
        'Ada Lind said: "He told me "I am sorry" and left."',
        [("Ada Lind", 'He told me "I am sorry" and left')],
    ),
    # Single marks, with possessives and shortened words between them.
    (
        "'The harbour is closed and the ships' owners know it,' said Mr Ncube.",
        [("Ncube", "The harbour is closed"), ("Ncube", "the ships' owners know it")],
    ),
    (
        "‘The workers’ union has called a strike. We’re ready,’ said Mr Ncube. ‘It’s over.’",
        [
            ("Ncube", "The workers’ union has called a strike"),
            ("Ncube", "We’re ready"),
            ("Ncube", "It’s over"),
        ],
    ),
    (
        "Mr Ncube said: ‘The farmers’ market is shut.’",
        [("Ncube", "The farmers’ market is shut")],
    ),
    (
        "'I have always loved rock 'n' roll,' said Mr Ncube.",
        [("Ncube", "I have always loved rock 'n' roll")],
    ),
    (
        "Mr Ncube said: 'James' brother left in the '90s.'",
        [("Ncube", "James' brother left in the '90s")],
    ),
    (
        "‘It says “closed” on the door,’ said Mr Ncube.",
        [("Ncube", "It says “closed” on the door")],
    ),
]


@pytest.mark.parametrize(("text", "said"), MARKS)
def test_broken_and_single_marks_keep_the_speaker(
    text: str, said: list[tuple[str, str]], language_model: Language
) -> None:
    assert _said(text, language_model) == said
