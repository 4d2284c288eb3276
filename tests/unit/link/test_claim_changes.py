"""The claims of a revised text beside those of the older one."""

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


def test_what_both_texts_claim_is_left_out_wherever_it_stands() -> None:
    moved = replace(SHIPS, evidence=(Span(90, 115),))
    assert changed_claims([SHIPS, KILLED], [KILLED, moved]) == []


def test_a_changed_figure_stands_beside_the_one_before() -> None:
    now = _claim("at least 320 people were killed in the port of Brenn")
    assert changed_claims([KILLED, SHIPS], [SHIPS, now]) == [(KILLED, now)]


def test_the_same_words_held_otherwise_or_by_another_changed() -> None:
    denied = replace(KILLED, factuality="denied")
    other = _claim("two ships had caught fire", name="Red Cross")
    assert changed_claims([KILLED, SHIPS], [denied, other]) == [(KILLED, denied), (SHIPS, other)]


def test_what_is_like_nothing_came_or_went() -> None:
    new = _claim("schools stay closed until Friday")
    assert changed_claims([KILLED], [new]) == [(KILLED, None), (None, new)]


def test_each_claim_stands_beside_the_likest_and_only_one() -> None:
    one, two = _claim("the fire killed 30 people"), _claim("the fire killed 30 horses in Brenn")
    new = _claim("the fire killed 40 horses in Brenn")
    assert changed_claims([one, two], [new]) == [(one, None), (two, new)]


def test_a_claim_that_is_made_twice_and_then_once_went_once() -> None:
    assert changed_claims([SHIPS, SHIPS], [SHIPS]) == [(SHIPS, None)]
