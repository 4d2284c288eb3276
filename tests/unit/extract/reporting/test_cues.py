"""What reports and where: each kind of cue with several fillings, none of which may be missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.extract import extract
from worker.parse.text.plaintext import read_text

if TYPE_CHECKING:
    from spacy.language import Language


def _claims(text: str, language_model: Language) -> list[tuple[str, str]]:
    """Return the words of each claim after the first sentence, and the voices of its chain."""
    article = read_text(f"The council met again on Friday.\n{text}", title="A day in the city")
    return [
        (
            " / ".join(article.text[start:end] for start, end in claim.evidence),
            " < ".join(link.name or link.descriptor or link.role for link in claim.chain),
        )
        for claim in extract(article, language_model).claims[1:]
    ]


SOURCES = ("Ana Brandt", "the coastguard", "officials", "Mayor Petra Lund", "UNICEF")
ASIDES = (
    "The ferry, with 40 aboard, capsized",
    "A warehouse, built in 1962, collapsed early on Monday",
    "The dam, weakened by rain, burst",
    "Four dockers, all from Brack, suffocated",
    "The bridge cost between $40m and $50m",
)
VERBS = ("averred", "opined", "moaned", "divulged", "hypothesized", "attested", "reaffirmed")
MANNERS = ("gushed", "fumed", "laughed", "thundered", "reflects", "deadpanned")


def _last_word(source: str) -> str:
    return source.rsplit(maxsplit=1)[-1].lower()


@pytest.mark.parametrize("content", ASIDES)
@pytest.mark.parametrize("source", SOURCES)
def test_a_trailing_attribution_follows_a_subject_with_an_aside(
    content: str, source: str, language_model: Language
) -> None:
    found = _claims(f"{content}, {source} said.", language_model)
    assert [words for words, _ in found] == [content]
    assert _last_word(source) in found[0][1].lower()


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("source", SOURCES)
def test_a_rare_verb_of_communication_reports_a_clause(
    verb: str, source: str, language_model: Language
) -> None:
    after = _claims(f"{source[0].upper()}{source[1:]} {verb} that it rained.", language_model)
    before = _claims(f"The bridge was closed, {source} {verb}.", language_model)
    assert [words for words, _ in (*after, *before)] == ["it rained", "The bridge was closed"]
    assert all(_last_word(source) in voice.lower() for _, voice in (*after, *before))


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("tail", ["", ", pointing to the river", " on Monday"])
def test_any_verb_beside_a_quotation_says_it(
    manner: str, tail: str, language_model: Language
) -> None:
    found = _claims(f"“The bridge was unsafe,” Mayor Petra Lund {manner}{tail}.", language_model)
    assert ("The bridge was unsafe", "Petra Lund") in found


@pytest.mark.parametrize(
    "source", ["a poll", "data", "the firm’s records", "figures by the union", "an audit"]
)
def test_a_document_at_the_end_states_what_is_before_it(
    source: str, language_model: Language
) -> None:
    verb = "found" if source in {"a poll", "an audit"} else "show"
    found = _claims(f"The bridge was unsafe, {source} {verb}.", language_model)
    assert [words for words, _ in found] == ["The bridge was unsafe"]
    assert found[0][1] not in {"narrator", ""}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(
    ("noun", "said", "main"),
    [
        ("The storm on Friday", "destroyed two barns", "was the first of the year"),
        ("The fire", "had started in the kitchen", "was put out on Friday"),
        ("The cargo", "contained two rifles", "was sent from Orlin"),
        ("The plan", "would cost millions", "was dropped in May"),
    ],
)
def test_a_relative_clause_reports_and_the_main_clause_is_the_articles(
    source: str, noun: str, said: str, main: str, language_model: Language
) -> None:
    found = _claims(f"{noun}, which {source} said {said}, {main}.", language_model)
    assert [words for words, _ in found] == [f"{noun} / {said}", f"{noun} / {main}"]
    assert _last_word(source) in found[0][1].lower()
    assert found[1][1] == "narrator"


@pytest.mark.parametrize("source", SOURCES)
def test_a_relative_clause_calls_its_antecedent_something(
    source: str, language_model: Language
) -> None:
    text = f"The driver, whom {source} described as a retired teacher, lives in Orlin."
    found = _claims(text, language_model)
    assert [words for words, _ in found] == [
        "The driver / a retired teacher",
        "The driver / lives in Orlin",
    ]
    assert found[1][1] == "narrator"


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(
    "said",
    [
        "saying most of the books are wet",
        "insisting that the roof is safe",
        "claiming the roof is safe",
        "citing a lack of coal",
    ],
)
def test_with_somebody_saying_is_a_report_of_its_own(
    source: str, said: str, language_model: Language
) -> None:
    found = _claims(f"The library has stayed shut, with {source} {said}.", language_model)
    content = said.split(maxsplit=1)[1].removeprefix("that ")
    assert [words for words, _ in found] == ["The library has stayed shut", content]
    assert (found[0][1], _last_word(source) in found[1][1].lower()) == ("narrator", True)
