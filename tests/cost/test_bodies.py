"""Any body costs about what a well-formed one of its size does, and at most 200 MB.

`bodies.py` has the bodies, `readers.py` how many times a well-formed one they may cost, and
`processes.py` measures each in a process of its own.
"""

from collections import defaultdict
from typing import Any

import pytest

from tests.cost.processes import measured
from tests.cost.readers import CASES

MEGABYTES = 200
FETCHED = 10_000_000

Costs = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def costs() -> Costs:
    """What each body costs each of its readers, by the name of the body."""
    told: Costs = defaultdict(list)
    for cost in measured("cases"):
        told[cost["body"]].append(cost)
    return told


@pytest.mark.parametrize("name", CASES)
def test_cost_of_a_body(name: str, costs: Costs) -> None:
    most = CASES[name].most
    assert [cost["reader"] for cost in costs[name]] == list(most)
    for cost in costs[name]:
        assert not cost["end"].startswith("bug"), cost
        assert cost["times"] <= most[cost["reader"]], cost
        assert cost["megabytes"] <= MEGABYTES, cost
        assert cost["bytes"] <= FETCHED, cost
