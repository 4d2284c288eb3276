"""Who a source is: reporters, the police, "it", outlets, organisations, and chains of quoting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.extract import extract
from worker.records import Article, Section, Span

if TYPE_CHECKING:
    from spacy.language import Language

    from worker.records import Claim


def _claims(text: str, language_model: Language) -> tuple[Claim, ...]:
    article = Article(text, (Section("body", Span(0, len(text))),), "key")
    return extract(article, language_model).claims


def _claim(text: str, evidence: str, language_model: Language) -> Claim:
    return next(c for c in _claims(text, language_model) if c.evidence_text == (evidence,))


@pytest.mark.parametrize(
    ("text", "evidence", "name"),
    [
        (
            "The BBC's Tove Lind was at the harbour. Our correspondent says the pier was gone.",
            "the pier was gone",
            "Tove Lind",
        ),
        (
            "Malmo police closed the bridge. Police said the bridge was icy.",
            "the bridge was icy",
            "Malmo police",
        ),
        (
            "Refugees said the hall was full. The Orlo Union runs it - it denies the hall is hot.",
            "the hall is hot",
            "Orlo Union",
        ),
        (
            "The Harbour Gazette has the story. The pier is gone, the news site notes.",
            "The pier is gone",
            "Harbour Gazette",
        ),
        (
            "The Republican Housing Committee met. The RHC says rents will rise.",
            "rents will rise",
            "Republican Housing Committee",
        ),
        (
            'Rents will rise, the Harbour Gazette\'s "Street Talk" reported.',
            "Rents will rise",
            "Harbour Gazette",
        ),
        ("As the Harbour Gazette notes, rents were cut.", "rents were cut", "Harbour Gazette"),
        ("Rents were cut, the Harbour Gazette reports.", "Rents were cut", "Harbour Gazette"),
        ("According to Lind two piers were gone.", "two piers were gone", "Lind"),
        (
            "Police identified the driver as Otto Falk.",
            "the driver as Otto Falk",
            "police",
        ),
    ],
)
def test_the_nearest_voice_is_resolved(
    text: str, evidence: str, name: str, language_model: Language
) -> None:
    assert _claim(text, evidence, language_model).chain[0].name == name


@pytest.mark.parametrize(
    "text",
    [
        "The ministry, quoted by the agency Orlo, said that the pier was gone.",
        "The ministry was quoted by the agency Orlo as saying that the pier was gone.",
        "The ministry was quoted as saying by the Orlo Gazette that the pier was gone.",
    ],
)
def test_an_outlet_that_quotes_is_the_nearer_voice(text: str, language_model: Language) -> None:
    (claim,) = _claims(text, language_model)
    assert claim.evidence_text == ("the pier was gone",)
    outlet, ministry = claim.chain
    assert (outlet.position, outlet.role) == (0, "relay")
    assert outlet.name in {"Orlo", "Orlo Gazette"}
    assert (ministry.position, ministry.role, ministry.name) == (1, "original", "ministry")


@pytest.mark.parametrize(
    "text",
    [
        "Police said that nobody claimed the bag was lost.",
        "When the train stopped, the two argued again.",
        "The court will decide who was at fault.",
    ],
)
def test_words_that_name_no_source_make_no_voice(text: str, language_model: Language) -> None:
    voices = {
        link.name or link.descriptor for c in _claims(text, language_model) for link in c.chain
    }
    assert voices <= {"police", "the article itself", None}


def test_asking_not_to_be_named_is_not_a_claim(language_model: Language) -> None:
    text = "The pier was gone, said two guards who asked not to be named."
    attributed = [c for c in _claims(text, language_model) if c.chain[0].role != "narrator"]
    assert [claim.evidence_text for claim in attributed] == [("The pier was gone",)]


@pytest.mark.parametrize(
    ("text", "evidence", "name"),
    [
        # A first name, a title or a role gives the sex of an antecedent.
        (
            "Anna Brandt met the crew. John Hale said the pier was gone. She said it was old.",
            "it was old",
            "Anna Brandt",
        ),
        (
            "Mrs. Lind met the crew. Mr. Falk said the pier was gone. She said it was old.",
            "it was old",
            "Lind",
        ),
        (
            "Orlo spokeswoman Yi Sato met the crew. John Hale said it fell. She said it is old.",
            "it is old",
            "Yi Sato",
        ),
        # A person mentioned in the content is not the next speaker.
        (
            "Otto Falk said Jonas Lind was late. He said the pier was gone.",
            "the pier was gone",
            "Otto Falk",
        ),
        # A new subject of the other sex ends the speech; the person named with her is meant.
        (
            (
                "Mayor Otto Falk said the pier was gone. Linda Brandt came with Jonas Lind."
                ' "It is old," he said.'
            ),
            "It is old",
            "Jonas Lind",
        ),
        (
            "A friend said the pier was gone. Linda Brandt saw Jonas Lind. He said it was old.",
            "it was old",
            "Jonas Lind",
        ),
        # Of a coordinated subject, either person may be meant.
        ("Linda Brandt and Otto Falk met. He said it was old.", "it was old", "Otto Falk"),
        # A first name alone does not rule out the only person named.
        ("Clerk Linda Hale said it was gone. He said it was old.", "it was old", "Linda Hale"),
        # A surname is a name even if it is also a common word or verb form.
        ("Otto Leader left the pier. Leader said it was old.", "it was old", "Otto Leader"),
        (
            "Mark Rathbun left. John Hale spoke. Rathbun requested a boat. He said it is old.",
            "it is old",
            "Mark Rathbun",
        ),
        ('Tova Rush-Cox left. "It fell," Rush-Cox said.', "It fell", "Tova Rush-Cox"),
        # A surname means the first person until a second one has it; then it is ambiguous.
        (
            "Anna Hale met the crew. Hale left. Peter Hale came. Hale said it was old.",
            "it was old",
            "Anna Hale",
        ),
        ("Anna Hale met Peter Hale. Hale said it was old.", "it was old", "Hale"),
        ("Anna Khan came. The Khans closed it. She said it was old.", "it was old", "Anna Khan"),
        # A name used alone is not the short form of a longer name introduced later.
        ("Hamas fell. Young Hamas rose. Hamas said it was sad.", "it was sad", "Hamas"),
        # Titles of many kinds, with or without a full stop.
        ("It is out, according to Sgt. Ana Brandt.", "It is out", "Ana Brandt"),
        ('"It is out," said Lt. Col. Otto Falk of the police.', "It is out", "Otto Falk"),
        ("Liberal MP Otto Falk said it was old.", "it was old", "Otto Falk"),
        ("It was old, said neighbor Linda Brandt.", "It was old", "Linda Brandt"),
        # A heading capitalises more words than its names.
        (
            "Ben Hale Defends It.\n\nMayor Ben Hale met us. It rained.\n\nHale said it was old.",
            "it was old",
            "Ben Hale",
        ),
        (
            "The Falk-Hale plan is old. Mayor Otto Hale met the crew. Hale said it was gone.",
            "it was gone",
            "Otto Hale",
        ),
        # Roles: the person with this role, not the one with another.
        (
            (
                "Senator Ana Brandt left. Senator Otto Falk said it was old. John Hale said no one"
                " came. The senator said it fell."
            ),
            "it fell",
            "Otto Falk",
        ),
        (
            (
                "Otto Falk, a spokesman for the port, said no. Mayor Ana Brandt said yes. The"
                " spokesman said it was sad."
            ),
            "it was sad",
            "Otto Falk",
        ),
        (
            "Gov. Otto Falk said yes. Linda Brandt said it was old. The governor said it was sad.",
            "it was sad",
            "Otto Falk",
        ),
        (
            "Rep. Otto Falk said it fell. John Hale left. The lawmaker said he was sad.",
            "he was sad",
            "Otto Falk",
        ),
        (
            "Otto Falk said it fell. The senator said it was old. Sen. Linda Brandt came later.",
            "it was old",
            "Otto Falk",
        ),
        (
            "Rep. Otto Falk said it fell. He said it was old.",
            "it was old",
            "Otto Falk",
        ),
        (
            "Jonathan Sobin left. John Hale spoke. Sobin likely would have voted, he said.",
            "Sobin likely would have voted",
            "Jonathan Sobin",
        ),
        (
            "Justice Otto Falk met Linda Brandt. The judge said it was sad.",
            "it was sad",
            "Otto Falk",
        ),
        # A person in a sentence with an unnamed source can be the next antecedent.
        (
            "Otto Falk left, according to a person close to him. He said it was old.",
            "it was old",
            "Otto Falk",
        ),
        # An organisation by its head noun or its kind.
        (
            (
                "Iran's official news agency IRNA said it fell. Otto Falk left. The agency said"
                " no one came."
            ),
            "no one came",
            "IRNA",
        ),
        (
            "Nordea Bank cut rates. The bank said rents will rise.",
            "rents will rise",
            "Nordea Bank",
        ),
        (
            "The Orlo Refugee Council opened a camp. The charity said it was full.",
            "it was full",
            "Orlo Refugee Council",
        ),
        (
            "Google said that Apple has fallen. The company said it was sad.",
            "it was sad",
            "Google",
        ),
        # Firms.
        ("Hale & Falk said the pill is safe.", "the pill is safe", "Hale & Falk"),
        ("Otto Falk\u200b left. Falk\u200b said it was old.", "it was old", "Otto Falk"),
    ],
)
def test_a_mention_is_resolved_to_its_name(
    text: str, evidence: str, name: str, language_model: Language
) -> None:
    (link,) = _claim(text, evidence, language_model).chain
    assert link.name == name


@pytest.mark.parametrize(
    ("text", "evidence", "descriptor"),
    [
        ("John Hale met Peter Falk. She said it was old.", "it was old", "She"),
        (
            "Police Chief Otto Falk said he fell. The victim said he was pushed.",
            "he was pushed",
            "the victim",
        ),
        (
            (
                "A woman at the pier said it fell. Mayor Otto Falk said it was old. The woman said"
                " it was sad."
            ),
            "it was sad",
            "a woman at the pier",
        ),
        (
            "A source at the port said it fell. The person said it was old.",
            "it was old",
            "a source at the port",
        ),
        ("Otto Falk said it fell. Those who left said it was old.", "it was old", "those"),
        ("Otto Falk said it fell. One suggested that it was old.", "it was old", "one"),
        (
            "Otto Falk bought a boat in New York. It said the pier was gone.",
            "the pier was gone",
            "It",
        ),
        ("A longtime adviser said the pier was gone.", "the pier was gone", "a longtime adviser"),
    ],
)
def test_an_unresolved_mention_has_a_descriptor(
    text: str, evidence: str, descriptor: str, language_model: Language
) -> None:
    (link,) = _claim(text, evidence, language_model).chain
    assert (link.name, link.descriptor) == (None, descriptor)


def test_they_means_the_joint_speakers(language_model: Language) -> None:
    text = 'Linda Brandt and Otto Falk said the pier was gone. "It was old," they said.'
    chain = _claim(text, "It was old", language_model).chain
    assert [(link.position, link.name) for link in chain] == [
        (0, "Linda Brandt"),
        (0, "Otto Falk"),
    ]


def test_it_inside_a_quotation_has_no_antecedent_outside_it(language_model: Language) -> None:
    text = 'The Orlo Union said it was full. Otto Falk said, "It says the pier is safe."'
    chain = _claim(text, "It says the pier is safe", language_model).chain
    assert [link.name for link in chain] == ["Otto Falk", None]


@pytest.mark.parametrize(
    "text",
    [
        "Otto Falk said that he believes the pier is safe.",
        "Otto Falk told the court that he said the pier was safe.",
    ],
)
def test_a_voice_is_not_its_own_source(text: str, language_model: Language) -> None:
    (claim,) = _claims(text, language_model)
    assert [link.name for link in claim.chain] == ["Otto Falk"]


def test_he_in_a_second_that_clause_is_the_subject_of_the_first(language_model: Language) -> None:
    text = "Ana Brandt said that Jonas Lind was late and that he had admitted that it was wrong."
    chain = _claim(text, "he had admitted that it was wrong", language_model).chain
    assert [link.name for link in chain] == ["Ana Brandt", "Jonas Lind"]


def test_a_heading_in_capitals_gives_no_name(language_model: Language) -> None:
    text = (
        "SEN. LINDEN'S BILL WOULD ENSURE FARMERS ACCESS TO NECESSARY WATER\n\n"
        "Senator Ola Linden spoke on Monday.\n\n"
        "“This legislation would help farmers,” Linden said."
    )
    (claim,) = [c for c in _claims(text, language_model) if c.voice == "attributed"]
    assert claim.chain[0].name == "Ola Linden"


def test_he_is_never_a_woman_even_if_only_she_is_named(language_model: Language) -> None:
    text = (
        "Mayor Ada Brenner spoke on Monday. “The damage is small,” she said.\n\n"
        "The driver was arrested. He denied that he had been drinking."
    )
    (claim,) = [c for c in _claims(text, language_model) if c.factuality == "denied"]
    assert claim.chain[0].name is None
