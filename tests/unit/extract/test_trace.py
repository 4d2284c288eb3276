"""The trace: the rule of each frame, why a word was rejected, what was inherited."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.conftest import SEED
from worker.export.explanation import TopicNote, explanation, printable
from worker.extract import STEPS, explained, extract
from worker.extract.reporting.cues.lexicon import BY_NOUN, BY_WORD
from worker.extract.trace import noting, rejected
from worker.extract.words import VERB_CLASSES
from worker.parse.text.plaintext import read_text
from worker.records import Article, Section, Span

if TYPE_CHECKING:
    from spacy.language import Language

    from worker.export.explanation import SentenceNote
    from worker.extract.records import Token


def _article(text: str) -> Article:
    return Article(text, (Section("body", Span(0, len(text))),), "key")


def _notes(text: str, language_model: Language) -> tuple[SentenceNote, ...]:
    return explanation(*explained(_article(text), language_model))


def test_the_steps_are_in_order() -> None:
    names = [step.__name__ for step in STEPS]
    assert names == ["_divide", "_quote", "_parse", "_measure", "_report", "_claim", "_attribute"]


@pytest.mark.parametrize(
    ("text", "cue", "rule"),
    [
        (
            "Ana Brandt said the bridge was closed.",
            "said",
            "quoted_or_clause (reporting/content/clauses.py)",
        ),
        ("Ana Brandt denied taking a bribe.", "denied", "denied (reporting/content/denials.py)"),
        (
            "Police declined to comment on it.",
            "declined to comment",
            "silence (reporting/cues/silences.py)",
        ),
        (
            "He is believed to be dead.",
            "is believed",
            "passive_hearsay (reporting/cues/hearsay.py)",
        ),
        (
            "Staff were told by pilots that it would fall.",
            "were told",
            "passive_report (reporting/cues/verbs.py)",
        ),
        (
            "According to Brandt, it was closed.",
            "According to",
            "according (reporting/cues/parentheses.py)",
        ),
        ("Asked whether he paid, Brandt said no.", "said", "answer (reporting/cues/answers.py)"),
        (
            "Ana Brandt questioned the idea that it fell.",
            "questioned",
            "doubted (reporting/content/denials.py)",
        ),
        (
            "Brandt called the claim that he paid false.",
            "called",
            "belied (reporting/content/denials.py)",
        ),
        (
            "Brandt pleaded not guilty to taking a bribe.",
            "pleaded",
            "pleaded (reporting/content/accusations.py)",
        ),
        (
            "There were rumours that he had paid.",
            "rumours",
            "noun_of_saying (reporting/cues/nouns.py)",
        ),
        ("Minister accused of fraud.", "accused", "passive_hearsay (reporting/cues/hearsay.py)"),
        (
            "Ana Hale was more blunt: “It is a mess.”",
            "was",
            "before_colon (reporting/lead_ins.py)",
        ),
    ],
)
def test_a_frame_names_its_rule(text: str, cue: str, rule: str, language_model: Language) -> None:
    (note,) = _notes(text, language_model)
    assert [(frame.cue, frame.rule) for frame in note.frames] == [(cue, rule)]


@pytest.mark.parametrize(
    ("text", "word", "rule", "reason"),
    [
        ("Ana Brandt said a prayer.", "said", "quoted_or_clause", "no clause or quotation after"),
        ("The guests were told.", "told", "passive_report", "a passive without a “by”"),
        ("The plan to announce it failed.", "announce", "verb_frames", "an infinitive"),
        ("The reported loss was small.", "reported", "verb_frames", "an adjective"),
        ("Ana Brandt refused to pay.", "refused", "refused_act", "“pay” is no answer"),
        ("Ana Brandt rejected the parcel.", "rejected", "denied", "“parcel” is a thing"),
        ("The report was long.", "report", "noun_of_saying", "no “that” clause after it"),
        ("I think the river is safe.", "think", "reports", "its source is only “I”"),
        ("Fearing a flood is wise.", "Fearing", "active", "no subject"),
        ("The mayor is aware of it.", "aware", "adjective_of_view", "no clause after it"),
        ("Staff should not comment on it.", "comment", "withheld_verb", "a duty"),
        ("Brandt challenged the ruling.", "challenged", "doubted", "no “that” clause"),
        (
            "There were no rumours that he left.",
            "rumours",
            "frame_without_source",
            "there is none",
        ),
        ("Brandt was not accused of fraud.", "accused", "passive_hearsay", "it is negated"),
        ("The plan was criticized.", "criticized", "topic", "no source is named"),
    ],
)
def test_a_rejected_word_has_its_rule_and_reason(
    text: str, word: str, rule: str, reason: str, language_model: Language
) -> None:
    (note,) = _notes(text, language_model)
    found = dict(note.rejected)
    assert word in found
    assert any(why.rule.startswith(f"{rule} (") and reason in why.reason for why in found[word])
    assert not note.frames


def test_a_word_taken_by_another_rule_is_not_rejected(language_model: Language) -> None:
    (note,) = _notes("Ana Brandt confirmed the arrest.", language_model)
    assert [frame.rule for frame in note.frames] == ["admitted (reporting/content/speech_acts.py)"]
    assert not note.rejected


def test_speech_with_only_a_topic_makes_no_frame(language_model: Language) -> None:
    (note,) = _notes("Ana Brandt criticized the plan.", language_model)
    assert not note.frames
    assert note.topics == (
        TopicNote("topic (reporting/topics.py)", "criticized", ("Ana Brandt",), "the plan"),
    )


def test_a_lead_in_before_a_quotation_names_its_rule(language_model: Language) -> None:
    article = read_text("They met.\n\nMr Dow put it so:\n\n“We will never leave the harbour.”")
    _, lead_in, quoted = explanation(*explained(article, language_model))
    assert [frame.rule for frame in lead_in.frames] == ["lead_in (reporting/lead_ins.py)"]
    (link,) = quoted.claims[0].links
    assert link.why[0].endswith("“put” (sentence 2)")


def test_signed_words_name_the_rule_of_the_signature(language_model: Language) -> None:
    notes = _notes("“We will leave it to them.” — Ana Lind", language_model)
    frames = [frame for note in notes for frame in note.frames]
    assert [(frame.cue, frame.rule) for frame in frames] == [
        ("Ana Lind", "signature (reporting/adjacent_speech.py)")
    ]
    assert notes[0].quotations == ("“We will leave it to them.” (followed by its signature)",)


def test_a_possessive_names_the_possessor(language_model: Language) -> None:
    text = "Mayor Ana Brandt left. Brandt's campaign said the bridge was closed."
    _, note = _notes(text, language_model)
    (link,) = note.claims[0].links
    assert link.why[1] == "belongs to Ana Brandt: “Brandt”"


def test_a_dropped_frame_has_only_the_reason_it_was_dropped(language_model: Language) -> None:
    (note,) = _notes("I confirmed the arrest.", language_model)
    ((word, found),) = note.rejected
    assert (word, [why.rule for why in found]) == (
        "confirmed",
        ["reports (reporting/passages.py)"],
    )


def test_a_nested_frame_says_which_frame_it_is_in(language_model: Language) -> None:
    (note,) = _notes("Ana Brandt said police believed the bridge was closed.", language_model)
    assert [(frame.cue, frame.inside) for frame in note.frames] == [
        ("said", None),
        ("believed", "in the content of “said”"),
    ]


def test_an_inherited_voice_names_its_sentence(language_model: Language) -> None:
    text = "“The bridge is closed,” Ana Brandt said. “It will be closed for many weeks.”"
    _, note = _notes(text, language_model)
    (link,) = note.claims[0].links
    assert (link.link.name, link.link.explicit) == ("Ana Brandt", False)
    assert link.why == ("inherited: the nearest speaker in the paragraph: “said” (sentence 1)",)


def test_a_continued_quotation_names_its_attribution(language_model: Language) -> None:
    text = "Ana Brandt said: “The bridge is closed. It will be closed for many weeks.”"
    _, note = _notes(text, language_model)
    (link,) = note.claims[0].links
    assert link.why == ("inherited: the same quotation: “said” (sentence 1)",)
    assert note.quotations == ("It will be closed for many weeks.” (continued from before)",)


def test_an_inherited_original_source_names_its_sentence(language_model: Language) -> None:
    text = (
        "Lawmaker Ana Brandt told reporters after a briefing from the Harbour Agency that the "
        "bridge fell. Brandt said two men were hurt."
    )
    _, note = _notes(text, language_model)
    _, original = note.claims[0].links
    assert original.link.role == "original"
    assert original.why == (
        "inherited: Ana Brandt goes on relying on it: “after a briefing from” (sentence 1)",
    )


def test_a_pronoun_names_its_antecedent(language_model: Language) -> None:
    text = "Mayor Ana Brandt said the bridge was closed. She said it would open on Monday."
    _, note = _notes(text, language_model)
    (link,) = note.claims[0].links
    assert (link.link.name, link.mention) == ("Ana Brandt", "She")
    assert link.why == (
        "“said”, quoted_or_clause (reporting/content/clauses.py)",
        "the last speaker whom the pronoun may mean: “Mayor Ana Brandt” (sentence 1)",
    )


def test_a_role_names_the_person_who_has_it(language_model: Language) -> None:
    text = "A lawmaker said the bridge fell. It was repaired, lawmaker Ana Brandt said."
    first, _ = _notes(text, language_model)
    (link,) = first.claims[0].links
    assert link.why[1] == "the only “lawmaker” of the article: “Ana” (sentence 2)"


@pytest.mark.parametrize(
    ("text", "factuality", "why"),
    [
        ("The bridge was closed.", "asserted", "weakens it"),
        ("The bridge may be closed.", "hedged", "a modal: “may”"),
        ("The bridge will be closed.", "predicted", "a modal: “will”"),
        ("The bridge is probably closed.", "hedged", "an adverb that hedges: “probably”"),
        ("The bridge closes if the river rises.", "hypothetical", "a condition: “if”"),
        ("Ana Brandt denied that it fell.", "denied", "the stance of its voice is denying"),
        ("Ana Brandt said nobody was hurt.", "asserted", "a negation: “nobody”"),
        ("Ana Brandt said it would fall.", "predicted", "a shifted “will”"),
        ("It is unclear whether it fell.", "questioned", "an open question: “whether”"),
        ("It looks as if it fell.", "hedged", "a verb that hedges: “looks”"),
        (
            "Minister to close bridge.",
            "predicted",
            "an infinitive: what is planned",
        ),
        ("It is not true that he paid.", "denied", "the stance of its verb is denying: “is”"),
    ],
)
def test_a_claim_names_the_words_that_decide_its_factuality(
    text: str, factuality: str, why: str, language_model: Language
) -> None:
    (note,) = _notes(text, language_model)
    assert note.claims[0].claim.factuality == factuality
    assert any(why in reason for reason in note.claims[0].why)


def test_each_claim_has_only_its_own_reasons(language_model: Language) -> None:
    first, second = _notes("The bridge may be closed. The river rose.", language_model)
    assert first.claims[0].why == ("a modal: “may”",)
    assert len(second.claims[0].why) == 1


def test_an_inherited_day_of_saying_names_its_sentence(language_model: Language) -> None:
    text = "Ana Brandt said on Monday that it fell. Brandt said two men were hurt."
    article = replace(_article(text), published=date(2025, 1, 15))
    _, note = explanation(*explained(article, language_model))
    said = note.claims[0].claim.said_at
    assert said is not None
    assert said.value == date(2025, 1, 13)
    assert "said on the day last given for Ana Brandt: “Monday” (sentence 1)" in (
        note.claims[0].why
    )


def test_a_question_makes_no_claim_and_its_number_is_listed(language_model: Language) -> None:
    (note,) = _notes("Were the three men hurt?", language_model)
    assert note.no_claims == (
        ("Were the three men hurt", "a question or an order claims nothing"),
    )
    assert [quantity.value for quantity in note.uncounted] == [3]
    assert not note.claims


def test_each_claim_is_listed_once(language_model: Language) -> None:
    draft, trace = explained(read_text(SEED.read_text(encoding="utf-8")), language_model)
    notes = explanation(draft, trace)
    numbers = [claim.number for note in notes for claim in note.claims]
    assert numbers == list(range(1, len(draft.extraction.claims) + 1))
    assert all(link.why for note in notes for claim in note.claims for link in claim.links)


def test_explaining_does_not_change_the_result(language_model: Language) -> None:
    article = read_text(SEED.read_text(encoding="utf-8"))
    assert explained(article, language_model)[0].extraction == extract(article, language_model)


def _may_report(token: Token) -> bool:
    if token.pos in {"NOUN", "PROPN"} and token.lemma in BY_NOUN:
        return True
    return token.lower in BY_WORD or (token.pos == "VERB" and token.lemma in VERB_CLASSES)


def test_every_listed_word_made_a_frame_or_has_a_reason(language_model: Language) -> None:
    text = SEED.read_text(encoding="utf-8") + (
        "\n\nThe report, reportedly hidden, said nothing. Told of it, she thought and wrote. He "
        "asked. Rejecting it, they read the claims. It was according to plan. Sure of it, he left."
    )
    draft, trace = explained(read_text(text), language_model)
    anchors = {
        row.parsed.tokens[frame.anchor].start for row in trace.sentences for frame in row.frames
    }
    words = [token for parsed in draft.parsed for token in parsed.tokens if _may_report(token)]
    assert len(words) > 30
    assert not [
        token.text
        for token in words
        if token.start not in anchors and token.start not in trace.rejections
    ]


def test_notes_are_taken_only_while_somebody_looks(language_model: Language) -> None:
    draft, trace = explained(_article("Ana Brandt said a prayer."), language_model)
    word = draft.parsed[0].tokens[0]
    before = dict(trace.rejections)
    rejected(word, "nobody looks")
    assert trace.rejections == before
    with noting() as other:
        rejected(word, "somebody looks")
    assert [(why.rule, why.reason) for why in other.rejections[word.start]] == [
        (
            f"test_notes_are_taken_only_while_somebody_looks ({__file__})",
            "somebody looks",
        )
    ]
    rejected(word, "nobody looks again")
    assert len(other.rejections[word.start]) == 1


def test_control_characters_are_not_printed() -> None:
    assert printable("a \x1b[31m\nb\x07") == "a [31m b"
