"""What takes the square of its size is found out, of well-formed bodies and of others."""

from tests.cost.processes import MOST_GROWTH, measured
from tests.cost.readers import READERS


def test_every_bound_fails_on_a_planted_square() -> None:
    found = {told["reader"]: told for told in measured("planted")}
    assert found.keys() == READERS.keys()
    for name, told in found.items():
        assert not told["end"].startswith("bug"), told
        assert told["times"] > READERS[name].densest, told


def test_a_well_formed_body_of_four_times_the_size_costs_four_times_as_much() -> None:
    """Or each bound would grow with what it bounds."""
    found = {told["reader"]: told["times"] for told in measured("growth")}
    assert found.pop("planted") > MOST_GROWTH
    assert found.keys() == READERS.keys()
    assert {name: times for name, times in found.items() if times > MOST_GROWTH} == {}
