"""Any body costs at most two seconds of CPU and 200 MB, and ends in a reading or a reason.

`tests/hostile.py` has the bodies, and measures each in a process of its own.
"""

import json
import subprocess
import sys
from collections import defaultdict

import pytest

from tests import hostile

SECONDS = 2.0
MEGABYTES = 200

Costs = dict[str, list[dict[str, object]]]


def _measured(*names: str) -> Costs:
    done = subprocess.run(
        [sys.executable, hostile.__file__, *names], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told: Costs = defaultdict(list)
    for line in done.stdout.splitlines():
        cost = json.loads(line)
        told[cost["body"]].append(cost)
    return told


@pytest.fixture(scope="module")
def costs() -> Costs:
    """What each body costs each reader, by the name of the body."""
    return _measured()


@pytest.mark.parametrize("name", hostile.BODIES)
def test_cost_of_a_body(name: str, costs: Costs) -> None:
    assert [cost["reader"] for cost in costs[name]] == list(hostile.READERS)
    if any(map(_is_too_dear, costs[name])):
        # On a busy machine even seconds of CPU are longer: what is dear is so twice.
        costs = _measured(name)
    assert [cost for cost in costs[name] if _is_too_dear(cost)] == []


def _is_too_dear(cost: dict[str, object]) -> bool:
    return (
        str(cost["end"]).startswith("bug")
        or float(str(cost["seconds"])) > SECONDS
        or float(str(cost["megabytes"])) > MEGABYTES
    )


def test_bodies_are_no_larger_than_what_is_fetched() -> None:
    sizes = {name: len(make()) for name, make in hostile.BODIES.items()}
    assert [name for name, size in sizes.items() if size > 10_000_000] == []
