"""The worst that a server can answer costs no more to leave than a long feed costs to read."""

import json
from collections.abc import Callable, Iterator

import pytest

from tests.cost.processes import BLANKS, PLANTED
from tests.cost.ratio import seconds, times
from tests.forks import Forks
from tests.hostile_server import HostileHandler
from tests.loopback import serving

MOST = 1.3
"""0.6 times at the most: files of gzip with nothing in them, one after the other."""

Costs = Callable[[str], float]


@pytest.fixture(scope="module")
def cost(forks: Forks) -> Iterator[Costs]:
    """The CPU time of fetching a path, and of reading what came, in a process of its own."""
    with serving(type("_Handler", (HostileHandler,), {"asked": []})) as port:

        def run(path: str) -> float:
            ended = forks.run(
                "tests.measured", f"http://127.0.0.1:{port}/{path}", "120", NO_PROXY="*"
            )
            assert ended.returncode == 0, ended.stderr
            told = json.loads(ended.stdout)
            return float(told["fetch_cpu"] + told.get("parse_cpu", 0))

        yield run


@pytest.fixture(scope="module")
def known(cost: Costs) -> float:
    """The CPU time of a well-formed feed that is as long as any that is fetched."""
    return cost("long")


@pytest.mark.parametrize(
    "path",
    [
        "bomb/gzip",
        "bomb/deflate",
        "bomb/gzip,%20gzip",
        "members",
        "blocks",
        "endless",
        "chunk",
        "trailers",
        "flood",
        "long_header",
        "continue",
        "spiral",
    ],
)
def test_cost_of_an_answer(path: str, cost: Costs, known: float) -> None:
    assert times(lambda: cost(path), lambda: cost("long"), most=MOST, known=known) <= MOST


def test_the_bound_fails_on_a_planted_square(cost: Costs, known: float) -> None:
    def planted() -> float:
        return seconds(lambda: PLANTED.search(b" " * BLANKS))

    assert times(planted, lambda: cost("long"), most=MOST, known=known, tries=1) > MOST
