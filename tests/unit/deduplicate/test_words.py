"""The words of a text that are compared."""

from dataclasses import replace

import pytest

from worker.deduplicate.words import Prepared, prepare
from worker.parse.text.plaintext import read_text
from worker.records import Article, Section, Span

STORY = (
    'The "Mirabel" sank off Cap Noir on Monday, the port\'s master said.\n\n'
    "Twelve sailors - half of the crew - are missing, he told the café owner's radio.\n\n"
    "Boats will go out again at dawn."
)


def read(text: str) -> Prepared:
    return prepare(Article(text, (Section("body", Span(0, len(text))),), "key"))


@pytest.mark.parametrize(
    "spelt",
    [
        STORY.replace('"', "\u201d").replace("'", "\u2019"),
        STORY.replace(" - ", " \u2014 "),
        STORY.replace("é", "e\u0301"),
        STORY.replace("é", "e"),
        STORY.replace(" on ", "\u00a0on\u2003"),
        STORY.replace("missing", "miss\u00ading"),
        STORY.replace("'", "&#8217;"),
        STORY.upper(),
        STORY.replace("off", "o\ufb00"),
    ],
    ids=[
        "quotes",
        "dashes",
        "decomposed",
        "accents",
        "spaces",
        "hyphen",
        "entity",
        "case",
        "nfkc",
    ],
)
def test_spellings_of_one_text_have_one_digest(spelt: str) -> None:
    assert read(spelt).digest == read(STORY).digest


@pytest.mark.parametrize(
    ("old", "new"), [("Twelve", "Twenty"), ("dawn", "noon"), ("will go", "will not go")]
)
def test_different_words_have_different_digests(old: str, new: str) -> None:
    assert read(STORY.replace(old, new)).digest != read(STORY).digest


def test_datelines_credits_and_calls_are_left_out() -> None:
    lines = STORY.split("\n\n")
    dressed = [
        "CAP NOIR, March 3 (Gazette) - " + lines[0],
        "Sign up for our newsletter and miss nothing.",
        lines[1],
        "ADVERTISEMENT",
        lines[2],
        "(Reporting by Ada Moor; editing by Ben Lock)",
        "Reuters",
    ]
    assert read("\n".join(dressed)).digest == read(STORY).digest


@pytest.mark.parametrize(
    "line",
    [
        "The company said it will sign up for the programme.",
        "Reuters was first to report the sale, and its shares rose.",
        "Source of the fire was a kettle, investigators found.",
    ],
)
def test_sentences_that_resemble_boilerplate_are_kept(line: str) -> None:
    assert len(read(f"{STORY}\n\n{line}").words) > len(read(STORY).words)


def test_a_dash_in_a_line_of_capitals_does_not_end_a_dateline() -> None:
    line = "TWELVE SAILORS - HALF OF THE CREW - ARE MISSING."
    assert read(line).digest == read(line.lower()).digest


def test_a_dash_within_a_sentence_does_not_end_a_dateline() -> None:
    assert read("Ministers who met in May - six of them - left early.").words[0] == "ministers"


def test_the_headline_is_not_part_of_the_digest() -> None:
    headed = prepare(read_text(f"Ship sinks off Cap Noir\n\n{STORY}"))
    assert headed.digest == read(STORY).digest
    assert headed.title == ["ship", "sinks", "off", "cap", "noir"]


def test_scripts_without_spaces_are_read_three_characters_at_a_time() -> None:
    assert read("国防部发言人周一表示。").words[:3] == ["国防部", "防部发", "部发言"]


def test_numbers_are_not_split() -> None:
    words = read(
        "It lost 1,200.50 euros, 11\u00bd per cent, on 3/4 of its 300人 and 5% more."
    ).words
    assert {"1,200.50", "11", "1/2", "3/4", "300", "5"} <= set(words)


def test_any_text_is_prepared() -> None:
    for text in ("", " \n", "\ud800 half", "\u0130stanbul\u0149", "&#xD800; &", "।" * 5):
        prepared = prepare(replace(read_text(STORY), text=text, sections=()))
        assert len(prepared.words) == len(prepared.hashes)
