"""Rows of attribution: which frames make one, and its source, cue and content."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.extract import extract
from worker.extract.text.signatures import signature
from worker.parse.text.plaintext import read_text

if TYPE_CHECKING:
    from spacy.language import Language

Row = tuple[list[str], list[str], list[str]]


def _rows(text: str, language_model: Language) -> list[Row]:
    def words(spans: tuple[tuple[int, int], ...]) -> list[str]:
        return [text[start:end] for start, end in spans]

    found = extract(read_text(text), language_model).attributions
    return [
        (
            words(tuple((s.start, s.end) for s in row.source)),
            words(tuple((s.start, s.end) for s in row.cue)),
            words(tuple((s.start, s.end) for s in row.content)),
        )
        for row in found
    ]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        # Where content begins and ends.
        (
            "Hale explained the minister’s refusal to call the vote a mistake is a weakness.",
            "Hale",
            ["the minister’s refusal to call the vote a mistake is a weakness"],
        ),
        (
            "Lind said that the comment by Dr. Paul Sand “was inappropriate and insensitive.”",
            "Lind",
            ["the comment by Dr. Paul Sand “was inappropriate and insensitive.”"],
        ),
        (
            "He said legalizing it could put thousands of people to work in the north.",
            "He",
            ["legalizing it could put thousands of people to work in the north"],
        ),
        (
            (
                "Although the administration doesn’t track rates, Lopez said about the movement, "
                "“I support parents making decisions.”"
            ),
            "Lopez",
            ["“I support parents making decisions.”"],
        ),
        (
            (
                "But while some couples collapse under the strain, Rutland said, for others, "
                "it can heighten connections."
            ),
            "Rutland",
            ["for others, it can heighten connections"],
        ),
        (
            "After saying he was nervous to ask a question, the man ended up in the room.",
            "the man",
            ["he was nervous to ask a question"],
        ),
        (
            (
                "It is a soft blanket that shields his face (and yes, winter beards are a thing, "
                "says Mullen)."
            ),
            "Mullen",
            ["yes, winter beards are a thing"],
        ),
        ("Too often, he says, they get it.", "he", ["Too often", "they get it"]),
        (
            (
                "''The only factor is that we remove the problems, if she wins,'' he said, "
                "''and make sure that programs can continue.''"
            ),
            "he",
            [
                "'The only factor is that we remove the problems, if she wins,'",
                "'and make sure that programs can continue.'",
            ],
        ),
        (
            "“We make them for local readers alone,’’ says the founder of the press.",
            "the founder of the press",
            ["“We make them for local readers alone,’"],
        ),
        # Who speaks.
        (
            (
                '"Anybody who attacks him, it\'s like buyer beware," said Louise Sundstrom, who '
                "has known Trent since the 1970s."
            ),
            "Louise Sundstrom",
            ['"Anybody who attacks him, it\'s like buyer beware,"'],
        ),
        (
            (
                "“You’re talking about one genre only,” points out the laid-back resident, who "
                "moved to Canada 15 years ago."
            ),
            "the laid-back resident",
            ["“You’re talking about one genre only,”"],
        ),
        (
            "That’s not just a problem for the youth, but for society at large, argued Palmer.",
            "Palmer",
            ["That’s not just a problem for the youth, but for society at large"],
        ),
        (
            "Mayor Lind crowed, “Oh, it’s my rose.”",
            "Mayor Lind",
            ["“Oh, it’s my rose.”"],
        ),
        # The pronoun of a relative clause belongs to the content.
        (
            "Emery had two wounds that authorities said did not appear self-inflicted.",
            "authorities",
            ["that", "did not appear self-inflicted"],
        ),
        (
            "He has concerns about what it says is a $14.5 billion deficit.",
            "it",
            ["what", "is a $14.5 billion deficit"],
        ),
        # The content of a silence is its topic, that of an order what is ordered.
        ("Traeger declined to comment on the vote.", "Traeger", ["to comment on the vote"]),
        (
            "He told developers to install the public versions of apps.",
            "He",
            ["developers to install the public versions of apps"],
        ),
        # Public judgement makes a row but no claim.
        ("Hale criticized the new plan.", "Hale", ["the new plan"]),
        ("The union has railed against the merger.", "The union", ["the merger"]),
        ("Brandt refused to attend the hearing.", "Brandt", ["to attend the hearing"]),
    ],
)
def test_a_frame_makes_one_row(
    language_model: Language, text: str, source: str, content: list[str]
) -> None:
    rows = _rows(f"Talks go on.\n\n{text}", language_model)
    assert [(row[0], row[2]) for row in rows] == [([source], content)]


def test_two_verbs_of_one_speaker_are_two_rows(language_model: Language) -> None:
    rows = _rows(
        "Lind said the bill has the right parts but was waylaid by mistrust - and argued that "
        "Dunn shared almost all her views.",
        language_model,
    )
    assert [(source, cue) for source, cue, _ in rows] == [
        (["Lind"], ["said"]),
        (["Lind"], ["argued"]),
    ]
    assert rows[0][2] == ["the bill has the right parts but was waylaid by mistrust"]


def test_a_second_quotation_after_the_speaker_is_a_separate_row_with_the_same_source(
    language_model: Language,
) -> None:
    rows = _rows(
        '"The dam will hold," Ana Lind said. "We have looked at every gate."', language_model
    )
    assert rows == [
        (["Ana Lind"], ["said"], ['"The dam will hold,"']),
        (["Ana Lind"], ["said"], ["We have looked at every gate"]),
    ]


def test_a_quotation_of_two_sentences_is_one_row(language_model: Language) -> None:
    rows = _rows(
        '"The dam will hold. We have looked at every gate," Ana Lind said.', language_model
    )
    assert [source for source, _, _ in rows] == [["Ana Lind"]]


def test_a_lead_in_attributes_the_quotation_in_the_next_paragraph(
    language_model: Language,
) -> None:
    rows = _rows(
        "Ana Lind has since apologized for what happened:\n\n"
        '"I should have called the owner first. It was a mistake."',
        language_model,
    )
    assert (["Ana Lind"], ["has since apologized"]) in [(row[0], row[1]) for row in rows]
    assert not [row for row in rows if not row[0]]


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        (
            (
                "Monday's storm was the worst we've seen. Some areas will be dark for days. "
                "#Stormpic.twitter.com/rg2GLQvMx7 — Hydro North (@hydronorth) December 22, 2018"
            ),
            "Hydro North",
            "Monday's storm was the worst we've seen. Some areas will be dark for days",
        ),
        (
            "I'm not happy I have it, but I'm thankful for what it's brought me. Morgan McNair",
            "Morgan McNair",
            "I'm not happy I have it, but I'm thankful for what it's brought me",
        ),
        (
            '"So far the sea is ahead. It is a long game." - Olaf Berg',
            "Olaf Berg",
            "So far the sea is ahead. It is a long game.",
        ),
    ],
)
def test_a_signature_is_the_source_of_the_message_above_it(
    language_model: Language, text: str, name: str, said: str
) -> None:
    rows = _rows(f"Storm warning\n\nThe storm came on Monday.\n\n{text}", language_model)
    assert {tuple(source) for source, _, _ in rows} == {(name,)}
    assert " ".join(part for row in rows for part in row[2]).strip(' "') == said.strip(' "')


@pytest.mark.parametrize(
    "text",
    [
        # A belief is not reported.
        "Lind believes that the dam is safe.",
        # "Asked about" is passive: the subject does not ask.
        "Asked about the dam, the mayor left the room.",
        # A side clause of the article is not content.
        "Speaking in Weston on Thursday, Trent denied.",
    ],
)
def test_words_without_reported_content_make_no_row(language_model: Language, text: str) -> None:
    assert _rows(f"Talks go on.\n\n{text}", language_model) == []


def test_a_long_run_of_tags_before_a_signature_is_read_fast() -> None:
    """A pattern that can split the run in many ways would try them all."""
    assert signature("#a" * 5_000 + " x. — Bob Lind (@bob) May 3, 2025") is not None


def test_links_before_a_signature_are_not_part_of_the_message() -> None:
    text = "We sail at six. #Brenn https://t.example/a pic.twitter.com/b — Bob Lind (@bob) 1"
    over = signature(text)
    assert over is not None
    assert text[: over.end] == "We sail at six."
    assert text[over.name :].startswith("Bob Lind")
