"""The claims of a revised text paired with those of the older one."""

from dataclasses import replace

from worker.link.claim_changes import changed_claims
from worker.records import Claim, Factuality, Link, Span


def _claim(words: str, name: str = "Moor", factuality: Factuality = "asserted") -> Claim:
    return Claim(
        section="body",
        evidence=(Span(0, len(words)),),
        evidence_text=(words,),
        statement=words,
        chain=(Link(0, 0, "speaker", name=name),),
        factuality=factuality,
        polarity="positive",
        speech="indirect",
    )


KILLED = _claim("at least 300 people were killed in the port of Brenn")
SHIPS = _claim("two ships had caught fire")


def test_claims_of_both_texts_are_left_out_at_any_position() -> None:
    moved = replace(SHIPS, evidence=(Span(90, 115),))
    assert changed_claims([SHIPS, KILLED], [KILLED, moved]) == []


def test_a_changed_figure_is_paired_with_the_earlier_one() -> None:
    now = _claim("at least 320 people were killed in the port of Brenn")
    assert changed_claims([KILLED, SHIPS], [SHIPS, now]) == [(KILLED, now)]


def test_another_factuality_or_voice_is_a_change() -> None:
    denied = replace(KILLED, factuality="denied")
    other = _claim("two ships had caught fire", name="Red Cross")
    assert changed_claims([KILLED, SHIPS], [denied, other]) == [(KILLED, denied), (SHIPS, other)]


def test_a_claim_without_a_similar_one_was_added_or_removed() -> None:
    new = _claim("schools stay closed until Friday")
    assert changed_claims([KILLED], [new]) == [(KILLED, None), (None, new)]


def test_each_claim_is_paired_once_with_the_most_similar() -> None:
    one, two = _claim("the fire killed 30 people"), _claim("the fire killed 30 horses in Brenn")
    new = _claim("the fire killed 40 horses in Brenn")
    assert changed_claims([one, two], [new]) == [(one, None), (two, new)]


def test_a_claim_made_twice_and_then_once_was_removed_once() -> None:
    assert changed_claims([SHIPS, SHIPS], [SHIPS]) == [(SHIPS, None)]
