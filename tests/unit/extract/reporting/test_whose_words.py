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


QUOTED = [
    # An outlet that quotes somebody passes it on.
    (
        (
            "Investigators said Rena Bosk hit the guard.\n\n“I would do it again,” "
            "local newspapers quote Bosk as saying."
        ),
        ("relay local newspapers < original Rena Bosk", "I would do it again"),
    ),
    (
        (
            "Police said the shop was robbed.\n\n“We saw nothing, nothing at all,” "
            "the Sorna Gazette quoted the baker as saying."
        ),
        ("relay Sorna Gazette < original the baker", "We saw nothing, nothing at all"),
    ),
    (
        '"The dam is unsafe," Lund was quoted as saying by the agency Orlo.',
        ("relay Orlo < original Lund", "The dam is unsafe"),
    ),
    (
        '"The dam is unsafe," Lund was quoted as saying.',
        ("Lund", "The dam is unsafe"),
    ),
    (
        "State television quoted an unnamed official as saying the dam had burst.",
        ("relay state television < original an unnamed official", "the dam had burst"),
    ),
    # What a voice tells of others ends with their own words.
    (
        "Fans threw cups at the bus, chanting: “This is our home,” the Orlin Courier said.",
        ("relay Orlin Courier < original fans", "This is our home"),
    ),
    (
        'Protesters blocked the bridge, shouting: "The mayor must go," police said.',
        ("police < original protesters", "The mayor must go"),
    ),
    (
        'The men marched to the port, chanting "We will never leave", according to witnesses.',
        ("witnesses < original the men", "We will never leave"),
    ),
    (
        'A man drew a knife and yelled: "Nobody moves," a witness told the Herald.',
        ("a witness < original a man", "Nobody moves"),
    ),
    # Any verb says the quotation that it follows.
    (
        "“My grandmother was the shield against poverty,” Mr Lund reflects, smiling.",
        ("Lund", "My grandmother was the shield against poverty"),
    ),
    (
        'Rebels left the town, singing: "We will be back."',
        ("rebels", "We will be back"),
    ),
    # A question that somebody is asked leads in to the answer.
    (
        (
            "The court found that Ms Bosk forged it. Mayor Petra Lund was asked whether she would "
            'rehire her. "I would think about it."'
        ),
        ("Petra Lund", "I would think about it"),
    ),
    (
        (
            "Police said the mayor hid the file. Ms Lund was asked about the file at a dinner. "
            '"I never saw it."'
        ),
        ("Lund", "I never saw it"),
    ),
    (
        'Police said it was hidden. She was pressed on whether she knew. "I did not know."',
        ("She", "I did not know"),
    ),
    # So does what somebody does right before it.
    (
        'Police said the shop was robbed. Ada Lind runs the shop. "I have lost everything I had."',
        ("Ada Lind", "I have lost everything I had"),
    ),
]


@pytest.mark.parametrize(("text", "last"), QUOTED)
def test_a_quotation_has_its_own_speaker_once(
    text: str, last: tuple[str, str], language_model: Language
) -> None:
    said = _said(text, language_model)
    assert said[-1] == last
    assert [evidence for _, evidence in said].count(last[1]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Ms Lund was asked whether she would resign.",
        "The coach was asked if the club would sell him.",
        'The coach was asked about the sale. "We will see in May."',
    ],
)
def test_a_question_that_was_asked_is_no_claim(text: str, language_model: Language) -> None:
    assert not any("asked" in evidence for _, evidence in _said(text, language_model))


def test_a_request_is_a_claim(language_model: Language) -> None:
    assert _said("Ms Lund was asked to resign on Monday.", language_model) == [
        ("narrator", "Ms Lund was asked to resign on Monday")
    ]


HEADS = [
    # The place before a colon says nothing.
    (
        "Orlin: Smugglers claimed they had sunk two boats, although the navy denied the reports.",
        [("Smugglers", "they had sunk two boats"), ("navy", "they had sunk two boats")],
    ),
    (
        "Sorna: The number of missing goats rose to 40 on Tuesday.",
        [("narrator", "The number of missing goats rose to 40 on Tuesday")],
    ),
    (
        "KABUL: Gunmen claimed they had sunk two boats.",
        [("gunmen", "they had sunk two boats")],
    ),
    (
        "New Delhi: Police said on Monday that the dam had burst.",
        [("police", "the dam had burst")],
    ),
    # Two voices on one thing.
    (
        "Police say 12 shots were fired at bus, driver denies\n\nIt rained.",
        [
            ("police", "12 shots were fired at bus"),
            ("driver", "12 shots were fired at bus"),
            ("narrator", "It rained"),
        ],
    ),
    (
        "Army claims it seized town, rebels deny it\n\nIt rained.",
        [
            ("Army", "it seized town"),
            ("rebels", "it"),
            ("narrator", "It rained"),
        ],
    ),
    (
        "Firm says water is clean but villagers disagree\n\nIt rained.",
        [
            ("Firm", "water is clean"),
            ("villagers", "water is clean"),
            ("narrator", "It rained"),
        ],
    ),
    (
        "The army said it had taken the town, but the rebels denied this.",
        [("army", "it had taken the town"), ("rebels", "this")],
    ),
    (
        "Bees sting 14 pupils on outing – school\n\nIt rained.",
        [("school", "Bees sting 14 pupils on outing"), ("narrator", "It rained")],
    ),
]


@pytest.mark.parametrize(("text", "said"), HEADS)
def test_datelines_and_headlines_have_their_voices(
    text: str, said: list[tuple[str, str]], language_model: Language
) -> None:
    assert _said(text, language_model) == said


BLOCKS = [
    # A list after a colon, and a block without marks.
    (
        "The report said:\n\n- The dam was unsafe.\n- The mayor knew about it.",
        [
            ("evidence report", "The dam was unsafe"),
            ("evidence report", "The mayor knew about it"),
        ],
    ),
    (
        "According to the ministry:\n\n• 12 people died\n• 40 were hurt\n\nIt rained.",
        [
            ("ministry", "12 people died"),
            ("ministry", "40 were hurt"),
            ("narrator", "It rained"),
        ],
    ),
    (
        "The mayor said in a statement:\n\nThe dam is safe. We checked it.\n\nIt rained.",
        [
            ("the mayor", "The dam is safe"),
            ("the mayor", "We checked it"),
            ("narrator", "It rained"),
        ],
    ),
    (
        'According to a copy of the filing:\n\n"A camera was on a tree. It faced the house."',
        [
            ("evidence copy of the filing", "A camera was on a tree"),
            ("evidence copy of the filing", "It faced the house"),
        ],
    ),
    # A quotation after a colon, whatever the verb before it and whoever its subject.
    (
        'A spokesman was blunt: "The dam is a wreck."',
        [("a spokesman", "The dam is a wreck")],
    ),
    (
        'The minister took to Twitter: "The dam is safe."',
        [("the minister", "The dam is safe")],
    ),
    (
        'The row began when Ana Brandt took to Twitter with this: "The dam is a wreck."',
        [("Ana Brandt", "The dam is a wreck")],
    ),
]


@pytest.mark.parametrize(("text", "said"), BLOCKS)
def test_a_block_belongs_to_the_voice_before_its_colon(
    text: str, said: list[tuple[str, str]], language_model: Language
) -> None:
    assert _said(text, language_model) == said


def test_a_list_that_nobody_says_is_the_articles_own(language_model: Language) -> None:
    said = _said("The council left a list:\n\n- The dam was old.", language_model)
    assert said[-1] == ("narrator", "The dam was old")
