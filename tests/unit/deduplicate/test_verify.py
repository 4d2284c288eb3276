"""The relation of a newer text to an older one, on a made-up story."""

from dataclasses import replace
from random import Random

import pytest

from tests.edits import COPIES, REVISIONS
from worker.deduplicate.alignment import ComparedText
from worker.deduplicate.verify import compare
from worker.deduplicate.words import prepare
from worker.parse.text.plaintext import read_text
from worker.records import Comparison, Notice

WRAPPED = """\
A dam above the town of Velmora broke on Sunday night and about 300 houses were flooded, the
governor of the province said.

Governor Ilse Tamm told reporters that engineers had warned of cracks. "We counted 41 cracks in
March," she said.

Rescuers in boats brought 1,200 people to schools in Harrow and Petersgate. The army sent two
helicopters from its base at Orlin.

The company that runs the dam, Norvik Power, confirmed that its turbines were running when the
wall gave way. It did not say for how long.

Velmora was flooded in 1974, when a storm broke the same wall. Nobody was hurt then, and the
wall was rebuilt with money from the state bank.

Schools will stay closed until Thursday. Trains between Harrow and the coast go by way of
Sundholm, the railway said.

Farmers below the dam said that their wells had turned brown. Health officers asked them to
boil water for drinking.
"""
STORY = [" ".join(paragraph.split()) for paragraph in WRAPPED.split("\n\n")]
TEXT = "\n\n".join(STORY)


def found(older: str, newer: str, *, notice: Notice | None = None, template: bool = False) -> (
    Comparison | None
):  # fmt: skip
    changed = replace(read_text(newer), notice=notice)
    return compare(
        ComparedText(prepare(read_text(older))), ComparedText(prepare(changed)), template=template
    )


def edited(old: str, new: str, *, notice: Notice | None = None) -> Comparison:
    assert old in TEXT
    comparison = found(TEXT, TEXT.replace(old, new, 1), notice=notice)
    assert comparison is not None
    return comparison


def test_the_same_words_are_an_exact_copy() -> None:
    copy = found(TEXT, TEXT.replace('"', "\u201d").replace(" on Sunday", "  on Sunday"))
    assert copy == Comparison("exact_copy", 1.0, 1.0, (), (), (), 0, 0)


@pytest.mark.parametrize(
    ("old", "new", "removed", "added"),
    [
        ("about 300", "about 320", ("300",), ("320",)),
        ("1,200", "1,900", ("1,200",), ("1,900",)),
        ("two helicopters", "three helicopters", ("two",), ("three",)),
        ("1,200 people", "2.4 million people", ("1,200",), ("2.4 million",)),
        ("houses", "20 houses", (), ("20",)),
    ],
)
def test_changed_numbers_are_a_revision_with_both_numbers(
    old: str, new: str, removed: tuple[str, ...], added: tuple[str, ...]
) -> None:
    change = edited(old, new)
    assert change.relation == "revision"
    assert (change.numbers_removed, change.numbers_added) == (removed, added)
    assert (change.sentences_removed, change.sentences_added) == (0, 0)


def test_two_swapped_numbers_are_a_revision() -> None:
    swapped = TEXT.replace("300", "#").replace("1,200", "300").replace("#", "1,200")
    change = found(TEXT, swapped)
    assert change is not None
    assert change.relation == "revision"
    assert change.numbers_removed == ("300", "1,200")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("confirmed that", "denied that", ("confirmed", "denied")),
        ("had warned", "had not warned", ("not",)),
        ("did not say", "did say", ("not",)),
        ("were running", "weren't running", ("weren't",)),
        ("and about 300", "and at least 300", ("about", "at least")),
        ("and about 300", "and up to 300", ("about", "up to")),
        ("broke on", "allegedly broke on", ("allegedly",)),
        ("Nobody was hurt then", "Somebody was hurt then", ("nobody",)),
    ],
)
def test_an_added_negation_or_hedge_is_a_revision(
    old: str, new: str, words: tuple[str, ...]
) -> None:
    change = edited(old, new)
    assert change.relation == "revision"
    assert change.words_changed == words


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1,200", "1200"),
        ("two helicopters", "2 helicopters"),
        ("about 300", "around 300"),
        ("did not say", "didn't say"),
        ("flooded, the governor of the province said", "flooded, said the province's governor"),
    ],
)
def test_a_change_of_house_style_is_a_copy(old: str, new: str) -> None:
    assert edited(old, new).relation == "syndicated_copy"


def test_a_change_with_a_notice_is_a_correction() -> None:
    assert edited("300", "320", notice="correction").relation == "correction"
    assert edited("300", "320", notice="update").relation == "revision"


def test_a_corrected_name_is_a_correction() -> None:
    change = edited("Ilse Tamm", "Else Tamme")
    assert change.relation == "correction"


def test_a_number_changed_in_the_headline_alone_is_a_revision() -> None:
    change = found(f"Flood drives 1,200 from homes\n\n{TEXT}",
                   f"Flood drives 1,900 from homes\n\n{TEXT}")  # fmt: skip
    assert change is not None
    assert change.relation == "revision"
    assert (change.numbers_removed, change.numbers_added) == (("1,200",), ("1,900",))


def test_a_text_under_another_headline_is_an_exact_copy() -> None:
    copy = found(f"Flood drives 1,200 from homes\n\n{TEXT}", f"Two towns evacuated\n\n{TEXT}")
    assert copy is not None
    assert copy.relation == "exact_copy"


def test_a_part_is_an_abridgement_and_the_whole_an_expansion() -> None:
    part = "\n\n".join(STORY[:3])
    shorter, longer = found(TEXT, part), found(part, TEXT)
    assert shorter is not None
    assert longer is not None
    assert (shorter.relation, longer.relation) == ("abridgement", "expansion")
    assert shorter.contained_newer == longer.contained_older == 1.0
    assert shorter.sentences_removed == longer.sentences_added == 8
    assert shorter.numbers_removed == ()


def test_a_sentence_that_breaks_off_is_cut_and_not_changed() -> None:
    cut = found(TEXT, TEXT[: TEXT.index("from its base")])
    assert cut is not None
    assert cut.relation == "abridgement"


def test_numbers_after_a_break_are_cut_and_not_changed() -> None:
    more = f"{TEXT} The state bank lent money to the town and asked 9 firms for more."
    cut = found(more, more[: more.index("and asked 9")])
    assert cut is not None
    assert (cut.relation, cut.numbers_removed) == ("syndicated_copy", ())


def test_a_number_left_out_of_a_shorter_text_makes_no_revision() -> None:
    shorter = TEXT[: TEXT.index("Schools will")].replace(
        "We counted 41 cracks in March", "We counted cracks in March"
    )
    cut = found(TEXT, shorter)
    assert cut is not None
    assert (cut.relation, cut.numbers_removed) == ("abridgement", ("41",))


def test_a_removed_word_counts_even_if_it_occurs_elsewhere() -> None:
    more = f"{TEXT}\n\nAt the next dam engineers had not warned of cracks, she said."
    change = found(
        more, more.replace("that engineers had warned", "that engineers had not warned")
    )
    assert change is not None
    assert (change.relation, change.words_changed) == ("revision", ("not",))


@pytest.mark.parametrize("kind", COPIES)
def test_edits_are_linked_and_only_changed_words_may_make_a_revision(kind: str) -> None:
    edit = COPIES[kind](STORY, Random(1))  # noqa: S311
    copy = found(TEXT, "\n\n".join(edit or ()))
    assert copy is not None
    assert copy.relation != "revision" or "of words" in kind
    assert (copy.relation == "merged") == (kind == "merged")


@pytest.mark.parametrize("kind", REVISIONS)
def test_edits_of_facts_are_revisions(kind: str) -> None:
    edit = REVISIONS[kind](STORY, Random(1))  # noqa: S311
    change = found(TEXT, "\n\n".join(edit or ()))
    assert change is not None
    assert change.relation == "revision"


def test_an_independent_report_of_the_same_event_is_not_a_copy() -> None:
    other = (
        "Hundreds of homes stand under water after the wall of a reservoir collapsed near "
        "Velmora. Ilse Tamm, who governs the region, put the number at 300 and spoke of old "
        "cracks. Norvik Power runs the plant there. Some 1,200 people sleep in schools in Harrow."
    )
    assert found(TEXT, other) is None


def form(bank: str, rate: str, sum_: str) -> str:
    return (
        f"{bank} entered the money market to offer {sum_} million crowns of loans to dealers, a "
        f"spokesman said. Dealers said that overnight money stood at {rate} per cent when the "
        "bank began its usual supply of reserves to the system on behalf of the treasury."
    )


def test_a_form_filled_in_with_other_values_is_not_a_copy() -> None:
    older = form("The Bank of Velmora", "3.5", "200")
    assert found(older, form("The Bank of Velmora", "4.25", "870")) is None
    assert found(older, form("Orlin Credit Union", "3.5", "200")) is None


def test_different_numbers_in_a_known_form_are_not_a_copy() -> None:
    newer = TEXT.replace("1,200", "1,900")
    assert found(TEXT, newer, template=True) is None
    assert found(TEXT, TEXT, template=True) is not None
    assert found(TEXT, "\n\n".join(STORY[:5]), template=True) is not None


def test_texts_of_a_few_words_are_not_copies() -> None:
    assert found("To come.", "To come.") is None
    assert found("", TEXT) is None


def test_scripts_without_spaces_are_compared() -> None:
    older = (
        "国防部发言人周一表示,边境地区的冲突造成300人死亡,另有数十人受伤。"
        "救援人员仍在搜寻失踪者,当地学校将关闭至周四,铁路交通也已中断。"
    )
    newer = older.replace("300", "320")
    change = found(older, newer)
    assert change is not None
    assert (change.numbers_removed, change.numbers_added) == (("300",), ("320",))
